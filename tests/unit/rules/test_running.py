"""How rules are run: severities, waivers, what could not be read, and how a violation becomes a finding."""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_excellence.findings import Addition, Finding, Place, Renaming, Replacement, Severity
from sphinx_excellence.model.pages import PageFacts
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, line_alone, run_rules
from sphinx_excellence.rules.references import unknown_in_record, unknown_name
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge, Rule, Violation, misspelled_key, violations_of

DAY = date(2026, 1, 1)
PAGES = {"a": PageFacts("source/a.md")}


def rule_of(*violations, name="mine", **options):
    return Rule(name, Severity.WARNING, "S.", "R.", "bad", "good", lambda knowledge: iter(violations), **options)


def in_record(record_id, *path, **options):
    return Violation(InRecord(("pattern", record_id), path), "no %s", ("x",), "give %s", ("y",), **options)


def test_a_violation_becomes_a_finding_with_all_that_it_says(bench):
    loaded = bench.load("patterns:\n  a:\n    title: A\n    tier: gold\n")
    fix = Replacement(("pattern", "a"), ("tier",), "silver")
    rules = [rule_of(in_record("a", "tier", fix=fix, severity=Severity.ERROR), in_record("a"))]
    told = run_rules(rules, Knowledge(loaded.registry, DAY), Locator(loaded.origins))
    whole = ("mine", ("x",), "give %s", ("y",), ("pattern", "a"))
    assert [(f.rule, f.args, f.accepted, f.accepted_args, f.record) for f in told] == [whole, whole]
    assert [(f.place, f.message, f.severity, f.path, f.fix) for f in told] == [
        (Place("data/a.yaml", 2, 3), "no %s", Severity.WARNING, (), None),
        (Place("data/a.yaml", 4, 11), "no %s", Severity.ERROR, ("tier",), fix),
    ]


def test_a_violation_in_a_page_is_in_its_file_or_in_the_one_that_it_includes(bench):
    loaded = bench.load("patterns: {}\n")
    rules = [rule_of(Violation(InPage("a", 7), "here"), Violation(InPage("a", 8, file="source/b.md"), "there"))]
    knowledge = Knowledge(loaded.registry, DAY, PAGES)
    told = run_rules(rules, knowledge, Locator(loaded.origins))
    assert [(f.place, f.record, f.path) for f in told] == [
        (Place("source/a.md", 7), None, ()),
        (Place("source/b.md", 8), None, ()),
    ]
    at = InPage("a", 7)
    assert line_alone(at, "source/a.md") == Place("source/a.md", 7, 1)
    seen = []
    Locator(loaded.origins, lambda at, file: seen.append((at, file)) or Place(file, 1, 5)).finding(
        rules[0], Violation(at, "here"), PAGES
    )
    assert seen == [(at, "source/a.md")]


@pytest.mark.parametrize(
    ("absent", "fix", "told"),
    [
        ((), None, ["a", "b"]),
        (("summary", "status"), None, ["b"]),
        (("status",), None, ["a", "b"]),
        # Nothing is to be added to a key that could not be read.
        ((), Addition(("pattern", "a"), ("summary", 0), "x"), []),
        ((), Addition(("pattern", "a"), ("status",), "x"), ["a", "b"]),
        ((), Addition(("pattern", "b"), ("summary",), "x"), ["a", "b"]),
        ((), Replacement(("pattern", "a"), ("summary",), "x"), ["a", "b"]),
    ],
)
def test_a_rule_says_nothing_of_what_could_not_be_read(bench, absent, fix, told):
    registry = bench.load("patterns:\n  a: {title: A, summary: [x, y]}\n  b: {title: B}\n").registry
    rule = rule_of(in_record("a", fix=fix), in_record("b", fix=fix), absent_keys=absent)
    found = violations_of(rule, Knowledge(registry, DAY))
    assert [violation.at.key[1] for violation in found] == told


def test_a_rule_about_pages_is_not_run_where_no_page_was_read(bench):
    registry = bench.load("patterns:\n  a: {title: A}\n").registry
    rule = rule_of(in_record("a"), Violation(InPage("a"), "here"), needs_pages=True)
    assert list(violations_of(rule, Knowledge(registry, DAY))) == []
    assert len(list(violations_of(rule, Knowledge(registry, DAY, {})))) == 2
    assert list(violations_of(Rule("n", Severity.INFO, "", "", "", ""), Knowledge(registry, DAY, PAGES))) == []


