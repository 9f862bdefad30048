"""What pages show of records of a project's own kind, whose fields are of every type: headers, lists, and who names whom."""

from __future__ import annotations

import pytest

from sphinx_excellence.views import catalogue, own_catalogue, own_records
from sphinx_excellence.views.own_catalogue import Wanted
from sphinx_excellence.views.own_columns import FieldFilter
from tests.unit.views.outlines import outline

DATA = """
kinds:
  service:
    title: Service
    plural: All services
    tier: true
    fields:
      owner: {title: Owner, type: pattern, show: [banner, catalogue, filter], reverse: Owns}
      uses: {type: pattern, many: true, show: [facts, filter]}
      level: {type: choice, choices: {low: Low one, high: High, mid: Middle}, show: [catalogue, filter, facts]}
      cost: {type: number, show: [catalogue, filter]}
      since: {type: date, show: [catalogue, facts]}
      home: {type: link, show: [catalogue, facts]}
      line: {type: line, show: [search]}
      story: {type: text, title: Its story}
      notes: {type: text, many: true}
fields:
  pattern: {weight: {type: choice, choices: [light, heavy], show: [filter, catalogue]}}
patterns:
  a: {title: Zeta, aliases: [aa], weight: heavy}
  b: {title: Beta, weight: light, tags: [two, one]}
services:
  s1: {title: one, tier: gold, summary: "First *one*.", rationale: Proven., reviewed: 2025-01-01, tags: [x], owner: aa, uses: [b, aa],
       level: high, cost: 9, since: 2020, home: "https://example.org/one/", line: "A *line*.", story: "Once.", notes: [P., "Q.\\n\\nR."],
       aliases: [uno], sources: [{title: A source}]}
  s2: {title: Two, tier: silver, owner: b, level: low, cost: 10, since: 2019-05, tags: [y]}
  s3: {title: Three, level: mid, cost: 2.5, line: zzz}
  s4: {title: four}
"""
HEADER = """\
record tier=gold '%s: %s'('Service', 'one')
  line.head (gold Gold medal-1)
  line.summary <First *one*.>
  line.rationale 'Why this tier:' ' ' <Proven.>
  facts.facts
    'Tags': 'X'
    'Owner': [Zeta (- Unrated ) -> pattern a name=aa]
    'Uses': [Beta (- Unrated ) -> pattern b] ', ' [Zeta (- Unrated ) -> pattern a name=aa]
    'Level': 'High'
    'Since': '2020'.unbroken
    'Home': [example.org/one -> https://example.org/one/]
    'Reviewed': '2025-01-01'
  part 'Its story'
    text  'Once.' service.s1.story
  part 'Notes'
    text  'P.' service.s1.notes.0
    text  'Q.\\n\\nR.' service.s1.notes.1
  part 'Sources'
    list.sources
      -
        line 'A source'
"""
NAMED = """\
referrers 'What refers to %s'('Zeta')
  part.referrers 'Owns'
    line [one (gold Gold medal-1) -> service s1]
  part.referrers 'All services'
    line [one (gold Gold medal-1) -> service s1]
"""
LIST = """\
catalogue '%s'('All services')
  controls 'Filter: %s'('All services')
    text 'Keywords' text words
    tier 'Tier' chips is
      'gold'  'Gold'
      'silver'  'Silver'
      'unrated'  'Unrated'
    tag 'Tag' chips has
      'x'  'X'
      'y'  'Y'
    own-owner 'Owner' chips has
      'b'  'Beta'
      'a'  'Zeta'
    own-uses 'Uses' chips has
      'b'  'Beta'
      'a'  'Zeta'
    own-level 'Level' chips has
      'low'  'Low one'
      'high'  'High'
      'mid'  'Middle'
    own-cost 'Cost' chips has
      '2.5'  '2.5'
      '9'  '9'
      '10'  '10'
    sort 'Sort by' menu order
      'own-cost'  'Cost'
      'title'  'Title'
      'tier'  'Tier'
      'own-owner'  'Owner'
      'own-level'  'Level'
      'own-since'  'Since'
    'Showing {shown} of {all}' 'No matches.' 'Hidden by the tier filter: {more}' 'Show them' 'Reset' filters='Filters' without='Without:' near='Did you mean:' problem='Show for the problem:' other='Other'
  table.catalogue '%s'('All services') widths=[3, 2, 2, 2, 2, 2, 2, 6]
    | 'Service' | 'Tier' | 'Owner' | 'Level' | 'Cost' | 'Since' | 'Home' | 'Summary'
    | #group.row key='s3' tier='unrated' own-owner='' own-uses='' own-level='mid' own-cost='2.5' words='three | middle | 2.5 | zzz' by-own-cost='0' by-title='2' by-tier='3' by-own-owner='3' by-own-level='2' by-own-since='3' / line [Three -> service s3] | line (- Unrated ) | line '–' | line 'Middle' | line '2.5'.unbroken | line '–' | line '–' | line '–'
    | #group.row key='s1' tier='gold' tag='x' own-owner='a' own-uses='b\\na' own-level='high' own-cost='9' words='one | uno | first one. | x | zeta | beta | high | 9 | 2020 | https://example.org/one/ | a line.' by-own-cost='1' by-title='1' by-tier='0' by-own-owner='1' by-own-level='1' by-own-since='1' / line [one -> service s1] | line (gold Gold medal-1) | line [Zeta (- Unrated ) -> pattern a name=aa] | line 'High' | line '9'.unbroken | line '2020'.unbroken | line [example.org/one -> https://example.org/one/] | line <First *one*.>
    | #group.row key='s2' tier='silver' tag='y' own-owner='b' own-uses='' own-level='low' own-cost='10' words='two | y | beta | low one | 10 | 2019-05' by-own-cost='2' by-title='3' by-tier='1' by-own-owner='0' by-own-level='0' by-own-since='0' / line [Two -> service s2] | line (silver Silver medal-2) | line [Beta (- Unrated ) -> pattern b] | line 'Low one' | line '10'.unbroken | line '2019-05'.unbroken | line '–' | line '–'
    | #group.row key='s4' tier='unrated' own-owner='' own-uses='' own-level='' own-cost='' words='four' by-own-cost='3' by-title='0' by-tier='2' by-own-owner='2' by-own-level='3' by-own-since='2' / line [four -> service s4] | line (- Unrated ) | line '–' | line '–' | line '–' | line '–' | line '–' | line '–'
"""
CARDS = """\
catalogue 'Pattern catalogue'
  controls 'Filter patterns'
    text 'Keywords' text words
    tag 'Tag' chips has
      'one'  'One'
      'two'  'Two'
    own-weight 'Weight' chips has
      'light'  'light'
      'heavy'  'heavy'
    sort 'Sort by' menu order
      'tier'  'Tier'
      'category'  'Category'
      'title'  'Title'
      'introduced'  'First appearance'
    view 'Layout' switch view
      'cards'  'Cards'
      'list'  'List'
    'Showing {shown} of {all}' 'No matches.' 'Hidden by the tier filter: {more}' 'Show them' 'Reset' filters='Filters' without='Without:' near='Did you mean:' problem='Show for the problem:' other='Other' choose='Compare' one='Choose one more to compare' many='Compare {count} patterns' clear='Clear' chosen='Chosen for comparison' compares
  list.cards
    -
      group.card excellence-tier-unrated key='b' tier='unrated' place='3' category='' tag='two\\none' status='' words='beta | b | two | one | light' own-weight='light' by-tier='0' by-category='0' by-title='0' by-introduced='0'
        line.card-title [Beta -> pattern b]
        line.card-signs (- Unrated )
        line.card-fact 'Weight' ': ' 'light'
    -
      group.card excellence-tier-unrated key='a' tier='unrated' place='3' category='' status='' words='zeta | a | aa | heavy' own-weight='heavy' by-tier='1' by-category='1' by-title='1' by-introduced='1'
        line.card-title [Zeta -> pattern a]
        line.card-signs (- Unrated )
        line.card-fact 'Weight' ': ' 'heavy'
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert loaded.findings == ()
    return loaded.registry


def test_a_header_shows_each_field_by_its_type(registry):
    assert outline(own_records.header(registry.find("service", "s1"), registry)) == HEADER
    alone = own_records.header(registry.find("service", "s4"), registry)
    assert outline(alone) == "record '%s: %s'('Service', 'four')\n  line.head (- Unrated )\n"


def test_a_record_shows_what_names_it_by_the_reverse_of_the_field_or_by_the_kind(registry):
    assert outline(own_records.referrers("pattern", registry.find("pattern", "a"), registry)) == NAMED
    nothing = own_records.referrers("service", registry.find("service", "s1"), registry)
    assert outline(nothing) == "referrers 'What refers to %s'('one')\n  line.nothing 'Nothing refers to it yet.'\n"


def test_a_list_has_the_columns_filters_and_orders_of_the_fields(registry):
    kind = registry.kinds["service"]
    assert outline(own_catalogue.catalogue(kind, registry, Wanted(sort="cost"), filterable=True)) == LIST


def test_patterns_are_listed_with_the_fields_that_are_added_to_them(registry):
    assert outline(catalogue.catalogue(registry, catalogue.Filter(), filterable=True)) == CARDS


def names(view):
    return [row[0].blocks[0].inlines[0].id for row in view.blocks[0].rows]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["s4", "s1", "s3", "s2"]),
        ("tier", ["s1", "s2", "s4", "s3"]),
        ("owner", ["s2", "s1", "s4", "s3"]),
        ("uses", ["s1", "s4", "s3", "s2"]),
        ("level", ["s2", "s1", "s3", "s4"]),
        ("cost", ["s3", "s1", "s2", "s4"]),
        ("since", ["s2", "s1", "s4", "s3"]),
        ("line", ["s1", "s3", "s4", "s2"]),
    ],
)
def test_a_list_is_sorted_by_any_field_and_those_without_a_value_come_last(registry, sort, order):
    kind = registry.kinds["service"]
    assert sort in own_catalogue.orders(kind)
    assert names(own_catalogue.catalogue(kind, registry, Wanted(sort=sort))) == order


def test_texts_and_links_are_no_order(registry):
    assert own_catalogue.orders(registry.kinds["service"]) == [
        "title", "tier", "owner", "uses", "level", "cost", "since", "line",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tiers", "fields", "left"),
    [
        (["unrated", "gold"], {}, ["s4", "s1", "s3"]),
        ([], {"owner": ["aa"]}, ["s1"]),
        ([], {"cost": ["10", "2.5"]}, ["s3", "s2"]),
        (["silver"], {"cost": ["10", "2.5"]}, ["s2"]),
        ([], {"owner": ["b"], "level": ["low", "mid"]}, ["s2"]),
    ],
)
def test_a_list_is_limited_by_tiers_and_by_fields_whatever_a_record_is_called(registry, tiers, fields, left):
    kind = registry.kinds["service"]
    own = {field.key: field for field in kind.own_fields}
    wanted = tuple(FieldFilter(own[key], tuple(values)) for key, values in fields.items())
    assert names(own_catalogue.catalogue(kind, registry, Wanted(tuple(tiers), wanted))) == left


def test_a_list_says_whether_there_is_nothing_or_nothing_that_is_wanted(bench, registry):
    kind = registry.kinds["service"]
    assert outline(own_catalogue.catalogue(kind, registry, Wanted(("bronze",)))) == (
        "catalogue '%s'('All services')\n  line.nothing 'None matches.'\n"
    )
    empty = bench.load("kinds: {crew: {title: Crew}}\n").registry
    for wanted in (Wanted(), Wanted(("bronze",))):
        shown = outline(own_catalogue.catalogue(empty.kinds["crew"], empty, wanted))
        assert shown.endswith("  line.nothing 'There are none yet.'\n")


def test_patterns_are_limited_by_the_fields_that_are_added_to_them(registry):
    (weight,) = registry.kinds["pattern"].own_fields
    for value, left in (("heavy", ["a"]), ("light", ["b"])):
        wanted = catalogue.Filter(own=(FieldFilter(weight, (value,)),))
        assert [pattern.id for pattern in catalogue.select(registry, wanted)] == left


def test_patterns_are_limited_by_tags_and_by_records_under_whatever_name(bench):
    registry = bench.load(
        "fields: {pattern: {near: {type: pattern, show: [filter]}}}\npatterns:\n  a: {title: A, aliases: [aa], tags: [one, two]}\n"
        "  b: {title: B, near: aa, tags: [two]}\n  c: {title: C, near: a}\n  d: {title: D, near: b}\n"
    ).registry
    (near,) = registry.kinds["pattern"].own_fields
    for wanted, left in (
        (catalogue.Filter(own=(FieldFilter(near, ("a",)),)), ["b", "c"]),
        (catalogue.Filter(tags=("one",)), ["a"]),
        (catalogue.Filter(tags=("one", "two")), ["a", "b"]),
    ):
        assert [pattern.id for pattern in catalogue.select(registry, wanted)] == left


def test_a_kind_without_tiers_has_no_column_for_them(bench):
    registry = bench.load("kinds: {team: {title: Team}}\nteams: {a: {title: A, summary: S.}, b: {title: B}}\n").registry
    assert outline(own_catalogue.catalogue(registry.kinds["team"], registry)) == (
        "catalogue '%s'('Teams')\n  table.catalogue '%s'('Teams') widths=[3, 6]\n    | 'Team' | 'Summary'\n"
        "    | #line [A -> team a] | line <S.>\n    | #line [B -> team b] | line '\N{EN DASH}'\n"
    )
