"""The rules about pages, on facts of pages: what each finds, where it points, and whom it names."""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_excellence.model.pages import Home, Mention, PageFacts, PageLink, PageProblem, ProseProblem, TierClaim
from sphinx_excellence.rules.all_rules import BY_NAME
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge

DATA = """patterns:
  saga: {title: Saga, aliases: [sagas, long-one], tier: gold}
  outbox: {title: Outbox, tier: gold}
  queue: {title: Queue, tier: silver}
  tpc: {title: 2PC, aliases: [two-phase], tier: bronze, no_alternative: None.}
  odd: {title: Odd}
migrations:
  move: {title: Move, aliases: [moving], from: [tpc, queue], to: saga, checklist: [Ready]}
"""


def home(record_id, line=3, *, kind="pattern", via="", file=""):
    return Home(kind, record_id, record_id, line, via, file)


def page(*homes, **facts):
    return PageFacts("source/page.md", homes=list(homes), **facts)


@pytest.fixture
def found(bench):
    """Return what a rule finds: where, the values in its message, and those in what would be accepted."""

    def find(rule, pages, data=DATA, root="index"):
        registry = bench.load(data).registry
        for name, facts in pages.items():
            facts.file = f"source/{name}.md"
        check = BY_NAME[rule].check
        return [
            (violation.at, *violation.args, *violation.accepted_args)
            for violation in check(Knowledge(registry, date(2026, 1, 1), pages, root))
        ]

    return find


# What pages say of tiers ---------------------------------------------------------------------------------------


def test_a_tier_that_differs_from_the_record_is_found_once_a_passage(found):
    silver = TierClaim("silver", "a silver pattern", "silver", 7)
    claims = [
        TierClaim("gold", "a gold pattern", "gold", 5),
        silver,
        silver._replace(tier="bronze", word="bronze"),  # one passage, whatever the tiers in it
        silver._replace(line=9),
        silver._replace(file="source/part.md"),
        silver._replace(words="silver again"),
    ]
    assert found("typed-tier", {"patterns/saga": page(home("saga"), claims=claims)}) == [
        (InPage("patterns/saga", 7, "silver"), "a silver pattern", "saga", "gold"),
        (InPage("patterns/saga", 9, "silver"), "a silver pattern", "saga", "gold"),
        (InPage("patterns/saga", 7, "silver", "source/part.md"), "a silver pattern", "saga", "gold"),
        (InPage("patterns/saga", 7, "silver"), "silver again", "saga", "gold"),
    ]


def test_a_claim_is_held_against_the_one_pattern_that_has_its_home_there(found):
    claims = [TierClaim("silver", "silver", "silver", 7)]
    pages = {
        "a": page(home("saga"), home("outbox"), claims=claims),
        "b": page(claims=claims),
        "c": page(home("saga", kind="migration"), claims=claims),
        "d": page(home("nothing"), home("odd"), claims=claims),
    }
    assert found("typed-tier", pages) == [(InPage("d", 7, "silver"), "silver", "odd", "unrated")]
    assert found("typed-tier", {}) == []


# Links to what is legacy ---------------------------------------------------------------------------------------


def test_a_link_from_a_page_of_the_best_tier_to_a_legacy_pattern_is_found(found):
    links = [
        PageLink("pattern", "tpc", 4),
        PageLink("", "very/old/tpc", 5, says_legacy=True),
        PageLink("", "old/nowhere", 6),
        PageLink("", "outbox", 7),
        PageLink("", "very/old/tpc", 8),
        PageLink("", "very/old/tpc", 9, file="source/part.md"),
    ]
    pages = {
        "a-silver": page(home("queue"), links=links),
        "b-unrated": page(home("odd"), links=links),
        "c-none": page(links=links),
        "outbox": page(home("outbox")),
        "very/old/tpc": page(home("queue"), home("tpc"), home("saga")),
        "saga": page(home("odd"), home("saga"), links=links),
    }
    assert found("legacy-link", pages) == [
        (InPage("saga", 8, "tpc"), "tpc", "tpc"),
        (InPage("saga", 9, "tpc", "source/part.md"), "tpc", "tpc"),
    ]


def test_a_page_may_link_to_itself(found):
    links = [PageLink("", "both", 4), PageLink("", "tpc", 5)]
    pages = {"both": page(home("saga"), home("tpc"), links=links), "tpc": page(home("tpc"))}
    assert found("legacy-link", pages) == [(InPage("both", 5, "tpc"), "tpc", "tpc")]


# How many clicks -----------------------------------------------------------------------------------------------


