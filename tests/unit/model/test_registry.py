"""The registry: by which names records go, and where they lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_excellence.model.external import External, registry_of
from sphinx_excellence.model.pattern import Pattern

DATA = """patterns:
  saga: {title: Saga, aliases: [sagas, long-transaction], tier: gold}
  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}
  old: {title: Old, tier: gold, status: legacy, alternatives: [{pattern: saga}]}
  new: {title: New, tier: silver}
evolutions:
  e: {title: E, aliases: [ee], timeline: [{year: 1978, pattern: tpc}]}
migrations:
  n: {title: N, from: [tpc, sagas], to: new, checklist: [Ready]}
  m: {title: M, from: tpc, to: saga, checklist: [Ready]}
"""


@pytest.fixture
def registry(bench):
    return bench.load(DATA).registry


def test_the_names_of_a_kind_are_its_ids_and_aliases_and_no_others(registry):
    assert list(registry.names("pattern")) == ["long-transaction", "new", "old", "saga", "sagas", "tpc"]
    assert list(registry.names("evolution")) == ["e", "ee"]
    assert list(registry.names("decision")) == []
    assert list(registry.names("no such kind")) == []


@pytest.mark.parametrize(
    ("kind", "name", "record_id"),
    [("pattern", "saga", "saga"), ("pattern", "sagas", "saga"), ("pattern", "ee", None), ("evolution", "ee", "e")],
)
def test_a_name_leads_to_the_record_of_its_kind(registry, kind, name, record_id):
    assert registry.resolve(kind, name) == record_id
    found = registry.find(kind, name)
    assert (found and found.id) == record_id
    assert registry.is_known(kind, name) is (record_id is not None)


def test_a_name_of_any_kind_leads_to_the_first_that_has_it(registry):
    assert registry.find_any("long-transaction") == ("pattern", "saga")
    assert registry.find_any("ee") == ("evolution", "e")
    assert registry.find_any("nothing") is None


def test_only_a_pattern_is_found_as_one(registry):
    assert isinstance(registry.pattern("sagas"), Pattern)
    assert registry.pattern("e") is None
    assert registry.pattern("nothing") is None


def test_a_pattern_is_legacy_by_its_tier_or_by_its_status(registry):
    assert {pattern.id for pattern in registry.all_of(Pattern) if registry.is_legacy(pattern)} == {"tpc", "old"}


def test_the_tier_of_a_pattern_is_that_of_the_scale(registry):
    tiers = {pattern.id: registry.tier_of(pattern) for pattern in registry.all_of(Pattern)}
    assert {name: tier and tier.id for name, tier in tiers.items()} == {
        "saga": "gold", "tpc": "bronze", "old": "gold", "new": "silver"
    }  # fmt: skip


def test_migrations_are_found_from_each_pattern_they_leave_by_whatever_name(registry):
    assert registry.migrations_from("tpc") == ("m", "n")
    assert registry.migrations_from("saga") == ("n",)
    assert registry.migrations_from("new") == ()


def test_a_tier_is_known_by_its_id(registry):
    assert registry.is_known("tier", "gold")
    assert not registry.is_known("tier", "saga")


def test_what_could_not_be_read_may_be_what_a_name_leads_to(bench):
    registry = bench.load("patterns:\n  saga: {title: Saga}\n  broken: 3\n").registry
    assert registry.is_known("pattern", "broken")
    assert not registry.is_known("pattern", "nothing")
    assert not registry.is_known("evolution", "broken")
    unread = bench.load("patterns:\n  saga: {title: Saga\n").registry
    assert registry.find("pattern", "broken") is None
    assert unread.find("pattern", "saga") is None


def test_names_of_other_projects_are_names_of_their_kind(registry):
    record = Pattern(id="bus", title="Bus", tier="gold")
    record = record.model_copy(update={"id": "core:bus", "aliases": ("core:line", "sagas")})
    core = External("core", {("pattern", "core:bus"): record}, addresses={("pattern", "core:bus"): "https://x.org/bus"},
                    legacy=frozenset({"core:bus"}))  # fmt: skip
    both = replace(registry, externals={"core": core})
    assert list(both.names("pattern")) == ["core:bus", "core:line", *registry.names("pattern")]
    assert list(both.names("evolution")) == ["e", "ee"]
    assert both.all_names == (*both.names("pattern"), "e", "ee", "m", "n")
    assert both.find("pattern", "core:line") is both.pattern("core:bus") is record
    assert both.resolve("pattern", "sagas") == "saga"
    assert both.find("evolution", "core:bus") is None
    assert both.address_of("pattern", "core:bus") == "https://x.org/bus"
    assert both.address_of("pattern", "core:other") == ""
    assert both.address_of("pattern", "saga") is None
    assert both.is_legacy(record)
    assert both.tier_of(record) is None
    assert not both.is_known("pattern", "core:none")
    assert [pattern.id for pattern in both.all_of(Pattern)] == ["new", "old", "saga", "tpc"]
    unread = replace(registry, externals={"core": External("core", readable=False)})
    assert unread.is_known("pattern", "core:none")
    assert not unread.is_known("pattern", "other:none")
    lost = replace(
        registry, externals={"core": External("core", lost=frozenset({("pattern", "core:a"), ("evolution", "")}))}
    )
    known = [
        (kind, name) for kind in ("pattern", "evolution") for name in ("core:a", "core:b") if lost.is_known(kind, name)
    ]
    assert known == [("pattern", "core:a"), ("evolution", "core:a"), ("evolution", "core:b")]


@pytest.mark.parametrize(
    ("name", "registry"), [("saga", None), ("core:saga", "core"), ("core:a:b", "core"), (":a", "")]
)
def test_the_prefix_of_a_name_is_what_is_before_its_first_colon(name, registry):
    assert registry_of(name) == registry


NUMBERED = """decisions:
  0004-use-sagas: {title: A}
  0005-a: {title: B}
  0005-b: {title: C}
  0006-c: {title: D, aliases: ["5", "7"]}
  0007-d: {title: E}
services:
  "4": {title: Four}
kinds:
  service: {title: Service}
"""


@pytest.mark.parametrize(
    ("name", "record_id"),
    [
        ("4", "0004-use-sagas"),
        ("ADR-0004", "0004-use-sagas"),
        ("5", "0006-c"),
        ("0005", None),
        ("7", "0006-c"),
        ("0007", "0007-d"),
    ],
)
def test_a_number_leads_to_its_decision_behind_ids_and_aliases(bench, name, record_id):
    registry = bench.load(NUMBERED).registry
    assert registry.resolve("decision", name) == record_id
    assert registry.resolve("pattern", name) is None
    assert registry.is_known("decision", name) is (record_id is not None)


def test_an_id_of_any_kind_comes_before_a_number(bench):
    registry = bench.load(NUMBERED).registry
    assert registry.find_any("4") == ("service", "4")
    assert registry.find_any("0004") == ("decision", "0004-use-sagas")
    assert registry.find_any("0005") is None


def test_the_number_of_a_decision_that_could_not_be_read_may_lead_somewhere(bench):
    registry = replace(bench.load(NUMBERED).registry, lost=frozenset({("decision", "0008-e")}))
    assert registry.is_known("decision", "8")
    assert registry.resolve("decision", "8") is None
    assert not registry.is_known("decision", "9")
    assert not registry.is_known("decision", "0005")
