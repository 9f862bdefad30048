"""How a run uses memory: pages are let go, and what is changed for the run is put back."""

from __future__ import annotations

import gc
import subprocess
import sys
import types
import weakref

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinx_excellence.extension.build.memory import PAGES_WAITING, Memory

RECORD = "patterns:\n  saga: {title: Saga}\n"
CONF = 'suppress_warnings = ["excellence"]\n'
_WATCH = """
import gc
from docutils import nodes
WAITING = []
def watch(app, docname, source):
    WAITING.append(len(app.env._write_doc_doctree_cache))
def resolved(app, doctree, docname):
    WAITING.append(len(app.env._write_doc_doctree_cache))
    PICKLED.append(len(app.env._pickled_doctree_cache))
    ALIVE.append(sum(isinstance(each, nodes.document) for each in gc.get_objects()))
PICKLED, ALIVE = [], []
def setup(app):
    app.connect("source-read", watch, priority=900)
    app.connect("doctree-resolved", resolved, priority=900)
"""


def _write(project, pages, conf=""):
    names = [f"p{number:02}" for number in range(pages)]
    project.write(
        {
            "conf.py": (project.root / "conf.py").read_text() + CONF + conf,
            "data/a.yaml": RECORD,
            "source/index.md": "# Home\n\n```{toctree}\n" + "\n".join(names) + "\n```\n",
            **{f"source/{name}.md": f"# Page {name}\n\n{{pattern}}`saga` is text.\n" for name in names},
        }
    )


def test_few_pages_wait_in_memory_and_all_are_written(project):
    conf = "import types\nwatch = types.ModuleType('watch')\n" + f"exec({_WATCH!r}, vars(watch))\n"
    conf += "import sys\nsys.modules['watch'] = watch\nextensions = [*extensions, 'watch']\n"
    _write(project, 2 * PAGES_WAITING + 5, conf)
    assert project.build("html").code == 0
    import watch

    assert 0 < max(watch.WAITING) <= PAGES_WAITING
    assert max(watch.PICKLED) <= PAGES_WAITING + 1
    trees_of_a_page = watch.ALIVE[10] / 10
    assert max(watch.ALIVE) <= (PAGES_WAITING + 5) * trees_of_a_page, "those written are gone, though they are cycles"
    assert len(list((project.root / "out-html").glob("p*.html"))) >= 2 * PAGES_WAITING + 5


class _Node:
    """A node that knows itself, as those of a page know each other: only a search for garbage frees it."""

    def __init__(self):
        self.parent = self


@pytest.mark.parametrize("looks", [(), (0,), (0, 1), (0, 1, 0, 1)])
def test_what_a_page_leaves_is_found_however_often_it_was_seen_while_it_was_there(looks):
    memory, env = Memory(), types.SimpleNamespace()
    memory.begin()
    try:
        for _page in range(PAGES_WAITING):
            memory.turn_page(env)
        node = _Node()
        left = weakref.ref(node)
        for generation in looks:
            gc.collect(generation)
        del node
        for _page in range(PAGES_WAITING):
            memory.turn_page(env)
        assert left() is None
    finally:
        memory.end()


@pytest.mark.parametrize("threshold", [(700, 10, 10), (90_000, 5, 5), (0, 10, 10)])
def test_garbage_is_looked_for_as_before_when_a_run_has_ended(project, threshold):
    _write(project, 3)
    before = gc.get_threshold()
    try:
        gc.set_threshold(*threshold)
        project.build("html")
        assert gc.get_threshold() == threshold
        project.write(
            {
                "conf.py": (project.root / "conf.py").read_text()
                + "def setup(app):\n    app.connect('env-updated', lambda app, env: 1 / 0)\n"
            }
        )
        assert project.build("html").code != 0
        assert gc.get_threshold() == threshold
    finally:
        gc.set_threshold(*before)
    assert gc.get_freeze_count() == 0


def test_nothing_is_kept_for_an_application_that_does_not_build(project):
    _write(project, 1)
    thresholds = gc.get_threshold()
    try:
        with docutils_namespace():
            root = project.root
            Sphinx(root / "source", root, root / "out", root / "trees", "html", status=None, warning=None)
        assert gc.get_freeze_count() == 0
    finally:
        gc.set_threshold(*thresholds)


AGAIN = """
import gc, os, sys
from sphinx.cmd.build import build_main
from sphinx.environment import BuildEnvironment
os.chdir(sys.argv[1])
for number in range(12):
    assert build_main(["-q", "-E", "-c", ".", "-d", f"trees{number}", "source", f"out{number}"]) == 0
    print(sum(isinstance(each, BuildEnvironment) for each in gc.get_objects()))
"""


def test_a_process_that_builds_again_and_again_lets_earlier_runs_go(project):
    _write(project, 10)
    done = subprocess.run([sys.executable, "-c", AGAIN, str(project.root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    alive = [int(line) for line in done.stdout.split()]
    assert len(alive) == 12
    assert max(alive) < 9, "what earlier runs left is let go once it is much"
    assert min(alive[6:]) < max(alive[:6])
