"""Directives and roles: the same in MyST and in reStructuredText, by id, by alias and by home."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from docutils.parsers.rst.directives import flag as flag_of_docutils

from sphinx_excellence.extension.markup.directives import directives_of
from sphinx_excellence.model.kinds import KINDS
from tests.extension.knowledge import DATA, DIRECTIVES, ROLES, SITE, myst, rst

QUIET = '\nsuppress_warnings = ["excellence"]\nsmartquotes = False\n'


def body(result, page):
    return BeautifulSoup(result.text(page), "html.parser").select_one("div.body, div[role=main]")


def blocks(result, page):
    """Return what the directives of a page have made, as HTML without what only one parser adds."""
    return [
        str(block)
        for block in body(result, page).select(".excellence, dl.excellence-rules, .excellence-diagram-figure")
    ]


def configure(project, files):
    conf = (project.root / "conf.py").read_text(encoding="utf-8")
    project.write({"conf.py": conf + QUIET, **files})


@pytest.mark.parametrize("name", DIRECTIVES)
def test_myst_and_restructuredtext_show_the_same(project, name):
    configure(project, {
        "data/all.yaml": DATA,
        "source/index.md": "# Home\n\n```{toctree}\na/page\nb/page\n```\n",
        "source/a/page.md": f"# Page\n\n{myst(name)}\n",
        "source/b/page.rst": f"Page\n====\n\n{rst(name)}\n",
    })  # fmt: skip
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    first, second = blocks(result, "a/page.html"), blocks(result, "b/page.html")
    assert first == [block.replace("b/page", "a/page") for block in second]
    assert len(first) == 1


@pytest.mark.parametrize("role", ROLES)
def test_roles_are_the_same_in_both(project, role):
    configure(project, {
        **SITE,
        "source/one.md": "# One\n\n{" + role.replace(":", "}", 1) + "\n",
        "source/two.rst": f"One\n===\n\n:{role}\n",
        "source/index.md": SITE["source/index.md"].replace("\nrest\n", "\nrest\none\ntwo\n"),
    })  # fmt: skip
    result = project.build("html", "-W")
    assert result.warnings == []
    one, two = (body(result, f"{name}.html").select_one("section p") for name in ("one", "two"))
    assert str(one) == str(two)
    assert one.get_text(strip=True)


def test_references_lead_to_the_home_with_the_title_and_the_badge(project):
    project.write(SITE)
    result = project.build("html", "-W")
    assert result.warnings == []
    links = {a.get_text(): a["href"] for a in body(result, "index.html").select("section > p a.reference")}
    assert links["Saga"] == "saga.html#record-pattern-saga"
    assert links["text"] == "two-phase-commit.html#record-pattern-two-phase-commit"
    assert links["Use sagas"] == "rest.html#record-decision-adr-1"
    text = body(result, "index.html").select_one("section > p").get_text(" ", strip=True)
    assert text.count("Gold") == 2
    assert "text Bronze Legacy" in text


def test_a_record_without_a_page_is_named_and_badged_but_no_link(project):
    project.write({"data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
                   "source/index.md": "# Home\n\n{pattern}`saga`\n"})  # fmt: skip
    result = project.build("html", "-W")
    paragraph = body(result, "index.html").select_one("section > p")
    assert (result.warnings, paragraph.select("a")) == ([], [])
    assert paragraph.get_text(" ", strip=True) == "Saga Gold"


def test_the_argument_is_left_out_where_the_page_is_home(project):
    project.write({
        "data/a.yaml": "patterns:\n  saga: {title: Saga, production_checklist: [Step]}\n"
        "  other: {title: Other, production_checklist: [Leap]}\n",
        "source/index.md": "# Home\n\n```{toctree}\nsaga\ndeclared\n```\n",
        "source/saga.md": "# By file\n\n```{pattern-tier}\n```\n",
        "source/declared.md": "# By banner\n\n```{pattern-tier} other\n```\n\n```{production-checklist}\n```\n",
    })  # fmt: skip
    result = project.build("html", "-W")
    assert result.warnings == []
    assert "Leap" in body(result, "declared.html").get_text()
    assert "Unrated" in body(result, "saga.html").get_text()


def test_fields_of_a_restructuredtext_page_do_the_same_and_what_is_wrong_in_them_is_told(project):
    page = ":excellence_tier: {tier}\n:introduced: 2007\n\nBreaker\n=======\n\nText.\n"
    project.write({
        "source/index.md": "# Home\n\n```{toctree}\nbreaker\n```\n\n{pattern}`breaker`\n",
        "source/breaker.rst": page.format(tier="gold"),
    })  # fmt: skip
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    children = body(result, "breaker.html").section.find_all(recursive=False)
    assert [child.name for child in children[:3]] == ["h1", "div", "p"]
    assert "2007" in children[1].text
    project.write({"source/breaker.rst": page.format(tier="platinum")})
    (told,) = project.build("html").warnings
    assert told.startswith("source/breaker.rst:1:19: WARNING: unknown tier 'platinum'")


def test_front_matter_makes_a_record_a_home_and_a_banner_below_the_heading(project):
    project.write({
        "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
        "source/index.md": "# Home\n\n{pattern}`breaker`\n\n```{toctree}\nbreaker\nnamed\n```\n",
        "source/breaker.md": "---\nexcellence_tier: silver\nsummary: It opens.\n---\n\n# Breaker\n\nText.\n",
        "source/named.md": "---\npattern: saga\n---\n\n# Named\n\nText.\n",
    })  # fmt: skip
    result = project.build("html", "-W")
    assert result.warnings == []
    section = body(result, "breaker.html").select_one("section")
    children = [child for child in section.children if getattr(child, "name", None)]
    assert [child.name for child in children[:3]] == ["h1", "div", "p"]
    assert "It opens." in children[1].get_text()
    assert body(result, "index.html").select_one('a[href="breaker.html#record-pattern-breaker"]')
    assert "Gold" in body(result, "named.html").get_text()


def test_an_unknown_record_leaves_a_visible_stub(project):
    project.write({"data/a.yaml": "patterns:\n  saga: {title: Saga}\n",
                   "source/index.md": "# Home\n\n```{pattern-tier} sgaa\n```\n\n{pattern}`sgaa`\n"})  # fmt: skip
    result = project.build("html")
    assert body(result, "index.html").select_one(".excellence-stub").get_text(" ", strip=True).endswith("sgaa")
    assert result.warnings == [
        "source/index.md:3:19: WARNING: unknown pattern 'sgaa'; did you mean 'saga'? accepted: saga "
        "[excellence.unknown-reference]",
        "source/index.md:6:11: WARNING: unknown pattern 'sgaa'; did you mean 'saga'? accepted: saga "
        "[excellence.unknown-reference]",
    ]


def test_checkboxes_are_real_labelled_and_disabled_and_tables_scroll_by_keyboard(project):
    project.write(SITE)
    result = project.build("html")
    boxes = body(result, "saga.html").select("label > input[type=checkbox][disabled]")
    assert len(boxes) == 2
    assert "Make steps idempotent" in boxes[0].parent.get_text()
    region = body(result, "rest.html").select_one("div.excellence-scroll:has(> table.excellence-matrix-table)")
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Table")
    assert body(result, "rest.html").select_one("ol.excellence-timeline > li")


def test_headings_skip_no_level(project):
    project.write(SITE)
    result = project.build("html")
    for page in ("saga.html", "rest.html", "two-phase-commit.html"):
        levels = [int(heading.name[1]) for heading in body(result, page).select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (page, levels)


@pytest.mark.parametrize("builder", ["html", "text", "pseudoxml", "latex"])
def test_prose_stands_where_it_was_put_among_other_words(project, builder):
    # It was once moved behind everything else in its paragraph: "Netflix (2016):  →  QueuesConductor".
    project.write(SITE)
    result = project.build(builder, "-W", "--keep-going")
    assert result.warnings == []
    shown = " ".join(" ".join(path.read_text(encoding="utf-8") for path in sorted(result.out.rglob("*.*"))
                              if path.suffix in {".html", ".txt", ".pseudoxml", ".tex"}).split())  # fmt: skip
    words = re.sub(r"<[^>]*>|\\[a-z]+|[{}*()]", " ", shown)
    assert re.search(r"Netflix\W+2016\W+Queues\W+(→\W+|rightarrow\W+)?Conductor", words)
    assert re.search(r"Uber\W+Cadence\W+large", words)


EMPTY = [
    ("pattern-radar", "", "tier"), ("pattern-radar", "", "since"), ("pattern-radar", "", "quadrant"), ("pattern-catalog", "", "category"),
    ("pattern-catalog", "", "status"), ("pattern-catalog", "", "sort"), ("pattern-selector", "which", "problem"),
    ("evolution-graph", "", "pattern"), ("time-machine", "", "from"), ("time-machine", "", "thumbnail"),
]  # fmt: skip


@pytest.mark.parametrize(("directive", "argument", "option"), EMPTY)
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_an_option_that_says_nothing_is_told_where_it_stands(project, directive, argument, option, suffix):
    written = {
        "md": f"# Page\n\n```{{{directive}}} {argument}\n:{option}:\n```\n",
        "rst": f"Page\n====\n\n.. {directive}:: {argument}\n   :{option}:\n",
    }[suffix]
    project.write({f"source/index.{suffix}": written, "data/a.yaml": SELECTOR})
    result = project.build("html")
    assert result.code == 0
    told = re.findall(rf"source/index\.{suffix}:\d+:.*?(?=\nsource/|\Z)", "\n".join(result.warnings), re.DOTALL)
    assert [option in each for each in told].count(True) == 1


SELECTOR = """patterns:
  one: {title: One, tier: gold, problems: [a, b]}
