"""Which answers of the registry an edit changes, and which not: what is built again hangs on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.external import External
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import ANY_KIND, Query
from sphinx_excellence.model.tier import Tier, TierScale
from sphinx_excellence.model.vocabulary import DECISION_STATUS, DEFAULT_LISTS, Vocabulary, Word, WordList

BASE = """tiers:
  gold: {title: Gold}
  bronze: {title: Bronze, legacy: true}
patterns:
  saga: {title: Saga, aliases: [sagas], tier: gold, category: data, summary: Sum., introduced: 1987, problems: [p], reviewed: 2026-01-01,
    history: [{date: 2020-01-01, tier: gold}, {edition: spring, tier: gold, text: Fine.}], evolution: {from: [tpc]}, related: [{pattern: tpc, kind: replaces}]}
  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga, when: often}]}
evolutions:
  line: {title: Line, timeline: [{year: 1978, pattern: tpc, context: Once}]}
migrations:
  move: {title: Move, from: tpc, to: saga, checklist: [Ready]}
decisions:
  adr-1: {title: One, status: accepted, date: 2026-01-01, tags: [web], drivers: [Cost]}
case_studies:
  pay: {title: Pay, company: Acme}
editions:
  spring: {title: Spring, date: 2025-04, tiers: {gold: {title: Adopt}}, text: Warm.}