def chain(*names, **more):
    """Return pages each of which links to the next, beginning with the root page."""
    linked = {
        name: page(links=[PageLink("", "gone", 1), PageLink("", after, 2)] if after else [])
        for name, after in zip(names, [*names[1:], ""], strict=True)
    }
    return {**linked, **more}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (("index", "a", "b"), []),
        (("index", "a", "b", "c"), [(InPage("z/saga", 3), "saga", "4", "3")]),
        (("start", "a"), [(InPage("z/saga", 3), "saga", "3")]),
    ],
)
def test_a_pattern_is_within_three_clicks_of_the_root(found, before, told):
    pages = chain(*before, "z/saga")
    pages["z/saga"] = page(home("move", kind="migration"), home("saga"))
    assert found("unreachable", pages) == told


def test_tables_of_contents_and_references_are_clicks_as_links_are(found):
    pages = {
        "index": page(
            toctree_pages=["nowhere", "toc"],
            links=[PageLink("pattern", "nothing", 1), PageLink("pattern", "two-phase", 2), PageLink("migration", "moving", 3)],
        ),
        "toc": page(home("outbox")),
        "old": page(home("tpc")),
        # A second home counts for nothing: a reference leads to the first.
        "other": page(home("tpc", 5), home("queue", 9, file="source/part.md")),
        "saga": page(home("saga")),
    }  # fmt: skip
    assert found("unreachable", pages) == [
        (InPage("other", 5), "tpc", "3"),
        (InPage("other", 9, file="source/part.md"), "queue", "3"),
        (InPage("saga", 3), "saga", "3"),
    ]


def test_pages_that_lead_in_a_circle_are_counted_by_the_shortest_way(found):
    pages = chain("index", "a", "b", "c", "d")
    pages["d"] = page(home("saga"), links=[PageLink("", "index", 1)])
    pages["index"].links.append(PageLink("", "c", 3))
    assert found("unreachable", pages) == []
    assert found("unreachable", {**pages, "index": page(home("outbox"))}, root="index") == [
        (InPage("d", 3), "saga", "3")
    ]


def test_the_root_page_is_the_one_that_is_set(found):
    pages = {"contents": page(home("saga")), "index": page(home("outbox"))}
    assert found("unreachable", pages, root="contents") == [(InPage("index", 3), "outbox", "3")]


def test_what_is_too_far_away_is_told_apart_from_what_nothing_leads_to(bench):
    pages = chain("index", "a", "b", "c", "far", lost=page(home("queue")))
    pages["far"] = page(home("saga"))
    registry = bench.load(DATA).registry
    told = BY_NAME["unreachable"].check(Knowledge(registry, date(2026, 1, 1), pages, "index"))
    assert [each.message % each.args for each in told] == [
        "the page of pattern 'saga' is 4 clicks away from the first page",
        "no page leads to the page of pattern 'queue'",
    ]


# Migrations ----------------------------------------------------------------------------------------------------

AT_MOVE = InRecord(("migration", "move"))
MOVE = home("move", kind="migration")


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ({"m": page(MOVE), "tpc": page(home("tpc"))}, ["source/tpc.md"]),
        ({"m": page(MOVE), "tpc": page(home("tpc")), "q": page(home("queue"))}, ["source/tpc.md or source/q.md"]),
        # One page that leads there is enough, by a link or by a reference under whatever name.
        ({"m": page(MOVE), "tpc": page(home("tpc")), "q": page(home("queue"), links=[PageLink("", "m", 1)])}, None),
        ({"m": page(MOVE), "tpc": page(home("tpc"), links=[PageLink("migration", "moving", 1)])}, None),
        ({"m": page(MOVE), "tpc": page(home("tpc"), links=[PageLink("", "x", 1), PageLink("migration", "x", 1)])}, ["source/tpc.md"]),
        ({"m": page(MOVE), "tpc": page(home("tpc"), links=[PageLink("pattern", "m", 1), PageLink("pattern", "move", 1)])}, ["source/tpc.md"]),
        # A reference to a page, or a link to a record: neither is what it looks like.
        ({"move": page(MOVE), "tpc": page(home("tpc"), links=[PageLink("", "moving", 1)])}, ["source/tpc.md"]),
        # It stands on the page itself; or one of the two has no page.
        ({"tpc": page(home("tpc"), MOVE)}, None),
        ({"tpc": page(home("tpc"))}, None),
        ({"m": page(MOVE)}, None),
        ({"m": page(MOVE), "saga": page(home("saga"))}, None),
    ],
)  # fmt: skip
def test_a_migration_is_found_from_a_page_that_it_starts_from(found, pages, told):
    assert found("orphan-migration", pages) == [(AT_MOVE, "move", "move", each) for each in told or []]


