"""Tiers that a page states in its own words, and what only looks like that."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CONF

DATA = """
tiers:
  adopt: {title: Adopt, rank: 1, symbol: "◆"}
patterns:
  hashing: {title: Consistent Hashing, tier: gold, aliases: [ring]}
  other: {title: Other, tier: silver}
"""
#: What the page of a gold pattern says, and the words that contradict its record.
STATED = {
    "admonition by sign and word": (":::{admonition} 🏆 Silver Excellence Pattern\nText.\n:::", ["Silver"]),
    "admonition by word": (":::{admonition} 🥈 Silver Standard\nText.\n:::", ["Silver"]),
    "medal of the wrong tier": (":::{tip}\n🥉 Gold Pattern\n:::", ["🥉"]),
    "medal behind the word": ("Gold Standard Pattern 🥈", ["🥈"]),
    "both wrong": ("🥉 Silver Pattern", ["Silver"]),
    "with its standing": ("🥉 Bronze Pattern - legacy, use with care", ["Bronze"]),
    "with a colouring sign": ("🥈\ufe0f Gold Pattern", ["🥈"]),
    "label and sign": ("**Tier:** 🥈 Gold", ["🥈"]),
    "label, word and sign": ("**Excellence tier:** Gold 🥈", ["🥈"]),
    "label and sign alone": ("Tier: 🥈", ["🥈"]),
    "several in one line": ("Tier: Gold | Rating: Silver | Classification: 🥉 Gold", ["Silver", "🥉"]),
    "sentence with a sign": ("This is a 🥉 gold pattern.", ["🥉"]),
    "sentence": ("Consistent Hashing is a silver pattern. The ring is rated bronze.", ["silver", "bronze"]),
    "table of facts": ("| Property | Value |\n|--|--|\n| Tier | 🥈 Silver |\n| Owner | Us |", ["Silver"]),
    "table of facts by sign": ("| | |\n|--|--|\n| **Tier** | 🥈 Gold |", ["🥈"]),
    "row of its own": ("| Pattern | Tier |\n|--|--|\n| Consistent Hashing | Silver |\n| Other | Bronze |", ["Silver"]),
    "definition": ("Tier\n: 🥈 Silver", ["Silver"]),
    "field": (":Tier: Bronze", ["Bronze"]),
    "badge": ("{bdg-success}`Silver` {bdg-primary}`Recommended`", ["Silver"]),
    "picture": ("![Tier: silver](silver.svg)", ["silver"]),
    "a tier of the project": ("◆ Gold Pattern", ["◆"]),
    "a name of the project": ("Tier: Adopt", ["Adopt"]),
    "tab": ("::::{tab-set}\n:::{tab-item} About\nThis pattern is silver.\n:::\n::::", ["silver"]),
}
#: What states nothing, or what the record says too.
NOT_STATED = {
    "the same": "🏆 Gold Standard Pattern\n\nTier: 🥇 Gold\n\nThis is a 🏆 gold pattern.",
    "a legend": "🏆 Gold: proven\n\n🥇 Gold\n\n🥈 Silver\n\n🥉 Bronze",
    "a legend in a line": "🥇 Gold: best, 🥈 Silver: solid, 🥉 Bronze: legacy",
    "a legend in a list": "- 🥇 Gold\n- 🥈 Silver\n- 🥉 Bronze",
    "a legend in a table": "| Tier | Meaning |\n|--|--|\n| 🥈 Silver | Solid |\n| Bronze | Legacy |",
    "a legend of definitions": "🥈 Silver\n: Solid.\n\nBronze\n: Legacy.",
    "a comparison": "| Pattern | Tier |\n|--|--|\n| Other | 🥈 Silver |\n| Third | Bronze |",
    "a comparison by column": "| | Consistent Hashing | Other |\n|--|--|--|\n| Tier | Gold | Silver |",
    "a history": "| Pattern | Tier | Until |\n|--|--|--|\n| Consistent Hashing | Silver | 2019 |",
    "another's box": ":::{admonition} 🥈 Silver alternative: Other\nText.\n:::",
    "another's name": "Other is a silver pattern. The other pattern is rated bronze.",
    "a quotation": "> 🥈 Silver Pattern\n\nThey say: “this is a silver pattern”.",
    "code": "`Tier: Silver`\n\n```text\nTier: Silver\n🥈 Silver Pattern\n```",
    "a badge in a sentence": "Patterns with {bdg-success}`Silver` are solid.",
    "the past": "It was a silver pattern. **Tier:** Silver until 2019.",
    "a picture": "![A silver medal](silver.svg)",
    "words": "Silver bullets and bronze statues; a golden hammer. Tier: silver-plated.",
    "a role": "{tier}`silver` is what {pattern}`other` has.",
}


def told(project, text, *, conf="", title="Consistent Hashing"):
    project.write({
        "conf.py": "myst_enable_extensions = ['colon_fence', 'deflist', 'fieldlist']\n" + CONF
        + "extensions += ['sphinx_design']\n" + conf,
        "data/a.yaml": DATA,
        "source/index.md": "# I\n\n```{toctree}\nhashing\n```\n",
        "source/silver.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "source/hashing.md": f"# {title}\n\n```{{pattern-tier}} hashing\n```\n\n{text}\n",
    })  # fmt: skip
    result = project.build("excellence")
    assert [line for line in result.warnings if "[excellence." not in line] == []
    lines = (project.root / "source/hashing.md").read_text(encoding="utf-8").split("\n")
    found = []
    for warning in result.warnings:
        place = re.match(r"source/hashing\.md:(\d+):(\d+): WARNING: (?:the page says|die Seite sagt)", warning)
        if place is not None:
            found.append(lines[int(place[1]) - 1][int(place[2]) - 1 :])
    return found


@pytest.mark.parametrize("form", STATED)
def test_a_typed_tier_that_contradicts_the_record_or_itself_is_found(project, form):
    text, words = STATED[form]
    found = told(project, text)
    assert len(found) == len(words)
    assert [line for line, word in zip(found, words, strict=True) if not line.startswith(word)] == []


@pytest.mark.parametrize("form", NOT_STATED)
def test_what_states_no_tier_of_the_page_is_passed_over(project, form):
    assert told(project, NOT_STATED[form]) == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("🥈 Consistent Hashing", ["🥈"]),
        ("Consistent Hashing 🏆 Silver", ["Silver"]),
        ("Consistent Hashing (Silver tier)", ["Silver"]),
        ("Consistent Hashing (🥇 Gold)", []),
        ("Silver Consistent Hashing", []),
    ],
)
def test_a_title_states_a_tier_by_a_sign_or_beside_one(project, title, words):
    found = told(project, "Text.", title=title)
    assert [line[: len(word)] for line, word in zip(found, words, strict=True)] == words
