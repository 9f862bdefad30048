"""What a directive of the page shows, the banner does not list again: it leads there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

RECORDS = """\
patterns:
  saga:
    title: Saga
    tier: gold
    status: recommended
    best_for: [Orders]
    alternatives: [{name: One transaction, when: one database is enough}]
    history: [{date: 2020-01-01, tier: silver, reason: New.}, {date: 2024-01-01, tier: gold, reason: Proven.}]
"""
BANNER = "# Saga\n\n```{pattern-tier} saga\n```\n\n"
ALTERNATIVES = "```{pattern-alternatives} saga\n```\n\n"
HISTORY = "```{pattern-history} saga\n:name: the-past\n```\n"
LINKS = {"alternatives": "Its alternatives are on this page.", "history": "Its tier history is on this page."}


def banner_of(project, page, builder="html", **files):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence", "toc.not_included"]\n'
    project.write({"conf.py": conf, "data/a.yaml": RECORDS, "source/index.md": page, **files})
    result = project.build(builder)
    assert result.warnings == []
    return result


@pytest.mark.parametrize("order", ["after", "before"])
def test_the_banner_leads_to_what_the_page_shows(project, order):
    parts = [BANNER, ALTERNATIVES + HISTORY]
    page = "".join(parts) if order == "after" else "# Saga\n\n" + parts[1] + "\n" + BANNER.removeprefix("# Saga\n\n")
    soup = BeautifulSoup(banner_of(project, page).text("index.html"), "html.parser")
    banner = soup.select_one(".excellence-banner")
    assert banner.select_one(".excellence-onward, .excellence-history") is None
    links = {link.get_text(): link["href"] for link in banner.select(".excellence-elsewhere a")}
    assert list(links) == list(LINKS.values())
    for name, text in LINKS.items():
        target = soup.find(id=links[text][1:])
        assert f"excellence-{name}" in target["class"]
    assert links[LINKS["history"]] == "#the-past"


def test_the_banner_has_what_the_page_does_not_show(project):
    other = "# Other\n\n```{pattern-alternatives} saga\n```\n"
    result = banner_of(project, BANNER + HISTORY, **{"source/other.md": other})
    banner = BeautifulSoup(result.text("index.html"), "html.parser").select_one(".excellence-banner")
    assert [link.get_text() for link in banner.select(".excellence-elsewhere")] == [LINKS["history"]]
    assert "one database is enough" in banner.select_one(".excellence-onward").get_text()


def test_alternatives_of_another_pattern_are_something_else(project):
    more = "  two: {title: Two, alternatives: [{name: Three}]}\n"
    files = {"data/b.yaml": "patterns:\n" + more}
    banner = BeautifulSoup(
        banner_of(project, BANNER + "```{pattern-alternatives} two\n```\n", **files).text("index.html"), "html.parser"
    ).select_one(".excellence-banner")
    assert banner.select_one(".excellence-elsewhere") is None
    assert banner.select_one(".excellence-history .excellence-timeline") is not None


def test_the_page_is_read_again_when_it_shows_it_no_more(project):
    banner_of(project, BANNER + ALTERNATIVES)
    project.write({"source/index.md": BANNER})
    text = project.build("html").text("index.html")
    assert "Its alternatives are on this page." not in text
    assert "one database is enough" in text


@pytest.mark.parametrize("builder", ["text", "latex", "typst", "xml", "singlehtml"])
def test_other_outputs_say_it_too_and_have_no_shortcuts(project, builder):
    lineage = "evolutions:\n  line: {title: Line, timeline: [{year: 2000, pattern: saga}]}\n"
    page = BANNER + ALTERNATIVES + "\n```{evolution-timeline} line\n```\n"
    result = banner_of(project, page, builder, **{"data/b.yaml": lineage})
    said = "".join(
        path.read_text(errors="replace")
        for path in sorted(result.out.rglob("*"))
        if path.suffix in {".txt", ".tex", ".typ", ".xml", ".html"}
    )
    assert said.count("Its alternatives are on this page.") == 1
    assert (">Details<" in said) == (builder == "singlehtml")
    assert ("History" in said) == (builder == "singlehtml")
