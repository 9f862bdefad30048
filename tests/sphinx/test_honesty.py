"""A run that skips pages says what a run says that reads and writes them all: same warnings, same end."""

from __future__ import annotations

import pytest

from tests.conftest import CONF
from tests.sphinx.warning_projects import PROJECTS, all_in_one, files_of

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
    assert sorted(path.name for path in gate.out.iterdir()) == ["report.json", "report.sarif", "report.txt"]


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


@pytest.mark.parametrize("builder", ["html", "excellence", "text"])
@pytest.mark.parametrize("loss", LOSSES)
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
    "a tag": ["-t", "draft"],
}


@pytest.mark.parametrize("builder", ["html", "excellence", "text"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_count_as_they_are_now(project, setting, builder):
    arguments = SETTINGS[setting]
    files = files_of("unresolved references")
    files["source/c.md"] += "\n{py:class}`unknown`\n\n```{eval-rst}\n.. only:: draft\n\n   :ref:`nowhere`\n```\n"
    write(project, files)
    plain = project.build(builder, "-W")
    clean = project.build(builder, "-W", *arguments, doctrees="other", out="other")
    assert told(clean) != told(plain)
    assert told(project.build(builder, "-W", *arguments)) == told(clean)
    assert told(project.build(builder, "-W", *arguments)) == told(clean)
    assert told(project.build(builder, "-W")) == told(plain)