"""
QUESTIONS = {
    "saga's face": Query("pattern", "saga", "link"),
    "saga by another name": Query("pattern", "sagas", "link"),
    "whatever is called saga": Query(ANY_KIND, "saga", "link"),
    "all of saga": Query("pattern", "saga", "whole"),
    "tpc's face": Query("pattern", "tpc", "link"),
    "the decision's face": Query("decision", "adr-1", "link"),
    "the case's face": Query("case-study", "pay", "link"),
    "a tier": Query("tier", "gold", "link"),
    "the list of patterns": Query("pattern", "", "members"),
    "the list of decisions": Query("decision", "", "members"),
    "all patterns": Query("pattern", "", "records"),
    "all lineages": Query("evolution", "", "records"),
    "moves": Query("pattern", "", "tier-history"),
    "what is said of moves": Query("pattern", "", "tier-history-texts"),
    "the edition's face": Query("edition", "spring", "link"),
    "all of the edition": Query("edition", "spring", "whole"),
    "the list of editions": Query("edition", "", "members"),
    "descent": Query("pattern", "", "lineage"),
    "what leaves tpc": Query("pattern", "tpc", "migrations"),
    "everything": Query("", "", "everything"),
}
FACE = {"saga's face", "saga by another name", "whatever is called saga"}
SAGA = {"all of saga", "all patterns", "everything"}
MOVES = {"moves", "what is said of moves"}
EDITION = {"the edition's face", "all of the edition", "the list of editions", "everything"}
EDITS = {
    "nothing": ("title: Saga", "title: Saga", set()),
    "a comment": ("patterns:", "patterns:  # all", set()),
    "the title": ("title: Saga", "title: Sagas", {*FACE, *SAGA, "the list of patterns", "descent"}),
    "the summary": ("Sum.", "Other.", {*FACE, *SAGA, "the list of patterns", "descent"}),
    "the tier": ("tier: gold, category", "tier: bronze, category", {*FACE, *SAGA, "the list of patterns", "descent"}),
    "the status": (
        "category: data",
        "category: data, status: recommended",
        {*FACE, *SAGA, "the list of patterns", "descent"},
    ),
    "the category": ("category: data", "category: other", {*FACE, *SAGA, "the list of patterns", "descent"}),
    "when it was reviewed": ("reviewed: 2026-01-01", "reviewed: 2026-01-02", SAGA),
    "what it is found by": ("problems: [p]", "problems: [q]", {*SAGA, "the list of patterns"}),
    "another alias": ("[sagas]", "[sagas, more]", {*SAGA, "the list of patterns"}),
    "no alias": ("aliases: [sagas], ", "", {"saga by another name", *SAGA, "the list of patterns"}),
    "when it appeared": ("introduced: 1987", "introduced: 1988", {*SAGA, "the list of patterns", "descent"}),
    "its history": ("{date: 2020-01-01", "{date: 2020-01-02", {*SAGA, *MOVES}),
    "what an edition says of it": ("text: Fine.", "text: Good.", {*SAGA, "what is said of moves"}),
    "the category of then": ("2020-01-01, tier: gold}", "2020-01-01, tier: gold, category: then}", {*SAGA, *MOVES}),
    "that the radar leaves it out": ("introduced: 1987", "introduced: 1987, featured: false", {*SAGA, "the list of patterns"}),
    "that it left": ("{edition: spring, tier: gold,", "{edition: spring, event: left,", {*SAGA, *MOVES}),
    "an edition's date": ("date: 2025-04", "date: 2025-05", {*EDITION, *MOVES}),
    "an edition's title": ("title: Spring", "title: Autumn", {*EDITION, *MOVES}),
    "the name of a tier in an edition": ("title: Adopt", "title: Use", {*EDITION, *MOVES}),
    "an edition's words": ("text: Warm.", "text: Hot.", {"all of the edition", "everything"}),
    "what it grew out of": ("evolution: {from: [tpc]}", "evolution: {}", {*SAGA, "descent"}),
    "what it is to another": ("kind: replaces", "kind: complements", {*SAGA, "descent"}),
    "when to take it instead": ("when: often", "when: always", {"all patterns", "everything"}),
    "what to take instead": ("{pattern: saga, when", "{name: Saga, when", {"all patterns", "everything", "the list of patterns"}),
    "a date in a lineage": ("year: 1978", "year: 1979", {"all lineages", "everything", "descent"}),
    "words in a lineage": ("context: Once", "context: Twice", {"all lineages", "everything"}),
    "a migration's words": ("[Ready]", "[Steady]", {"everything"}),
    "where a migration begins": ("from: tpc", "from: saga", {"everything", "what leaves tpc"}),
    "a decision's date": ("date: 2026-01-01, tags", "date: 2026-01-02, tags", {"the decision's face", "the list of decisions", "everything"}),
    "a decision's tag": ("tags: [web]", "tags: [data]", {"the list of decisions", "everything"}),
    "who decided": ("drivers: [Cost]", "drivers: [Cost], deciders: [Ann]", {"the list of decisions", "everything"}),
    "a decision's drivers": ("drivers: [Cost]", "drivers: [Time]", {"everything"}),
    "a case's company": ("company: Acme", "company: Other", {"the case's face", "everything"}),
    "a tier": ("gold: {title: Gold}", "gold: {title: Best}", set(QUESTIONS) - {"what leaves tpc"}),
}  # fmt: skip


def digests(bench, text):
    loaded = bench.load(text)
    assert [str(finding) for finding in loaded.findings] == []
    return {name: loaded.registry.digest(question) for name, question in QUESTIONS.items()}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_the_answers_that_show_it_and_no_others(bench, edit):
    old, new, changed = EDITS[edit]
    assert BASE.count(old) == 1
    before, after = digests(bench, BASE), digests(bench, BASE.replace(old, new))
    assert {name for name in QUESTIONS if before[name] != after[name]} == changed


def test_there_is_no_answer_about_what_is_not_there(bench):
    registry = bench.load(BASE).registry
    for facet in ("link", "whole", "migrations"):
        assert registry.digest(Query("pattern", "nothing", facet)) == ""
    assert registry.digest(Query(ANY_KIND, "nothing", "link")) == ""
    for facet in ("members", "records"):
        assert registry.digest(Query("no such kind", "", facet)) == ""


def test_answers_about_different_things_differ(bench):
    found = digests(bench, BASE)
    same = {"saga's face", "saga by another name"}
    assert found["saga's face"] == found["saga by another name"]
    assert len(set(found.values())) == len(QUESTIONS) - len(same) + 1
    assert all(found.values())


def test_a_name_that_comes_to_be_a_record_of_another_kind_has_another_answer(bench):
    question = Query(ANY_KIND, "a", "link")
    pattern = bench.load("patterns:\n  a: {title: A}\n").registry.digest(question)
    decision = bench.load("decisions:\n  a: {title: A}\n").registry.digest(question)
    assert pattern != decision


FOREIGN = {"title": "Bus", "tier": "gold"}


def foreign(registry, *, record=None, tiers=None, legacy=(), address="https://x.org/bus"):
    """Return the answer about another project's pattern."""
    bus = Pattern(id="bus", **(record or FOREIGN)).model_copy(update={"id": "core:bus"})
    core = External(
        "core", {("pattern", "core:bus"): bus}, tiers=tiers or {}, legacy=frozenset(legacy),
        addresses={("pattern", "core:bus"): address},
    )  # fmt: skip
    return replace(registry, externals={"core": core}).digest(Query("pattern", "core:bus", "link"))


