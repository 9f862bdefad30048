"""The ground floor: prose, dates, tiers, the registry and the schema."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pydantic
import pytest

from sphinx_excellence.export import export
from sphinx_excellence.findings import Place
from sphinx_excellence.loader.load import load
from sphinx_excellence.model import prose
from sphinx_excellence.model.dates import DATE_FORMS, PERIOD_FORMS, beginning, day_range, months_after, period_range
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import share_key_sets
from sphinx_excellence.model.schema import data_schema
from sphinx_excellence.model.selector import Selector
from sphinx_excellence.model.tier import Colours, Tier, TierScale
from sphinx_excellence.rules.quantities import Measured
from sphinx_excellence.settings import ExternalSource

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("plain", "plain"),
        ("*a* **b** `c`", "a b c"),
        ("a * b", "a * b"),
        ("snake_case_name", "snake_case_name"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("[a *b*](saga)", "a b"),
        ("![alt](x.png)", "alt"),
        (r"\*no\*", "*no*"),
        ("one\ntwo", "one two"),
        ("&amp; & <b>", "& & <b>"),
    ],
)
def test_prose_is_commonmark_inline_and_html_is_text(source, plain):
    assert prose.plain_text(source) == plain


def test_links_are_found_inside_emphasis():
    assert [link.target for link in prose.links("*[a](saga)* and <https://x.org>")] == ["saga", "https://x.org"]


@pytest.mark.parametrize(
    ("url", "scheme"),
    [
        ("https://x.org", None), ("mailto:a@b.org", None), ("saga", None), ("javascript:1", "javascript"),
        ("java\nscript:1", "javascript"), (" DATA:x", "data"), ("file:///etc", "file"), ("vbscript:x", "vbscript"),
    ],
)  # fmt: skip
def test_schemes_that_may_run_code_are_unsafe(url, scheme):
    assert prose.unsafe_scheme(url) == scheme


def test_no_period_leads_out_of_the_calendar():
    assert str(months_after(date(2026, 1, 31), 1)) == "2026-02-28"
    assert months_after(date(9999, 12, 31), 1) == months_after(date(2026, 1, 1), 10**30) == date.max


def test_days_of_dates():
    assert [str(day) for day in day_range("1960s")] == ["1960-01-01", "1969-12-31"]
    assert [str(day) for day in day_range("2012-02")] == ["2012-02-01", "2012-02-29"]
    assert str(day_range("2026-10-01")[0]) == "2026-10-01"


@pytest.mark.parametrize(
    "text", ["2012-13", "2011-02-29", "196s", "1965s", "yesterday", "", "2012-1-", "2012-1", "2012-01-1"]
)
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match="'"):
        day_range(text)


DATES = [("1981", 1981), ("2012-03", 2012), ("2026-10-01", 2026), ("1960s", 1960)]


@pytest.mark.parametrize(
    "separator", ["-", " - ", "\N{EN DASH}", " \N{EN DASH} ", "\N{EM DASH}", "\N{NON-BREAKING HYPHEN}"]
)
@pytest.mark.parametrize(("first", "year"), DATES)
def test_a_period_is_any_two_dates_or_has_an_open_end(first, year, separator):
    for last, _ in DATES:
        text = f"{first}{separator}{last}"
        if day_range(last)[1] < day_range(first)[0]:
            with pytest.raises(ValueError, match="ends before it begins"):
                period_range(text)
            continue
        assert period_range(text) == (day_range(first)[0], day_range(last)[1])
        assert beginning(text) == day_range(first)
    for end in ("", "present", "Present", "now", "TODAY"):
        begin, until = period_range(f"{first}{separator}{end}".strip())
        assert (begin.year, until) == (year, None)


def test_every_form_that_the_manual_and_the_messages_show_is_accepted():
    manual = (Path(__file__).parents[3] / "source/manual/data.md").read_text(encoding="utf-8")
    paragraph = manual.partition("## Dates")[2].partition("##")[0]
    of_dates, _, of_periods = paragraph.partition("A period is")
    dates, periods = (re.findall(r"`([^`]+)`", part) for part in (of_dates, of_periods))
    assert len(dates) >= 4
    assert len(periods) >= 5
    for text in (*dates, *re.findall(r"\(([^)]+)\)", DATE_FORMS)):
        day_range(text)
    listed = [text for group in re.findall(r"\(([^)]+)\)", PERIOD_FORMS) for text in group.split(", ")]
    for text in (*dates, *periods, *listed):
        period_range(text)


@pytest.mark.parametrize(
    "text", ["2018-01-2019-13", "18-2019", "2018-1-2019", "-2014", "2014--", "2014-later", "-", "2014-15"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="'"):
        period_range(text)


def test_periods_may_be_open_and_not_run_backwards():
    assert period_range("2014-")[1] is None
    assert [str(day) for day in period_range("1990s-2010")] == ["1990-01-01", "2010-12-31"]
    with pytest.raises(ValueError, match="ends before"):
        period_range("2010-1990")


def test_tiers_are_ordered_by_rank_and_can_be_changed_added_and_removed():
    scale = TierScale({"silver": None, "assess": Tier(rank=15, title="Assess"), "gold": Tier(title="Adopt")})
    assert [(t.id, t.title, t.position) for t in scale.values()] == [
        ("gold", "Adopt", 0), ("assess", "Assess", 1), ("bronze", "Bronze", 2),
    ]  # fmt: skip
    assert scale["bronze"].legacy and not scale["assess"].legacy


def test_a_tier_of_a_projects_own_has_what_is_written_and_plain_defaults():
    colours = Colours(light="#112233", dark="#aabbcc")
    scale = TierScale({
        "very-good": Tier(rank=1),
        "a-first": Tier(rank=0, symbol="A", colours=colours),
        "nothing-like-it": None,
        "gold": None,
    })  # fmt: skip
    assert list(scale) == ["a-first", "very-good", "silver", "bronze"]
    assert [tier.rank for tier in scale.values()] == [0, 1, 20, 30]
    plain, own = scale["very-good"], scale["a-first"]
    assert (plain.title, plain.symbol, plain.headline, plain.definition) == ("Very good", "", "", "")
    assert plain.colours.light == "#0b5c8a"  # the second tier, and none has one like it
    assert len({tier.colours for tier in TierScale({f"t{n}": Tier(rank=n) for n in range(6)}).values()}) == 9
    assert (own.title, own.symbol, own.colours) == ("A first", "A", colours)


def test_tiers_of_one_rank_are_in_the_order_of_their_ids_and_a_rank_of_nought_is_one():
    scale = TierScale({"b": Tier(rank=0), "a": Tier(rank=1), "c": Tier(rank=0)})
    assert list(scale)[:3] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("path", "may"),
    [
        (("problems", "p", "recommend", "small"), True),
        (("problems", "p", "recommend", "small", "gold"), True),
        (("problems", "p", "recommend", "small", "gold", 0), False),
        (("problems", "p", "recommend"), False),
        (("problems", "p", "title", "x"), False),
        (("scales", "p", "recommend", "x"), False),
        (("scales", "p"), False),
    ],
)
def test_only_a_scale_or_a_tier_of_a_recommendation_may_be_nothing(path, may):
    assert Selector.may_be_nothing(path) is may


RECORD = "patterns:\n  saga: {title: Saga, aliases: [sagas], summary: S%s, rationale: R%s}\n"


def test_a_face_changes_with_what_links_show_and_the_whole_with_everything(bench):
    def digests(summary, rationale):
        registry = bench.load(RECORD % (summary, rationale)).registry
        return [registry.digest(Query("pattern", "saga", facet)) for facet in ("face", "whole")]

    before, summary, rationale = digests(1, 1), digests(2, 1), digests(1, 2)
    assert summary[0] != before[0]
    assert summary[1] != before[1]
    assert rationale[0] == before[0]
    assert rationale[1] != before[1]


def test_an_alias_leads_to_its_record_and_nothing_else_does(bench):
    registry = bench.load(RECORD % (1, 1)).registry
    assert registry.find("pattern", "sagas") is registry.find("pattern", "saga")
    assert registry.find("pattern", "Saga") is None
    assert registry.digest(Query("pattern", "nothing", "link")) == ""


CATALOGUED = "patterns:\n  old: {title: Old, tier: bronze, alternatives: [{name: Kafka, url: 'https://%s.org'}%s]}\n"


def test_a_list_of_many_changes_with_the_outside_alternatives_that_it_shows(bench):
    def members(*parts):
        return bench.load(CATALOGUED % parts).registry.digest(Query("pattern", "", "members"))

    same = members("one", "")
    assert members("one", "") == same
    assert len({same, members("two", ""), members("one", ", {name: old}"), members("one", ", {pattern: old}")}) == 4


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A key that holds what it would hold anyway, and a tier of which there is no pattern.
        ("patterns:\n  one: {title: One, aliases: []}\n", "patterns:\n  one: {title: One}\n"),
        ("tiers:\n  gold: {title: First}\n", "tiers:\n  gold: {title: Best}\n"),
    ],
)
def test_everything_changes_with_all_that_is_exported(bench, before, after):
    def both(text):
        registry = bench.load(text).registry
        return export(registry), registry.digest(Query("", "", "everything"))

    one, other = both(before), both(after)
    assert one[0] != other[0]
    assert one[1] != other[1]


KIN = "patterns:\n  old: {title: Old, evolution: {from: ['core:sagas']}}\n"


def test_descent_changes_with_the_kin_of_another_project_and_with_nothing_else_there(tmp_path):
    def descent(patterns):
        (tmp_path / "a.yaml").write_text(KIN, encoding="utf-8")
        (tmp_path / "core.json").write_text(json.dumps({"version": 1, "patterns": patterns}), encoding="utf-8")
        source = ExternalSource("https://example.org", "core.json", Place("conf.py"))
        return load(tmp_path, ["a.yaml"], external={"core": source}).registry.digest(Query("pattern", "", "lineage"))

    saga = {"title": "Saga", "aliases": ["sagas"], "introduced": "1987"}
    before = descent({"saga": saga, "other": {"title": "Other"}})
    assert descent({"saga": saga, "other": {"title": "Another", "introduced": "1990"}}) == before
    others = [
        descent({"saga": {**saga, "introduced": "1988"}}),
        descent({"saga": {**saga, "title": "Sagas"}}),
        descent({"saga": {**saga, "aliases": []}}),
        descent({"saga": {**saga, "aliases": []}, "best": {"title": "Best", "aliases": ["sagas"]}}),
    ]
    assert len({before, *others}) == 5


def test_a_second_load_parses_nothing_and_survives_a_broken_cache(tmp_path):
    from sphinx_excellence.loader.cache import ParseCache

    (tmp_path / "a.yaml").write_text(RECORD % (1, 1), encoding="utf-8")
    loads = []
    for _run in range(3):
        cache = ParseCache(tmp_path / "cache")
        loaded = load(tmp_path, ["a.yaml"], cache=cache)
        loads.append((cache.parsed, repr(loaded.registry.records)))
        if _run == 1:
            for path in (tmp_path / "cache").iterdir():
                path.write_text("{not json", encoding="utf-8")
    assert [parsed for parsed, _ in loads] == [1, 0, 1]
    assert len({records for _, records in loads}) == 1


@pytest.mark.skipif(
    tuple(map(int, pydantic.VERSION.split(".")[:2])) < (2, 14),
    reason="an older pydantic writes the same schema in other words",
)
def test_the_committed_schema_is_the_one_of_the_models():
    committed = json.loads((ROOT / "excellence.schema.json").read_text(encoding="utf-8"))
    assert committed == data_schema()


def test_every_field_is_described():
    def models(model, seen):
        for field in model.model_fields.values():
            assert field.description, f"{model.__name__}: {field}"
        return seen

    for kind in KINDS:
        models(kind.model, set())
    assert set(KINDS.by_key) == {kind.key for kind in KINDS}


@pytest.mark.parametrize("text", ["()", "(;", " ; ", "()" * 5000, "1" + " " * 20_000 + "x", ""])
def test_a_result_of_signs_alone_measures_nothing(text):
    assert not Measured.of(text).percentiles


SHARING = """patterns:
  saga: {title: Saga, modern_examples: [{company: A, implementation: x, scale: big}, {company: B, implementation: x, scale: big}], trade_offs: {pros: [x]}}
  outbox: {title: Outbox, modern_examples: [{company: C, implementation: x, scale: big}, {company: D, implementation: x}], trade_offs: {pros: [y]}}
"""


def test_parts_with_the_same_keys_share_the_set_of_their_names_and_a_copy_has_its_own(bench):
    registry = bench.load(SHARING).registry
    written = {key: registry.text_of(*key) for key in [("pattern", each) for each in registry.of_kind("pattern")]}
    share_key_sets(registry.of_kind("pattern").values())
    assert {key: registry.text_of(*key) for key in written} == written
    examples = [each for pattern in registry.all_of(Pattern) for each in pattern.modern_examples]
    sets = {}
    for part in (*registry.all_of(Pattern), *examples):
        names = part.model_fields_set
        assert sets.setdefault(frozenset(names), names) is names
    assert len(sets) == 3
    copy = examples[0].model_copy(update={"scale": "more"})
    assert copy.model_fields_set is not examples[0].model_fields_set