def test_each_migration_is_looked_at(found):
    data = DATA + "  next: {title: Next, from: queue, to: saga, checklist: [Ready]}\n"
    pages = {"n": page(home("next", kind="migration")), "q": page(home("queue"))}
    assert found("orphan-migration", pages, data) == [(InRecord(("migration", "next")), "next", "next", "source/q.md")]


# Homes ---------------------------------------------------------------------------------------------------------


def test_a_page_that_is_named_after_a_pattern_shows_its_banner(found):
    pages = {
        "a/nothing": page(),
        "a/b/outbox": page(),
        "b/saga": page(banners=["saga"]),
        "c/queue": page(home("move", kind="migration")),
        "d/tpc": page(),
        "e/home": page(home("tpc")),
        "f/odd": page(banners=["saga"]),
        "g/long-one": page(),
    }
    assert found("missing-banner", pages) == [
        (InPage("a/b/outbox"), "outbox", "outbox"),
        (InPage("f/odd"), "odd", "odd"),
        (InPage("g/long-one"), "saga", "saga"),
    ]


def test_a_record_without_a_page_is_found_unless_its_page_only_lacks_the_banner(found):
    pages = {"outbox": page(), "x": page(home("saga"), home("queue", kind="migration"))}
    assert found("record-without-page", pages) == [
        (InRecord(("pattern", "odd")), "pattern", "odd", "```{pattern-tier} odd```", "source/x.md"),
        (InRecord(("pattern", "queue")), "pattern", "queue", "```{pattern-tier} queue```", "source/x.md"),
        (InRecord(("pattern", "tpc")), "pattern", "tpc", "```{pattern-tier} tpc```", "source/x.md"),
        (AT_MOVE, "migration", "move", "```{migration-playbook} move```", "source/x.md"),
    ]


@pytest.mark.parametrize(
    ("homes", "said"),
    [
        ({}, "write a page with ```{pattern-tier} odd```, and list it in a toctree"),
        ({"b": ["saga"]}, "write a page with ```{pattern-tier} odd``` next to source/b.md, and list it in a toctree"),
        ({"b": ["saga"], "a": ["tpc"]}, "write a page with ```{pattern-tier} odd``` next to source/a.md, and list it in a toctree"),
        ({"a": ["saga"], "b": ["tpc", "queue"]}, "add a section with ```{pattern-tier} odd``` to source/b.md, as the others have"),
        ({"c.rst": ["tpc", "queue"]}, "add a section with .. pattern-tier:: odd to source/c.rst, as the others have"),
    ],
)  # fmt: skip
def test_a_record_without_a_page_is_told_where_it_belongs(bench, homes, said):
    pages = {name: page(*map(home, records)) for name, records in homes.items()}
    for name, facts in pages.items():
        facts.file = f"source/{name if name.endswith('.rst') else f'{name}.md'}"
    found = BY_NAME["record-without-page"].check(Knowledge(bench.load(DATA).registry, date(2026, 1, 1), pages, "index"))
    assert [each.accepted % each.accepted_args for each in found if each.at == InRecord(("pattern", "odd"))] == [said]


def test_a_record_without_a_page_is_told_what_comes_of_it(bench):
    found = BY_NAME["record-without-page"].check(Knowledge(bench.load(DATA).registry, date(2026, 1, 1), {}, "index"))
    assert {each.message % each.args for each in found if each.at == AT_MOVE} == {
        "migration 'move' has no page: references to it lead nowhere"
    }


def test_every_home_but_the_first_is_one_too_many(found):
    pages = {
        "a": page(home("saga", 3), home("saga", 9, via="pattern-tier", file="source/part.md"), home("tpc", 11)),
        "b": page(home("saga", 5), home("saga", 6, kind="migration")),
        "c": page(home("tpc", 7)),
        "0": page(home("move", 4, kind="migration", file="source/both.md"), MOVE),
    }
    assert found("duplicate-home", pages) == [
        (InPage("0", 3), "migration", "move", "source/both.md", "4"),
        (InPage("a", 9, "pattern-tier", "source/part.md"), "pattern", "saga", "source/a.md", "3"),
        (InPage("b", 5), "pattern", "saga", "source/a.md", "3"),
        (InPage("c", 7), "pattern", "tpc", "source/a.md", "11"),
    ]