def test_severities_are_set_for_what_loading_found_too(bench):
    loaded = bench.load("patterns:\n  a: {title: A}\n")
    findings = [Finding(name, Place("z"), "m") for name in ("mine", "other", "gone")]

    def told(**severities):
        rules = [rule_of(in_record("a")), rule_of(in_record("a"), name="silent")]
        found = run_rules(
            rules, Knowledge(loaded.registry, DAY), Locator(loaded.origins), loaded=findings, severities=severities
        )
        return [(f.rule, f.place.path, f.severity) for f in found]

    assert told(silent=Severity.OFF, gone=Severity.OFF, other=Severity.INFO) == [
        ("mine", "data/a.yaml", Severity.WARNING),
        ("mine", "z", findings[0].severity),
        ("other", "z", Severity.INFO),
    ]
    assert told(mine=Severity.OFF) == [
        ("silent", "data/a.yaml", Severity.WARNING),
        ("gone", "z", findings[0].severity),
        ("other", "z", findings[0].severity),
    ]


# Waivers -------------------------------------------------------------------------------------------------------


def waived(bench, waivers, *, rules=(), severities=None, pages=None):
    loaded = bench.load(f"patterns:\n  a:\n    title: A\n    waivers:\n{waivers}  b: {{title: B}}\n")
    assert loaded.findings == ()
    knowledge = Knowledge(loaded.registry, DAY, pages)
    own = {"expired-waiver", "unused-waiver"}
    every = [*rules, *(rule for rule in RULES if rule.name in own)]
    found = run_rules(every, knowledge, Locator(loaded.origins), severities=severities or {})
    return [(f.rule, f.place.line, f.place.column, *f.args) for f in found]


BROKEN = rule_of(in_record("a"), in_record("b"))
MINE = "      - {rule: mine, reason: x%s}\n"


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("", [("mine", 6, 3, "x")]),
        (", until: 2026-01-01", [("mine", 6, 3, "x")]),
        (", until: 2025-12-31", [("mine", 2, 3, "x"), ("expired-waiver", 5, 40, "mine", "pattern", "a", "2025-12-31"), ("mine", 6, 3, "x")]),
    ],
)  # fmt: skip
def test_a_waiver_holds_for_its_record_until_its_day(bench, until, told):
    assert waived(bench, MINE % until, rules=[BROKEN]) == told


def test_a_waiver_that_excuses_nothing_is_told_where_its_rule_was_run(bench):
    kept = rule_of(in_record("b"))
    assert waived(bench, MINE % "", rules=[kept]) == [
        ("unused-waiver", 5, 9, "mine", "pattern", "a"),
        ("mine", 6, 3, "x"),
    ]
    assert waived(bench, MINE % "", rules=[kept], severities={"unused-waiver": Severity.OFF}) == [("mine", 6, 3, "x")]
    assert waived(bench, MINE % "", rules=[kept], severities={"mine": Severity.OFF}) == []
    of_pages = rule_of(in_record("b"), needs_pages=True)
    assert waived(bench, MINE % "", rules=[of_pages]) == []
    assert [row[0] for row in waived(bench, MINE % "", rules=[of_pages], pages={})] == ["unused-waiver", "mine"]


def test_a_waiver_is_for_its_own_rule_and_told_only_where_the_rule_about_waivers_is_run(bench):
    other = rule_of(in_record("b"), name="other")
    waivers = "      - {rule: other, reason: x}\n"
    assert [row[:3] for row in waived(bench, waivers, rules=[BROKEN, other])] == [
        ("mine", 2, 3), ("unused-waiver", 5, 9), ("mine", 6, 3), ("other", 6, 3),
    ]  # fmt: skip
    loaded = bench.load("patterns:\n  a: {title: A, waivers: [{rule: other, reason: x}]}\n  b: {title: B}\n")
    found = run_rules([BROKEN, other], Knowledge(loaded.registry, DAY), Locator(loaded.origins))
    assert [finding.rule for finding in found] == ["mine", "mine", "other"]


def test_every_waiver_is_looked_at_and_a_misspelt_one_is_told(bench):
    waivers = "      - {rule: nothing-alike, reason: x}\n      - {rule: mien, reason: x}\n" + MINE % ""
    assert [row[:4] for row in waived(bench, waivers, rules=[BROKEN])] == [
        ("unused-waiver", 5, 16, "nothing-alike"), ("unused-waiver", 6, 16, "mien"), ("mine", 8, 3, "x"),
    ]  # fmt: skip


def test_a_misspelt_waiver_is_mended_by_the_rule_that_was_meant(bench):
    loaded = bench.load(
        "patterns:\n  a: {title: A, waivers: [{rule: no-alternativ, reason: x}, {rule: zzz, reason: x}]}\n"
    )
    found = run_rules(RULES, Knowledge(loaded.registry, DAY), Locator(loaded.origins))
    fixes = [finding.fix for finding in found if finding.rule == "unused-waiver"]
    assert fixes == [Replacement(("pattern", "a"), ("waivers", 0, "rule"), "no-alternative"), None]