selectors:
  which:
    title: Which?
    scales: {small: {title: Small}}
    problems:
      a: {title: A, recommend: {small: {gold: [one]}}}
      b: {title: B, recommend: {small: {gold: [one]}}}
"""


def test_only_where_all_of_a_selector_is_shown_is_its_home(project):
    pages = {
        "index": "# Home\n\n```{toctree}\nall\npart\n```\n\n```{pattern-selector} which\n:layout: questions\n```\n",
        "all": "# All\n\n```{pattern-selector} which\n```\n\n```{pattern-selector} which\n:problem: a\n```\n",
        "part": "# Part\n\n```{pattern-selector} which\n:problem: b\n```\n",
    }
    project.write({f"source/{name}.md": text for name, text in pages.items()} | {"data/a.yaml": SELECTOR})
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    home = BeautifulSoup(result.text("index.html"), "html.parser")
    links = [link["href"] for link in home.select(".excellence-questions a")]
    assert [link.partition("#")[0] for link in links] == ["all.html", "all.html"]
    for link in links:
        page = BeautifulSoup(result.text("all.html"), "html.parser")
        assert len(page.find_all(id=link.partition("#")[2])) == 1


def test_options_of_a_cell_are_told_apart_in_text(project):
    data = SELECTOR.replace("gold: [one]", "gold: [{pattern: one, note: First}, {name: Two, note: Second}]")
    project.write({"data/a.yaml": data, "source/index.md": "# Home\n\n```{pattern-selector} which\n```\n"})
    text = " ".join(re.sub(r"[|\n]", " ", project.build("text").text("index.txt")).split())
    assert "- One [Gold] First - " in text
    assert re.search(r"- \**Two\** \[Gold\] Second", text)


def test_an_option_without_a_value_takes_none_in_any_directive():
    flags = {
        f"{name} {option}": convert
        for name, directive in directives_of(KINDS).items()
        for option, convert in (directive.option_spec or {}).items()
        if option in {"no-index", "compact", "filter", "graph"}
    }
    assert {"pattern-tier compact", "adr no-index", "adr-log graph", "pattern-catalog filter"} <= flags.keys()
    for name, convert in flags.items():
        # MyST drops the value of an option that is docutils' own flag, and says nothing.
        assert convert is not flag_of_docutils, name
        assert [convert(None), convert(""), convert(" ")] == [None] * 3
        with pytest.raises(ValueError, match="takes no value"):
            convert("false")


def test_a_flag_with_a_value_is_reported_by_the_parsers(project):
    configure(project, {
        "data/all.yaml": DATA,
        "source/index.md": "# Home\n\n```{adr-log}\n:class: x\n:filter: false\n```\n\n```{toctree}\nb\n```\n",
        "source/b.rst": "Page\n====\n\n.. adr-log::\n   :filter: no\n",
    })  # fmt: skip
    result = project.build("html")
    said = " ".join(result.warnings)
    assert re.search(r"index\.md:5: WARNING: .*'filter': false: takes no value", said), said
    assert re.search(r"b\.rst:4: ERROR: .*filter", said), said
