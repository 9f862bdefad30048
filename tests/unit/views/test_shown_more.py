"""What views show of records that lack much, name what is unknown, or lead to another project: ``tests/shown/more.yaml``."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sphinx_excellence.findings import Place
from sphinx_excellence.loader.load import load
from sphinx_excellence.settings import ExternalSource
from sphinx_excellence.views import (
    ancestry,
    case_studies,
    catalogue,
    comparisons,
    coverage,
    decisions,
    evolutions,
    lineage_graph,
    migrations,
    patterns,
    radar,
    selector,
    tier_history,
    tiers,
    translatable_texts,
)
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.catalogue import Filter
from tests.unit.views.outlines import outline
from tests.unit.views.test_shown import FOLDER, compare, search_outline

CORE = {
    "version": 1,
    "tiers": [{"id": "best", "title": "Best", "symbol": "*"}, {"id": "worst", "title": "Worst", "legacy": True}],
    "patterns": {
        "bus": {"title": "Bus", "tier": "best", "introduced": "1980"},
        "old": {"title": "Old", "tier": "worst", "alternatives": [{"name": "New"}]},
    },
    "pages": {"patterns": {"bus": "bus.html#bus"}},
}

VIEWS = {
    **{f"banner-{name}": lambda r, n=name: banner(r.pattern(n), r) for name in ("hub", "mesh", "wire", "zeta", "alpha")},
    "banner-compact": lambda r: banner(r.pattern("wire"), r, compact=True),
    "banner-compact-unrated": lambda r: banner(r.pattern("alpha"), r, compact=True),
    "examples": lambda r: patterns.examples(r.pattern("hub")),
    **{f"alternatives-{name}": lambda r, n=name: patterns.alternatives(r.pattern(n), r) for name in ("hub", "wire", "zeta")},
    "sources": lambda r: patterns.sources(r.pattern("hub")),
    **{f"history-{name}": lambda r, n=name: tier_history.history(r.pattern(n), r) for name in ("hub", "mesh")},
    "timeline": lambda r: evolutions.timeline(r.find("evolution", "net"), r),
    "matrix": lambda r: comparisons.matrix(r.find("comparison", "nets"), r),
    **{f"decision-{name}": lambda r, n=name: decisions.record(r.find("decision", n), r) for name in ("d1", "d2")},
    "decision-log": decisions.log,
    **{f"playbook-{name}": lambda r, n=name: migrations.playbook(r.find("migration", n), r) for name in ("away", "later")},
    **{f"case-{name}": lambda r, n=name: case_studies.header(r.find("case-study", n), r) for name in ("acme", "bare")},
    "catalogue-filterable-table": lambda r: catalogue.catalogue(r, Filter(), layout="table", filterable=True),
    "catalogue-filterable-introduced": lambda r: catalogue.catalogue(r, Filter(sort="introduced"), filterable=True),
    "catalogue-recommended": lambda r: catalogue.catalogue(r, Filter(statuses=("recommended", "legacy"))),
    "catalogue-alone": lambda r: catalogue.catalogue(r, Filter(categories=("alone",), sort="title"), filterable=True),
    "catalogue-filterable-rated": lambda r: catalogue.catalogue(r, Filter(tiers=("gold", "trial")), filterable=True),
    "catalogue-unrated": lambda r: catalogue.catalogue(r, Filter(tiers=("unrated", "trial")), filterable=True),
    "coverage": coverage.coverage,
    "criteria": lambda r: tiers.criteria(r.tiers),
    "selector": lambda r: selector.selector(r.find("selector", "pick"), r),
    "selector-one": lambda r: selector.selector(r.find("selector", "pick"), r, wanted=["reach"]),
    "selector-questions": lambda r: selector.questions(r.find("selector", "pick"), wanted=["reach", "none"]),
    "radar": lambda r: radar.radar(r, Filter(tiers=("gold", "trial", "unrated"))),
    "radar-since": lambda r: radar.radar(r, Filter(sort="title"), since=date(2022, 1, 1)),
    "lineage-evolution": lambda r: lineage_graph.lineage_graph(ancestry.of_evolution(r.find("evolution", "net"), r), r, "Networks"),
    "lineage-pattern": lambda r: lineage_graph.lineage_graph(ancestry.of_pattern("core:bus", r), r, "Bus"),
}  # fmt: skip


def messages_outline(registry):
    """What is given to translators, and which ids are shown as words."""
    lines = [
        f"{' '.join(each.key)} {'.'.join(map(str, each.path))}: {each.text}"
        for each in translatable_texts.messages(registry)
    ]
    return "\n".join([*lines, "", *translatable_texts.ids_as_words(registry)]) + "\n"


OTHERS = {"search": search_outline, "messages": messages_outline}


@pytest.fixture
def registry(tmp_path):
    (tmp_path / "core.json").write_text(json.dumps(CORE), encoding="utf-8")
    (tmp_path / "a.yaml").write_bytes((FOLDER / "more.yaml").read_bytes())
    loaded = load(
        tmp_path, ["a.yaml"], external={"core": ExternalSource("https://core.example/", "core.json", Place("conf.py"))}
    )
    assert [str(finding) for finding in loaded.findings] == []
    return loaded.registry


@pytest.mark.parametrize("name", [*VIEWS, *OTHERS])
def test_a_view_shows_what_it_should_of_records_that_lack_much(registry, name):
    compare(f"more-{name}", OTHERS[name](registry) if name in OTHERS else outline(VIEWS[name](registry)))


def test_there_is_an_outline_for_each_and_no_other():
    assert {path.stem for path in FOLDER.glob("more-*.txt")} == {f"more-{name}" for name in (*VIEWS, *OTHERS)}
