"""The graph of decisions, in builds: drawn or told in every format, and as true as a clean build after a change."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

CONF = """extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
excellence_as_of = "2026-01-01"
version = copyright = "1"
"""
DATA = """decisions:
  adr-1: {title: "Use <locks> & $x_1$", status: superseded, date: 2020-01-01, superseded_by: [adr-2]}
  adr-2: {title: Use sagas, status: accepted, date: 2021-01-01, supersedes: [adr-1], amended_by: [adr-3]}
  adr-3: {title: Add timeouts, status: accepted, date: 2022-01-01, amends: [adr-2], tags: [time]}
"""
SITE = {
    "conf.py": CONF,
    "data/d.yaml": DATA,
    "source/index.md": "# Home\n\n```{adr-graph}\n:name: whole\n```\n\n```{toctree}\nrest\nlog\na\n```\n",
    "source/rest.rst": "Rest\n====\n\n.. adr-graph::\n   :tag: time\n   :class: mine\n",
    "source/log.md": "# Log\n\n```{adr-log}\n:graph:\n:status: accepted\n```\n",
    "source/a.md": "# A\n\n```{adr} adr-1\n```\n\n```{adr} adr-2\n```\n\n```{adr} adr-3\n```\n",
}


def links(page: str) -> list[str]:
    drawing = BeautifulSoup(page, "html.parser").select_one(".excellence-drawing")
    return [mark["href"].rpartition("-")[2] for mark in drawing.select("a.excellence-mark")]


def test_it_is_drawn_with_links_and_has_the_same_as_text(project):
    project.write(SITE)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    assert links(result.text("index.html")) == ["1", "2", "3"]
    assert links(result.text("rest.html")) == ["2", "3"]
    log = BeautifulSoup(result.text("log.html"), "html.parser")
    assert links(result.text("log.html")) == ["1", "2", "3"]
    assert len(log.select("table tbody tr")) == 2
    home = BeautifulSoup(result.text("index.html"), "html.parser")
    assert "Superseded by: Use sagas" in " ".join(home.select_one(".excellence-transcript").get_text(" ").split())
    assert home.select_one("#whole") is not None


@pytest.mark.parametrize("builder", ["text", "latex", "typst", "man", "xml", "epub", "texinfo", "singlehtml"])
def test_every_builder_tells_it(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    if builder == "text":
        assert "Superseded by: Use sagas" in result.text("index.txt")


def test_a_word_that_no_decision_has_is_reported(project):
    project.write({**SITE, "source/rest.rst": "Rest\n====\n\n.. adr-graph::\n   :status: acepted\n"})
    (warning,) = project.build("html").warnings
    assert "no decision has the status 'acepted'" in warning


def test_a_changed_link_is_drawn_as_in_a_clean_build(project):
    project.write(SITE)
    project.build("html")
    project.write({"data/d.yaml": DATA.replace(", amended_by: [adr-3]", "").replace("amends: [adr-2]", "amends: []")})
    again = project.build("html")
    clean = project.build("html", doctrees="other", out="clean")
    assert links(again.text("index.html")) == ["1", "2"]
    for page in ("index.html", "rest.html", "log.html", "a.html"):
        assert again.text(page) == clean.text(page)
