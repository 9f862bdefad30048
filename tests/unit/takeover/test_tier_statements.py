"""Where the pages of a source state a pattern's tier: what counts as a statement, and what does not."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.front_matter_edit import read_matter
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.tier_statements import PatternPage, contradictions

SAGA, POLL = "patterns/saga.md", "patterns/poll.md"
PATTERNS = (PatternPage(SAGA, "saga", "Saga", "tier"), PatternPage(POLL, "poll", "Polling", "tier"))
HEAD = "---\ntitle: Saga\ntier: gold\n---\n\n# Saga\n\n"


def told(files: dict[str, str], values: dict[str, str] | None = None) -> list[str]:
    pages = {SAGA: HEAD, POLL: "# Polling\n", **files}
    texts = {path: split_page(text.encode()) for path, text in pages.items()}
    matters = {path: read_matter(text.matter) for path, text in texts.items()}
    notes = contradictions(PATTERNS, texts, matters, values or {})
    return [f"{note.path}:{note.line} {note.text.args[1]}" for note in notes]


#: What is written below the title of the pattern's own page, which is gold, and where that states silver.
OWN = {
    "a box": ('!!! warning "🥈 Silver Tier Pattern"\n    Old.', 8),
    "a collapsible box": ('Text.\n\n??? info "🥈 Silver pattern"\n    Old.', 10),
    "a box of Docusaurus": ("Text.\n\n:::info 🥈 Silver pattern\n\nOld.\n\n:::", 10),
    "a box of Docusaurus with brackets": (":::tip[Silver pattern 🥈]\nOld.\n:::", 8),
    "a box of blocks": ("/// note | 🥈 Silver Tier\nOld.\n///", 8),
    "a line with a label": ("**Tier:** Silver", 8),
    "an item with a label": ("- Tier: Silver\n- Since: 1987", 8),
    "a sentence": ("This pattern is silver.", 8),
    "a table of facts": ("| Property | Value |\n|---|---|\n| Date | 1987 |\n| Tier | Silver |", 11),
    "another heading": ("## 🥈 Silver\n\nText.", None),
    "a quotation": ("> This pattern is silver.", None),
    "code": ("```\nTier: Silver\n```", None),
    "a section about others": ("## Alternatives\n\nTier: Silver", None),
    "a section about the past": ("## History\n\nTier: Silver", None),
    "a legend": ("🥇 Gold\n\n🥈 Silver", None),
    "another word": ("The silver bullet is not this.", None),
}


@pytest.mark.parametrize(("text", "line"), OWN.values(), ids=OWN)
def test_what_the_pattern_s_own_page_states(text, line):
    expected = [] if line is None else [f"{SAGA}:3 gold ({SAGA}:3); silver ({SAGA}:{line})"]
    assert told({SAGA: HEAD + text}) == expected


#: What another page says of the pattern, and the line that states silver.
ELSEWHERE = {
    "a row": ("| Pattern | Tier |\n|---|---|\n| [Saga](patterns/saga.md) | 🥈 Silver |", 3),
    "a medal in a row": ("| Pattern | Tier |\n|---|---|\n| [Saga](patterns/saga/) | 🥈 |", 3),
    "the head of a column": (
        "| Need | Gold | Silver |\n|---|---|---|\n| x | [P](/patterns/poll) | [S](/patterns/saga) |",
        3,
    ),
    "a list below a heading": ("# All\n\n## 🥈 Silver patterns\n\n### Data\n\n- [Saga](patterns/saga.md#a): text", 7),
    "a word in brackets": ("- [Saga](patterns/saga.md) (Silver)", 1),
    "a medal before the link": ("- 🥈 [Saga](patterns/saga.md) for orders", 1),
    "front matter is counted": ("---\na: b\n---\n- **[Saga](patterns/saga.md)** - Silver", 4),
    "a page that is not a pattern": ("- [Else](patterns/else.md) (Silver)", None),
    "a medal of something else": ("- Compare [Saga](patterns/saga.md) with silver", None),
    "a table of other times": ("| Pattern | Tier in year |\n|---|---|\n| [Saga](patterns/saga.md) | Silver |", None),
    "a section about the past": ("## Before 2020\n\n- [Saga](patterns/saga.md) (Silver)", None),
    "two tiers": ("| A | B | C |\n|---|---|---|\n| [Saga](patterns/saga.md) | Silver | Bronze |", None),
    "prose": ("The silver [Saga](patterns/saga.md).", None),
}


@pytest.mark.parametrize(("text", "line"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_other_pages_state(text, line):
    expected = [] if line is None else [f"{SAGA}:3 gold ({SAGA}:3); silver (index.md:{line})"]
    assert told({"index.md": text}) == expected


def test_each_pattern_is_told_once_with_every_place():
    lists = "## Bronze\n\n- [Saga](patterns/saga.md)\n- [Poll](patterns/poll.md)\n"
    found = told({"a.md": lists, "b.md": lists, POLL: "# 🥉 Polling\n\nTier: Silver\n"})
    assert found == [
        f"{SAGA}:3 gold ({SAGA}:3); bronze (a.md:3, b.md:3)",
        f"{POLL}:1 bronze ({POLL}:1, a.md:4, b.md:4); silver ({POLL}:3)",
    ]


def test_words_of_front_matter_are_read_as_the_file_says():
    page = HEAD.replace("gold", "legacy") + "Tier: Silver"
    assert told({SAGA: page}) == []
    assert told({SAGA: page}, {"legacy": "bronze"}) == [f"{SAGA}:3 bronze ({SAGA}:3); silver ({SAGA}:8)"]
    assert told({SAGA: page}, {"legacy": "silver"}) == []
