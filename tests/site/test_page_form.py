"""Pages of patterns have the same parts, in the order in which a reader in a hurry needs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.samples import PATTERNS

#: The parts of a page. Between them a page may have others.
PARTS = (
    "The problem",
    "When not to use it",
    "How it works",
    "Sizing",
    "Costs",
    "Security",
    "What breaks in production",
    "Adopting it",
    "Leaving it",
    "Its history",
    "In production",
    "Production checklist",
    "Alternatives",
    "Evidence for the tier",
    "Sources",
)
#: Pages in the form of the first edition. A new page is not added here, and a page that has all parts leaves.
FIRST_EDITION = set((Path(__file__).parent / "first_edition.txt").read_text(encoding="utf-8").split())
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in PATTERNS.glob("*.md")}
PATTERN_PAGES = sorted(name for name, text in PAGES.items() if re.search(r"^```\{pattern-tier\}", text, re.MULTILINE))


def parts_of(text):
    return [part for part in re.findall(r"^## (.+)$", text, re.MULTILINE) if part in PARTS]


def test_pages_have_all_parts_in_order():
    other = {name for name in PATTERN_PAGES if parts_of(PAGES[name]) != list(PARTS)}
    assert other == FIRST_EDITION


@pytest.mark.parametrize("name", sorted(set(PATTERN_PAGES) - FIRST_EDITION))
def test_a_page_has_a_drawing_above_its_code_and_says_by_which_signals_it_breaks(name):
    text = PAGES[name]
    how = text.partition("## How it works")[2].partition("## Sizing")[0]
    assert "```{diagram}" in how
    breaks = text.partition("## What breaks in production")[2].partition("## Adopting it")[0]
    rows = [line for line in breaks.splitlines() if line.startswith("|")]
    assert len(rows) >= 5, "a table: what happens, how you see it, what to do"
    assert "`" in breaks, "the names of metrics, log lines or alerts"
