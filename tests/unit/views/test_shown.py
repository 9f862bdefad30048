"""What every view shows of a small knowledge base, word for word: ``tests/shown`` holds an outline of each.

Where a view shows something else on purpose, run the tests with ``EXCELLENCE_WRITE_SHOWN=1``, and read the difference.
"""

from __future__ import annotations

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.views import (
    ancestry,
    case_studies,
    catalogue,
    comparisons,
    coverage,
    decision_graph,
    decisions,
    evolutions,
    index_terms,
    lineage_graph,
    migrations,
    patterns,
    radar,
    search,
    selector,
    tier_history,
    tiers,
)
from sphinx_excellence.views import compare as side_by_side
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.catalogue import Filter
from tests.unit.views.outlines import outline

FOLDER = Path(__file__).parents[2] / "shown"

VIEWS = {
    **{f"banner-{name}": lambda r, n=name: banner(r.pattern(n), r)
       for name in ("saga", "tpc", "outbox", "lone", "stuck", "plain")},
    "banner-compact": lambda r: banner(r.pattern("saga"), r, compact=True),
    **{f"examples-{name}": lambda r, n=name: patterns.examples(r.pattern(n)) for name in ("saga", "plain")},
    **{f"checklist-{name}": lambda r, n=name: patterns.checklist(r.pattern(n)) for name in ("saga", "plain")},
    **{f"alternatives-{name}": lambda r, n=name: patterns.alternatives(r.pattern(n), r)
       for name in ("saga", "tpc", "lone", "stuck", "plain")},
    **{f"sources-{name}": lambda r, n=name: patterns.sources(r.pattern(n)) for name in ("saga", "plain")},
    **{f"history-{name}": lambda r, n=name: tier_history.history(r.pattern(n), r) for name in ("saga", "plain")},
    "timeline": lambda r: evolutions.timeline(r.find("evolution", "line"), r),
    **{f"matrix-{name}": lambda r, n=name: comparisons.matrix(r.find("comparison", n), r) for name in ("table", "eras")},
    **{f"decision-{name}": lambda r, n=name: decisions.record(r.find("decision", n), r) for name in ("adr-0", "adr-1", "adr-2", "adr-3")},
    "decision-log-filtered": lambda r: decisions.log(r, decisions.LogFilter(("accepted",), (), ("names", "messaging"))),
    "decision-log-area": lambda r: decisions.log(r, decisions.LogFilter(categories=("data-platform",))),
    "decision-log-none": lambda r: decisions.log(r, decisions.LogFilter(statuses=("rejected",))),
    "decision-log": decisions.log,
    "decision-log-live": lambda r: decisions.log(r, filterable=True),
    "decision-graph": lambda r: decision_graph.decision_graph(r, decisions.LogFilter()),
    **{f"playbook-{name}": lambda r, n=name: migrations.playbook(r.find("migration", n), r) for name in ("move", "bare")},
    "migration-checklist": lambda r: migrations.checklist(r.find("migration", "move")),
    "case-study": lambda r: case_studies.header(r.find("case-study", "pay"), r),
    "catalogue": lambda r: catalogue.catalogue(r, Filter()),
    "catalogue-table": lambda r: catalogue.catalogue(r, Filter(sort="category"), layout="table"),
    "catalogue-live": lambda r: catalogue.catalogue(r, Filter(sort="title"), filterable=True),
    "catalogue-gold": lambda r: catalogue.catalogue(r, Filter(tiers=("gold",))),
    "catalogue-none": lambda r: catalogue.catalogue(r, Filter(categories=("none",))),
    "coverage": coverage.coverage,
    "compare": lambda r: side_by_side.compare(r, Filter()),
    "compare-gold": lambda r: side_by_side.compare(r, Filter(tiers=("gold",))),
    "criteria": lambda r: tiers.criteria(r.tiers),
    "criteria-gold": lambda r: tiers.criteria(r.tiers, "gold"),
    "selector": lambda r: selector.selector(r.find("selector", "which"), r),
    "selector-part": lambda r: selector.selector(r.find("selector", "which"), r, wanted=["hold"], anchored=False),
    "selector-questions": lambda r: selector.questions(r.find("selector", "which")),
    "radar": lambda r: radar.radar(r, Filter()),
    "radar-since": lambda r: radar.radar(r, Filter(), since=date(2024, 1, 1)),
    "lineage-evolution": lambda r: lineage_graph.lineage_graph(ancestry.of_evolution(r.find("evolution", "line"), r), r, "Line"),
    "lineage-category": lambda r: lineage_graph.lineage_graph(ancestry.of_category("data-management", r), r, "Category"),
    "lineage-pattern": lambda r: lineage_graph.lineage_graph(ancestry.of_pattern("saga", r), r, "Saga"),
}  # fmt: skip


