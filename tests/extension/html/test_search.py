"""What the search adds to a build: entries of the general index, and the data beside the search page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import sphinx_excellence
from tests.compiling import compiled_catalogues
from tests.conftest import CONF

SITE = {
    "data/a.yaml": (
        "patterns:\n"
        "  two-phase-commit: {title: Two-Phase Commit, aliases: [2pc], tier: bronze, status: legacy,"
        " alternatives: [{pattern: saga, when: Always}, {name: Spanner, url: 'https://example.org'}, {name: A ledger}],"
        " problems: [distributed-transactions]}\n"
        "  saga: {title: Saga, tier: gold, status: recommended, problems: [distributed-transactions]}\n"
        "evolutions:\n  line: {title: Transactions, timeline: [{year: 1981, pattern: 2pc}]}\n"
    ),
    "data/b.yaml": (
        "selectors:\n  which: {title: Which, scales: {small: {title: Small}}, problems:"
        " {distributed-transactions: {title: Consistent services, asked_as: [payments], recommend: {small: null}}}}\n"
    ),
    "source/index.md": "# Home\n\n```{toctree}\nold\nsaga\nline\n```\n",
    "source/old.md": "# The old way\n\n## Here\n\n```{pattern-tier} 2pc\n```\n",
    "source/saga.md": "---\nexcellence: 1\n---\n# Saga\n\n```{pattern-tier} saga\n```\n\n```{index} single: by hand\n```\n",
    "source/line.rst": "Line\n====\n\n.. evolution-timeline:: line\n",
}
QUIET = 'suppress_warnings = ["excellence", "myst"]\nversion = copyright = "1"\n'


def build(project, builder="html", *arguments, more="", **options):
    project.write({"conf.py": CONF + QUIET + more})
    result = project.build(builder, *arguments, **options)
    assert (result.warnings, result.code) == ([], 0)
    return result


def search_index(result) -> dict:
    return json.loads(result.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))


def search_data(result) -> dict:
    text = result.text("_static/excellence-search-data.js")
    return json.loads(text.removeprefix("var excellenceSearch = ").removesuffix(";\n"))


def test_names_and_problems_stand_in_the_general_index_at_the_section_of_the_home(project):
    project.write(SITE)
    page = BeautifulSoup(build(project).text("genindex.html"), "html.parser")
    links = {(link.get_text(), link["href"]) for link in page.select("table.indextable a")}
    assert {("Two-Phase Commit", "old.html#here"), ("Saga", "saga.html#saga"), ("lineage", "line.html#line")} <= links
    text = " ".join(page.select_one("[role=main], .body").get_text(" ", strip=True).split())
    assert "Distributed transactions Saga Two-Phase Commit" in text
    assert "2PC see Two-Phase Commit" in text


def test_the_search_finds_them_as_main_entries(project):
    project.write(SITE)
    index = search_index(build(project))
    docs = index["docnames"]
    found = {
        term: sorted((docs[page], anchor, main) for page, anchor, main in places)
        for term, places in index["indexentries"].items()
    }
    assert found["2pc"] == [("old", "here", True)]
    # The first section is the page itself, which Sphinx lists without an anchor; twice otherwise.
    assert found["distributed transactions"] == [("old", "here", True), ("saga", "", True)]
    assert found["transactions"] == [("line", "", True)]
    assert [main for _page, _anchor, main in found["by hand"]] == [False]


def test_an_object_is_listed_unless_its_page_goes_by_its_title(project):
    project.write(SITE)
    index = search_index(build(project))
    listed = {name: index["docnames"][page] for (page, _type, _prio, _anchor, name) in index["objects"][""]}
    assert listed == {"Two-Phase Commit": "old", "Transactions": "line"}


def test_an_incremental_build_keeps_the_entries_of_pages_that_it_does_not_write(project):
    project.write(SITE)
    build(project, doctrees="kept", out="kept-out")
    project.write({"source/index.md": SITE["source/index.md"] + "\nMore.\n"})
    kept = build(project, doctrees="kept", out="kept-out")
    assert "by hand" in search_index(kept)["indexentries"]
    clean = build(project, doctrees="fresh", out="clean")
    assert kept.text("searchindex.js") == clean.text("searchindex.js")


def test_a_page_that_is_gone_takes_its_entries_with_it(project):
    project.write(SITE)
    build(project, doctrees="kept", out="kept-out")
    (project.root / "source/saga.md").unlink()
    project.write({"source/index.md": SITE["source/index.md"].replace("saga\n", "")})
    kept = build(project, doctrees="kept", out="kept-out")
    clean = build(project, doctrees="fresh", out="clean")
    assert "saga" not in search_index(kept)["indexentries"]
    assert kept.text("searchindex.js") == clean.text("searchindex.js")


def test_translators_are_not_given_what_records_say_already(project):
    project.write(SITE)
    result = build(project, "gettext", more='gettext_additional_targets = ["index"]\n')
    assert '"by hand"' in result.text("saga.pot")
    assert "Distributed transactions" not in result.text("saga.pot") + result.text("old.pot")


@pytest.mark.parametrize(
    ("builder", "name", "said"),
    [
        ("latex", "*.tex", [r"\index{Two\sphinxhyphen{}Phase Commit@", r"|see{Two"]),
        ("texinfo", "*.texi", ["@geindex Two-Phase Commit"]),
        ("typst", "**/*.typ", ["Distributed transactions"]),
        ("epub", "genindex.xhtml", ["2PC"]),
    ],
)
def test_books_have_them_in_their_index(project, builder, name, said):
    project.write(SITE)
    result = build(project, builder)
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(result.out.glob(name)))
    assert [part for part in said if part not in text] == []


def test_data_that_no_page_shows_reaches_the_search_page_all_the_same(project):
    project.write(SITE)
    first = build(project, doctrees="kept", out="kept-out")
    assert "payment" not in search_data(first)["vocabulary"]
    project.write({"data/b.yaml": SITE["data/b.yaml"].replace("payments", "a payment")})
    kept = build(project, doctrees="kept", out="kept-out")
    assert "payment" in search_data(kept)["vocabulary"]
    clean = build(project, doctrees="fresh", out="clean")
    for name in ("_static/excellence-search-data.js", "search.html"):
        assert kept.text(name) == clean.text(name)


def test_a_builder_that_has_no_use_for_the_data_leaves_none_that_is_out_of_date(project):
    project.write(SITE)
    build(project, doctrees="kept", out="kept-out")
    project.write({"data/b.yaml": SITE["data/b.yaml"].replace("payments", "a payment")})
    build(project, "text", doctrees="kept")
    assert "payment" in search_data(build(project, doctrees="kept", out="kept-out"))["vocabulary"]


def test_the_data_is_the_same_whatever_the_number_of_processes(project):
    project.write(SITE)
    one = build(project, "html", "-j", "1", doctrees="one", out="one-out")
    four = build(project, "html", "-j", "4", doctrees="four", out="four-out")
    for name in ("_static/excellence-search-data.js", "searchindex.js", "genindex.html"):
        assert one.text(name) == four.text(name)


def test_an_entry_knows_its_page_its_badge_and_the_way_on(project):
    project.write(SITE)
    entries = search_data(build(project))["entries"]
    saga, old = entries[0], entries[1]
    assert (saga["title"], saga["page"], saga["anchor"]) == ("Saga", "saga", "record-pattern-saga")
    *signs, outline = saga["badge"]
    assert signs == ["excellence-tier-gold", "", "Gold"]
    assert outline.startswith("m3.2,0l")
    assert (old["legacy"], old["onward"]) == (True, [0, ["Spanner", "https://example.org"], ["A ledger"]])
    assert [entry["kind"] for entry in entries] == ["pattern", "pattern", "selector", "selector", "evolution"]
    assert ["page" in entry for entry in entries[2:]] == [False, False, True]


#: Ids that are one to docutils, and two selectors of which one with its problem reads like the other.
ALIKE = {
    "data/a.yaml": "patterns:\n  p: {title: P}\nselectors:\n"
    + "".join(
        f"  {name}: {{title: {title}, scales: {{any: {{title: Any}}}}, problems: {{"
        + ", ".join(f"{problem}: {{title: {title} {problem}, recommend: {{any: null}}}}" for problem in problems)
        + "}}\n"
        for name, title, problems in (
            ("which", "One", ("y.z", "y-z", "y_z", "Y-z", "x", "x-y")),
            ("which-x", "Two", ("y", "x", "a_b")),
        )
    ),
    "source/index.md": "# Home\n\n```{toctree}\nboth\nasked\n```\n",
    "source/both.md": "# Both\n\n```{pattern-selector} which\n```\n\n```{pattern-selector} which-x\n```\n",
    "source/asked.md": "# Asked\n\n```{pattern-selector} which\n:layout: questions\n```\n\n"
    "```{pattern-selector} which-x\n:layout: questions\n```\n",
}


def test_each_problem_has_an_anchor_of_its_own_and_every_link_leads_to_its_own(project):
    project.write(ALIKE)
    result = build(project)
    page = BeautifulSoup(result.text("both.html"), "html.parser")
    places = [each["id"] for each in page.select("[id]")]
    assert len(places) == len(set(places))

    def title_at(anchor):
        return page.find(id=anchor).find_parent("th").get_text().strip()

    asked = BeautifulSoup(result.text("asked.html"), "html.parser").select(".excellence-questions li a")
    assert [title_at(link["href"].partition("#")[2]) for link in asked] == [link.get_text() for link in asked]
    entries = [entry for entry in search_data(result)["entries"] if entry.get("part")]
    assert len(asked) == len(entries) == 9
    assert [title_at(entry["anchor"]) for entry in entries] == [entry["title"] for entry in entries]


def test_each_problem_has_a_label_of_its_own_in_the_books(project):
    project.write(ALIKE)
    latex = build(project, "latex").text("test.tex")
    labels = re.findall(r"\\label\{(\\detokenize\{[^}]*record-selector[^}]*\})\}", latex)
    links = re.findall(r"\\hyperref\[(\\detokenize\{[^}]*record-selector[^}]*__[^}]*\})\]", latex)
    assert len(labels) == len(set(labels))
    assert len(set(links)) == 9
    assert set(links) <= set(labels)
    typst = build(project, "typst").out / "test/pages"
    label = r'"(both:record-selector-[^"]*__[^"]*)"'
    placed = re.findall(label, (typst / "both.typ").read_text())
    assert len(placed) == len(set(placed)) == 9
    assert sorted(re.findall(label, (typst / "asked.typ").read_text())) == sorted(placed)


def test_the_way_on_into_another_project_has_its_title_and_address_and_is_kept_up_to_date(project):
    core = {"version": 1, "patterns": {"saga": {"title": "Saga"}}, "pages": {"patterns": {"saga": "saga.html"}}}
    outside = SITE["data/a.yaml"].replace("{pattern: saga, when", "{pattern: 'core:saga', when")
    project.write({**SITE, "data/a.yaml": outside, "core.json": json.dumps(core)})
    more = 'excellence_external = {"core": ("https://core.example.org/", "core.json")}\n'
    first = search_data(build(project, more=more, doctrees="kept", out="kept-out"))
    assert first["entries"][1]["onward"][0] == ["Saga", "https://core.example.org/saga.html"]
    core["patterns"]["saga"]["title"] = "Sagas"
    project.write({"core.json": json.dumps(core)})
    kept = search_data(build(project, more=more, doctrees="kept", out="kept-out"))
    assert kept["entries"][1]["onward"][0][0] == "Sagas"


def test_badges_speak_the_language_of_the_project(project):
    project.write({**SITE, "data/a.yaml": SITE["data/a.yaml"].replace("tier: gold, status: recommended, ", "")})
    with compiled_catalogues(Path(sphinx_excellence.__file__).parent / "locales"):
        entries = search_data(build(project, more='language = "de"\n'))["entries"]
    assert [entry["badge"][2] for entry in entries[:2]] == ["Nicht eingestuft", "Bronze"]


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "json"])
def test_only_builders_with_a_search_page_get_the_data(project, builder):
    pytest.importorskip("sphinxcontrib.serializinghtml")
    project.write(SITE)
    result = build(project, builder)
    assert list(result.out.rglob("excellence-search-data.js")) == []


def test_a_project_that_loses_its_records_loses_the_data(project):
    project.write(SITE)
    build(project, doctrees="kept", out="kept-out")
    for name in ("old.md", "saga.md", "line.rst"):
        (project.root / "source" / name).unlink()
    project.write({"data/a.yaml": "patterns: {}\n", "data/b.yaml": "", "source/index.md": "# Home\n"})
    kept = build(project, doctrees="kept", out="kept-out")
    assert not (kept.out / "_static/excellence-search-data.js").exists()
    assert "excellence-panel" not in kept.text("search.html")


def test_the_words_that_say_nothing_are_those_of_the_language_of_the_project(project):
    project.write(SITE)
    data = search_data(build(project, more='language = "de"\n'))
    assert data["language"] == "de"
    assert {"wie", "und"} <= set(data["ignored"])
    assert "how" not in data["ignored"]


CODE = {
    **SITE,
    "source/saga.md": SITE["source/saga.md"] + "\n```yaml\nrollback: compensation\n```\n\nThe `coordinator` waits.\n",
}


@pytest.mark.parametrize(("more", "finds"), [("", True), ("excellence_search_code = False\n", False)])
def test_code_is_found_unless_the_project_leaves_it_out(project, more, finds):
    project.write(CODE)
    terms = search_index(build(project, more=more))["terms"]
    assert ("compens" in terms) is finds
    assert "coordin" in terms


def test_a_list_that_readers_filter_and_the_pages_are_answers_too(project):
    listed = "# All of them\n\n## The list\n\n```{pattern-catalog}\n:filter:\n```\n"
    files = {**SITE, "source/all.md": listed, "source/index.md": SITE["source/index.md"].replace("old\n", "old\nall\n")}
    project.write(files)
    data = search_data(build(project))
    (found,) = data["lists"]
    assert (found["page"], found["anchor"]) == ("all", "the-list")
    assert dict(found["menus"])["tier"] == [["gold", "Gold"], ["bronze", "Bronze"]]
    pages = [(entry["title"], entry["page"]) for entry in data["entries"] if entry["kind"] == "page"]
    # Not those that are home to a record, and not the first page.
    assert pages == [("All of them", "all")]


def test_an_edition_is_offered_as_soon_as_it_is_there(project):
    project.write(SITE)
    more = 'excellence_editions = {"PDF": "book.pdf"}\n'
    first = build(project, more=more, doctrees="kept", out="kept-out")
    assert "downloads" not in first.text("_static/excellence-search-data.js")
    (project.root / "book.pdf").write_bytes(b"%PDF-")
    kept = build(project, more=more, doctrees="kept", out="kept-out")
    assert 'downloads = [["PDF","_editions/book.pdf"]]' in kept.text("_static/excellence-search-data.js")
