"""No internal link of any built format leads to nothing, whatever a project does with its homes."""

from __future__ import annotations

import json
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.conftest import CONF
from tests.dead_links import Pages, dead_entries, dead_links, repeated_ids
from tests.extension.knowledge import SITE

MORE = """
version = release = "1"
author = copyright = "nobody"
language = "en"
extensions += ["sphinx.ext.ifconfig"]
numfig = True
"""
#: Links of every kind between files that use the same ids, and to files that are in no table of contents.
LINKED = {
    **SITE,
    "source/index.md": SITE["source/index.md"].replace("live\n```", "live\nlinks\nfolder/more\nfolder/myst\n```")
    + "\n## Notes\n\n{doc}`index` {ref}`notes-of-more` [more](folder/myst.md#notes) {ref}`genindex`\n",
    "source/links.rst": "Links\n=====\n\nNotes\n-----\n\n:doc:`index` :doc:`folder/more` :ref:`notes-of-more` :term:`zed` "
    ":doc:`alone` :pattern:`saga` :any:`saga` `Notes`_ [1]_ :numref:`fig`\n\n.. [1] A note.\n\n.. glossary::\n\n   zed\n      A letter.\n\n"
    ".. contents::\n   :local:\n\nFurther\n-------\n\n.. _fig:\n\n.. figure:: dot.svg\n\n   A dot\n\n:download:`dot.svg`\n",
    "source/folder/more.rst": "More & more\n===========\n\n.. _notes-of-more:\n\nNotes\n-----\n\nText [1]_ :adr:`adr-1` `Notes`_ :doc:`../links`\n\n"
    ".. [1] A note.\n\n.. figure:: /dot.svg\n\n   Another\n",
    "source/folder/myst.md": "# In MyST\n\n## Notes\n\n[a](../index.md#notes) [b](../saga.md) [c](#notes) <project:#zed> {any}`saga`\n",
    "source/alone.md": "---\norphan:\n---\n# Alone\n\n{pattern}`saga` {doc}`index`\n",
    "source/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>',
}  # fmt: skip


@pytest.fixture
def site(project):
    project.write({**LINKED, "conf.py": CONF + MORE})
    return project


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_no_link_is_dead(site, builder):
    result = site.build(builder, "-W")
    out = result.out
    assert (result.warnings, dead_links(out)) == ([], [])
    assert repeated_ids(out) == []
    if builder != "epub":
        inventory = dead_entries(out / "objects.inv")
        assert [entry for entry in inventory if not entry.startswith("std:label")] == []
        pages = Pages(out)
        published = json.loads((out / "excellence.json").read_text())["pages"]
        addresses = [address for of_kind in published.values() for address in of_kind.values()]
        assert len(addresses) == 15
        assert [each for each in addresses if not pages.leads(pages.folder / "index.html", each)] == []


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme", "sphinx_book_theme"])
def test_no_link_of_a_theme_is_dead_in_one_page(site, theme):
    pytest.importorskip(theme)
    site.write(
        {
            "conf.py": (CONF + MORE).replace(
                'html_theme = "alabaster"\nhtml_sidebars = {"**": []}', f'html_theme = "{theme}"'
            )
        }
    )
    out = site.build("singlehtml", "-W").out
    # No builder of one page writes what these lead to; themes name them all the same.
    theirs = ("search.html", "genindex.html", "py-modindex.html", "searchindex.js")
    assert [link for link in dead_links(out) if not link.partition(": ")[2].startswith(theirs)] == []


def test_a_toctree_of_one_page_leads_to_no_page_that_is_not_written(project):
    toctree = "# T\n\n```{toctree}\npage\ngenindex\nsearch\n```\n"
    conf = 'extensions = ["myst_parser", "sphinx_excellence"]\nhtml_theme = "alabaster"\n'
    project.write({"conf.py": conf, "source/index.md": toctree, "source/page.md": "# Page\n\n{ref}`genindex`\n"})
    out = project.build("singlehtml").out
    assert [link for link in dead_links(out) if "index" in link.partition(": ")[2]] == []
    sidebar = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser").select(".toctree-l1")
    assert [each.get_text() for each in sidebar] == ["Page", "Index", "Search Page"]
    assert [link["href"] for each in sidebar for link in each.select("a")] == ["#document-page"]