def search_outline(registry):
    """The search's entries with all they hold, each with the words that lead to it, those that weigh most first."""
    data = search.search_data(registry, {"the", "of", "is"})
    led = [[] for _ in data.entries]
    for word, pairs in sorted(data.words.items()):
        for index, weight in zip(pairs[::2], pairs[1::2], strict=True):
            led[index].append((-weight, word))
    lines = []
    for entry, words in zip(data.entries, led, strict=True):
        held = [f"{f.name}={getattr(entry, f.name)!r}" for f in dataclasses.fields(entry)[2:] if getattr(entry, f.name)]
        lines += [
            f"{entry.kind} {entry.id}",
            *(f"  {each}" for each in held),
            f"  words: {' '.join(word for _, word in sorted(words))}",
        ]
    return "\n".join(lines) + "\n"


def terms_outline(registry):
    """What each record is called in the index."""
    lines = []
    for kind in KINDS:
        for record_id, record in registry.of_kind(kind.name).items():
            lines += [
                f"{kind.name} {record_id}",
                *(f"  {term!r}" for term in index_terms.index_terms(kind, record)),
            ]
    return "\n".join(lines) + "\n"


#: What is shown where there is nothing to show.
NOTHING = {
    "nothing-coverage": coverage.coverage,
    "nothing-log": decisions.log,
    "nothing-catalogue": lambda r: catalogue.catalogue(r, Filter()),
    "nothing-radar": lambda r: radar.radar(r, Filter()),
    "nothing-lineage": lambda r: lineage_graph.lineage_graph(ancestry.of_category("none", r), r, "None"),
    "nothing-checklist": lambda r: migrations.checklist(r.find("migration", "m")),
    "nothing-selector": lambda r: selector.selector(r.find("selector", "s"), r, wanted=["none"]),
    "nothing-recommended": lambda r: selector.selector(r.find("selector", "s"), r),
}
BARE = """migrations:
  m: {title: M, from: a, to: b}
selectors:
  s:
    title: S
    summary: Choose.
    scales: {small: {title: Small}}
    problems: {p: {title: P, summary: Why., recommend: {small: null}}}
"""


@pytest.mark.parametrize("name", NOTHING)
def test_a_view_says_that_there_is_nothing_to_show(bench, name):
    compare(name, outline(NOTHING[name](bench.load(BARE).registry)))


def compare(name, shown):
    file = FOLDER / f"{name}.txt"
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


OTHERS = {"search": search_outline, "index-terms": terms_outline}


@pytest.mark.parametrize("name", [*VIEWS, *OTHERS])
def test_a_view_shows_what_it_should(bench, name):
    loaded = bench.load((FOLDER / "data.yaml").read_text(encoding="utf-8"))
    assert [str(finding) for finding in loaded.findings] == []
    shown = OTHERS[name](loaded.registry) if name in OTHERS else outline(VIEWS[name](loaded.registry))
    compare(name, shown)


def test_there_is_an_outline_for_every_view_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith("more-")} == {
        *VIEWS,
        *NOTHING,
        *OTHERS,
    }
