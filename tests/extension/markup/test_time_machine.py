"""The directive `time-machine` in every builder: drawn where it can be, in tables everywhere, and again when a record changes."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

RECORDS = """\
categories: {web: {title: Web & more}}
patterns:
  polling: {title: Polling, category: web, tier: bronze, introduced: 1995, alternatives: [{pattern: socket}], evolution: {to: [socket]}}
  socket: {title: Socket, category: web, tier: gold, introduced: 2009, evolution: {from: [polling]}}
  lost: {title: Lost, category: web, tier: silver}
evolutions:
  real-time:
    title: Real time
    timeline:
      - {year: 1995, pattern: polling, context: Pages reload., source: "https://example.org/pull", standing: [{pattern: polling, tier: gold}]}
      - {year: 2000, label: REST & SOAP, source: "https://example.org/rest"}
      - {year: 2011, pattern: socket, label: RFC, source: "https://example.org/rfc", standing: [{pattern: socket, tier: gold}, {pattern: polling, tier: bronze}]}
"""
PAGE = "# Home\n\n```{time-machine}\n```\n\n```{time-machine}\n:thumbnail: sub/page\n```\n\n```{toctree}\nsub/page\npolling\n```\n"
PAGES = {
    "data/a.yaml": RECORDS,
    "source/index.md": PAGE,
    "source/sub/page.md": "# Page\n\n```{time-machine}\n:thumbnail: /index\n```\n",
    "source/polling.md": "# Polling\n\n```{pattern-tier} polling\n```\n",
}


@pytest.fixture
def written(project):
    conf = (
        project.root / "conf.py"
    ).read_text() + 'suppress_warnings = ["excellence"]\nexcellence_as_of = "2026-11-30"\n'
    project.write({"conf.py": conf, **PAGES})
    return project


def page_of(result, name="index.html"):
    return BeautifulSoup(result.text(name), "html.parser")


@pytest.mark.parametrize(("builder", "home", "machine", "polling"), [
    ("html", "index.html", "sub/page.html", "polling.html"),
    ("dirhtml", "index.html", "sub/page/", "polling/"),
    ("singlehtml", "index.html", "#document-sub/page", "#record-pattern-polling"),
])  # fmt: skip
def test_lines_lead_to_patterns_dots_to_sources_and_the_picture_to_its_page(written, builder, home, machine, polling):
    result = written.build(builder)
    assert result.warnings == []
    page = page_of(result, home)
    drawing = page.select_one(".excellence-time-machine-drawing > svg")
    lines = {link.title.get_text(): link["href"] for link in drawing.select("a:not([tabindex])")}
    assert [(name, address.startswith(polling)) for name, address in lines.items()] == [
        ("Polling: since 1995; 1995\N{EN DASH}2010 Gold; 2011\N{EN DASH}2026 Bronze", True)
    ]
    # A pattern without a page is named all the same.
    assert [mark.title.get_text() for mark in drawing.select("g.excellence-mark")] == [
        "Socket: since 2009; 2011\N{EN DASH}2026 Gold"
    ]
    dots = [(link["href"], link.title.get_text()) for link in drawing.select("a[tabindex='-1']")]
    assert dots == [
        ("https://example.org/rest", "2000: REST & SOAP"),
        ("https://example.org/pull", "1995: Polling \N{EN DASH} Polling"),
        ("https://example.org/rfc", "2011: RFC \N{EN DASH} Socket"),
    ]
    picture = page.select_one(".excellence-time-machine-thumbnail-drawing a")
    assert picture["href"] == machine
    assert page.select_one(".excellence-thumbnail-link a")["href"] == machine
    assert page.select_one(".excellence-undated").get_text(" ", strip=True).endswith("recorded: Lost Silver")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_the_slider_is_where_a_script_runs(written, builder):
    page = page_of(written.build(builder))
    slider = page.select_one(".excellence-live[hidden] input[type=range]")
    assert (slider["min"], slider["max"], slider["value"], slider["step"]) == ("1995", "2026", "2026", "1")
    assert slider.parent.get_text(strip=True) == "Year"
    scripts = {script["src"].partition("?")[0] for script in page.select("script[src]")}
    assert "_static/excellence-time-machine.js" in scripts


def test_other_pages_load_nothing_of_it(written):
    result = written.build("html")
    assert "excellence-time-machine" not in result.text("polling.html")
    assert "excellence-time-machine.js" not in result.text("sub/page.html")


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "epub", "latex", "typst", "xml", "pseudoxml"])
def test_every_builder_has_what_is_drawn_in_words(written, builder):
    result = written.build(builder)
    assert [warning for warning in result.warnings if "epub_" not in warning and "EPUB3" not in warning] == []
    files = [path for path in result.out.rglob("*") if path.is_file() and path.suffix not in {".js", ".epub", ".png"}]
    text = " ".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    facts = ["Polling", "Socket", "1995", "RFC", "Lost"]
    # In plain text, a link is its words.
    facts += [] if builder in {"text", "man"} else ["example.org/rfc"]
    assert [fact for fact in facts if fact not in text] == []
    assert "Choose a year" not in text
    assert "input type" not in text


def test_on_paper_marks_are_links(written):
    tex = next(written.build("latex").out.glob("*.tex")).read_text(encoding="utf-8")
    assert len(re.findall(r"\\begin\{excellencedrawing\}", tex)) == 3
    assert r"\sphinxhref{https://example.org/rfc}{\excellencespot}" in tex
    assert r"\hyperref[\detokenize{sub/page" in tex.replace("\\sphinxAtStartPar", "")


def test_a_changed_record_is_drawn_again_as_in_a_clean_build(written):
    written.build("html")
    changed = RECORDS.replace("introduced: 2009", "introduced: 2007").replace("label: RFC", "label: The RFC")
    written.write({"data/a.yaml": changed})
    result = written.build("html")
    assert "since 2007" in result.text("index.html")
    assert "2011: The RFC" in result.text("index.html")
    incremental = {path.name: path.read_bytes() for path in result.out.rglob("*.html")}
    clean = written.build("html", out="clean", doctrees="clean-trees")
    assert incremental == {path.name: path.read_bytes() for path in clean.out.rglob("*.html")}


def test_on_the_same_day_nothing_is_written_and_in_a_new_year_the_lines_are_longer(written):
    first = written.build("html").out / "index.html"
    time = first.stat().st_mtime_ns
    written.build("html")
    assert first.stat().st_mtime_ns == time
    conf = (written.root / "conf.py").read_text().replace("2026-11-30", "2027-01-01")
    written.write({"conf.py": conf})
    assert "2011\N{EN DASH}2027 Gold" in written.build("html").text("index.html")


def test_it_speaks_the_language_of_the_project(written):
    conf = (written.root / "conf.py").read_text() + 'language = "de"\n'
    written.write({"conf.py": conf})
    page = page_of(written.build("html"))
    assert page.select_one("input[type=range]").parent.get_text(strip=True) == "Jahr"
    assert page.select_one(".excellence-time-machine-drawing svg")["aria-label"] == "Zeitmaschine"
    assert "seit 2009" in page.select_one(".excellence-time-machine-drawing").get_text()
    texts = [text.get_text() for text in page.select(".excellence-time-machine-drawing text")]
    assert "Keine Stufe verzeichnet" in texts


def test_standing_with_an_unknown_name_is_reported_at_its_place(project):
    wrong = RECORDS.replace("{pattern: socket, tier: gold}", "{pattern: sockt, tier: golden}")
    project.write({"data/a.yaml": wrong, "source/index.md": "# Home\n\n```{time-machine}\n```\n"})
    warnings = "\n".join(project.build("html").warnings)
    assert re.search(r"a\.yaml:12.*'sockt'", warnings)
    assert re.search(r"a\.yaml:12.*'golden'", warnings)


@pytest.mark.parametrize(("options", "said"), [
    (":from: 2010\n:to: 2000", "`from` is a later year than `to`: 2010 and 2000"),
    (":from: soon", "'soon' is not a year"),
    (":category: wb", "no pattern has the category 'wb'"),
    (":lineage: nothing", "nothing"),
    (":thumbnail: nowhere", "there is no page 'nowhere'"),
    (":year: 2000", "has no option 'year'"),
])  # fmt: skip
def test_a_wrong_option_is_reported(project, options, said):
    project.write({"data/a.yaml": RECORDS, "source/index.md": f"# Home\n\n```{{time-machine}}\n{options}\n```\n"})
    result = project.build("html")
    assert result.code == 0
    assert [warning for warning in result.warnings if said in warning and "index.md" in warning]


def test_on_paper_a_long_lane_goes_on_on_the_next_page(project):
    patterns = "".join(
        f"  p{number}: {{title: Pattern {number}, category: web, tier: gold, introduced: {1960 + number}}}\n"
        for number in range(60)
    )
    project.write({
        "data/a.yaml": f"categories: {{web: {{title: Web}}}}\npatterns:\n{patterns}",
        "source/index.md": "# Home\n\n```{time-machine}\n```\n",
        "conf.py": (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence"]\n',
    })  # fmt: skip
    text = project.build("latex").text("test.tex")
    assert r"\begin{longtable}" in text
    assert all(f"Pattern {number}" in text for number in range(60))
