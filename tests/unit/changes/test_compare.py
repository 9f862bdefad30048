"""What is different between two states: each sort of change where it is one, and not where it is none."""

from __future__ import annotations

import pytest

from sphinx_excellence.changes.compare import compare
from sphinx_excellence.cli.compared_states import Sides
from sphinx_excellence.export import export, export_text

SAGA = "patterns:\n  saga: {title: Saga, tier: gold}\n"


def test_equal_states_have_no_changes(changes):
    pages = {"index.md": "# Home\n", "saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n"}
    assert changes(SAGA, SAGA, old_pages=pages, new_pages=pages).is_empty


def test_the_form_of_a_file_is_no_change(changes):
    other = "# a comment\npatterns:\n  saga:\n    tier: 'gold'\n    title: Saga\n"
    assert changes(SAGA, other).is_empty


@pytest.mark.parametrize(
    ("new", "renamed", "gone", "added"),
    [
        ("patterns:\n  sagas: {title: Saga, tier: gold, aliases: [saga]}\n", [("saga", "sagas", True)], [], []),
        ("patterns:\n  sagas: {title: Saga, tier: gold}\n", [("saga", "sagas", False)], [], []),
        ("patterns:\n  sagas: {title: Sagas, tier: gold, aliases: [saga]}\n", [("saga", "sagas", True)], [], []),
        ("patterns:\n  saga: {title: Sagas, tier: gold}\n", [("saga", "saga", True)], [], []),
        ("patterns:\n  outbox: {title: Outbox, tier: gold}\n", [], [("saga", "")], ["outbox"]),
        # Two of the same title: which of them it became is not known.
        ("patterns:\n  a: {title: Saga}\n  b: {title: Saga}\n", [], [("saga", "")], ["a", "b"]),
        # A title alone does not make a decision of a pattern.
        ("decisions:\n  sagas: {title: Saga, status: proposed}\n", [], [("saga", "")], ["sagas"]),
    ],
)
def test_a_record_is_renamed_where_an_alias_or_its_title_tells(changes, new, renamed, gone, added):
    found = changes(SAGA, new)
    assert [(each.old_id, each.record.id, each.resolves) for each in found.renamed] == renamed
    assert [(each.record.id, each.leads_to) for each in found.gone] == gone
    assert [each.record.id for each in found.added] == added
    assert found.has_lost_ids == (any(not row[2] for row in renamed) or any(not row[1] for row in gone))


def test_a_record_that_was_merged_into_another_is_gone_and_its_id_still_leads_on(changes):
    found = changes(SAGA + "  outbox: {title: Outbox}\n", "patterns:\n  outbox: {title: Outbox, aliases: [saga]}\n")
    assert [(each.record.id, each.leads_to) for each in found.gone] == [("saga", "outbox")]
    assert not found.has_lost_ids
    assert not found.broken


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [("gold", "silver", "down"), ("bronze", "gold", "up"), ("gold", None, ""), (None, "gold", "")],
)
def test_a_move_between_tiers_has_a_direction(changes, old, new, direction):
    def data(tier):
        return f"patterns:\n  saga: {{title: Saga{f', tier: {tier}' if tier else ''}, no_alternative: none}}\n"

    (moved,) = changes(data(old), data(new)).moved
    assert (moved.old, moved.new, moved.direction) == (old or "", new or "", direction)


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ("[{date: 2026-03, tier: silver, reason: It *blocks*., decision: adr-1}]", ("It blocks.", "adr-1", "2026-03")),
        ("[{date: 2026-03, tier: silver}]", ("", "", "2026-03")),
        # The newest entry is about another tier: it does not explain this one.
        ("[{date: 2020, tier: silver, reason: No}, {date: 2026-03, tier: gold, reason: Yes}]", ("", "", "")),
        ("[]", ("", "", "")),
    ],
)
def test_the_reason_of_a_move_is_that_of_the_newest_entry(changes, history, said):
    adr = "decisions:\n  adr-1: {title: One, status: accepted}\n"
    new = f"patterns:\n  saga: {{title: Saga, tier: silver, history: {history}}}\n{adr}"
    (moved,) = changes(SAGA + adr, new).moved
    assert (moved.reason, moved.decision, moved.date) == said


def test_own_tiers_kinds_fields_and_words_are_compared(changes):
    old = (
        "kinds:\n  team: {title: Team, fields: {channel: {type: line}}}\nteams:\n  pay: {title: Pay, channel: a}\n"
        "fields:\n  pattern: {owner: {type: team}}\n"
        "tiers:\n  adopt: {rank: 1, title: Adopt}\n  hold: {rank: 2, title: Hold}\n"
        "patterns:\n  saga: {title: Saga, tier: adopt, owner: pay}\n"
    )
    new = (
        old.replace("{rank: 1, title: Adopt}", "{rank: 3, title: Adopt!}")
        .replace("channel: a", "channel: b")
        .replace("tier: adopt, owner: pay", "tier: hold")
        .replace("{owner: {type: team}}", "{owner: {type: team}, cost: {type: number}}")
        + "statuses:\n  pattern: {trial: {title: Trial, means: caution}}\n"
    )
    found = changes(old, new)
    # In the scale of the new side, `adopt` comes behind `hold`.
    assert [(each.record.id, each.direction) for each in found.moved] == [("saga", "up")]
    assert [(each.record.kind, each.record.id, [field.name for field in each.fields]) for each in found.fields] == [
        ("pattern", "saga", ["owner"]),
        ("team", "pay", ["channel"]),
    ]
    told = {(each.key, each.id, each.change) for each in found.definitions}
    assert {("tiers", "adopt", "changed"), ("tiers", "", "changed"), ("fields", "pattern.cost", "added")} <= told
    assert ("statuses", "pattern.trial", "added") in told
    assert not any(each.id == "team" for each in found.definitions)