def test_a_link_to_a_record_in_one_page_leads_to_the_record(site):
    page = BeautifulSoup(site.build("singlehtml", "-W").text("index.html"), "html.parser")
    for text, title in (("Saga", "Saga"), ("Use sagas", "Rest")):
        link = next(each for each in page.select("a.reference.internal") if each.get_text() == text)
        section = page.find(id=link["href"].removeprefix("#")).find_parent("section")
        assert section.find(["h1", "h2"]).get_text().removesuffix("¶") == title


def test_two_files_with_one_id_are_led_to_apart(site):
    page = BeautifulSoup(site.build("singlehtml", "-W").text("index.html"), "html.parser")
    notes = [each for each in page.select("h2, h3") if each.get_text() == "Notes¶"]
    assert len({each.find("a")["href"] for each in notes}) == len(notes) == 4
    numbers = [each.get_text() for each in page.select(".caption-number")]
    assert numbers == ["Fig. 1 ", "Fig. 2 "]


def pdf_links(path):
    """Return the names that links of a PDF lead to and that are no destination of it."""
    reader = PdfReader(path)
    dead, count = [], 0
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object()
            target = action.get("/Dest") or (action.get("/A") or {}).get("/D")
            count += target is not None
            if isinstance(target, str) and target not in reader.named_destinations:
                dead.append(target)
    return count, dead


def test_no_link_of_the_pdf_is_dead(site):
    result = site.build("typstpdf", "-W")
    assert result.warnings == []
    count, dead = pdf_links(next(result.out.glob("*.pdf")))
    assert (count > 50, dead) == (True, [])


# Homes that some builders drop ------------------------------------------------------------------------------------

