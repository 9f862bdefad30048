"""A record in front matter goes by the title of its page, as Sphinx reads it: in a build and by the command alike."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from sphinx_excellence.cli import main
from tests.conftest import CONF

MYST = {
    "plain": "# Plain",
    "closed": "# Closed #",
    "setext": "Setext title\n============",
    "setext of two lines": "Of two\nlines\n=====",
    "setext of the second level": "Second level\n---",
    "indented": "   # Indented",
    "deep": "## Deep",
    "not a heading": "#Tag\n\n    # code\n\n# Real",
    "after a comment": "<!--\n# Draft\n-->\n\n# Real",
    "after a comment of MyST": "% # Draft\n\n# Real",
    "below a comment of MyST": "% a remark\nReal\n====",
    "after a target": "(target)=\n# Aimed at",
    "below a target": "(target)=\nAimed at\n========",
    "after a fence": "```text\n# Code\n```\n\n# Real",
    "after a longer fence": "````text\n```\n# Code\n````\n\n~~~\n# Code\n~~~\n\n# Real",
    "after a directive": "```{note}\n# Noted\n```\n\n# Real",
    "after a directive of colons": ":::{note}\n# Noted\n:::\n\n# Real",
    "after a quotation": "> # Quoted\n\n- # Item\n\n# Real",
    "after text": "Text first.\n\n# Real",
    "after a break": "+++\n\n---\n\n# Real",
    "after a table": "| # a | b |\n|---|---|\n| c | d |\n\n# Real",
    "emphasis": "# An *italic*, **bold** and ***both***",
    "code": "# `code` and ``a ` b``",
    "a link": "# A [link](https://example.org) and <https://example.org>",
    "escapes": r"# \*Not\* italic \# &amp; &copy; R&D",
    "underscores": "# snake_case_name and __init__",
    "an entity": "# A &lt; B",
    "a substitution": "# A {{ key }} title",
    "a substitution of markup": "# A {{ marked }} title",
    "its own substitution": "# A {{ own }} title",
    "a role": "# A {abbr}`TLA (three letters)`, {kbd}`Enter` and {sub}`x`",
    "a role with a target": "# See {term}`the zed <zed>` and {term}`zed`",
    "roles that change it": "# Of {menuselection}`A --> B`, {guilabel}`&Save && go`, {file}`a/{b}`, {class}`~a.b.C`, {pep}`8`",
    "math": "# The $x^2$ of it",
    "strikethrough": "# A ~~wrong~~ title",
    "quotes": '# Don\'t say "never" -- ever...',
    "unicode": "# Über „Sagas“ 🏆 \u202fx",
    "hash": "# Retry #1",
    "blank": "#\n\n# Second",
    "included": "```{include} /parts/heading.txt\n```\n\nText",
    "included beside": "```{include} parts/heading.txt\n```\n",
    "included in part": "```{include} parts/long.txt\n:start-after: BEGIN\n```\n",
    "included by lines": "```{include} parts/long.txt\n:start-line: 6\n```\n",
    "included twice": "```{include} parts/onward.txt\n```\n",
    "included as it is": "```{include} parts/heading.txt\n:literal:\n```\n\n# Real",
    "nothing included": "```{include} parts/text.txt\n```\n\n# Real",
    "rST in MyST": "```{eval-rst}\nA *title* in rST\n-----------------\n```\n",
    "none": "Text alone.",
}
RST = {
    "plain": "Plain\n=====",
    "overlined": "=========\nOverlined\n=========",
    "overlined and inset": "===========\n Overlined\n===========",
    "another sign": "Another\n~~~~~~~",
    "short": "A longer title\n====",
    "emphasis": "The *Saga* ``x`` and **more**\n=============================",
    "a reference": "Of `this thing`_ and `that <https://example.org>`_ and one_\n============================================================\n\n.. _this thing: https://example.org\n.. _one: https://example.org",
    "a role": "The :abbr:`TLA (three letters)`, :kbd:`Enter` and :term:`the zed <zed>`\n=======================================================================",
    "a substitution": "A |key| title\n=============\n\n.. |key| replace:: *VALUE* of\n   two lines",
    "substitutions of the settings": "A |common| title of |release|\n==============================",
    "escapes": "Not \\*italic\\* and a\\ b\n========================",
    "after a comment": ".. Draft\n   =====\n\n   Draft\n   =====\n\nReal\n====",
    "after a target": ".. _aimed:\n\nAimed at\n========",
    "after code": "Text::\n\n   Draft\n   =====\n\nReal\n====",
    "after a directive": ".. note::\n\n   Text\n\nReal\n====",
    "after a table": "===== =====\na     b\n===== =====\nc     d\n===== =====\n\nReal\n====",
    "after a transition": "Text\n\n-----\n\nReal\n====",
    "after lines": "Text of\nseveral lines\n\nReal\n====",
    "included": ".. include:: /parts/heading-rst.txt\n\nText",
    "included in part": ".. include:: parts/long-rst.txt\n   :start-after: BEGIN\n",
    "quotes": 'Don\'t say "never"\n=================',
    "none": "Text alone.",
}
PARTS = {
    "parts/heading.txt": "# From *elsewhere*\n",
    "parts/text.txt": "Text\n",
    "parts/long.txt": "# First\n\nText\n\nBEGIN\n\n# Second\n",
    "parts/onward.txt": "```{include} /parts/heading.txt\n```\n",
    "parts/heading-rst.txt": "From *elsewhere*\n================\n",
    "parts/long-rst.txt": "First\n=====\n\nBEGIN\n\nSecond\n======\n",
    "glossary.md": "# Glossary\n\n```{glossary}\nzed\n  A letter.\n```\n",
}
SETTINGS = """
myst_enable_extensions = ["substitution", "dollarmath", "strikethrough", "colon_fence"]
myst_substitutions = {"key": "VALUE", "marked": "*VALUE* {kbd}`x`"}
exclude_patterns = ["parts"]
suppress_warnings = ["myst", "docutils", "toc", "excellence"]
smartquotes = False
release = "1.2"
rst_prolog = '.. |common| replace:: shared'
"""


def slug(name: str) -> str:
    return name.replace(" ", "-").lower()


def pages() -> dict[str, str]:
    fence = "---\nexcellence_tier: silver\nsummary: S.\nmyst:\n  substitutions: {own: MINE}\n---\n"
    made = {f"{slug(name)}-m.md": f"{fence}{text}\n\nLast.\n" for name, text in MYST.items()}
    return made | {
        f"{slug(name)}-r.rst": f":excellence_tier: silver\n:summary: S.\n\n{text}\n\nLast.\n"
        for name, text in RST.items()
    }


@pytest.fixture(scope="module")
def titles(tmp_path_factory):
    """The titles of all pages: what Sphinx shows, what the build says of the record, and what the command says."""
    from tests.conftest import Project

    project = Project(tmp_path_factory.mktemp("titles"))
    made = pages()
    listed = "\n".join(name.rpartition(".")[0] for name in made)
    project.write({"conf.py": SETTINGS + CONF + "html_permalinks = False\n", "data/a.yaml": "{}\n"})
    project.write({f"source/{name}": text for name, text in {**made, **PARTS}.items()})
    project.write({"source/index.md": f"# Index\n\n```{{toctree}}\nglossary\n{listed}\n```\n"})
    result = project.build("html")
    read = {}
    for name in made:
        page = BeautifulSoup(result.text(f"{name.rpartition('.')[0]}.html"), "html.parser")
        heading = page.select_one("section > h1")
        read[name] = " ".join(re.sub(r"\\[()]", "", heading.get_text()).split()) if heading is not None else ""
    built = json.loads(result.text("excellence.json"))["patterns"]
    told = json.loads(CliRunner().invoke(main, ["export", "--root", str(project.root)]).stdout)["patterns"]
    return {
        name: (read[name], built[slug(name.rpartition(".")[0])]["title"], told[slug(name.rpartition(".")[0])]["title"])
        for name in made
    }


@pytest.mark.parametrize("name", pages())
def test_a_record_goes_by_the_title_of_its_page(titles, name):
    read, built, told = titles[name]
    expected = read or name.rpartition(".")[0]
    assert (built, told) == (expected, expected)
