"""Records of any kind whose data is in the front matter of their pages, in builds."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

CONF = """extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
excellence_pages = {"adr/*": "decision", "cases/*": "case-study"}
excellence_as_of = "2026-01-01"
version = copyright = "1"
"""
SITE = {
    "conf.py": CONF,
    "data/patterns.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
    "source/index.md": "# Home\n\n```{adr-log}\n```\n\n{adr}`0001-a`\n\n```{toctree}\n:glob:\n\nadr/*\ncases/*\nsaga\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/adr/0001-a.md": "---\nstatus: superseded by [ADR-0002](0002-b.md)\ndate: 2025-03\ndeciders: Ann, Ben\n---\n"
    "# Use locks\n\n## Context and Problem Statement\n\nWords of the page with a [link](0002-b.md).\n",
    "source/adr/0002-b.md": "---\nstatus: accepted\ndate: 2025-04-02\nsupersedes: [1]\npatterns: [saga]\n---\n"
    "# Use sagas\n\n## Decision\n\n```python\nprint('kept')\n```\n",
    "source/cases/acme.rst": ":company: Acme\n:year: 2020\n:patterns: [{pattern: saga, note: For orders}]\n\nAcme\n====\n\nText.\n",
}


def facts(result, page):
    tree = BeautifulSoup(result.text(page), "html.parser")
    shown = tree.select_one(".excellence")
    return " ".join(shown.get_text(" ").split()), tree


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "text", "man", "texinfo", "epub", "xml", "latex", "typst"]
)
def test_every_builder_takes_them_without_a_warning(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)


def test_the_record_stands_below_the_title_and_the_page_stays_as_it_is(project):
    project.write(SITE)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    said, tree = facts(result, "adr/0001-a.html")
    for part in ("Superseded", "2025-03", "Ann, Ben", "Use sagas"):
        assert part in said
    body = tree.select_one("div.body")
    order = [each.get_text().rstrip("¶") for each in body.select("h1, .excellence, h2")]
    assert order[0] == "Use locks"
    assert "Superseded" in order[1]
    assert order[2] == "Context and Problem Statement"
    assert "Words of the page with a link." in body.get_text()
    said, _ = facts(result, "cases/acme.html")
    assert "Acme" in said
    assert "For orders" in said
    home = BeautifulSoup(result.text("index.html"), "html.parser")
    links = {link["href"] for link in home.select("div.body a")}
    assert {"adr/0001-a.html#record-decision-0001-a", "adr/0002-b.html#record-decision-0002-b"} <= links


def test_a_directive_in_the_page_takes_the_place_of_what_stands_below_the_title(project):
    project.write({**SITE, "source/adr/0001-a.md": SITE["source/adr/0001-a.md"] + "\n```{adr}\n```\n"})
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    tree = BeautifulSoup(result.text("adr/0001-a.html"), "html.parser")
    (shown,) = tree.select(".excellence")
    assert shown.find_previous("h2") is not None


def test_changes_of_front_matter_and_of_the_setting_show_everywhere(project):
    project.write(SITE)
    project.build("html", "-W")
    project.write(
        {
            "source/adr/0002-b.md": SITE["source/adr/0002-b.md"]
            .replace("Use sagas", "Use queues")
            .replace("accepted", "proposed")
        }
    )
    result = project.build("html")
    assert "Use queues" in result.text("adr/0001-a.html")
    assert "Proposed" in result.text("index.html")
    project.write({"conf.py": CONF.replace('"adr/*": "decision", ', "")})
    result = project.build("html")
    assert [line.partition("WARNING: ")[2] for line in result.warnings] == [
        "unknown decision '0001-a'; add one: there is no decision yet [excellence.unknown-reference]"
    ]
    assert ".excellence" not in result.text("adr/0001-a.html")
    assert "There are no decisions yet." in result.text("index.html")
    project.write({"conf.py": CONF})
    again = project.build("html")
    clean = project.build("html", doctrees="other", out="clean")
    assert (again.warnings, clean.warnings) == ([], [])
    for page in ("index.html", "adr/0001-a.html", "adr/0002-b.html", "saga.html"):
        assert again.text(page) == clean.text(page)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("['adr/*']", "expected a mapping of page names to kinds, such as {'decisions/*': 'decision'}"),
        ("{'adr/*': 'decison'}", "'decison' is not a kind of record; did you mean 'decision'?"),
        ("{'adr/*': 1}", "a mapping of page names to kinds"),
        ("{'adr/*': ['decision']}", "a mapping of page names to kinds"),
        ("{'': 'decision'}", "a mapping of page names to kinds"),
    ],
)
def test_a_setting_that_cannot_be_used_is_reported_at_its_line(project, setting, said):
    conf = CONF.replace('{"adr/*": "decision", "cases/*": "case-study"}', setting)
    project.write({"conf.py": conf, "source/index.md": "# Home\n"})
    result = project.build("html")
    (warning,) = [line for line in result.warnings if "excellence.wrong-setting" in line]
    assert warning.startswith("conf.py:3")
    assert said in warning
    assert "excellence.wrong-setting" in warning


def test_a_page_without_a_heading_keeps_its_front_matter_at_the_top(project):
    texts = {
        "source/adr/0003-c.md": "---\ntitle: Words\norphan: true\nstatus: accepted\n---\nText.\n",
        "source/adr/0004-d.rst": ".. A comment.\n\n:orphan:\n:status: accepted\n\nText.\n",
    }
    project.write(
        {**SITE, **texts, "source/index.md": "# Home\n\n```{toctree}\n:glob:\n\nadr/*[ab]\ncases/*\nsaga\n```\n"}
    )
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    # A title that is the name of the file has the number already.
    for name, number in (("0003-c", "Number : 0003 "), ("0004-d", "")):
        tree = BeautifulSoup(result.text(f"adr/{name}.html"), "html.parser")
        body = " ".join(tree.select_one("div.body").get_text(" ").split())
        assert body == f"{number}Status : Accepted Text."


def test_a_page_that_the_setting_leaves_out_is_no_record(project):
    conf = CONF.replace('{"adr/*"', '{"adr/index": None, "adr/*"')
    project.write({**SITE, "conf.py": conf, "source/adr/index.md": "# All of them\n"})
    result = project.build("html")
    assert not [line for line in result.warnings if "excellence" in line]
    assert BeautifulSoup(result.text("adr/index.html"), "html.parser").select(".excellence") == []
