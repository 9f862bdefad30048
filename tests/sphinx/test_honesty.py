"""A run that skips pages says what a run says that reads and writes them all: same warnings, same end."""

from __future__ import annotations

import pytest

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
