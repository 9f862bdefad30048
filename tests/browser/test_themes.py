"""Our blocks in the themes that the manual names: what a reader sees of them, in light, in dark and on a phone."""

from __future__ import annotations

import shutil
from functools import partial

import pytest

from sphinx_excellence.extension.markup.directives import DIRECTIVES
from tests.browser.axe import ALL_RULES, OF_THE_LOOK, ours, run_axe
from tests.browser.looking import in_turn, show_scheme
from tests.conftest import Project
from tests.extension.knowledge import SITE
from tests.own_site import REPOSITORY

THEMES = ["furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]
#: What is ours on a page.
BLOCKS = [".excellence", ".excellence-badge", ".excellence-sign"]

#: What of ours goes beyond the page's edge, where it does not scroll inside itself. What the theme does is its own, and
#: what is folded away has no place yet.
TOO_WIDE = """(blocks) => [...document.querySelectorAll(blocks)].flatMap((block) => [block, ...block.querySelectorAll("*")])
  .filter((each) => each.checkVisibility() && !each.parentElement.closest(".excellence-scroll") && each.getBoundingClientRect().right > 320.5)
  .map((each) => each.outerHTML.slice(0, 120))"""
#: Their colours are the theme's.
LINKS = ["a"]


@pytest.fixture(scope="module", params=THEMES)
def themed(request, tmp_path_factory):
    """A small project in the theme: its folder, and its pages."""
    project = Project(tmp_path_factory.mktemp(request.param))
    conf = f'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence"]\nhtml_theme = "{request.param}"\n'
    conf += 'html_context = {"default_mode": "auto"}\n'  # two of them say on the console that they miss it
    project.write({**SITE, "conf.py": conf})
    out = project.build("html").out
    return out, sorted(path.name for path in out.glob("*.html"))


def test_our_blocks_have_no_fault_and_fit_a_phone(themed, open_folder, axe_script):
    out, names = themed
    faults = {}
    for name, page in in_turn(partial(open_folder, out), names):
        if page.locator(", ".join(BLOCKS)).count():
            for scheme, rules in (("light", ALL_RULES), ("dark", OF_THE_LOOK)):
                show_scheme(page, scheme)
                faults[name, scheme] = ours(run_axe(page, axe_script, BLOCKS, LINKS, rules))
            show_scheme(page, "light")
            page.set_viewport_size({"width": 320, "height": 640})
            faults[name, "wide"] = page.evaluate(TOO_WIDE, ", ".join(BLOCKS))
            page.set_viewport_size({"width": 1280, "height": 900})
    assert {where: found for where, found in faults.items() if found} == {}


#: A page with every directive, on the records of the repository's own knowledge base: their words and lists are as long as
#: real ones are.
EVERYTHING = (
    ("pattern-tier", "two-phase-commit"),
    ("pattern-tier", "circuit-breaker"),
    ("modern-examples", "saga"),
    ("production-checklist", "saga"),
    ("pattern-alternatives", "two-phase-commit"),
    ("pattern-history", "saga"),
    ("pattern-sources", "saga"),
    ("evolution-timeline", "distributed-transactions"),
    ("evolution-graph", "distributed-transactions"),
    ("comparison-matrix", "distributed-transactions"),
    ("adr", "adr-001"),
    ("adr", "with-headings"),
    ("adr-log", ""),
    ("adr-log", "", ":filter:"),
    ("migration-playbook", "2pc-to-saga"),
    ("migration-checklist", "2pc-to-saga"),
    ("case-study", "stripe-api"),
    ("pattern-selector", "distributed-systems"),
    ("tier-criteria", ""),
    ("tier-evidence", "saga"),
    ("pattern-catalog", "", ":category: resilience"),
    ("pattern-catalog", "", ":category: resilience", ":layout: table"),
    ("pattern-catalog", "", ":category: communication", ":filter:"),
    ("pattern-catalog", "", ":layout: table", ":filter:"),
    ("pattern-radar", ""),
    ("reading-path", "A path", "1. {pattern}`saga`", "2. {pattern}`outbox`: with a few words"),
    ("pattern-radar", "", ":quadrant: resilience"),
    ("pattern-coverage", ""),
    ("compare-patterns", ""),
    ("excellence-counts", ""),
    ("time-machine", ""),
    ("time-machine", "", ":thumbnail: everything"),
    ("excellence-search", ""),
    ("editions", ""),
    ("pattern-health", "websocket"),
    ("health-report", "2026Q4"),
    ("health-signals", ""),
    ("signal", "mood"),
    ("measure", "reach"),
    ("excellence-scorecard", ""),
    ("excellence-measures", ""),
    ("review", "2026Q3"),
    ("review-checklist", "2026Q3"),
    ("review-archive", ""),
    ("edition", "spring"),
    ("edition-archive", ""),
    ("usage-report", "one-use"),
    ("usage-reports", "", ":filter:"),
    ("usage-reports", "saga"),
    ("what-changed", "", ":since: 2020"),
    ("edition-diff", "spring autumn"),
    ("adr-graph", ""),
    ("tagged-records", "looked-at"),
    ("vocabulary", "statuses.decision"),
    ("diagram", "sequence", "steps:", "- Orders -> Payments: charge", "- Payments --> Orders: done"),
    ("diagram", "state", "start: Closed", "transitions:", "- Closed -> Open: failures over the threshold"),
    ("vocabulary", "risk"),
    ("referrers", "pattern saga"),
    ("excellence-words", ""),
    ("excellence-fields", "patterns"),
    ("excellence-rules", ""),
    ("excellence-settings", ""),
    ("typst-warnings", ""),
)
#: What the knowledge base has none of: editions, and a tag.
MORE = """
scorecard:
  reach: {clicks: 2}
usage_reports:
  one-use:
    pattern: saga
    anonymous: true
    date: 2026-03-01
    scale: {figure: 1200000, unit: orders a day}
    outcomes: [{metric: Failed orders, before: 40 a day, after: 2 a day}]
    details: "Text.\n\n- a list"
    recommend: "yes"
    why: Orders are consistent again.
  another-use: {pattern: outbox, anonymous: true, date: 2026-04-01, recommend: depends, verified_by: a team}
editions:
  spring: {title: Spring, date: 2026-03-01, summary: The first one.}
  autumn: {title: Autumn, date: 2026-09-01}
statuses:
  decision:
    accepted: {description: "We do this, and new code follows it."}
signals:
  mood: {title: Mood, summary: What people say., unit: smiles, scores: [{value: 0, score: 0}, {value: 10, score: 1}]}
decisions:
  with-headings:
    title: A decision whose text has headings
    status: accepted
    date: 2026-10-01
    deciders: [Everybody]
    context: "Text.\n\n# A heading\n\nText.\n\n#### One below it\n\nText."
    lessons: ["A lesson.\n\n## A heading in a list\n\nText."]
patterns:
  at-a-time:
    title: A pattern that has moved from one edition to the next
    tier: gold
    category: resilience
    tags: [looked-at]
    summary: It is here to be looked at.
    history:
      - {edition: spring, tier: silver, reason: It was new.}
      - {edition: autumn, tier: gold, reason: It has proved itself in more than one place.}
"""
#: Below a page that has others below it: the page stands between both of a theme's sidebars, as most pages do.
NESTED = {
    "source/index.md": "# Home\n\n```{toctree}\npart/index\n```\n",
    "source/part/index.md": "# Part\n\n```{toctree}\neverything\nother\n```\n",
    "source/part/other.md": "# Other\n\nText.\n",
}

#: The words of our blocks that are broken in the middle. What is longer than a phone is wide may be.
BROKEN_WORDS = r"""() => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!parent.closest(".excellence, .excellence-badge") || parent.closest("svg, code") || !parent.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[\p{L}\p{N}]{2,24}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(`${word[0]} in ${parent.tagName}.${parent.className}`);
    }
  }
  return broken;
}"""
#: The signs that the browser itself puts before entries of our lists, by the list's class.
LIST_SIGNS = """() => Object.fromEntries([...document.querySelectorAll(".excellence li")].map((entry) => {
  const own = [...entry.parentElement.classList].find((name) => name.startsWith("excellence-")) ?? entry.parentElement.tagName;
  return [own, getComputedStyle(entry).listStyleType];
}))"""
#: Lists that bring signs of their own: a line with dots, boxes to tick, frames, words.
SIGNED = {
    "excellence-timeline",
    "excellence-counts",
    "excellence-tasks",
    "excellence-options",
    "excellence-arguments",
    "excellence-cards",
    "excellence-changes",
    "excellence-radar-sectors",
    "excellence-radar-blips",
}
#: How far the text of an entry begins to the right of the block's own edge: a sign that hangs out of it is cut or collides.
HANGING = """() => [...document.querySelectorAll(".excellence li")].filter((entry) => entry.checkVisibility()
    && getComputedStyle(entry).listStyleType !== "none"
    && entry.getBoundingClientRect().left < entry.closest(".excellence").getBoundingClientRect().left + 12)
  .map((entry) => entry.parentElement.className)"""
#: The sizes of the headings of parts, and of those in the texts below them.
HEADING_SIZES = """() => [":not(.excellence-prose-heading)", ".excellence-prose-heading"].map((which) =>
  [...document.querySelectorAll(".excellence-part-title" + which)].map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
#: Dates and numbers that begin on one line and end on another.
BROKEN_DATES = """() => [...document.querySelectorAll(".excellence-unbroken")].filter((one) => one.getClientRects().length > 1)
  .map((one) => one.textContent)"""
#: Facts whose box is narrower than a short line, though the block has room.
NARROW_FACTS = """() => [...document.querySelectorAll(".excellence-fact")].filter((fact) => fact.checkVisibility())
  .filter((fact) => fact.getBoundingClientRect().width < Math.min(150, fact.parentElement.clientWidth))
  .map((fact) => `${fact.textContent.trim().slice(0, 40)}: ${fact.getBoundingClientRect().width}`)"""
#: The sizes of the type in tables of patterns: with a form above, and without.
CELL_SIZES = """() => [true, false].map((form) => [...document.querySelectorAll(".excellence-catalogue-table")]
  .filter((table) => (table.closest(".excellence").querySelector("form") !== null) === form)
  .map((table) => getComputedStyle(table.querySelector("td")).fontSize))"""
#: Columns of sentences that are narrower than a few words, by the table's class.
NARROW_COLUMNS = """() => [...document.querySelectorAll(".excellence-table td")].filter((cell) => cell.checkVisibility()
    && cell.textContent.trim().length > 60 && getComputedStyle(cell).display === "table-cell"
    && !cell.querySelector(".excellence-sparkline, svg:not(.excellence-symbol)")
    && cell.clientWidth < 6 * parseFloat(getComputedStyle(cell).fontSize))
  .map((cell) => `${cell.closest("table").className}: ${cell.clientWidth} for ${cell.textContent.trim().slice(0, 30)}`)"""
#: Cards of one row that differ in height, and cards that are narrower than their words need.
UNEVEN_CARDS = """() => [...document.querySelectorAll("ul.excellence-cards")].flatMap((list) => {
  const cards = [...list.querySelectorAll(":scope > li > .excellence-card")].filter((card) => card.checkVisibility()).map((card) => card.getBoundingClientRect());
  return cards.filter((card) => card.width < 220 || cards.some((other) => Math.abs(other.top - card.top) < 1 && Math.abs(other.height - card.height) > 1))
    .map((card) => `${card.width} x ${card.height}`);
})"""
#: Texts of a drawing that lie over each other, in the part of it that is one mark.
COLLIDING_TEXTS = """() => [...document.querySelectorAll(".excellence-drawing .excellence-mark")].flatMap((mark) => {
  const boxes = [...mark.querySelectorAll("text")].filter((text) => text.checkVisibility() && !text.closest(".excellence-tip"))
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, first], place) => boxes.slice(place + 1).filter(([, other]) =>
    Math.min(first.right, other.right) - Math.max(first.left, other.left) > 0.5 &&
    Math.min(first.bottom, other.bottom) - Math.max(first.top, other.top) > 4).map(([other]) => `${one} and ${other}`));
})"""
#: Names of fields that reach into the chips or the box beside them.
COVERED_NAMES = """() => [...document.querySelectorAll(".excellence-control > legend, .excellence-control > span")]
  .filter((name) => name.checkVisibility() && name.nextElementSibling && getComputedStyle(name).clipPath === "none").filter((name) => {
    const range = document.createRange();
    range.selectNodeContents(name);
    const [text, next] = [range.getBoundingClientRect(), name.nextElementSibling.getBoundingClientRect()];
    return text.right > next.left + 0.5 && Math.min(text.bottom, next.bottom) - Math.max(text.top, next.top) > 1;
  }).map((name) => name.textContent)"""
#: Where the lines of an option's argument begin: all at one place.
RAGGED_ARGUMENTS = """() => [...document.querySelectorAll(".excellence-arguments p")].filter((line) => line.checkVisibility()).filter((line) => {
    const range = document.createRange();
    range.setStartAfter(line.querySelector(".excellence-sign"));
    range.setEndAfter(line.lastChild);
    const starts = [];
    let bottom = -Infinity;
    for (const box of [...range.getClientRects()].filter((one) => one.width >= 1).sort((one, two) => one.top - two.top)) {
      if (box.top > bottom - 4) starts.push(box.left);
      else starts.push(Math.min(starts.pop(), box.left));
      bottom = Math.max(bottom, box.bottom);
    }
    return Math.max(...starts) - Math.min(...starts) > 1.5;
  }).map((line) => line.textContent)"""
#: Our text in a face so light that it is hard to read.
LIGHT_TEXT = """() => [...document.querySelectorAll(".excellence *, .excellence-diagram-figure *")]
  .filter((one) => one.checkVisibility() && [...one.childNodes].some((text) => text.nodeType === 3 && text.data.trim()))
  .filter((one) => parseInt(getComputedStyle(one).fontWeight) < 400 || parseFloat(getComputedStyle(one).fontSize) < 8)
  .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`)"""
#: What of ours goes beyond the column of the text, where it does not scroll inside itself.
BEYOND_COLUMN = """() => [...document.querySelectorAll("section > .excellence, section > figure, section > .excellence-scroll")].flatMap((block) =>
  [block, ...block.querySelectorAll("*")].filter((one) => one.checkVisibility() && one.clientWidth > 1
    && !one.closest("svg") && !one.parentElement.closest(".excellence-scroll, .excellence-drawing, .excellence-figure")
    && one.getBoundingClientRect().right > block.parentElement.getBoundingClientRect().right + 1)
  .map((one) => `${one.tagName}.${one.className}`))"""
#: How wide the drawing of the time machine is in its block, and whether the slider is above it.
TIME_MACHINE = """() => {
  const block = [...document.querySelectorAll(".excellence-time-machine")].find((one) => one.querySelector("input[type=range]"));
  const drawing = [...block.querySelectorAll("svg")].find((one) => one.getBoundingClientRect().height > 300);
  const [slider, drawn] = [block.querySelector("input[type=range]").getBoundingClientRect(), drawing.getBoundingClientRect()];
  return [drawn.width / block.clientWidth, slider.bottom <= drawn.top];
}"""
#: The sizes of the type of tasks and of the points of lists.
LIST_SIZES = """() => ["ul.excellence-tasks .excellence-task > span", ".excellence-part > ul > li > p"].map((which) =>
  [...new Set([...document.querySelectorAll(which)].filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).fontSize))])"""
#: Tables that are cut off, or that scroll in a box which keys do not reach.
CUT_TABLES = """(scrolls) => [...document.querySelectorAll(".excellence-scroll, .excellence-scroll > div")]
  .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1 && !(scrolls && box.matches(".excellence-scroll[tabindex='0']"))
    && (getComputedStyle(box).overflowX !== "visible"))
  .map((box) => `${box.querySelector("table").className}: ${box.scrollWidth} in ${box.clientWidth}`)"""


def _directive(name: str, argument: str, *options: str) -> str:
    return "\n".join([f"```{{{name}}} {argument}".rstrip(), *options, "```"])


@pytest.fixture(scope="module", params=THEMES)
def gallery(request, tmp_path_factory):
    """The page with everything, in the theme."""
    project = Project(tmp_path_factory.mktemp(f"gallery-{request.param}"))
    conf = f'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence"]\nhtml_theme = "{request.param}"\n'
    conf += 'html_context = {"default_mode": "auto"}\nsuppress_warnings = ["excellence"]\n'
    page = "\n\n".join(f"## {entry[0]}\n\n{_directive(*entry)}" for entry in EVERYTHING)
    project.write({**NESTED, "source/part/everything.md": f"# Everything\n\n{page}\n", "conf.py": conf})
    shutil.copytree(REPOSITORY / "data", project.root / "data")
    project.write({"data/more.yaml": MORE})
    result = project.build("html")
    assert result.warnings == []
    return result.out


def test_the_page_has_every_directive():
    assert {entry[0] for entry in EVERYTHING} >= set(DIRECTIVES)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_reader_sees_our_blocks_as_they_are_meant(gallery, open_folder, width):
    page = open_folder(gallery, "part/everything.html", width=width)
    signs = page.evaluate(LIST_SIGNS)
    assert signs.keys() >= SIGNED
    assert {name for name, sign in signs.items() if sign == "none"} & SIGNED == SIGNED
    assert [name for name, sign in signs.items() if sign == "none" and name not in SIGNED] == []
    assert page.evaluate(HANGING) == []
    assert page.evaluate(BROKEN_WORDS) == []
    assert page.evaluate(BROKEN_DATES) == []
    of_parts, of_texts = page.evaluate(HEADING_SIZES)
    assert len(of_texts) == 3
    assert max(of_texts) < min(of_parts)
    assert page.evaluate(NARROW_FACTS) == []
    with_form, without = page.evaluate(CELL_SIZES)
    assert set(with_form) == set(without)
    assert with_form
    assert page.evaluate(CUT_TABLES, width < 1000) == []
    measures = {
        "narrow columns": NARROW_COLUMNS,
        "uneven cards": UNEVEN_CARDS,
        "colliding texts": COLLIDING_TEXTS,
        "covered names": COVERED_NAMES,
        "ragged arguments": RAGGED_ARGUMENTS,
        "light text": LIGHT_TEXT,
        "beyond the column": BEYOND_COLUMN,
    }
    assert {name: found[:5] for name, measure in measures.items() if (found := page.evaluate(measure))} == {}
    share, is_below = page.evaluate(TIME_MACHINE)
    assert share > 0.9
    assert is_below
    of_tasks, of_lists = page.evaluate(LIST_SIZES)
    assert of_tasks
    assert set(of_tasks) <= set(of_lists)