def test_what_reading_a_page_has_found_is_told_by_its_own_rule(found):
    problems = [
        PageProblem("unknown-filter", 4, "no %s", ("x",), "accepted: %s", ("y",)),
        PageProblem("missing-argument", 5, "none of %s", ("z",), "", (), "source/part.md"),
        PageProblem("unknown-filter", 6, "no more"),
    ]
    pages = {"b": page(problems=problems), "a": page(problems=problems[:1])}
    assert found("unknown-filter", pages) == [
        (InPage("a", 4), "x", "y"), (InPage("b", 4), "x", "y"), (InPage("b", 6),),
    ]  # fmt: skip
    assert found("missing-argument", pages) == [(InPage("b", 5, file="source/part.md"), "z")]
    (violation,) = BY_NAME["missing-argument"].check(Knowledge({}, date(2026, 1, 1), pages))
    assert (violation.message, violation.accepted) == ("none of %s", "")
    first, *_ = BY_NAME["unknown-filter"].check(Knowledge({}, date(2026, 1, 1), pages))
    assert (first.message, first.accepted) == ("no %s", "accepted: %s")


# Names ---------------------------------------------------------------------------------------------------------


def test_a_name_that_nothing_goes_by_is_found_at_each_place_that_has_it(found):
    wrong = Mention("pattern", "sga", "role", 4)
    pages = {
        "b": page(mentions=[Mention("pattern", "sagas", "role", 3), wrong, wrong, wrong, wrong._replace(file="source/part.md"),
                            Mention("migration", "saga", "migration", 6)]),
        "a": page(mentions=[wrong]),
    }  # fmt: skip
    places = [at for at, *_ in found("unknown-reference", pages)]
    assert places == [
        InPage("a", 4, "sga", "", "role"),
        InPage("b", 4, "sga", "", "role"),
        InPage("b", 4, "sga", "", "role", 1),
        InPage("b", 4, "sga", "", "role", 2),
        InPage("b", 4, "sga", "source/part.md", "role"),
        InPage("b", 6, "saga", "", "migration"),
    ]


@pytest.mark.parametrize(
    ("data", "pages", "unused"),
    [
        ("", {}, ["sagas", "old-name"]),
        ("", {"a/b/sagas": page()}, ["old-name"]),
        ("", {"a/sagas": page(), "b": page(mentions=[Mention("pattern", "old-name", "role", 1)]), "c": page()}, []),
        ("  b: {title: B, related: [{pattern: sagas, kind: complements}]}\n", {"a/old-name": page()}, []),
        ("", {"a": page(mentions=[Mention("pattern", "old-name", "role", 1)])}, ["sagas"]),
        ("", {"a": page(mentions=[Mention("migration", "old-name", "role", 1)])}, ["sagas", "old-name"]),
        ("  b: {title: B, related: [{pattern: sagas, kind: complements}]}\n", {}, ["old-name"]),
        ("  b: {title: B, summary: 'See [it](old-name) and [that](sagas).'}\n", {}, []),
        ("  b: {title: B, summary: 'See [it](old-name)', related: [{pattern: sagas, kind: complements}]}\n", {}, []),
        # A role says of which kind the name is.
        ("decisions:\n  d: {title: D, status: proposed, context: 'See {pattern}`old-name` and {migration}`sagas`.'}\n", {}, ["sagas"]),
    ],
)  # fmt: skip
def test_an_alias_that_nothing_uses_is_found(found, data, pages, unused):
    written = ["sagas", "two words", "old-name"]
    text = f"patterns:\n  saga: {{title: Saga, aliases: [{', '.join(written)}]}}\n{data}"
    assert found("unused-alias", pages, text) == [
        (InRecord(("pattern", "saga"), ("aliases", written.index(alias))), "pattern", "saga", alias)
        for alias in unused
    ]  # fmt: skip


def test_what_only_showing_a_text_has_found_is_told_of_the_record_and_where_it_is_in_the_text(bench):
    problem = ProseProblem("pattern", "saga", ("rationale",), "Before ", "no %s", ("x",), "give %s", ("y",))
    pages = {"b": page(prose_problems=[problem._replace(id="gone"), problem]), "a": page(prose_problems=[problem])}
    (first, second) = BY_NAME["prose-markup"].check(Knowledge(bench.load(DATA).registry, date(2026, 1, 1), pages))
    assert first == second
    assert first.at == InRecord(("pattern", "saga"), ("rationale",), before="Before ")
    assert (first.message, first.args, first.accepted, first.accepted_args) == ("no %s", ("x",), "give %s", ("y",))