# Names that nothing goes by --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind", "name", "args", "told"),
    [
        ("patterns:\n  saga: {title: S}\n", "pattern", "sga", ("pattern", "sga"), "did you mean 'saga'? accepted: saga"),
        ("patterns:\n  saga: {title: S}\n", "case-study", "x", ("case study", "x"), "add one: there is no case study yet"),
        ("", "tier", "golden", ("tier", "golden"), "did you mean 'gold'? accepted: gold, silver, bronze"),
        ("", "tier", "zzz", ("tier", "zzz"), "accepted: gold, silver, bronze"),
        ("tiers: {gold: null, silver: null, bronze: null}\n", "tier", "gold", ("tier", "gold"),
         "keep a tier in `tiers`, or define one: all tiers are removed"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_told_with_what_there_is(bench, data, kind, name, args, told):
    registry = bench.load(data + "evolutions: {}\n").registry
    message, said, accepted, accepted_said = unknown_name(registry, kind, name)
    assert (message, said, accepted % accepted_said) == ("unknown %s '%s'", args, told)
    at = InRecord(("pattern", "saga"), ("tier",))
    violation = unknown_in_record(at, registry, kind, name)
    assert (violation.at, violation.args, violation.accepted) == (at, said, accepted)
    meant = {"sga": "saga", "golden": "gold"}.get(name)
    assert violation.fix == (Replacement(at.key, at.path, meant) if meant else None)


def test_a_misspelt_key_is_the_one_that_is_not_there_yet():
    at = InRecord(("comparison", "c"), ("rows", 0, "wehn"))
    assert misspelled_key(at, ["when", "then"], []) == Renaming(at.key, at.path, "when")
    assert misspelled_key(at, ["when", "zzz"], ["when"]) is None


def found(bench, rule, data):
    registry = bench.load(data).registry
    (check,) = (each.check for each in RULES if each.name == rule)
    return [(v.at.key[1], v.at.path, *v.args, *v.accepted_args) for v in check(Knowledge(registry, DAY))]


def test_an_alias_belongs_to_one_record(bench):
    data = (
        "patterns:\n  a: {title: A, aliases: [z, a, b, y]}\n  b: {title: B, aliases: [y, x]}\n  c: {title: C, aliases: [x, x]}\n"
        "evolutions:\n  a: {title: A, aliases: [z], timeline: [{year: 1990, label: X}]}\n"
    )  # fmt: skip
    assert found(bench, "duplicate-alias", data) == [
        ("a", ("aliases", 1), "a", "pattern"),
        ("a", ("aliases", 2), "b", "pattern", "b", "pattern"),
        ("b", ("aliases", 0), "y", "pattern", "a", "pattern"),
        ("c", ("aliases", 0), "x", "pattern", "b", "pattern"),
        ("c", ("aliases", 1), "x", "pattern", "b", "pattern"),
    ]


def test_a_record_may_name_itself_only_where_others_are_listed_with_it(bench):
    data = (
        "patterns:\n  a: {title: A, aliases: [aa], alternatives: [{pattern: b}, {pattern: aa}], evolution: {to: [a], from: [b]},"
        " related: [{pattern: a, kind: complements}]}\n  b: {title: B}\n"
        "decisions:\n  a: {title: A, status: accepted, patterns: [a], supersedes: [a], superseded_by: [b, a]}\n"
        "evolutions:\n  a: {title: A, timeline: [{year: 1990, pattern: a}]}\n"
    )
    assert found(bench, "self-reference", data) == [
        ("a", ("evolution", "to", 0), "pattern", "a", "pattern"),
        ("a", ("alternatives", 1, "pattern"), "pattern", "a", "pattern"),
        ("a", ("related", 0, "pattern"), "pattern", "a", "pattern"),
        ("a", ("supersedes", 0), "decision", "a", "decision"),
        ("a", ("superseded_by", 1), "decision", "a", "decision"),
    ]


def test_links_in_prose_lead_to_a_record_of_any_kind(bench):
    data = (
        "patterns:\n  a: {title: A, summary: '[x](b) [y](e) [z](https://x.org) [v](nowhere) [w](els)'}\n"
        "  b: {title: B, rationale: '[x](gone)', evolution: {to: [a, none]}}\n"
        "evolutions:\n  e: {title: E, timeline: [{year: 1990, label: X}], migration_paths: [none]}\n  else: {title: F, timeline: [{year: 1990, label: X}]}\n"
    )
    told = [row[:3] for row in found(bench, "unknown-reference", data)]
    assert [row[:2] for row in told] == [
        ("a", ("summary",)), ("a", ("summary",)), ("b", ("evolution", "to", 1)), ("b", ("rationale",)),
    ]  # fmt: skip
    assert [row[2] for row in told] == ["nowhere", "els", "pattern", "gone"]


def test_what_a_text_names_is_found_behind_the_words_before_it(bench):
    """The same name may be in a text several times."""
    data = (
        "patterns:\n  saga: {title: Saga, aliases: [sagas]}\n  b: {title: B, summary: '[x](zzz) and `{pattern}`'}\n"
        "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    decision: 'A {pattern}`sagas`, {tier}`gold`, {tier}`tin`.'\n"
        "    context: 'A {pattern}`S <zzz>`, {pattern}`zzz`, {adr}`zzz`, {adr}`zzz`.'\n"
        "    lessons: ['A [x](zzz), [x](saga), [y](zzz).', \"- a\\n- [x](zzz) [y](zzz)\"]\n"
    )
    registry = bench.load(data).registry
    (check,) = (each.check for each in RULES if each.name == "unknown-reference")
    assert [(v.at.key[1], v.at.path[0], v.at.before, *v.args) for v in check(Knowledge(registry, DAY))] == [
        ("b", "summary", None, "zzz"),
        ("adr-1", "context", "A ", "pattern", "zzz"),
        ("adr-1", "context", "A {pattern}`S <zzz>`, ", "pattern", "zzz"),
        ("adr-1", "context", "A {pattern}`S <zzz>`, {pattern}`zzz`, ", "decision", "zzz"),
        ("adr-1", "context", "A {pattern}`S <zzz>`, {pattern}`zzz`, {adr}`zzz`, ", "decision", "zzz"),
        ("adr-1", "decision", "A {pattern}`sagas`, {tier}`gold`, ", "tier", "tin"),
        ("adr-1", "lessons", "A [x](", "zzz"),
        ("adr-1", "lessons", "A [x](zzz), [x](saga), [y](", "zzz"),
        ("adr-1", "lessons", "- a\n- [x](", "zzz"),
        ("adr-1", "lessons", "- a\n- [x](zzz) [y](", "zzz"),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        # A role alone, and a reference behind the one that has a rule of its own.
        (
            "decisions:\n  adr-1: {title: A, status: accepted, context: 'By {pattern}`zzz`.'}\n",
            [("adr-1", ("context", 0))],
        ),
        (
            "fields: {evolution: {with: {type: pattern}}}\nevolutions:\n"
            "  e: {title: E, timeline: [{year: 1990, label: X}], migration_paths: [none], with: gone}\n",
            [("e", ("with",))],
        ),
    ],
)
def test_each_way_to_name_a_record_is_looked_at(bench, data, told):
    assert [row[:2] for row in found(bench, "unknown-reference", data + "patterns: {}\n")] == told


def test_a_record_may_name_itself_in_what_a_project_defines(bench):
    data = (
        "fields: {pattern: {with: {type: pattern, many: true}}}\npatterns:\n"
        "  a: {title: A, tier: gold, with: [a], evolution: {from: [b, b, a]}}\n  b: {title: B, related: [{pattern: b, kind: complements}]}\n"
    )
    assert found(bench, "self-reference", data) == [
        ("a", ("evolution", "from", 2), "pattern", "a", "pattern"),
        ("b", ("related", 0, "pattern"), "pattern", "b", "pattern"),
    ]


def test_what_a_text_must_not_hold_is_told_where_it_is(bench):
    data = (
        'patterns:\n  a: {title: A, summary: "One.\\n\\n<div>", rationale: "- x\\n"}\n'
        'decisions:\n  adr-1: {title: A, status: accepted, context: One. <b>, lessons: ["One.\\n\\n<div>\\n\\n```{includ} x\\n```"]}\n'
    )
    registry = bench.load(data).registry
    (check,) = (each.check for each in RULES if each.name == "prose-markup")
    told = list(check(Knowledge(registry, DAY)))
    assert [(v.at.key[1], v.at.path, v.at.before, v.args) for v in told] == [
        ("adr-1", ("lessons", 0), "One.\n\n", ()),
        ("adr-1", ("lessons", 0), "One.\n\n<div>\n\n```", ("includ",)),
    ]
    assert told[0].accepted_args == ()
    assert told[0].accepted == "Markdown; `\\` before a character makes it literal"
    assert told[1].accepted_args[-1].startswith("admonition, ")


def test_tiers_that_are_alike_are_told_of_the_one_that_was_written(bench):
    data = (
        "tiers:\n  adopt: {rank: 5, title: Gold}\n  hold: {rank: 40, title: A  hold}\n  halt: {rank: 40, title: a Hold}\n"
        "  silver: {rank: 30}\n  trial: {rank: 15}\n  test: {rank: 16, title: trial}\npatterns: {}\n"
    )
    assert found(bench, "duplicate-tier", data) == [
        ("silver", ("rank",), "silver", "bronze"),
        ("hold", ("rank",), "hold", "halt"),
        ("adopt", ("title",), "adopt", "gold"),
        ("test", ("title",), "test", "trial"),
        ("hold", ("title",), "hold", "halt"),
    ]
