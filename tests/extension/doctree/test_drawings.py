"""Drawings in every format: links that lead home, names for those who do not see them, and words where nothing is drawn."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from pypdf import PdfReader

import sphinx_excellence
from sphinx_excellence.extension.html.add_style_sheets import tier_sheet
from tests.extension.knowledge import DATA, HOSTILE

HOME = {"source/saga.md": "# Saga\n\n```{pattern-tier}\n```\n",
        "source/two-phase-commit.md": "# 2PC\n\n```{pattern-tier}\n```\n"}  # fmt: skip
SITE = {
    "data/all.yaml": DATA,
    "source/index.md": "# Home\n\n```{toctree}\nradar\ngraph\nsub/coverage\nplain\nsaga\ntwo-phase-commit\n```\n",
    "source/radar.md": "# Radar\n\n```{pattern-radar}\n:class: mine\n:name: here\n```\n",
    "source/graph.md": "# Graph\n\n```{evolution-graph} lineage\n```\n\n```{evolution-timeline} lineage\n```\n",
    "source/sub/coverage.md": "# Coverage\n\n```{pattern-coverage}\n```\n",
    "source/plain.md": "# Plain\n\nText.\n",
    **HOME,
}
CONF = 'version = release = "1"\nauthor = "nobody"\ncopyright = "2026, nobody"\nsmartquotes = False\nsuppress_warnings = ["excellence"]\n'
SHEET, SPARKLINES = "excellence-drawings.css", "excellence-sparklines.css"


@pytest.fixture
def site(project):
    project.write({**SITE, "conf.py": (project.root / "conf.py").read_text() + CONF})
    return project


def page(result, name):
    return BeautifulSoup(result.text(name), "html.parser")


def marks(drawing):
    return {name_of(mark): mark.get("href") for mark in drawing.select(".excellence-mark")}


def name_of(mark):
    return mark.get("aria-label") or mark.title.get_text()


# HTML --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("builder", "radar", "home"),
    [
        ("html", "radar.html", "saga.html#record-pattern-saga"),
        ("dirhtml", "radar/index.html", "../saga/#record-pattern-saga"),
        # As Sphinx itself writes it: with the page before the place, or without (some releases have both).
        ("singlehtml", "index.html", None),
    ],
)
def test_each_mark_is_a_named_link_to_the_home_of_its_record(site, builder, radar, home):
    result = site.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    drawing = page(result, radar).select_one(".excellence-radar-drawing svg")
    links = marks(drawing)
    in_table = next(
        a["href"] for a in page(result, radar).select(".excellence-radar-blips a") if a.get_text() == "Saga"
    )
    assert links["Saga: Gold, Recommended, Moved in"] == in_table
    assert home in {None, in_table}
    assert in_table.endswith("#record-pattern-saga")
    # One that no page is home to is shown all the same.
    assert links["Odd: Unrated"] is None
    assert drawing["role"] == "group"
    assert drawing["aria-label"] == "Pattern radar"


def test_a_graph_names_its_boxes_and_says_the_same_in_words(site):
    result = site.build("html", "-W")
    view = page(result, "graph.html").select_one(".excellence-lineage")
    assert marks(view.svg) == {
        "Two-Phase Commit: Bronze, 1978, Legacy": "two-phase-commit.html#record-pattern-two-phase-commit",
        "Saga: Gold, 1987, Recommended": "saga.html#record-pattern-saga",
    }
    assert len(view.select(".excellence-arrow")) == 1
    words = re.sub(r"\s+", " ", view.select_one("details > ul").get_text(" "))
    assert words.strip() == "Two-Phase Commit Bronze (1978) evolved into: Saga Gold (1987)"


def test_colour_is_never_said_in_a_drawing_and_each_tier_has_a_figure(site):
    result = site.build("html")
    drawing = page(result, "radar.html").select_one(".excellence-radar-drawing svg")
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb\(|\b(?:fill|stroke|style)=", str(drawing))
    figures = {mark.title.get_text().split(":")[0]: next(
        (shape.name, shape["class"][-1]) for shape in mark.select("circle, path") if "excellence-new" not in shape["class"]
        and "excellence-moved" not in shape["class"]) for mark in drawing.select(".excellence-mark:has(circle, path)")}  # fmt: skip
    assert figures["Saga"] == ("circle", "excellence-tier-gold")
    assert figures["Two-Phase Commit"] == ("path", "excellence-tier-bronze")
    assert figures["Odd"] == ("circle", "excellence-tier-unrated")


def test_only_pages_with_a_drawing_load_its_sheet(site):
    result = site.build("html", "-W")
    loading = {
        name: SHEET in result.text(name)
        for name in ("radar.html", "graph.html", "sub/coverage.html", "plain.html", "saga.html", "search.html")
    }
    assert [name for name, loads in loading.items() if loads] == ["radar.html", "graph.html"]
    sparklines = [name for name in loading if SPARKLINES in result.text(name)]
    assert sparklines == ["sub/coverage.html"]
    assert (result.out / "_static" / SHEET).is_file()


def test_every_class_of_a_drawing_has_a_rule_in_the_sheet(site):
    result = site.build("html")
    folder = Path(sphinx_excellence.__file__).parent / "extension" / "html" / "static"
    sheet = "".join((folder / name).read_text() for name in (SHEET, "excellence-radar.css", SPARKLINES))
    # These look as the text around them does.
    plain = {"excellence-key", "excellence-number-unrated", "excellence-symbol", "excellence-quadrant-name"}
    used = {
        name
        for file in ("radar.html", "graph.html", "sub/coverage.html")
        for shape in page(result, file).select("svg:not(.excellence-symbol) :is(circle, path, text)")
        for name in shape["class"]
        if not name.startswith("excellence-tier-")
    }
    assert {name for name in used - plain if not re.search(rf"\.{name}\b(?!-)", sheet)} == set()


def test_a_sparkline_is_an_image_with_its_numbers_for_a_name(site):
    result = site.build("html")
    lines = page(result, "sub/coverage.html").select("svg.excellence-sparkline[role=img]")
    assert {line["aria-label"] for line in lines} == {"1970s: 1", "1980s: 1", "1970s: 1, 1980s: 1"}


def test_hostile_titles_are_text(site):
    title = HOSTILE.replace("'", "''")
    site.write({"data/more.yaml": f"patterns:\n  evil: {{title: '{title}', tier: gold, category: '</svg>{title}', evolution: {{from: [saga]}}}}\n",
                "source/graph.md": "# Graph\n\n```{evolution-graph}\n:pattern: saga\n```\n"})  # fmt: skip
    result = site.build("html")
    for name in ("radar.html", "graph.html"):
        soup = page(result, name)
        assert not [script for script in soup.select("script") if "alert(1)" in script.get_text()]
        assert any(f"{HOSTILE}: Gold" in name_of(mark) for mark in soup.select(".excellence-mark"))
    assert site.build("latex").code == 0
    result = site.build("typstpdf", out="typst")
    assert result.code == 0
    text = "".join(part.extract_text() for part in PdfReader(result.out / "test.pdf").pages)
    assert "alert(1)" in text


def test_an_epub_is_well_formed_and_its_marks_lead_home(site):
    result = site.build("epub", "-W")
    assert (result.warnings, result.code) == ([], 0)
    (book,) = result.out.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        text = archive.read("radar.xhtml").decode()
        assert f"_static/{SHEET}" in archive.namelist()
        manifest = ElementTree.fromstring(archive.read("content.opf"))
        items = list(manifest.iter("{http://www.idpf.org/2007/opf}item"))
        pages = [item for item in items if item.get("media-type") == "application/xhtml+xml"]
        drawn = {item.get("href") for item in pages if b"<svg" in archive.read(item.get("href"))}
    assert {item.get("href") for item in items if item.get("properties") == "svg"} == drawn
    assert "radar.xhtml" in drawn
    tree = ElementTree.fromstring(text)
    links = [link.get("href") for link in tree.iter("{http://www.w3.org/2000/svg}a")]
    assert "saga.xhtml#record-pattern-saga" in links


QUADRANTS = {
    "source/one.md": "---\norphan: 1\n---\n# One\n\n```{pattern-radar}\n:quadrant: communication\n:no-index:\n```\n",
    "source/quadrant.md": "---\norphan: 1\n---\n# Quadrant\n\n```{pattern-radar}\n:quadrant: communication\n```\n",
}


def test_the_name_of_a_category_leads_to_its_quadrant_once_there_is_a_page_with_it(site):
    def to(result):
        names = marks(page(result, "radar.html").select_one(".excellence-radar-drawing svg"))
        return names["Communication"]

    assert to(site.build("html", "-W")) is None
    site.write(QUADRANTS)
    result = site.build("html", "-W")
    assert to(result) == "quadrant.html#radar-communication"
    quadrant = page(result, "quadrant.html").select_one(".excellence-radar")
    assert quadrant["id"] == "radar-communication"
    assert quadrant.svg["aria-label"] == "Pattern radar, Communication"
    assert [path["class"][0] for path in quadrant.select("svg path")][:3] == ["excellence-ring"] * 3
    (site.root / "source/quadrant.md").unlink()
    assert to(site.build("html", "-W")) is None


def test_a_quadrant_of_no_pattern_is_told(site):
    site.write({"conf.py": (site.root / "conf.py").read_text().replace('["excellence"]', "[]"),
                "source/radar.md": "# Radar\n\n```{pattern-radar}\n:quadrant: comunication\n```\n"})  # fmt: skip
    result = site.build("text")
    assert [line for line in result.warnings if "source/radar.md:4:12" in line
            and "no pattern has the quadrant 'comunication'; did you mean 'communication'?" in line]  # fmt: skip


def test_names_without_room_are_tips_in_html_and_in_no_other_format(site):
    many = "".join(f"  many{number}: {{title: A rather long title {number}, tier: gold}}\n" for number in range(150))
    site.write(
        {"data/many.yaml": f"patterns:\n{many}", "source/radar.md": "# Radar\n\n```{pattern-radar}\n:tier: gold\n```\n"}
    )
    result = site.build("html")
    tips = page(result, "radar.html").select(".excellence-mark > .excellence-tip")
    assert tips
    assert all(tip.parent["aria-label"].split(". ")[1].startswith(tip.get_text()) for tip in tips)
    assert all(tip["aria-hidden"] == "true" and not tip.parent.find("title", recursive=False) for tip in tips)
    for builder, file in (("epub", "radar.xhtml"), ("latex", "test.tex")):
        out = site.build(builder).out
        assert "excellence-tip" not in (out / file).read_text(encoding="utf-8")


# The others --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("builder", "suffix"), [("text", "txt"), ("xml", "xml"), ("pseudoxml", "pseudoxml")])
def test_what_cannot_be_drawn_is_left_out_and_stands_in_words(site, builder, suffix):
    result = site.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    radar, graph = result.text(f"radar.{suffix}"), result.text(f"graph.{suffix}")
    assert "Moved in" in radar
    assert "evolved into:" in graph
    assert "1970s: 1, 1980s: 1" in re.sub(r"\s+", " ", result.text(f"sub/coverage.{suffix}").replace("|", " "))
    for text in (radar, graph):
        assert not re.search(r"excellence_drawing|excellence_mark|Circle\(|Point\(", text)


def test_a_typst_pdf_has_links_on_its_drawings(site):
    result = site.build("typstpdf", "-W")
    assert (result.warnings, result.code) == ([], 0)
    (drawn,) = [part for part in PdfReader(result.out / "test.pdf").pages if "Moved out" in part.extract_text()]
    areas = [link.get_object()["/Rect"] for link in drawn["/Annots"]]
    # Of two patterns, in the drawing and in the list; a link that breaks has two areas.
    assert len(areas) >= 4


@pytest.mark.skipif(
    shutil.which("lualatex") is None, reason="LUALATEX IS NOT INSTALLED: drawings in LaTeX are untested"
)
def test_lualatex_draws_them_inside_the_margins_and_links_them(site):
    result = site.build("latex", "-W")
    assert (result.warnings, result.code) == ([], 0)
    for _ in range(2):
        run = subprocess.run(["lualatex", "-interaction=nonstopmode", "-halt-on-error", "test.tex"],
                             cwd=result.out, capture_output=True, text=True, check=False)  # fmt: skip
        assert run.returncode == 0, run.stdout[-2000:]
    log = (result.out / "test.log").read_text(errors="replace")
    assert [line for line in log.splitlines() if line.startswith(("Overfull", "Missing character", "!"))] == []
    reader = PdfReader(result.out / "test.pdf")
    (drawn,) = [part for part in reader.pages if "Moved out" in part.extract_text()]
    areas = [link.get_object()["/Rect"] for link in drawn["/Annots"].get_object()]
    # Of two patterns, in the drawing and in the list; a link that breaks has two areas.
    assert len(areas) >= 4


# What a box with a thin frame is ------------------------------------------------------------------------------

KEY = "Thin frame: a related pattern that is not in the lineage."


@pytest.mark.parametrize(
    ("builder", "name"), [("html", "graph.html"), ("latex", "test.tex"), ("typst", "test/pages/graph.typ")]
)
@pytest.mark.parametrize("has_kin", [True, False])
def test_under_a_graph_with_kin_from_outside_it_a_line_says_which_boxes_they_are(site, builder, name, has_kin):
    kin = "evolution: {from: [two-phase-commit, odd]}" if has_kin else "evolution: {from: [two-phase-commit]}"
    assert "evolution: {from: [two-phase-commit]}" in DATA
    site.write({"data/all.yaml": DATA.replace("evolution: {from: [two-phase-commit]}", kin)})
    shown = site.build(builder).text(name)
    assert (KEY in " ".join(shown.split())) is has_kin


def test_what_is_said_of_a_drawing_alone_is_left_out_with_it(site):
    site.write({"data/all.yaml": DATA.replace("evolution: {from: [two-phase-commit]}", "evolution: {from: [odd]}")})
    assert "thin frame" not in site.build("text").text("graph.txt")


def test_a_drawing_without_a_link_can_be_scrolled_by_keys(site):
    site.write({"source/lone.md": "---\norphan: 1\n---\n# Lone\n\n```{pattern-radar}\n:tier: unrated\n```\n"})
    result = site.build("html")
    (lone,) = page(result, "lone.html").select(".excellence-drawing")
    assert lone.select("a") == []
    assert (lone["tabindex"], lone["role"], lone["aria-label"]) == ("0", "region", "Pattern radar")
    (linked,) = page(result, "radar.html").select(".excellence-drawing")
    assert not {"tabindex", "role"} & set(linked.attrs)


def test_the_accent_of_a_tier_is_that_of_its_class_whatever_its_id():
    sheet = tier_sheet({"a.s": ("#123456", "#654321")})
    assert sheet.count(".excellence-tier-a\\.s{") == 3
    assert "tier-a.s" not in sheet


# Directives --------------------------------------------------------------------------------------------------


def test_names_and_classes_are_taken(site):
    result = site.build("html")
    view = page(result, "radar.html").select_one(".excellence-radar.mine")
    assert view["id"] == "here"


def test_filters_are_those_of_the_catalogue_and_are_checked(site):
    site.write({"conf.py": (site.root / "conf.py").read_text().replace('["excellence"]', "[]"),
                "source/radar.md": "# Radar\n\n```{pattern-radar}\n:tier: gold\n:category: comunication\n```\n",
                "source/graph.md": "# Graph\n\n```{evolution-graph}\n:category: comunication\n```\n\n"
                "```{evolution-graph}\n:pattern: nobody\n```\n\n```{evolution-timeline} lineage\n```\n"})  # fmt: skip
    result = site.build("html")
    for name in ("radar", "graph"):
        told = [line for line in result.warnings if line.startswith(f"source/{name}.md") and "comunication" in line]
        assert len(told) == 1
        assert "did you mean 'communication'" in told[0]
    assert [line for line in result.warnings if "nobody" in line and "unknown-reference" in line]
    assert "No pattern matches." in page(result, "radar.html").select_one(".excellence-radar").get_text()


@pytest.mark.parametrize("options", ["lineage\n:pattern: saga", "\n:pattern: saga\n:category: communication"])
def test_a_graph_shows_one_lineage(site, options):
    site.write(
        {
            "source/graph.md": f"# Graph\n\n```{{evolution-graph}} {options}\n```\n\n```{{evolution-timeline}} lineage\n```\n"
        }
    )
    warnings = site.build("html", "-D", "suppress_warnings=").warnings
    (told,) = [line for line in warnings if "shows one lineage" in line]
    number = 3 + max(number for number, option in enumerate(options.split("\n")) if option)
    assert f"source/graph.md:{number}:" in told
    assert told.endswith("[excellence.unknown-option]")


def test_a_day_that_is_none_is_refused(site):
    site.write({"source/radar.md": "# Radar\n\n```{pattern-radar}\n:since: yesterday\n```\n"})
    assert any("yesterday" in line for line in site.build("html").warnings)


# Incremental builds ------------------------------------------------------------------------------------------


def written(root):
    skipped = {"environment.pickle", ".buildinfo"}
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*")
            if path.is_file() and path.name not in skipped and "doctrees" not in path.parts}  # fmt: skip


def test_a_timeline_that_another_page_shows_changes_a_graph_of_a_pattern(site):
    data = DATA.replace("    introduced: 1987\n", "")
    site.write({"data/all.yaml": data, "source/graph.md": "# Graph\n\n```{evolution-graph}\n:pattern: saga\n```\n"})
    assert "Saga: Gold, 1987, Recommended" in marks(page(site.build("html"), "graph.html"))
    site.write({"data/all.yaml": data.replace("year: 1987, label", "year: 1985, label")})
    assert "Saga: Gold, 1985, Recommended" in marks(page(site.build("html"), "graph.html"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # A tier's history; kin; the year; a pattern that comes; one that goes by another name.
        ("date: 2024-01-01, tier: silver", "date: 2024-01-01, tier: bronze"),
        ("{date: 2024-01-01, tier: silver}, ", ""),
        ("evolution: {from: [two-phase-commit]}", "evolution: {from: [odd]}"),
        ("kind: replaces", "kind: complements"),
        ("introduced: 1987", "introduced: 1999"),
        ("    introduced: 1987\n", ""),
        ("  odd:\n    title: Odd\n", "  odd:\n    title: Even\n    tier: silver\n"),
        ("aliases: [2pc]", "aliases: [two-pc]"),
    ],
)
def test_an_edited_record_changes_the_drawings_as_a_clean_build_would(site, old, new):
    site.build("html")
    assert old in DATA
    site.write({"data/all.yaml": DATA.replace(old, new)})
    changed = written(site.build("html").out)
    clean = written(site.build("html", out="clean", doctrees="clean-trees").out)
    assert {name for name in changed | clean if changed.get(name) != clean.get(name)} == set()


def test_prose_that_no_drawing_shows_reads_none_of_them_again(site):
    site.build("html")
    before = (site.root / "out-html" / "radar.html").stat().st_mtime_ns
    graph = (site.root / "out-html" / "graph.html").stat().st_mtime_ns
    site.write({"data/all.yaml": DATA.replace("Watch old sagas", "Watch young sagas")})
    result = site.build("html")
    assert (result.out / "radar.html").stat().st_mtime_ns == before
    assert (result.out / "graph.html").stat().st_mtime_ns == graph


def test_workers_write_the_same(site):
    one = written(site.build("html", "-j", "1", out="one", doctrees="one-trees").out)
    many = written(site.build("html", "-j", "4", out="many", doctrees="many-trees").out)
    assert one == many
