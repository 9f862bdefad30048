"""Each value that does not fit is told once, with its place and what is meant, and the rest of its record is kept."""

from __future__ import annotations

import pytest

from sphinx_excellence.findings import Severity
from sphinx_excellence.model.kinds import KINDS

#: What is written, what is told of it (place, rule, path inside the record, arguments, and what a fix would put there),
#: and what is kept.
CASES = {
    "empty record": (
        "patterns:\n  a:\n",
        ["2:3 wrong-type: pattern, a, empty"],
        {},
    ),
    "own id": (
        "patterns:\n  a: {title: A, id: b}\n",
        ["2:17 unknown-key id: id, pattern 'a'"],
        {"pattern a": {"title": "A"}},
    ),
    "empty value": (
        "patterns:\n  a: {title: A, summary: }\n",
        ["2:26 wrong-type summary: summary"],
        {"pattern a": {"title": "A"}},
    ),
    "empty title": (
        "patterns:\n  a: {title: , summary: S}\n",
        ["2:14 wrong-type title: title"],
        {"pattern a": {"title": "a", "summary": "S"}},
    ),
    "empty value of a misspelled key": (
        "patterns:\n  a: {title: A, sumary: }\n",
        ["2:17 unknown-key sumary: sumary, pattern 'a' -> summary"],
        {"pattern a": {"title": "A"}},
    ),
    "empty item": (
        "patterns:\n  a: {title: A, aliases: [x, ~, y]}\n",
        ["2:30 wrong-type aliases.1: aliases[2]"],
        {"pattern a": {"title": "A", "aliases": ("x", "y")}},
    ),
    "empty name": (
        "patterns:\n  a: {title: A, alternatives: [{name: }]}\n",
        ["2:39 wrong-type alternatives.0.name: alternatives[1].name"],
        {"pattern a": {"title": "A"}},
    ),
    "part that names nothing": (
        "patterns:\n  a: {title: A, alternatives: [{}, {pattern: b}]}\n  b: {title: B}\n",
        ["2:32 missing-key alternatives.0: alternatives[1], names nothing"],
        {"pattern a": {"title": "A", "alternatives": ({"pattern": "b"},)}, "pattern b": {"title": "B"}},
    ),
    "parts of many kinds": (
        "patterns:\n  a: {title: A, alternatives: [{when: x}, 3, [], {pattern: 7}, {pattern: b, when: [x]}]}\n  b: {title: B}\n",
        [
            "2:32 missing-key alternatives.0: alternatives[1], names nothing",
            "2:43 wrong-type alternatives.1: alternatives[2], the number 3, a mapping",
            "2:46 wrong-type alternatives.2: alternatives[3], a list, a mapping",
            "2:83 wrong-type alternatives.4.when: alternatives[5].when, a list, a string",
        ],
        {
            "pattern a": {"title": "A", "alternatives": ({"pattern": "7"}, {"pattern": "b"})},
            "pattern b": {"title": "B"},
        },
    ),
    "wrong title": (
        "patterns:\n  a: {title: [A], aliases: x}\n",
        ["2:14 wrong-type title: title, a list, a string", "2:28 wrong-type aliases: aliases, the string 'x', a list"],
        {"pattern a": {"title": "a"}},
    ),
    "no title": (
        "patterns:\n  a: {aliases: x}\n",
        ["2:3 missing-key: pattern 'a', title", "2:16 wrong-type aliases: aliases, the string 'x', a list"],
        {"pattern a": {"title": "a"}},
    ),
    "list for a mapping": (
        "patterns:\n  a: {title: A, evolution: []}\n",
        ["2:28 wrong-type evolution: evolution, a list, a mapping"],
        {"pattern a": {"title": "A"}},
    ),
    "mapping for a list": (
        "patterns:\n  a: {title: A, evolution: {from: {x: y}}}\n",
        ["2:35 wrong-type evolution.from: evolution.from, a mapping, a list"],
        {"pattern a": {"title": "A"}},
    ),
    "no days": (
        "patterns:\n  a: {title: A, reviewed: soon, introduced: never}\n",
        [
            "2:27 wrong-value reviewed: reviewed, 'soon' is not a date",
            "2:45 wrong-value introduced: introduced, 'never' is not a date",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "period that ends before it begins": (
        "patterns:\n  a: {title: A, peak_usage: 1999-1990}\n",
        ["2:29 wrong-value peak_usage: peak_usage, '1999-1990' ends before it begins"],
        {"pattern a": {"title": "A"}},
    ),
    "part without a key": (
        "patterns:\n  a: {title: A, modern_examples: [{company: C}]}\n",
        ["2:35 missing-key modern_examples.0: `modern_examples[1]`, implementation"],
        {"pattern a": {"title": "A"}},
    ),
    "part with a key of its own": (
        "patterns:\n  a: {title: A, modern_examples: [{company: C, implementation: I, scale: S, url: x}]}\n",
        ["2:77 unknown-key modern_examples.0.url: url, `modern_examples[1]`"],
        {"pattern a": {"title": "A", "modern_examples": ({"company": "C", "implementation": "I", "scale": "S"},)}},
    ),
    "addresses": (
        "patterns:\n  a: {title: A, sources: [{title: T, url: 'ftp://x'}, {url: y}]}\n",
        [
            "2:43 unsafe-url sources.0.url: sources[1].url, ftp://x",
            "2:55 missing-key sources.1: `sources[2]`, title",
            "2:61 unsafe-url sources.1.url: sources[2].url, y",
        ],
        {"pattern a": {"title": "A", "sources": ({"title": "T"},)}},
    ),
    "history": (
        "patterns:\n  a: {title: A, history: [{date: 2026-01-01, tier: gold}, {date: x}]}\n",
        [
            "2:66 wrong-value history.1.date: history[2].date, 'x' is not a date",
            "2:59 missing-key history.1: `history[2]`, tier",
        ],
        {"pattern a": {"title": "A", "history": ({"date": "2026-01-01", "tier": "gold"},)}},
    ),
    "kinds of relation": (
        "patterns:\n  a: {title: A, related: [{pattern: b, kind: varaint}, {pattern: b, kind: 7}]}\n  b: {title: B}\n",
        [
            "2:46 wrong-value related.0.kind: related[1].kind, the string 'varaint' -> variant",
            "2:75 wrong-value related.1.kind: related[2].kind, the number 7",
        ],
        {"pattern a": {"title": "A"}, "pattern b": {"title": "B"}},
    ),
    "waiver without a reason": (
        "patterns:\n  a: {title: A, waivers: [{rule: x}]}\n",
        ["2:27 missing-key waivers.0: `waivers[1]`, reason"],
        {"pattern a": {"title": "A"}},
    ),
    "links that act": (
        "patterns:\n  a: {title: A, summary: '[x](javascript:a) and [y](data:b)'}\n",
        ["2:26 unsafe-url summary: summary, javascript:a", "2:26 unsafe-url summary: summary, data:b"],
        {"pattern a": {"title": "A", "summary": "x and y"}},
    ),
    "items of many kinds": (
        "patterns:\n  a: {title: A, production_checklist: [true, 1, 1.5, {a: b}, [c], ' ']}\n",
        [
            "2:40 wrong-type production_checklist.0: production_checklist[1], true or false, a string",
            "2:54 wrong-type production_checklist.3: production_checklist[4], a mapping, a string",
            "2:62 wrong-type production_checklist.4: production_checklist[5], a list, a string",
            "2:67 wrong-value production_checklist.5: production_checklist[6]",
        ],
        {"pattern a": {"title": "A", "production_checklist": ("1", "1.5")}},
    ),
    "tiers": (
        "tiers:\n  gold: {rank: x, title: 3}\n  g: {rank: 5.5}\n  h: {rank: -1, legacy: maybe}\n  i: {rank: 1, criteria: 3, colours: {light: '#fff', dark: '#000000'}}\n",
        [
            "2:16 wrong-type rank: rank, the string 'x', an integer",
            "3:13 wrong-type rank: rank, the number 5.5, an integer",
            "4:25 wrong-type legacy: legacy, the string 'maybe', true or false",
            "5:46 wrong-value colours.light: colours.light, the string '#fff'",
            "5:26 wrong-type criteria: criteria, the number 3, a list",
            "3:3 missing-key: g",
        ],
        {},
    ),
    "decisions": (
        "decisions:\n  d: {title: D, status: acepted, date: 2026-13-01}\n  e: {title: E}\n",
        [
            "2:25 wrong-value status: status, the string 'acepted' -> accepted",
            "2:40 wrong-value date: date, '2026-13-01' is not a date: there is no month 13",
            "3:3 missing-key: decision 'e', status",
        ],
        {},
    ),
    "comparisons": (
        "comparisons:\n  c: {title: C, columns: [], rows: []}\n  d: {title: D, columns: [{id: x}], rows: [{x: y}]}\n  e: {title: D, columns: [{id: x}], rows: [{need: N, x: 3}]}\n  f: {title: D, columns: [{id: x}], rows: [{need: N, x: {pattern: [1]}}]}\n",
        [
            "2:26 wrong-value columns: columns, empty",
            "2:36 wrong-value rows: rows, empty",
            "3:44 missing-key rows.0: rows[1], has no heading",
            "5:67 wrong-type rows.0.x.pattern: rows[1].x.pattern, a list, a string",
        ],
        {
            "comparison e": {"title": "D", "columns": ({"id": "x"},), "rows": ({"need": "N", "x": {"note": "3"}},)},
            "comparison f": {"title": "D", "columns": ({"id": "x"},), "rows": ({"need": "N", "x": {}},)},
        },
    ),
    "migrations": (
        "migrations:\n  m: {title: M, from: a, to: b, checklist: [], rollout: [{day: -1, share: 5}, {day: x, share: 1.5}, {share: 200}]}\npatterns: {a: {title: A}, b: {title: B}}\n",
        [
            "2:64 wrong-value rollout.0.day: rollout[1].day, the number -1",
            "2:85 wrong-type rollout.1.day: rollout[2].day, the string 'x', an integer",
            "2:101 missing-key rollout.2: `rollout[3]`, day",
            "2:109 wrong-value rollout.2.share: rollout[3].share, the number 200",
        ],
        {
            "pattern a": {"title": "A"},
            "pattern b": {"title": "B"},
            "migration m": {"title": "M", "from_": ("a",), "to": ("b",)},
        },
    ),
    "selectors": (
        "selectors:\n  s: {title: S, scales: {}, problems: []}\n  t: {title: T, scales: {x: 3}, problems: {y: {title: Y, recommend: {x: {pattern: 3}}}}}\n",
        [
            "2:25 wrong-value scales: scales, empty",
            "2:39 wrong-type problems: problems, a list, a mapping",
            "3:29 wrong-type scales.x: scales.x, the number 3, a mapping",
            "3:83 wrong-type problems.y.recommend.x.pattern: problems.y.recommend.x.pattern, the number 3, a list",
        ],
        {},
    ),
    "case studies": (
        "case_studies:\n  c: {title: C, company: [x], results: {a: b}}\n",
        ["2:26 wrong-type company: company, a list, a string", "2:31 unknown-key results: results, case study 'c'"],
        {},
    ),
    "evolutions": (
        "evolutions:\n  e: {title: E, timeline: [{year: x}, {year: 1999, label: 3, pattern: 'a b'}]}\n",
        ["2:35 wrong-value timeline.0.year: timeline[1].year, 'x' is not a date"],
        {"evolution e": {"title": "E", "timeline": ({"year": "1999", "pattern": "a b", "label": "3"},)}},
    ),
    "items out of lists": (
        "patterns:\n  a: {title: A, aliases: [[1], x, [2], y, {}, z], best_for: [{}, a]}\n",
        [
            "2:27 wrong-type aliases.0: aliases[1], a list, a string",
            "2:35 wrong-type aliases.2: aliases[3], a list, a string",
            "2:43 wrong-type aliases.4: aliases[5], a mapping, a string",
            "2:62 wrong-type best_for.0: best_for[1], a mapping, a string",
        ],
        {"pattern a": {"title": "A", "aliases": ("x", "y", "z"), "best_for": ("a",)}},
    ),
    "misspelled keys of parts": (
        "patterns:\n  a: {title: A, related: [{pattern: b, knd: variant}, {patern: b, kind: variant, note: [x]}]}\n  b: {title: B}\n",
        [
            "2:40 unknown-key related.0.knd: knd, `related[1]` -> kind",
            "2:56 unknown-key related.1.patern: patern, `related[2]` -> pattern",
            "2:82 unknown-key related.1.note: note, `related[2]`",
        ],
        {"pattern a": {"title": "A"}, "pattern b": {"title": "B"}},
    ),
    "misspelled keys": (
        "patterns:\n  a: {title: A, titel: B, sumary: S, zzz: 1}\n",
        [
            "2:17 unknown-key titel: titel, pattern 'a' -> title",
            "2:27 unknown-key sumary: sumary, pattern 'a' -> summary",
            "2:38 unknown-key zzz: zzz, pattern 'a'",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "misspelled title": (
        "patterns:\n  a: {titel: A}\n",
        ["2:7 unknown-key titel: titel, pattern 'a' -> title"],
        {"pattern a": {"title": "a"}},
    ),
    "links in two fields": (
        "patterns:\n  a: {title: A, summary: 'See <javascript:x>.', rationale: '[a](mailto:x@y.z) [b](b)'}\n  b: {title: B}\n",
        ["2:26 unsafe-url summary: summary, javascript:x"],
        {
            "pattern a": {"title": "A", "summary": "See .", "rationale": "[a](mailto:x@y.z) [b](b)"},
            "pattern b": {"title": "B"},
        },
    ),
    "blank and empty parts": (
        "patterns:\n  a: {title: A, waivers: [{rule: no-alternative, reason: ' '}, {}]}\n",
        [
            "2:58 wrong-value waivers.0.reason: waivers[1].reason",
            "2:64 missing-key waivers.1: `waivers[2]`, rule",
            "2:64 missing-key waivers.1: `waivers[2]`, reason",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "scales and problems": (
        "selectors:\n  s: {title: S, scales: {x: {}, y: {title: [Y]}, z: {load: }}, problems: {p: {recommend: {x: , q: {}}}}}\n",
        [
            "2:60 wrong-type scales.z.load: scales.z.load",
            "2:29 missing-key scales.x: `scales.x`, title",
            "2:44 wrong-type scales.y.title: scales.y.title, a list, a string",
            "2:53 missing-key scales.z: `scales.z`, title",
            "2:78 missing-key problems.p: `problems.p`, title",
        ],
        {
            "selector s": {
                "title": "S",
                "scales": {"x": {"title": "x"}, "y": {"title": "y"}, "z": {"title": "z"}},
                "problems": {"p": {"title": "p", "recommend": {"x": None, "q": {}}}},
            }
        },
    ),
    "tiers again and again": (
        "tiers:\n  gold:\n  silver: {title: S}\n  silver: {title: T}\n  new: {}\n  other: [x]\n  'a b': {rank: 1}\n",
        [
            "4:3 duplicate-key: silver, 3, 3",
            "6:3 wrong-type: tier, other, a list",
            "7:3 wrong-id: a b, tier",
            "5:3 missing-key: new",
        ],
        {},
    ),
    "ids": (
        "patterns:\n  a: {title: A}\n  a: {title: B}\n  'b c': {title: C}\n  '???': {title: D}\n",
        ["3:3 duplicate-key: a, 2, 3", "4:3 wrong-id: b c, pattern", "5:3 wrong-id: ???, pattern"],
        {"pattern a": {"title": "A"}},
    ),
    "sections": (
        "$schema: x\npatterns: {}\nfoo: {}\npattern: {}\n3: {}\ndecisions: 4\ntiers: x\n",
        [
            "3:1 unknown-key: foo",
            "4:1 unknown-key: pattern",
            "5:1 unknown-key: 3",
            "6:1 wrong-type: decisions, the number 4",
            "7:1 wrong-type: tiers, the string 'x'",
        ],
        {},
    ),
    "tags": (
        "patterns:\n  a: !x {title: A}\n  b: {title: !y B, summary: !z [S], aliases: [!q c, d]}\ntiers: {gold: !x {}}\ndecisions: !x {}\n",
        [
            "2:6 unsafe-yaml: !x",
            "3:14 unsafe-yaml: !y",
            "3:29 unsafe-yaml: !z",
            "3:47 unsafe-yaml: !q",
            "4:15 unsafe-yaml: !x",
            "5:12 unsafe-yaml: !x",
        ],
        {"pattern b": {"title": "b", "aliases": ("d",)}},
    ),
    "one unknown section": (
        "x: y",
        ["1:1 unknown-key: x"],
        {},
    ),
    "number": (
        "7",
        ["1:1 wrong-type: the number 7"],
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_slip_is_told_and_loses_one_value(bench, name):
    text, told, kept = CASES[name]
    loaded = bench.load({"data/a.yaml": text})
    assert [row(each) for each in loaded.findings] == told
    records = {
        f"{kind.name} {record_id}": record.model_dump(exclude_defaults=True)
        for kind in KINDS
        for record_id, record in loaded.registry.of_kind(kind.name).items()
    }
    assert records == kept
    for each in loaded.findings:
        assert each.severity is Severity.ERROR
        assert each.place.path == "data/a.yaml"
        assert each.record is not None or not each.path
        if each.fix is not None:
            assert (each.fix.key, each.fix.path) == (each.record, each.path)
        elif each.record is not None:
            assert (
                f"\n  {each.record[1]}:" in text or f"\n  '{each.record[1]}':" in text or f"{{{each.record[1]}:" in text
            )


def row(finding):
    path = ".".join(map(str, finding.path))
    fix = getattr(finding.fix, "name", getattr(finding.fix, "value", None))
    args = ", ".join(map(str, finding.args))
    return (
        f"{finding.place.line}:{finding.place.column} {finding.rule}"
        + (f" {path}" if path else "")
        + (f": {args}" if args else "")
        + (f" -> {fix}" if fix else "")
    )
