"""A run that skips pages says what a run says that reads and writes them all: same warnings, same end."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable

import pytest

from tests.conftest import CONF
from tests.extension.incremental.warning_projects import PROJECTS, all_in_one, files_of

#: What mends a project, or breaks it in another way, between two runs.
EDITS = {
    "an included file appears": ("missing include", {"source/none.md": "Text.\n", "source/none.txt": "Text.\n"}),
    "a table's file appears": ("missing include", {"source/none.csv": "a,b\n", "source/none.py": "pass\n"}),
    "an included file is mended": ("faulty include", {"source/part.inc": "Text.\n"}),
    "an image appears": ("missing image", {"source/none.png": "x", "source/none.svg": "<svg/>"}),
    "a page that links lack appears": ("unresolved references", {"source/none.md": "(none)=\n# None\n"}),
    "a file that links lack appears": ("unresolved references", {"source/none.zip": "x"}),
    "a label appears": ("unresolved references", {"source/a.md": "# A\n\n(none)=\n## Label\n\n{ref}`none`\n"}),
    "a citation appears": ("unresolved references", {"source/c.md": "# C\n\n```{eval-rst}\n.. [None] cited\n```\n"}),
    "an equation appears": ("unresolved references", {"source/c.md": "# C\n\n$$x$$ (none)\n"}),
    "a term appears": ("unresolved references", {"source/c.md": "# C\n\n```{glossary}\nnone\n  Text.\n```\n"}),
    "the first of two labels goes": ("duplicate labels", {"source/a.md": "# A\n"}),
    "the second of two labels goes": ("duplicate labels", {"source/b.rst": "B\n=\n\n.. py:function:: f()\n"}),
    "the first of two labels stays": ("duplicate labels", {"source/a.md": "# A\n\n(same)=\n## Other\n"}),
    "an orphan is listed": ("orphan", {"source/c.md": "# C\n\n```{toctree}\nlost\n```\n"}),
    "an orphan says so": ("orphan", {"source/lost.md": "---\norphan: true\n---\n# Lost\n"}),
    "a page goes": ("unresolved references", {"source/c.md": None}),
    "a page with a finding goes": ("own findings", {"source/a.md": None}),
    "a finding goes": ("own findings", {"data/a.yaml": "patterns:\n  lod: {title: Lod}\n"}),
    "a title appears": ("page without title", {"source/c.md": "# Title\n"}),
    "a page of an extension changes": ("events", {"source/c.md": "# Other\n"}),
    "another page of an extension changes": ("events", {"source/a.md": "# Other\n"}),
    "a parent goes": ("two parents", {"source/b.rst": "B\n=\n"}),
    "an unrelated page changes": ("broken markup", {"source/c.md": "# Other\n"}),
}


def told(result):
    return sorted(result.warnings), result.code


def write(project, files):
    for name, text in files.items():
        if text is None:
            (project.root / name).unlink()
        else:
            project.write({name: text})


def in_turn(cases: Iterable[str]) -> list[tuple[str, str]]:
    """Return each case with the builder that writes most, and some with one of the others: what is told is the same."""
    listed = list(cases)
    chosen = {"html": listed, "excellence": listed[::2], "text": listed[1::4]}
    return [(builder, case) for builder, some in chosen.items() for case in some]


@pytest.mark.parametrize("name", [*PROJECTS, "all"])
def test_a_second_run_of_any_builder_says_what_the_first_one_said(project, name):
    write(project, all_in_one() if name == "all" else files_of(name))
    first = project.build("html", "-W")
    clean = project.build("text", "-W", doctrees="other", out="other")
    assert first.code == 1
    assert first.warnings
    assert told(project.build("html", "-W")) == told(first)
    assert told(project.build("text", "-W")) == told(clean)
    assert told(project.build("text", "-W")) == told(clean)
    assert told(project.build("html", "-W")) == told(first)


@pytest.mark.parametrize("builder", ["html", "epub", "xml", "singlehtml"])
def test_several_processes_say_the_same_twice(project, builder):
    write(project, all_in_one())
    first = project.build(builder, "-W", "-j", "2")
    assert told(project.build(builder, "-W", "-j", "2")) == told(first)
    assert told(project.build(builder, "-W")) == told(first)


@pytest.mark.parametrize("edit", EDITS)
def test_a_run_after_a_change_says_what_a_clean_one_says(project, edit):
    name, changes = EDITS[edit]
    write(project, files_of(name))
    project.build("html", "-W")
    write(project, changes)
    clean = project.build("html", "-W", doctrees="other", out="other")
    assert told(project.build("html", "-W")) == told(clean)
    assert told(project.build("html", "-W")) == told(clean)


@pytest.mark.parametrize("name", [*PROJECTS, "all"])
def test_the_gate_warns_of_what_the_html_builder_warns_of(project, name):
    write(project, all_in_one() if name == "all" else files_of(name))
    pages = project.build("html", "-n", "-W", doctrees="other")
    gate = project.build("excellence", "-n", "-W")
    # What extensions say of templates and of pages of their own comes with those; and a builder says its name.
    expected = [
        line.replace("html builder", "excellence builder") for line in pages.warnings if " in html-" not in line
    ]
    assert told(gate) == (sorted(expected), 1)
    assert told(project.build("excellence", "-n", "-W")) == told(gate)
    if name != "duplicate labels":  # Sphinx itself misses some of these where several processes read
        assert told(project.build("excellence", "-n", "-W", "-j", "2", doctrees="third")) == told(gate)
    assert sorted(path.name for path in gate.out.iterdir()) == [
        "report.json",
        "report.sarif",
        "report.txt",
        "site.json",
    ]


@pytest.mark.parametrize("edit", EDITS)
def test_the_gate_says_after_a_change_what_a_clean_one_says(project, edit):
    name, changes = EDITS[edit]
    write(project, files_of(name))
    project.build("excellence", "-W")
    write(project, changes)
    clean = project.build("excellence", "-W", doctrees="other", out="other")
    assert told(project.build("excellence", "-W")) == told(clean)


#: A project in order, and what takes something away that another page leads to.
SOUND = {
    "source/index.md": "# Home\n\n```{toctree}\na\nb\nc\nd\ndeep/e\n```\n",
    "source/a.md": "# A\n\n{ref}`label` {doc}`c` [l](c.md) [f](part.zip) {numref}`figure` {eq}`equation` [h](c.md#heading) "
    "{download}`part.zip` {term}`term` {py:func}`module.f` {any}`label`\n\n![alt](image.png)\n\n```{include} part.inc\n```\n",
    "source/b.rst": "B\n=\n\n:ref:`label` :doc:`/deep/e` :download:`part.zip` [Cite]_ :any:`term` :numref:`figure` "
    ":c:func:`g` :envvar:`HOME` :option:`--all` :token:`grammar` :math:numref:`equation` :py:mod:`module`\n\n"
    ".. figure:: image.png\n\n.. literalinclude:: part.inc\n",
    "source/c.md": "# C\n\n## Heading\n",
    "source/d.rst": "D\n=\n\n.. _label:\n\nHeading\n-------\n\n.. figure:: image.png\n   :name: figure\n\n   Caption\n\n"
    ".. math::\n   :label: equation\n\n   x\n\n.. glossary::\n\n   term\n      Text.\n\n.. py:module:: module\n\n"
    ".. py:function:: f()\n\n.. c:function:: int g()\n\n.. envvar:: HOME\n\n.. option:: --all\n\n"
    ".. productionlist::\n   grammar: other\n\n.. [Cite] Text.\n",
    "source/deep/e.md": "# E\n\n{pattern}`saga` {pattern}`text <saga>`\n",
    "source/part.zip": "x",
    "source/part.inc": "text\n",
    "source/image.png": "x",
    "data/a.yaml": "patterns:\n  saga: {title: Saga}\n",
    "conf.py": CONF + "numfig = True\nnitpicky = True\n",
}
LOSSES = {
    **{
        each: {"source/d.rst": SOUND["source/d.rst"].replace(old, new)}
        for each, old, new in (
            ("label", ".. _label:", ""),
            ("figure", ":name: figure", ""),
            ("caption", "   Caption\n", ""),
            ("equation", ":label: equation", ""),
            ("term", "   term\n", "   word\n"),
            ("module", "py:module:: module", "py:module:: other"),
            ("function", "function:: f()", "function:: h()"),
            ("C function", "int g()", "int h()"),
            ("variable", "envvar:: HOME", "envvar:: AWAY"),
            ("option", "option:: --all", "option:: --none"),
            ("token", "grammar: other", "lexis: other"),
            ("citation", "[Cite]", "[Other]"),
        )
    },
    "heading": {"source/c.md": "# C\n\n## Other\n"},
    "page": {"source/c.md": None, "source/index.md": SOUND["source/index.md"].replace("c\n", "")},
    "page in a toctree": {"source/c.md": None},
    "page in a folder": {"source/deep/e.md": None},
    "image": {"source/image.png": None},
    "download": {"source/part.zip": None},
    "included file": {"source/part.inc": None},
    "record": {"data/a.yaml": "patterns:\n  other: {title: Other}\n"},
}


@pytest.mark.parametrize(("builder", "loss"), in_turn(LOSSES))
def test_what_goes_is_missed_on_every_page_that_leads_to_it(project, loss, builder):
    write(project, SOUND)
    before = project.build(builder, "-W")
    write(project, LOSSES[loss])
    clean = project.build(builder, "-W", doctrees="other", out="other")
    assert told(clean) != told(before)
    assert told(project.build(builder, "-W")) == told(clean)
    write(project, SOUND)
    assert told(project.build(builder, "-W")) == told(before)


SETTINGS = {
    "nitpicky": ["-D", "nitpicky=1"],
    "-n": ["-n"],
    "suppression": ["-D", "suppress_warnings=ref,myst"],
    "suppression of one kind": ["-D", "suppress_warnings=ref.ref"],
    "types": ["-D", "show_warning_types=0"],
}


@pytest.mark.parametrize(("builder", "setting"), in_turn(SETTINGS))
def test_settings_count_as_they_are_now(project, setting, builder):
    arguments = SETTINGS[setting]
    files = files_of("unresolved references")
    files["source/c.md"] += "\n{py:class}`unknown`\n"
    write(project, files)
    plain = project.build(builder, "-W")
    clean = project.build(builder, "-W", *arguments, doctrees="other", out="other")
    assert told(clean) != told(plain)
    assert told(project.build(builder, "-W", *arguments)) == told(clean)
    assert told(project.build(builder, "-W", *arguments)) == told(clean)
    assert told(project.build(builder, "-W")) == told(plain)


def test_pages_with_warnings_are_neither_read_nor_written_again(project, monkeypatch):
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    names = [f"p{number}" for number in range(40)]
    project.write({
        "conf.py": CONF + 'intersphinx_mapping = {"far": ("https://example.invalid", "none.inv")}\n'
        'extensions += ["sphinx.ext.intersphinx"]\n',
        "source/index.md": "# Home\n\n```{toctree}\n" + "\n".join(names) + "\n```\n",
        "data/a.yaml": "patterns:\n  saga: {title: Saga}\n",
        **{f"source/{name}.md": f"# {name}\n\n{{ref}}`none`\n\n```{{nosuch}}\n```\n" for name in names},
    })  # fmt: skip
    first = project.build("html", "-W")
    done: list[str] = []
    read, write_doc = Builder.read_doc, StandaloneHTMLBuilder.write_doc
    monkeypatch.setattr(Builder, "read_doc", lambda self, name, **more: done.append(name) or read(self, name, **more))
    monkeypatch.setattr(
        StandaloneHTMLBuilder, "write_doc", lambda self, name, tree: done.append(name) or write_doc(self, name, tree)
    )
    assert told(project.build("html", "-W")) == told(first)
    assert len(first.warnings) >= 80
    assert done == []
    again = project.build("html", "-W", "-D", "excellence_reread=myst.directive_unknown")
    assert told(again) == told(first)
    assert {name: done.count(name) for name in names} == dict.fromkeys(names, 2)


def test_a_page_whose_warning_another_setting_reads_again_is_told_of_once(project):
    write(project, {**files_of("unknown directive"), "conf.py": CONF + 'excellence_reread = ["*"]\n'})
    first = project.build("html", "-W")
    assert told(project.build("html", "-W")) == told(first)
    write(project, {"conf.py": CONF + 'excellence_reread = "autodoc"\n'})
    assert any("excellence.wrong-setting" in line for line in project.build("html").warnings)


@pytest.mark.parametrize("name", ["unknown directive", "unresolved references", "orphan"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_warning_that_is_told_again_ends_a_build_that_ends_at_warnings(project, name, jobs):
    write(project, files_of(name))
    first = project.build("html")
    assert first.warnings
    assert first.code == 0
    assert project.build("html", "--exception-on-warning", "-j", jobs).code == 2
    assert project.build("html", "--exception-on-warning", "-j", jobs).code == 2
    assert told(project.build("html", "-W")) == (told(first)[0], 1)
    assert project.build("html", "-W", "--keep-going").code == 1


SPOILT = {
    "emptied": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "a byte changed": lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "another text": lambda content: b'{"format": 3, "pages": {"a": ""}, "warned": {"a": [["x"]]}}',
    "no text": lambda content: b"\xff\xfe\x00" * 9,
}


@pytest.mark.parametrize("spoil", [*SPOILT, "gone"])
@pytest.mark.parametrize(
    "kept", ["excellence-written-*.json", "excellence-written-*.begun", "excellence-consistent.txt"]
)
def test_a_kept_file_that_is_not_what_was_written_is_not_believed(project, kept, spoil):
    write(project, {**files_of("unresolved references"), "source/lost.md": "# Lost\n"})
    first = project.build("html", "-W")
    folder = project.root / "doctrees"
    if kept.endswith(".begun"):  # as a killed run leaves it
        written = next(folder.glob("excellence-written-*.json"))
        written.with_suffix(".begun").write_bytes(written.read_bytes())
    for path in folder.glob(kept):
        if spoil == "gone":
            path.unlink()
        else:
            path.write_bytes(SPOILT[spoil](path.read_bytes()))
    assert told(project.build("html", "-W")) == told(first)
    assert told(project.build("html", "-W")) == told(first)
    assert not list(folder.glob("*.begun"))


@pytest.mark.parametrize(("builder", "seed"), [("html", 1), ("excellence", 2)])
def test_a_build_that_was_killed_at_any_moment_loses_nothing(project, builder, seed):
    chance = random.Random(f"{builder} {seed}")
    write(project, all_in_one())

    def start(trees: str, out: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "sphinx", "-b", builder, "-c", ".", "-d", trees, "-q", "--no-color", "-W"]
        command += ["-j", str(seed), "source", out]
        return subprocess.Popen(
            command,
            cwd=project.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(trees: str, out: str) -> tuple[list[str], int]:
        started = start(trees, out)
        told = started.communicate(timeout=300)[1].replace(f"{project.root}/", "")
        return sorted(told.splitlines()), started.returncode

    begun = time.monotonic()
    clean = run("other", "other")
    length = time.monotonic() - begun
    assert clean[1] == 1
    for number in range(3):
        pages = sorted((project.root / "source").rglob("*.*"))
        for page in chance.sample(pages, 3 * number):
            page.touch()
        killed = start("trees", "out")
        with contextlib.suppress(subprocess.TimeoutExpired):
            killed.communicate(timeout=length * chance.uniform(0.3, 1.0))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        if number % 2:
            assert run("trees", "out") == clean
    assert run("trees", "out") == clean