DEFINED = """
kinds:
  service: {title: Service, fields: {owner: {title: Owner}, inner: {title: In, audience: internal}, own: {audience: nobody}}}
fields: {pattern: {cost: {title: Cost, audience: internal}}}
statuses:
  decision: {parked: {title: Parked, means: open}}
categories: {net: {title: Networks}}
tags: {wire: {title: Wire}}
relations: {feeds: {title: Feeds}}
tiers: {gold: {definition: The best.}}
words: {en: {Pattern: Recipe}, de: {Pattern: Rezept}}
"""


@pytest.mark.parametrize(
    ("before", "after", "key", "name", "said"),
    [
        ("{title: Service", "{title: Server", "kinds", "service", ("changed", "title")),
        ("{title: Owner}", "{title: Owner, required: true}", "fields", "service.owner", ("changed", "required")),
        ("owner: {title: Owner}, ", "", "fields", "service.owner", ("gone",)),
        ("{title: In,", "{title: Out,", "fields", "service.inner", ("changed", "title")),
        ("{audience: nobody}", "{audience: internal}", "fields", "service.own", ("changed", "audience")),
        ("{title: Cost,", "{type: number, title: Cost,", "fields", "pattern.cost", ("changed", "type")),
        ("means: open", "means: closed", "statuses", "decision.parked", ("changed", "means")),
        ("  decision: {", "  decision: {rejected: null, ", "statuses", "decision.rejected", ("added",)),
        (
            "{title: Networks}",
            "{title: Networks, description: Wires.}",
            "categories",
            "net",
            ("changed", "description"),
        ),
        ("{title: Wire}", "{title: Wires}", "tags", "wire", ("changed", "title")),
        ("feeds: {title: Feeds}", "fed: {title: Feeds}", "relations", "fed", ("added",)),
        ("The best.", "The very best.", "tiers", "gold", ("changed", "definition")),
        ("Pattern: Recipe", "Pattern: Formula", "words", "en.Pattern", ("changed",)),
        (", de: {Pattern: Rezept}", "", "words", "de.Pattern", ("gone",)),
    ],
)
def test_each_definition_is_told_with_what_it_says_now(changes, before, after, key, name, said):
    assert before in DEFINED
    found = changes(DEFINED, DEFINED.replace(before, after)).definitions
    assert (key, name, *said) in [(each.key, each.id, each.change, *each.keys) for each in found]
    assert {each.key for each in found} == {key}


def test_an_export_is_compared_as_far_as_it_goes(states, tmp_path, changes):
    state, _ = states(DEFINED, DEFINED)
    (tmp_path / "old" / "export.json").write_text(export_text(export(state.registry)), encoding="utf-8")
    sides = Sides(tmp_path / "new", cached=False)
    assert compare(*sides.read(str(tmp_path / "old" / "export.json"), str(tmp_path / "new"))).definitions == ()


def test_statuses_of_every_kind_are_told(changes):
    old = "decisions:\n  a: {title: A, status: proposed}\npatterns:\n  p: {title: P}\n"
    new = "decisions:\n  a: {title: A, status: accepted}\npatterns:\n  p: {title: P, status: recommended}\n"
    found = changes(old, new)
    assert [(each.record.id, each.old, each.new) for each in found.status] == [
        ("p", "", "recommended"),
        ("a", "proposed", "accepted"),
    ]
    assert found.fields == ()


def test_findings_are_the_same_wherever_they_are(changes):
    broken = "patterns:\n  old: {title: Old, tier: bronze}\n"
    found = changes(broken, "# moved\n\n" + broken + "  new: {title: New, tier: bronze}\n")
    assert [(each.rule, each.path, each.line) for each in found.findings_new] == [("no-alternative", "data/a.yaml", 5)]
    assert found.findings_gone == ()
    assert [each.rule for each in changes(broken, SAGA).findings_gone] == ["no-alternative"]


def test_a_finding_of_a_renamed_record_is_the_same(changes):
    old = "patterns:\n  old: {title: Old, tier: bronze}\n"
    found = changes(old, "patterns:\n  older: {title: Old, tier: bronze, aliases: [old]}\n")
    assert (found.findings_new, found.findings_gone) == ((), ())


def test_one_more_of_the_same_finding_is_new(changes):
    old = "patterns:\n  a: {title: A, related: [{pattern: gone, kind: requires}]}\n"
    new = old.replace(
        "[{pattern: gone, kind: requires}]", "[{pattern: gone, kind: requires}, {pattern: gone, kind: variant}]"
    )
    found = changes(old, new)
    assert [each.rule for each in found.findings_new if each.rule == "unknown-reference"] == ["unknown-reference"]


def test_a_rule_that_is_off_is_not_reported(changes):
    conf = 'extensions = ["myst_parser"]\nexcellence_rules = {"no-alternative": "off"}\n'
    assert changes(SAGA, SAGA + "  old: {title: Old, tier: bronze}\n", conf=conf).findings_new == ()


def test_the_sections_of_a_decision_that_is_a_page_are_fields(changes):
    conf = 'extensions = ["myst_parser"]\nexcellence_pages = {"adr/*": "decision"}\n'
    page = "---\nstatus: accepted\n---\n# Use sagas\n\n## Context\n\nOld.\n\n## Decision\n\nYes.\n"
    found = changes(
        SAGA, SAGA, old_pages={"adr/1.md": page}, new_pages={"adr/1.md": page.replace("Old.", "New.")}, conf=conf
    )
    (changed,) = found.fields
    assert [(each.name, each.old, each.new) for each in changed.fields] == [("section context", "Old.", "New.")]
    assert [(each.page, each.change, each.home_of) for each in found.pages] == [("adr/1", "changed", ("decision 1",))]