def test_an_answer_about_another_projects_record_tells_all_that_is_shown_of_it(bench):
    registry = bench.load(BASE).registry
    tiers = dict(TierScale({}))
    shown = [
        foreign(registry, tiers=tiers),
        foreign(registry, tiers=dict(TierScale({"gold": Tier(title="Best")}))),
        foreign(registry, tiers=tiers, legacy=["core:bus"]),
        foreign(registry, tiers=tiers, address="https://x.org/other"),
        foreign(registry, tiers=tiers, address=""),
        foreign(registry, tiers=tiers, record={"title": "Bus"}),
    ]
    assert len(set(shown)) == len(shown)
    assert foreign(registry, tiers=tiers) == shown[0]


def test_where_a_record_of_another_kind_is_makes_a_difference_too(bench):
    registry = bench.load(BASE).registry
    line = Evolution(id="x", title="Line", timeline=[{"year": 1978, "label": "x"}]).model_copy(update={"id": "core:x"})

    def answer(address):
        core = External("core", {("evolution", "core:x"): line}, addresses={("evolution", "core:x"): address})
        return replace(registry, externals={"core": core}).digest(Query("evolution", "core:x", "link"))

    assert answer("https://x.org/a") != answer("https://x.org/b")


OWN = """kinds:
  team: {title: Team}
  service:
    fields:
      owner: {type: team}
      level: {type: choice, choices: [a, b]}
      hidden: {show: []}
fields:
  decision: {owner: {type: team, show: [search]}}
teams:
  core: {title: Core, aliases: [old]}
  pay: {title: Pay}
services:
  mail: {title: Mail, owner: core, level: a, hidden: x}
decisions:
  adr-1: {title: One, status: accepted, owner: core}
"""


@pytest.mark.parametrize(
    ("kind", "old", "new", "changes"),
    [
        ("service", "level: a", "level: b", True),
        ("service", "hidden: x", "hidden: z", True),
        ("service", "owner: core, level", "owner: pay, level", True),
        ("service", "title: Core", "title: Heart", True),
        ("service", "title: Pay", "title: Paying", False),
        ("service", "team: {title: Team}", "team: {title: Team, tier: true}", True),
        ("decision", "title: Core", "title: Heart", True),
        ("decision", "owner: core}", "owner: pay}", True),
        ("decision", "level: a", "level: b", False),
    ],
)
def test_a_list_tells_all_fields_of_the_projects_own_wherever_they_are_shown(bench, kind, old, new, changes):
    assert OWN.count(old) == 1
    question = Query(kind, "", "members")
    before, after = (bench.load(text).registry.digest(question) for text in (OWN, OWN.replace(old, new)))
    assert (before != after) is changes


def test_an_answer_about_another_projects_record_tells_what_its_words_are_called(bench):
    registry = bench.load(BASE).registry
    one = Decision(id="x", title="X", status="accepted").model_copy(update={"id": "core:x", "status": "hold"})

    def answer(title):
        words = WordList(DECISION_STATUS, {"hold": Word("hold", title, "open")})
        core = External(
            "core", {("decision", "core:x"): one}, vocabulary=Vocabulary({**DEFAULT_LISTS, DECISION_STATUS: words})
        )
        return replace(registry, externals={"core": core}).digest(Query("decision", "core:x", "link"))

    assert answer("Hold") != answer("Wait")
    assert answer("Hold") == answer("Hold")
