"""What pages show of health and of signals."""

import os
from pathlib import Path

import pytest

from sphinx_excellence.views import health, signals, tiers
from sphinx_excellence.views.banner import banner
from tests.unit.views.outlines import outline

DATA = """
tiers:
  gold:
    criteria:
      - {title: Adoption, text: Two *use* it., measure: adopters, least: 2}
      - {title: Scale, text: Large., measure: scale, least: 100, unit: requests a day}
      - {title: Development, text: Alive., measure: development}
      - {title: Operation, text: Known., measure: operation}
      - {title: Direction, text: Judged.}
migrations: {away: {title: Away, from: tpc, to: saga, checklist: [One]}}
patterns:
  saga:
    title: Saga
    tier: gold
    production_checklist: [Undo every step, Keep the state]
    modern_examples:
      - {company: Acme, implementation: Own, figure: 200, unit: requests a day, source: "https://acme.example/"}
  tpc: {title: Two-Phase Commit, aliases: [2pc], tier: bronze, alternatives: [{pattern: saga}]}
  plain: {title: Plain}
usage_reports:
  large: {pattern: saga, company: Other, date: 2025-01-01, verified_by: Us, scale: {figure: 500, unit: requests a day}}
  waits: {pattern: saga, company: Third, date: 2025-01-01, scale: {figure: 500, unit: requests a day}}
signals:
  mood: {title: Mood, summary: What people *say*., unit: smiles, weight: 3, scores: [{value: 0, score: 0}, {value: 10, score: 1}]}
  talk: {title: Talk, type: choice, weight: 0, scores: [{value: much, score: 1}]}
health:
  2025Q2:
    saga: {signals: {mood: {value: 2, source: "https://example.org/", retrieved: 2025-05-01}}}
    tpc: {signals: {mood: {value: 2, source: "https://example.org/", retrieved: 2025-05-01}}}
  2025Q3:
    saga: {signals: {mood: {value: 6, source: "https://example.org/", retrieved: 2025-08-01}}}
    2pc: {signals: {mood: {value: 2, source: "https://example.org/", retrieved: 2025-08-01}}}
  2025Q4:
    saga:
      signals:
        talk: {value: much, source: "https://example.org/talk", retrieved: 2025-11-01}
        maintenance:
        - {of: Axon, value: maintained, source: "https://example.org/axon", retrieved: 2025-11-01}
        - {of: Eventuate, value: archived, source: "https://example.org/ev", retrieved: 2025-11-01}
        downloads: {value: 1250000, source: "https://example.org/d", retrieved: 2025-11-01}
        mood: {value: 4, source: "https://example.org/", retrieved: 2025-11-01}
      notes: Axon *moved*.
    plain: {signals: {}}
"""
VIEWS = {
    "saga": lambda r: health.pattern_health(r.pattern("saga"), r),
    "2pc": lambda r: health.pattern_health(r.pattern("2pc"), r),
    "nothing scored": lambda r: health.pattern_health(r.pattern("plain"), r),
    "banner": lambda r: banner(r.pattern("saga"), r),
    "quarter": lambda r: health.report(r.find("health", "2025Q4"), r),
    "quarter before": lambda r: health.report(r.find("health", "2025Q3"), r),
    "signal": lambda r: signals.signal(r.find("signal", "mood"), r),
    "signals": signals.signals,
    "evidence": lambda r: tiers.evidence(r.pattern("saga"), r),
    "evidence unrated": lambda r: tiers.evidence(r.pattern("plain"), r),
    "evidence without criteria": lambda r: tiers.evidence(r.pattern("tpc"), r),
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown(bench, name, request):
    file = Path(__file__).parents[2] / "shown" / "health" / f"{name.replace(' ', '-')}.txt"
    shown = outline(VIEWS[name](bench.load(DATA).registry))
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_what_moved_most_comes_first(bench):
    text = "patterns: {a: {title: A}, b: {title: B}, c: {title: C}}\nhealth:\n"
    for quarter, day, values in (("2025Q3", "2025-08-01", (5, 5, None)), ("2025Q4", "2025-11-01", (6, 2, 9))):
        text += f"  {quarter}:\n"
        for name, value in zip("abc", values, strict=True):
            if value is not None:
                text += f"    {name}: {{signals: {{named-adopters: {{value: {value}, source: 'https://x.example/', retrieved: {day}}}}}}}\n"
    lines = outline(VIEWS["quarter"](bench.load(text).registry)).splitlines()
    assert [line.split("| #line [")[1][0] for line in lines if "| #line [" in line] == ["B", "A", "C"]
