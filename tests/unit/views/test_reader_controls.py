"""The menus by which readers filter lists: which there are, and which entries each leaves."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.decision_number import title_without_number
from sphinx_excellence.views import catalogue, decisions, own_catalogue
from sphinx_excellence.views.blocks import Controls, Group

DATA = """
fields:
  decision: {owner: {type: line, show: [filter]}}
  pattern: {owner: {type: line, show: [filter]}}
kinds:
  service: {title: Service, fields: {owner: {type: line, show: [filter]}}}
categories: {whole: {}, part: {parent: whole}}
"""


def _form(view):
    (form,) = (block for block in view.blocks if isinstance(block, Controls))
    return {control.name: [option.value for option in control.options] for control in form.controls}


def _entries(view):
    """Return the data of each row of a table, in order."""
    rows = view.blocks[-1].rows
    return [dict(group.data) for row in rows for group in row[0].blocks if isinstance(group, Group)]


LISTS = {
    "patterns": lambda r: catalogue.catalogue(r, catalogue.Filter(), layout="table", filterable=True),
    "decisions": lambda r: decisions.log(r, filterable=True),
    "services": lambda r: own_catalogue.catalogue(r.kinds["service"], r, filterable=True),
}


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    ("fields", "menus"),
    [
        (["owner: A", "owner: B"], ["own-owner"]),
        (["owner: A", "owner: A"], []),  # it would hide nothing
        (["owner: A", "tier: null"], ["own-owner"]),  # it hides the one without
        (["tags: [one]", "tags: [one, two]"], ["tag"]),
        (["tags: [one]", "tags: [one]"], []),
        (["tags: [one]", "owner: A"], ["tag", "own-owner"]),
    ],
)
def test_a_list_has_a_menu_for_what_its_entries_differ_in(bench, key, fields, menus):
    records = "\n".join(
        f"  r{number}: {{title: R, {each.replace('tier: null', 'summary: S')}}}" for number, each in enumerate(fields)
    )
    view = LISTS[key](bench.load(f"{DATA}{key}:\n{records}\n").registry)
    assert [name for name in _form(view) if name not in {"text", "sort"}] == menus
    assert len(_entries(view)) == len(fields)


def test_the_log_is_filtered_by_status_category_tag_decider_and_own_fields(bench):
    view = LISTS["decisions"](
        bench.load(f"""{DATA}
decisions:
  "0001": {{title: 1. Record decisions, status: accepted, date: 2020-01, category: part, deciders: [Ann, ben], owner: X}}
  "0002": {{title: Use sagas, status: proposed, date: 2021-05-02, deciders: [Cem, Ann], tags: [money], owner: Y, summary: Long *text*.}}
  "0003": {{title: Also, category: whole}}
""").registry
    )
    form, entries = _form(view), _entries(view)
    assert form == {
        "text": [],
        "status": ["proposed", "accepted"],
        "category": ["whole", "part"],
        "tag": ["money"],
        "decider": ["Ann", "ben", "Cem"],
        "own-owner": ["X", "Y"],
        "sort": ["id", "newest", "title"],
    }
    assert entries[0]["category"].split("\n") == ["part", "whole"]
    assert entries[1]["decider"].split("\n") == ["Cem", "Ann"]
    assert {"use sagas", "0002", "long text.", "money", "cem", "y"} <= set(entries[1]["words"].split(" | "))
    assert [[entry[f"by-{name}"] for entry in entries] for name in form["sort"]] == [
        ["0", "1", "2"],
        ["1", "0", "2"],
        ["1", "2", "0"],
    ]


def test_a_log_that_is_not_to_be_filtered_has_no_form_and_no_data(bench):
    view = decisions.log(bench.load("decisions: {a-1: {title: A}}").registry)
    assert len(view.blocks) == 1
    assert _entries(view) == []


@pytest.mark.parametrize(
    ("decision_id", "title", "shown"),
    [
        ("0001", "1. Record decisions", "Record decisions"),
        ("0001-record", "0001 Record decisions", "Record decisions"),
        ("adr-4", "ADR-0004: Use sagas", "Use sagas"),
        ("adr-4", "ADR 4 \N{EM DASH} Use sagas", "Use sagas"),
        ("0004", "#4: Use sagas", "Use sagas"),
        ("0004", "4) Use sagas", "Use sagas"),
        ("0004", "4 - Use sagas", "Use sagas"),
        ("0002", "2 phase commit", "2 phase commit"),  # part of the words
        ("0002", "2-phase commit", "2-phase commit"),
        ("0002", "3. Other", "3. Other"),
        ("0002", "2.", "2."),
        ("0002", "2", "2"),
        ("use-sagas", "4. Use sagas", "4. Use sagas"),
        ("0020", "20.5 is enough", "20.5 is enough"),
    ],
)
def test_a_title_next_to_its_number_has_it_once(bench, decision_id, title, shown):
    decision = Decision(id=decision_id, title=title)
    assert title_without_number(decision) == shown
    registry = bench.load({"data/d.json": f'{{"decisions": {{"{decision_id}": {{"title": "{title}"}}}}}}'}).registry
    (row,) = decisions.log(registry).blocks[0].rows
    assert row[1].blocks[0].inlines[0].title == shown
