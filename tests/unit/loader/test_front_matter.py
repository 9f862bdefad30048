"""Records in the front matter of pages."""

from __future__ import annotations

import pytest

PAGE = "---\nexcellence_tier: gold\nstatus: recommended\nintroduced: 2007\n---\n\n# Circuit *Breaker*\n\nText.\n"


def test_a_page_with_a_tier_is_a_record_named_after_its_file(bench):
    loaded = bench.load({"source/patterns/circuit-breaker.md": PAGE})
    pattern = loaded.registry.pattern("circuit-breaker")
    assert (pattern.title, pattern.tier, pattern.introduced) == ("Circuit Breaker", "gold", "2007")
    assert loaded.homes_by_front_matter == {"patterns/circuit-breaker": ("pattern", "circuit-breaker")}


def test_its_id_can_be_given(bench):
    loaded = bench.load({"source/a.md": PAGE.replace("---\nexc", "---\npattern: breaker\nexc", 1)})
    assert loaded.registry.pattern("breaker").title == "Circuit Breaker"


def test_a_page_can_be_home_to_a_record_of_the_data(bench):
    loaded = bench.load({
        "data/a.yaml": "patterns:\n  saga: {title: Saga, aliases: [sagas]}\n",
        "source/a.md": "---\npattern: sagas\n---\n# A\n",
    })  # fmt: skip
    assert (loaded.findings, loaded.homes_by_front_matter) == ((), {"a": ("pattern", "saga")})


def test_naming_a_record_that_does_not_exist_is_told(bench):
    told = bench.told(
        {"data/a.yaml": "patterns:\n  saga: {title: Saga}\n", "source/a.md": "---\npattern: sga\n---\n# A\n"}
    )
    assert told == ["source/a.md:2:10 unknown-reference: unknown pattern 'sga' | did you mean 'saga'? accepted: saga"]


def test_front_matter_of_other_tools_is_left_alone(bench):
    text = "---\ntitle: Notes\nstatus: draft\ntags: [a]\ntier: free\nmyst:\n  html_meta: {x: y}\n---\n# Notes\n"
    loaded = bench.load({"source/a.md": text})
    assert (loaded.findings, loaded.registry.of_kind("pattern")) == ((), {})


def test_lines_of_findings_are_lines_of_the_page(bench):
    told = bench.told({"source/a.md": "---\nexcellence_tier: gold\nstatus: wrong\n---\n# A\n"})
    assert told == [
        "source/a.md:3:9 wrong-value: `status`: 'wrong' is not a status of patterns | "
        "accepted: deprecated, legacy, recommended, use-with-caution; "
        "a word of your own is declared as `statuses: {pattern: {wrong: ...}}`"
    ]


def test_a_misspelt_key_with_the_prefix_is_told(bench):
    other, told = bench.told({"source/a.md": "---\nexcelence_tier: gold\nexcellence_teir: gold\n---\n# A\n"})
    assert other == (
        "source/a.md:2:1 unknown-front-matter: 'excelence_tier' is not a field of this pattern; pages with it: 1 | "
        "did you mean 'excellence_tier'? If not, list it in `excellence_foreign_keys`"
    )
    assert told.startswith(
        "source/a.md:3:1 unknown-key: 'excellence_teir' is not a key of a record in front matter | did you mean 'excellence_tier'?"
    )


def test_a_record_in_both_places_is_told_with_both(bench):
    told = bench.told({"data/a.yaml": "patterns:\n  a: {title: A}\n", "source/a.md": PAGE})
    assert told == [
        "source/a.md:2:1 duplicate-id: pattern 'a' is already defined at data/a.yaml:2:3 | "
        "one definition per id: merge the two, or rename one"
    ]


def test_malformed_front_matter_that_speaks_of_a_record_is_told(bench):
    (told,) = bench.told({"source/a.md": "---\nexcellence_tier: [gold\n---\n# A\n"})
    assert told.startswith("source/a.md:3:1 malformed-yaml: invalid YAML: did not find expected")


def test_headings_in_code_are_no_titles(bench):
    text = "---\nexcellence_tier: gold\n---\n\n```sh\n# a comment\n```\n\n# Real\n"
    assert bench.load({"source/a.md": text}).registry.pattern("a").title == "Real"


def test_a_key_that_only_shares_the_prefix_resembles_none(bench):
    (told,) = bench.told({"source/a.md": "---\nexcellence_tier: gold\nexcellence_foo: gold\n---\n# A\n"})
    assert "| accepted: aliases, " in told
    (told,) = bench.told({"source/a.md": "---\nexcellence_tier: gold\nexcellence_status: legacy\n---\n# A\n"})
    assert "| did you mean 'status'? accepted: " in told


def test_a_page_in_another_encoding_is_told_and_its_record_is_not_called_unknown(bench):
    told = bench.told({
        "source/cafe.md": PAGE.replace("Text", "Café").encode("latin-1"),
        "source/b.md": PAGE.replace("introduced: 2007", "evolution: {from: cafe}"),
        "source/c.md": "# Café".encode("latin-1"),
    })  # fmt: skip
    assert told == ["source/cafe.md:9:4 wrong-encoding: the byte 0xE9 is not UTF-8 | save the file as UTF-8"]


def test_front_matter_that_never_ends_is_told(bench):
    told = bench.told({
        "source/a.md": "---\nexcellence_tier: gold\n\n# A\n",
        "source/b.md": "---\n\nA line, and: excellence_tier: no key.\n",
        "source/c.md": "---\ntags: [a]\n\n# C\n",
    })  # fmt: skip
    assert told == [
        f"source/{page}.md:1:1 malformed-yaml: the front matter that starts here is not closed | "
        "a line with '---' below the last key"
        for page in "ac"
    ]


FIELDS = """\
.. A comment,
   in two lines.
.. _label:

:orphan:
:Author: Somebody: with a colon
:excellence_tier: gold
:status: wrong
:evolution:
   from: [older]
:tocdepth: 2

Circuit Breaker
===============

:status: no field of the page
"""


def test_fields_at_the_top_of_a_restructuredtext_page_are_its_front_matter(bench):
    loaded = bench.load({"source/breaker.rst": FIELDS, "data/a.yaml": "patterns: {older: {title: Older}}\n"})
    pattern = loaded.registry.pattern("breaker")
    assert (pattern.title, pattern.tier, pattern.evolution.from_) == ("Circuit Breaker", "gold", ("older",))
    (finding,) = loaded.findings
    assert (str(finding.place), finding.rule) == ("source/breaker.rst:8:10", "wrong-value")
    assert loaded.homes_by_front_matter == {"breaker": ("pattern", "breaker")}


@pytest.mark.parametrize(
    "text",
    [
        "Page\n====\n\n:excellence_tier: gold\n",
        ".. note:: x\n\n:excellence_tier: gold\n",
        ":status: x\n\nPage\n====\n",
        "",
    ],
)
def test_fields_elsewhere_and_of_other_tools_are_left_alone(bench, text):
    loaded = bench.load({"source/a.rst": text})
    assert (loaded.findings, loaded.registry.of_kind("pattern")) == ((), {})


def test_lines_that_findings_speak_of_are_lines_of_the_page_too(bench):
    told = bench.told({
        "source/a.md": "---\nexcellence_tier: [gold\n---\n# A\n",
        "source/b.md": "---\nexcellence_tier: gold\nexcellence_tier: gold\n---\n# B\n",
    })  # fmt: skip
    assert "for the bracket at line 2, column 18" in told[0]
    assert "the first one is at line 2, column 1" in told[1]
