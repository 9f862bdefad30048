"""The selector as plain values: who is recommended where, in which order, and why."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.selector import Selector
from sphinx_excellence.views import selector as views
from sphinx_excellence.views.blocks import (
    Anchor,
    Badge,
    Cell,
    Controls,
    Group,
    Items,
    Label,
    Line,
    Reference,
    Rich,
    ScriptOnly,
    Table,
    WebLink,
    Words,
)
from tests.unit.views.test_views import values

DATA = """
patterns:
  saga: {title: Saga, tier: gold, category: data, problems: [acid], best_for: [Orders], trade_offs: {cons: [No isolation]}}
  mesh: {title: Mesh, tier: silver, category: net, problems: [net]}
  tpc:
    {title: 2PC, tier: bronze, category: data, problems: [acid], aliases: [Zwei-Phasen-Commit é],
     alternatives: [{pattern: saga}, {name: Spanner, url: "https://example.org/s"}]}
  odd: {title: Odd, problems: [acid]}
  aside: {title: Aside, tier: gold, problems: [other]}
migrations:
  away: {title: Away, from: tpc, to: saga, checklist: [Do it]}
selectors:
  s:
    title: Which?
    scales: {small: {title: Small, load: few a day}, large: {title: Large}, huge: {title: Huge}}
    problems:
      acid:
        title: All or nothing
        asked_as: [ACID]
        recommend:
          small: {bronze: [{pattern: tpc, note: two *only*}], gold: [{name: One database, url: "https://example.org/d"}, saga]}
          large: {gold: [{pattern: saga, note: with outbox}], bronze: null}
          huge: null
      net: {title: Traffic, recommend: {small: {silver: [mesh]}, large: {silver: [mesh]}, huge: {silver: [mesh]}}}
    warnings: {bronze: Keep it where it stands.}
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert loaded.findings == ()
    return loaded.registry


def view_of(registry, **options):
    record = registry.find("selector", "s")
    assert isinstance(record, Selector)
    return views.selector(record, registry, **options)


def text(block):
    """Return all words of a block, as an English page shows them."""
    match block:
        case Label():
            return block.message % tuple(text(arg) for arg in block.args)
        case str():
            return block
        case Words() | WebLink():
            return block.text
        case Rich():
            return block.source
        case Reference():
            return block.title
        case tuple():
            return "".join(text(each) for each in block)
        case Line():
            return text(block.inlines)
        case Cell() | Group():
            return text(block.blocks)
        case Items():
            return text(block.items)
        case _:
            return ""


def cards(view):
    (listed,) = (items for items in values(view, Items) if items.role == "cards")
    return {dict(card.data)["key"]: card for (card,) in listed.items}


def reasons(card):
    """Return what a card says in each case: words, rank and the tier that it takes to be shown."""
    found = {}
    for group in values(card, Group):
        data = dict(group.data)
        if "case" in data:
            found[data["case"]] = (text(group), int(data["rank"]), int(data["place"]))
    return found


def test_all_that_is_recommended_or_solves_a_problem_is_an_entry_and_nothing_else(registry):
    assert list(cards(view_of(registry))) == ["saga", "mesh", "tpc", "odd", "https://example.org/d One database"]
    assert list(cards(view_of(registry, wanted=["net"]))) == ["mesh"]


def test_each_case_has_its_reason_with_the_note(registry):
    said = reasons(cards(view_of(registry))["saga"])
    assert said["acid small"][0] == "Gold, recommended for Small (few a day)"
    assert said["acid large"][0] == "Gold, recommended for Largewith outbox"
    assert said["acid "][0] == "Gold, recommended for Small, Large"
    assert said[" large"][0] == "Gold, recommended for Large: All or nothing"
    assert said["acid huge"][0] == "Not recommended at this scale; recommended for Small, Large"
    assert "net small" not in said


def test_the_order_is_that_of_the_tiers_and_then_of_the_record_and_what_is_left_out_comes_last(registry):
    found = {key: reasons(card)["acid small"] for key, card in cards(view_of(registry)).items() if key != "mesh"}
    assert sorted(found, key=lambda key: found[key][1]) == ["https://example.org/d One database", "saga", "tpc", "odd"]
    # A gold choice shows at once, a legacy one and what is left out only where everything is asked for.
    assert {key: place for key, (_, _, place) in found.items()} == {
        "https://example.org/d One database": 0, "saga": 0, "tpc": 2, "odd": 3,
    }  # fmt: skip


def test_legacy_says_that_it_is_left_out_warns_and_leads_onward(registry):
    card = cards(view_of(registry))["tpc"]
    said = reasons(card)
    assert said["acid small"][0] == "Bronze, acceptable for Small (few a day)two *only*"
    assert said["acid large"][0] == said["acid huge"][0] == "Left out: legacy at this scale"
    lines = {line.role: text(line) for line in values(card, Line) if line.role in {"warning", "card-onward"}}
    assert lines["warning"] == "Keep it where it stands."
    onward = [text(line) for line in values(card, Line) if line.role == "card-onward"]
    assert onward == ["Migrate: Away", "Use instead: Saga, Spanner"]


def test_the_words_of_an_entry_are_folded_and_hold_how_readers_ask(registry):
    words = dict(cards(view_of(registry))["tpc"].data)["words"]
    assert words.split(" | ") == ["2pc", "tpc", "zwei-phasen-commit e", "data", "acid", "all or nothing"]


def test_the_matrix_stands_by_itself(registry):
    view = view_of(registry)
    (matrix,) = (table for table in values(view, Table) if table.role == "selector")
    head, small, large, huge = matrix.rows[0]
    assert list(values(head, Anchor)) == [Anchor("selector", "s", "acid")]
    # Best first, whatever the order in the record; a legacy choice says what to use instead.
    assert text(small) == "One database Saga2PCtwo *only*Use instead: Saga, Spanner"
    assert [badge.tier for badge in values(small, Badge)] == ["gold", "gold", "bronze", "gold"]
    assert (text(large), text(huge)) == ("Sagawith outbox", "None, by design")
    outside = [block for block in view.blocks if not isinstance(block, ScriptOnly)]
    assert not list(values(tuple(outside), Controls))


def test_readers_begin_with_the_best_tier_and_may_add_the_others(registry):
    (controls,) = values(view_of(registry), Controls)
    by_name = {control.name: [text(option.label) for option in control.options] for control in controls.controls}
    assert by_name["tier"] == ["Gold only", "Include Silver", "Show all, including legacy"]
    assert by_name["problem"] == ["Any problem", "All or nothing", "Traffic"]
    assert by_name["scale"] == ["Any scale", "Small", "Large", "Huge"]
    assert by_name["category"] == ["Data", "Net"]


def test_the_questions_lead_to_the_problems(registry):
    record = registry.find("selector", "s")
    links = list(values(views.questions(record, wanted=["net"]), Reference))
    assert links == [Reference("selector", "s", "Traffic", part="net")]


def test_where_no_problem_is_wanted_that_there_is_something_is_said(registry):
    assert text(view_of(registry, wanted=["nothing"]).blocks) == "No problem matches."