CONDITIONS = {
    "the builder": ("````{only} latex\n%s\n````", {"html": False, "epub": False, "latex": True}),
    "another builder": ("````{only} html\n%s\n````", {"html": True, "latex": False, "text": False, "excellence": True}),
    "a tag": ("````{only} draft\n%s\n````", {"html": False, "singlehtml": False, "latex": False}),
    "no tag": ("````{only} not draft\n%s\n````", {"html": True, "latex": True}),
    "a setting": ("````{ifconfig} release == '2'\n%s\n````", {"html": False, "latex": False}),
    "a setting that holds": ("````{ifconfig} release == '1'\n%s\n````", {"html": True}),
    "two at once": ("`````{only} html\n````{only} draft\n%s\n````\n`````", {"html": False, "latex": False}),
    "inside something else": ("`````{note}\n````{only} latex\n%s\n````\n`````", {"html": False, "latex": True}),
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_home_that_is_dropped_is_no_home(project, condition):
    around, kept = CONDITIONS[condition]
    project.write(
        {
            "conf.py": CONF + MORE,
            "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\ndecisions:\n  d-1: {title: Decided, status: proposed, date: 2024-01-01}\n",
            "source/index.md": "# I\n\n{pattern}`saga` {adr}`d-1`\n\n```{toctree}\nsaga\n```\n",
            "source/saga.md": "# The page\n\n" + around % "```{pattern-tier} saga\n```\n\n```{adr} d-1\n```" + "\n",
        }
    )
    for builder, is_kept in kept.items():  # over the same doctrees
        result = project.build(builder)
        told = [line for line in result.warnings if "missing-banner" in line]
        assert (builder, told == []) == (builder, is_kept)
        if builder in {"html", "singlehtml"}:
            assert dead_links(result.out) == []
            links = [
                each
                for each in BeautifulSoup(result.text("index.html"), "html.parser").select("a.internal")
                if each.get_text() in {"Saga", "Decided"}
            ]
            assert len(links) == 2 * is_kept
            assert bool(json.loads(result.text("excellence.json"))["pages"]) == is_kept
        elif builder == "latex":
            assert (r"\hyperref[\detokenize{saga:record-pattern-saga}]" in result.text("test.tex")) == is_kept


def test_a_record_may_have_one_home_for_each_builder(project):
    project.write(
        {
            "conf.py": CONF + MORE,
            "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
            "source/index.md": "# I\n\n{pattern}`saga`\n\n```{toctree}\nscreen\npaper\n```\n",
            "source/paper.md": "# Paper\n\n````{only} latex\n```{pattern-tier} saga\n```\n````\n",
            "source/screen.md": "# Screen\n\n````{only} html\n```{pattern-tier} saga\n```\n````\n",
        }
    )
    for _again in range(2):
        html, latex = project.build("html", "-W"), project.build("latex", "-W")
        assert (html.warnings, latex.warnings) == ([], [])
        assert 'href="screen.html#record-pattern-saga"' in html.text("index.html")
        assert r"\detokenize{paper:record-pattern-saga}" in latex.text("test.tex")


def test_the_book_is_packed_whole(site):
    out = site.build("epub", "-W").out
    with zipfile.ZipFile(next(out.glob("*.epub"))) as book:
        book.extractall(site.root / "unpacked")
    assert dead_links(site.root / "unpacked") == []


# References that search everything --------------------------------------------------------------------------------

ANY = {
    "data/a.yaml": "patterns:\n"
    + "".join(
        f"  {name}: {{title: {name.title()}, aliases: [{name}-too]}}\n"
        for name in ("page", "label", "term", "heading", "thing", "alone", "twice")
    )
    + "evolutions:\n  twice: {title: Twice, timeline: [{year: 1990, pattern: twice}]}\n",
    "source/index.rst": "Index\n=====\n\n.. toctree::\n\n   page\n   other\n   homes\n   asking\n   folder/asking\n",
    "source/page.md": "# Page\n\n```{pattern-tier} page\n```\n",
    "source/other.rst": "Other\n=====\n\n.. _label:\n\nSection\n-------\n\n.. glossary::\n\n   term\n      T.\n\n.. py:function:: thing()\n\n"
    ".. _heading:\n\nHeading\n-------\n\n.. _page-too:\n\nAnother\n-------\n",
    "source/homes.md": "# Homes\n\n"
    + "".join(f"```{{pattern-tier}} {name}\n```\n\n" for name in ("label", "term", "heading", "thing", "alone", "twice"))
    + "```{evolution-timeline} twice\n```\n",
    "source/asking.rst": "Asking\n======\n\n"
    + "\n\n".join(f":any:`{name}`" for name in ("page", "label", "term", "heading", "thing", "alone", "twice", "page-too", "alone-too")),
    "source/folder/asking.md": "# Asking\n\n"
    + "\n\n".join(
        f"[A](#{name}) <project:#{name}>"
        for name in ("label", "term", "thing", "alone", "twice", "page-too", "alone-too")
    ),
}  # fmt: skip


def test_a_record_makes_no_reference_ambiguous(project):
    project.write(ANY)
    result = project.build("html", "-W", "-n")
    assert result.warnings == []
    links = [each["href"] for each in BeautifulSoup(result.text("asking.html"), "html.parser").select("p a.internal")]
    assert links == [
        "page.html", "other.html#label", "other.html#term-term", "other.html#heading", "other.html#thing",
        "homes.html#record-pattern-alone", "homes.html#record-pattern-twice", "other.html#page-too",
        "homes.html#record-pattern-alone",
    ]  # fmt: skip
    page = BeautifulSoup(result.text("folder/asking.html"), "html.parser")
    links = [each["href"].removeprefix("../") for each in page.select("p a.internal")]
    assert links[::2] == links[1::2] == [
        "other.html#label", "other.html#term-term", "other.html#thing", "homes.html#record-pattern-alone",
        "homes.html#record-pattern-twice", "other.html#page-too", "homes.html#record-pattern-alone",
    ]  # fmt: skip


def test_a_page_may_lead_to_itself_by_the_default_role(project):
    project.write(
        {
            "conf.py": CONF + "default_role = 'any'\nexcellence_data = []\n",
            "source/index.rst": "Index\n=====\n\nSee `caching` and `folder/caching`.\n\n.. toctree::\n\n   caching\n   folder/caching\n",
            "source/caching.md": "---\nexcellence_tier: gold\nsummary: S.\n---\n# Caching\n\n{any}`caching`\n",
            "source/folder/caching.rst": ":excellence_tier: gold\n:summary: S.\n:pattern: more\n\nMore\n====\n\n`caching` `/caching`\n",
        }
    )
    assert project.build("html", "-W", "-n").warnings == []


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "texinfo", "man", "typstpdf"])
def test_a_home_in_no_table_of_contents_is_named_without_a_link(project, builder):
    project.write(
        {
            "conf.py": CONF + MORE + 'latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]\n',
            "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
            "source/index.md": "# I\n\nSee {pattern}`saga`, [it](saga.md), {doc}`saga`.\n\n```{pattern-catalog}\n```\n",
            "source/saga.md": "---\norphan:\n---\n# The page\n\n```{pattern-tier} saga\n```\n",
        }
    )
    result = project.build(builder)
    assert [line for line in result.warnings if "WARNING" in line] == []
    if builder == "singlehtml":
        assert dead_links(result.out) == []
        assert json.loads(result.text("excellence.json"))["pages"] == {}
    elif builder == "latex":
        assert r"\detokenize{saga:record" not in result.text("test.tex")
    elif builder == "typstpdf":
        assert pdf_links(next(result.out.glob("*.pdf")))[1] == []


