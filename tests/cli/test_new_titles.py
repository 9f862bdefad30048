"""A new record's page and record show exactly the title that was given."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.loader.load import load
from sphinx_excellence.model.kinds import KINDS

TITLES = [
    "Use <T> *args* & [x](y)", "__init__ and _x_ or snake_case_", "`code` ``more`` {role}`x`", "{{ name }} {% if %}",
    "$x^2$ and $$y$$", "~~gone~~ ~sub~ ^sup^", "# not a level #", "C # and F# ##", "- a list", "-x", "--title", "+ more",
    "1. First", "1) First", "(a) First", ".. note:: x", ".. _target:", ":field: x", ": term", "> quoted", "% comment",
    "---", "===", "***", "| table | row |", "|sub| x", "[ ] task", "![image](x)", "[^1] note", "[1]_ cite_", "<b>bold</b>",
    "<https://x.example> a@b.example", "&amp; &lt; &copy;", "(c) (tm) (R) +- x", "back\\slash \\n \\*", "quote \" and ' x",
    "'single'", '"double"', "yes", "null", "~", "1.10", "0x1F", "2026-01-01", "a: b", "a #b", "@at", "%tag", "!bang",
    "*anchor", "&anchor", "?", "-", "#", "+", "=", "emoji 🏆👩‍👩‍👧", "日本語のタイトル", "\u05e9\u05dc\u05d5\u05dd RTL", "e\u0301 combined",
    "\ufeffmark", "x" * 300, "{.class} a", "[x]{.y}", "a|b", "\\", "``", "::: note", "```{note}", "(target)=", "100%",
    "Größe – „so“ …", ":smile: :pattern:`x`",
]  # fmt: skip
BROKEN = ["", "  ", "\x1b[31m", "a\x00b", "a\u202eb", "\ufffe"]

CONF = {
    "myst": 'extensions = ["myst_parser", "sphinx_excellence"]\nmyst_enable_extensions = ["amsmath", "attrs_inline", '
    '"attrs_block", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_image", "html_admonition", "replacements", '
    '"smartquotes", "strikethrough", "substitution", "tasklist"]\nmyst_substitutions = {"name": "WRONG"}\n',
    "rst": 'extensions = ["sphinx_excellence"]\nrst_epilog = ".. |sub| replace:: WRONG"\n',
}


def new(root, *arguments):
    return CliRunner().invoke(main, ["new", *arguments, "--root", str(root)])


@pytest.mark.parametrize("markup", CONF)
def test_a_title_is_shown_as_it_is_given(project, markup):
    project.write({
        "conf.py": CONF[markup] + 'html_theme = "alabaster"\nhtml_permalinks = False\nsmartquotes = False\n',
        "source/index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   */*\n",
        "data/keep.yaml": "patterns:\n  a: {title: A, tier: gold}\n  b: {title: B, tier: gold}\n",
    })  # fmt: skip
    kinds = [kind.name for kind in KINDS if kind.model.accepts_id("record-0")]  # others have a fixed form
    given = {}
    for number, title in enumerate(TITLES):
        kind = kinds[number % len(kinds)]
        ends = ["--from", "a", "--to", "b"] if kind == "migration" else []
        made = new(project.root, kind, f"record-{number}", "--title", title, *ends)
        assert made.exit_code == 0, (title, made.output)
        assert f"record-{number}.{'md' if markup == 'myst' else 'rst'}" in made.output
        given[kind, f"record-{number}"] = title
    registry = load(project.root, ["data"]).registry
    assert {key: registry.find(*key).title for key in given} == given
    result = project.build("html", "-D", "suppress_warnings=excellence")
    assert result.code == 0
    assert result.warnings[:5] == []
    shown = {}
    for page in result.out.rglob("record-*.html"):
        heading = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").h1
        shown[page.stem] = heading.get_text()
    # The extension "smartquotes" of MyST sets them, as Sphinx does.
    quotes = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"") if markup == "myst" else {}
    plain = {name: text.translate(quotes) for name, text in shown.items()}
    expected = {name: text.translate(quotes) for (_, name), text in given.items()}
    assert {name: text for name, text in plain.items() if text != expected[name]} == {}
    assert plain.keys() == expected.keys()


def test_a_title_of_several_lines_is_one(project):
    assert new(project.root, "pattern", "x", "--title", " one\ntwo \t three\u2028four ").exit_code == 0
    assert load(project.root, ["data"]).registry.pattern("x").title == "one two three four"
    assert (project.root / "patterns/x.md").read_text().startswith("# one two three four\n")


@pytest.mark.parametrize("title", BROKEN)
def test_what_cannot_be_a_title_is_told_and_nothing_is_made(project, title):
    made = new(project.root, "pattern", "x", "--title", title)
    assert made.exit_code == 2
    assert "the title " in made.output
    assert not list(project.root.rglob("x.*"))


@pytest.mark.parametrize("markup", CONF)
@pytest.mark.parametrize("title", ["Use [queues]", "A: b # c"])
def test_where_pages_are_records_a_new_one_is_a_page_alone(project, markup, title):
    kinds = {"x/none/*": None, "x/**": "pattern", **{f"{kind.name}s/**": kind.name for kind in list(KINDS)[1:]}}
    project.write({
        "conf.py": CONF[markup] + f'html_theme = "alabaster"\nexcellence_pages = {kinds!r}\n',
        "source/index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   */*\n",
        "data/keep.yaml": "patterns:\n  a: {title: A, tier: gold}\n  b: {title: B, tier: gold}\n",
        "source/decisions/old.rst": "Old\n===\n\n:Status: accepted\n:Date: 2020\n",
        "source/x/none/seen.rst": "Seen\n====\n",
    })  # fmt: skip
    ending = "md" if markup == "myst" else "rst"
    for kind in (each for each in KINDS if each.model.accepts_id("new")):
        ends = ["--from", "a", "--to", "b"] if kind.name == "migration" else []
        folder = "x" if kind.name == "pattern" else f"{kind.name}s"
        (project.root / "source" / folder).mkdir(exist_ok=True)
        made = new(project.root, kind.name, f"new-{kind.name}", "--title", title, *ends)
        path = f"{folder}/new-{kind.name}"
        assert made.output == f"made source/{path}.{ending}\nAdd it to a toctree: {path}\n", kind
    checked = CliRunner().invoke(main, ["check", "--root", str(project.root), "--fail-on", "error"])
    assert checked.exit_code == 0, checked.output
    result = project.build("html")
    assert [line for line in result.warnings if "ERROR" in line or "missing" in line or "duplicate" in line] == []
    page = BeautifulSoup(result.text("decisions/new-decision.html"), "html.parser")
    assert page.h1.get_text().rstrip("¶") == title
    assert "Proposed" in page.select_one(".excellence").get_text()
    assert new(project.root, "decision", "y", "--no-page").output == "made data/decisions/y.yaml\n"


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["0001-use-sagas", "0009-use-logs"], "0010-use-more-queues"),
        (["adr-0001-use-sagas", "adr-0002-b", "7"], "adr-0003-use-more-queues"),
        (["0001", "0002", "0007-use-sagas"], "0003"),
        (["2020-01-02"], "adr-001"),
        (["words"], "adr-001"),
    ],
)
def test_a_decision_without_id_goes_on_as_the_others_do(project, names, made):
    records = "".join(f"  '{name}': {{title: '{name}', status: accepted}}\n" for name in names)
    project.write({"conf.py": "", "data/d.yaml": f"decisions:\n{records}"})
    output = new(project.root, "decision", "--title", "Use more *queues*", "--no-page").output
    assert output == f"made data/decisions/{made}.yaml\n"


def test_an_id_made_of_a_long_title_fits_in_the_name_of_a_file(project):
    project.write({"conf.py": "", "data/d.yaml": "decisions:\n  0001-a: {title: A, status: accepted}\n"})
    output = new(project.root, "decision", "--title", "many words " * 50, "--no-page").output
    assert output == f"made data/decisions/0002-{'many-words-' * 7}man.yaml\n"
