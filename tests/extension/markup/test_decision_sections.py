"""The sections and options of decisions in their pages, in builds: the page stays as it is, and others show its options."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from tests.extension.markup.test_records_in_pages import CONF

DECISION = """---
status: accepted
date: 2025-04-02
---
# Use sagas

## 1. Context and Problem Statement

Orders *must not* be lost.

## Considered Options

* Sagas
* Locks

## Decision Outcome

Chosen option: "Sagas", because they last.

### Fallout

Orders wait.

## Pros and Cons of the Options

### Sagas

* Good, because they last

### Locks

* Bad, because they block
"""
SITE = {
    "conf.py": CONF + 'excellence_sections = {"consequences": ["Fallout"]}\n',
    "source/index.md": "# Home\n\n```{adr} 0001-a\n:no-index:\n```\n\n```{toctree}\nadr/0001-a\nplain\n```\n",
    "source/adr/0001-a.md": DECISION,
    "source/plain.md": "# Plain\n\n## Context\n\nText.\n",
}


def words(node) -> list[str]:
    return node.get_text(" ").split()


def test_the_page_shows_its_text_once_and_another_shows_the_options(project):
    project.write(SITE)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    tree = BeautifulSoup(result.text("adr/0001-a.html"), "html.parser")
    body = tree.select_one("div.body")
    assert body.get_text().count("they last") == 2
    assert body.get_text().count("they block") == 1
    assert tree.select_one(".excellence").get_text().count("Locks") == 0
    home = BeautifulSoup(result.text("index.html"), "html.parser").select_one("div.body").get_text(" ")
    assert home.count("they block") == 1
    assert "Chosen" in home


def test_sections_have_a_class_by_their_heading(project):
    project.write(SITE)
    result = project.build("html", "-W")
    tree = BeautifulSoup(result.text("adr/0001-a.html"), "html.parser")
    found = {
        name: section.find(["h2", "h3"]).get_text().rstrip("¶")
        for section in tree.select("section[class]")
        for name in section["class"]
    }
    assert found == {
        "excellence-section-context": "1. Context and Problem Statement",
        "excellence-section-options": "Considered Options",
        "excellence-section-decision": "Decision Outcome",
        "excellence-section-consequences": "Fallout",
        "excellence-section-pros-and-cons": "Pros and Cons of the Options",
    }
    assert not BeautifulSoup(result.text("plain.html"), "html.parser").select("[class*=excellence-section]")


def test_a_directive_in_the_page_repeats_nothing_of_it(project):
    project.write({**SITE, "source/adr/0001-a.md": DECISION + "\n```{adr}\n```\n"})
    result = project.build("text", "-W")
    assert (result.warnings, result.code) == ([], 0)
    assert result.text("adr/0001-a.txt").count("they block") == 1


@pytest.mark.parametrize(
    "builder", ["text", "latex", "typst", "man", "xml", "singlehtml", "epub", "texinfo", "gettext"]
)
def test_every_builder_takes_the_classes(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)


def test_changes_of_options_and_of_the_setting_are_as_in_a_clean_build(project):
    project.write(SITE)
    project.build("html")
    project.write({"source/adr/0001-a.md": DECISION.replace("they block", "they hold")})
    assert "they hold" in project.build("html").text("index.html")
    project.write({"conf.py": SITE["conf.py"].replace("Fallout", "Other")})
    again = project.build("html")
    clean = project.build("html", doctrees="other", out="clean")
    for page in ("index.html", "adr/0001-a.html", "plain.html", "excellence.json"):
        assert again.text(page) == clean.text(page)
    assert "excellence-section-consequences" not in again.text("adr/0001-a.html")


def test_the_published_registry_has_the_sections(project):
    project.write(SITE)
    published = json.loads(project.build("html").text("excellence.json"))
    sections = published["sections"]["decisions"]["0001-a"]
    assert sections["context"] == "Orders *must not* be lost."
    assert sections["consequences"] == "Orders wait."
    assert [option["name"] for option in published["decisions"]["0001-a"]["options"]] == ["Sagas", "Locks"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("['x']", "expected a mapping of sections to their headings"),
        ("{'context': 'Fallout'}", "expected a mapping of sections to their headings"),
        ("{'consequence': ['Fallout']}", "'consequence' is not a section; did you mean 'consequences'?"),
        ("{'context': ['--']}", "a heading of 'context' has no letters and no digits"),
        ("{'context': ['A'], 'links': ['a:']}", "the heading 'a:' is in two sections, 'context' and 'links'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_reported_at_its_line(project, setting, said):
    project.write({"conf.py": CONF + f"excellence_sections = {setting}\n", "source/index.md": "# Home\n"})
    (warning,) = [line for line in project.build("html").warnings if "excellence.wrong-setting" in line]
    assert warning.startswith("conf.py:6")
    assert said in warning