def test_no_link_of_the_projects_own_site_is_dead(own_site):
    assert dead_links(own_site.out) == []


INDICES = "# Home\n\n```{toctree}\na\n```\n\n{ref}`excellence-tiers`\n\n{ref}`by category <excellence-categories>`\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "excellence", "text", "latex"])
def test_a_reference_to_an_index_that_is_not_written_is_unresolved(project, builder):
    def told(**options):
        # As an e-book, the start page is resolved several times.
        return sorted({line for line in project.build(builder, **options).warnings if "undefined label" in line})

    def names(found):
        return [
            re.sub(r"^source/index\.md:(\d+): WARNING: undefined label: '([\w-]+)'.*", r"\1 \2", line) for line in found
        ]

    quiet = CONF + 'suppress_warnings = ["excellence"]\n'
    without = {
        "source/index.md": INDICES,
        "source/a.md": "# A\n\nText.\n",
        "data/a.yaml": "patterns:\n  a: {title: A}\n",
    }
    home = "# A\n\n```{pattern-tier} a\n```\n"
    project.write({"conf.py": quiet, **without})
    unresolved = ["7 excellence-tiers", "9 excellence-categories"]
    states = [("# A\n\nText.\n", unresolved), (home, []), ("# A\n\nText.\n", unresolved), (home, [])]
    for number, (page, expected) in enumerate(states):
        project.write({"source/a.md": page})
        for _twice in range(2):
            assert names(told(doctrees="kept", out="kept-out")) == expected, number
        assert names(told(doctrees=f"fresh-{number}", out=f"clean-{number}")) == expected, number
    if builder in {"text", "latex"}:
        return
    for setting, expected in [("False", unresolved), ('["excellence-tiers"]', unresolved[1:]), ("True", [])]:
        project.write({"conf.py": f"{quiet}html_domain_indices = {setting}\n"})
        assert names(told(doctrees="kept", out="kept-out")) == expected, setting


def test_a_link_that_a_rule_reports_is_not_reported_by_myst_as_well(project):
    project.write(
        {
            "source/index.md": "# Home\n\n[](gone.md)\n\n```{toctree}\nadr/0001-a\n```\n",
            "source/adr/0001-a.md": "# 1. A\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\nSupersedes [2. Y](0002-y.md)\n",
            "conf.py": CONF + "excellence_pages = {'adr/*': 'decision'}\n",
        }
    )
    warnings = project.build("text").warnings
    told = [line.partition(": WARNING: ") for line in warnings]
    assert [(place.rpartition("/")[2], words.split(";")[0]) for place, _, words in told] == [
        ("0001-a.md:9:12", "unknown decision '2. Y (0002-y.md)'"),
        ("index.md:3", "'myst' cross-reference target not found: 'gone.md' [myst.xref_missing]"),
    ]
