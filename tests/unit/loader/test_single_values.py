"""Each value that does not fit is told once, with its place and what is meant, and the rest of its record is kept."""

from __future__ import annotations

import pytest

from sphinx_excellence.findings import Severity
from sphinx_excellence.loader.expected_types import Shape
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.value_findings import finding_of, shortened, type_word, unknown_top_level
from sphinx_excellence.model.kinds import KINDS

#: What is written, what is told of it (place, rule, path inside the record, message, help, and what a fix would put there),
#: and what is kept.
CASES = {
    "empty record": (
        "patterns:\n  a:\n",
        [
            "2:3 wrong-type: pattern 'a' is empty; expected a mapping | its keys, indented below it, starting with `title`"
        ],
        {},
    ),
    "own id": (
        "patterns:\n  a: {title: A, id: b}\n",
        [
            "2:17 unknown-key id: unknown key 'id' in pattern 'a' | accepted: aliases, alternatives, best_for, category, current_relevance, evolution, featured, history, introduced, modern_examples, no_alternative, peak_usage, ..."
        ],
        {"pattern a": {"title": "A"}},
    ),
    "empty value": (
        "patterns:\n  a: {title: A, summary: }\n",
        ["2:26 wrong-type summary: `summary` has no value | give it a value, or remove the key"],
        {"pattern a": {"title": "A"}},
    ),
    "empty title": (
        "patterns:\n  a: {title: , summary: S}\n",
        ["2:14 wrong-type title: `title` has no value | give it a value"],
        {"pattern a": {"title": "a", "summary": "S"}},
    ),
    "empty value of a misspelled key": (
        "patterns:\n  a: {title: A, sumary: }\n",
        ["2:17 unknown-key sumary: unknown key 'sumary' in pattern 'a' | did you mean 'summary'? -> summary"],
        {"pattern a": {"title": "A"}},
    ),
    "empty item": (
        "patterns:\n  a: {title: A, aliases: [x, ~, y]}\n",
        ["2:30 wrong-type aliases.1: `aliases[2]` has no value | give it a value, or remove the key"],
        {"pattern a": {"title": "A", "aliases": ("x", "y")}},
    ),
    "empty name": (
        "patterns:\n  a: {title: A, alternatives: [{name: }]}\n",
        [
            "2:39 wrong-type alternatives.0.name: `alternatives[1].name` has no value | give it a value, or remove the key"
        ],
        {"pattern a": {"title": "A"}},
    ),
    "part that names nothing": (
        "patterns:\n  a: {title: A, alternatives: [{}, {pattern: b}]}\n  b: {title: B}\n",
        [
            "2:32 missing-key alternatives.0: `alternatives[1]`: names nothing | either `pattern` (a record's id) or `name` (with `url`)"
        ],
        {"pattern a": {"title": "A", "alternatives": ({"pattern": "b"},)}, "pattern b": {"title": "B"}},
    ),
    "parts of many kinds": (
        "patterns:\n  a: {title: A, alternatives: [{when: x}, 3, [], {pattern: 7}, {pattern: b, when: [x]}]}\n  b: {title: B}\n",
        [
            "2:32 missing-key alternatives.0: `alternatives[1]`: names nothing | either `pattern` (a record's id) or `name` (with `url`)",
            "2:43 wrong-type alternatives.1: `alternatives[2]` is the number 3; expected a mapping | alternatives: [{pattern: 3}], what to use instead.",
            "2:46 wrong-type alternatives.2: `alternatives[3]` is a list; expected a mapping | alternatives: [{pattern: ...}], what to use instead.",
            "2:83 wrong-type alternatives.4.when: `alternatives[5].when` is a list; expected a string | When it is the better choice.",
        ],
        {
            "pattern a": {"title": "A", "alternatives": ({"pattern": "7"}, {"pattern": "b"})},
            "pattern b": {"title": "B"},
        },
    ),
    "wrong title": (
        "patterns:\n  a: {title: [A], aliases: x}\n",
        [
            "2:14 wrong-type title: `title` is a list; expected a string | The title that readers see.",
            "2:28 wrong-type aliases: `aliases` is the string 'x'; expected a list | aliases: [x], other ids and names that still resolve, so that renaming a record breaks no page.",
        ],
        {"pattern a": {"title": "a"}},
    ),
    "no title": (
        "patterns:\n  a: {aliases: x}\n",
        [
            "2:3 missing-key: pattern 'a' is missing the key 'title' | title: The title that readers see.",
            "2:16 wrong-type aliases: `aliases` is the string 'x'; expected a list | aliases: [x], other ids and names that still resolve, so that renaming a record breaks no page.",
        ],
        {"pattern a": {"title": "a"}},
    ),
    "list for a mapping": (
        "patterns:\n  a: {title: A, evolution: []}\n",
        [
            "2:28 wrong-type evolution: `evolution` is a list; expected a mapping | evolution: {from: ...}, its place in a lineage."
        ],
        {"pattern a": {"title": "A"}},
    ),
    "mapping for a list": (
        "patterns:\n  a: {title: A, evolution: {from: {x: y}}}\n",
        [
            "2:35 wrong-type evolution.from: `evolution.from` is a mapping; expected a list | from: [...], patterns that it evolved from."
        ],
        {"pattern a": {"title": "A"}},
    ),
    "no days": (
        "patterns:\n  a: {title: A, reviewed: soon, introduced: never}\n",
        [
            "2:27 wrong-value reviewed: `reviewed`: 'soon' is not a date | a full date, such as 2026-10-01",
            "2:45 wrong-value introduced: `introduced`: 'never' is not a date | a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one (late 1960s), which may follow `c.`, `before` or `after` (c. 1985)",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "period that ends before it begins": (
        "patterns:\n  a: {title: A, peak_usage: 1999-1990}\n",
        [
            "2:29 wrong-value peak_usage: `peak_usage`: '1999-1990' ends before it begins | a date, or two with a hyphen (1990-2010, 2012-03-2014-05, 1990s-2010, 2014-, 2014-present)"
        ],
        {"pattern a": {"title": "A"}},
    ),
    "part without a key": (
        "patterns:\n  a: {title: A, modern_examples: [{company: C}]}\n",
        [
            "2:35 missing-key modern_examples.0: `modern_examples[1]` is missing the key 'implementation' | implementation: The implementation, and since when it is in use."
        ],
        {"pattern a": {"title": "A"}},
    ),
    "part with a key of its own": (
        "patterns:\n  a: {title: A, modern_examples: [{company: C, implementation: I, scale: S, url: x}]}\n",
        [
            "2:77 unknown-key modern_examples.0.url: unknown key 'url' in `modern_examples[1]` | accepted: company, figure, implementation, scale, source, unit"
        ],
        {"pattern a": {"title": "A", "modern_examples": ({"company": "C", "implementation": "I", "scale": "S"},)}},
    ),
    "addresses": (
        "patterns:\n  a: {title: A, sources: [{title: T, url: 'ftp://x'}, {url: y}]}\n",
        [
            "2:43 unsafe-url sources.0.url: `sources[1].url`: 'ftp://x' is not a web address | an address that starts with https:// or http://",
            "2:55 missing-key sources.1: `sources[2]` is missing the key 'title' | title: The title of the paper, article, page or standard.",
            "2:61 unsafe-url sources.1.url: `sources[2].url`: 'y' is not a web address | an address that starts with https:// or http://",
        ],
        {"pattern a": {"title": "A", "sources": ({"title": "T"},)}},
    ),
    "history": (
        "patterns:\n  a: {title: A, history: [{date: 2026-01-01, tier: gold}, {date: x}]}\n",
        [
            "2:66 wrong-value history.1.date: `history[2].date`: 'x' is not a date | a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one (late 1960s), which may follow `c.`, `before` or `after` (c. 1985)",
        ],
        {"pattern a": {"title": "A", "history": ({"date": "2026-01-01", "tier": "gold"},)}},
    ),
    "what a history says": (
        "patterns:\n  a: {title: A, history: [{date: 2026, edition: e}, {tier: gold}, {edition: e, tier: gold, event: left}, {edition: e, event: gone}]}\n",
        [
            "2:27 missing-key history.0: `history[1]`: has no tier | either `tier`, or `event: left` where the pattern has none from then on",
            "2:53 missing-key history.1: `history[2]`: has no date | `date`, or the `edition` that published it",
            "2:67 wrong-value history.2: `history[3]`: has both a tier and the event `left` | either `tier`, or `event: left` where the pattern has none from then on",
            "2:126 wrong-value history.3.event: `history[4].event` cannot be 'gone' | accepted: left",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "kinds of relation": (
        "patterns:\n  a: {title: A, related: [{pattern: b, kind: varaint}, {pattern: b, kind: 7}]}\n  b: {title: B}\n",
        [
            "2:46 wrong-value related.0.kind: `related[1].kind`: 'varaint' is not a relation | did you mean 'variant'? accepted: complements, conflicts, replaces, requires, variant -> variant",
            "2:75 wrong-value related.1.kind: `related[2].kind` is the number 7 | accepted: complements, conflicts, replaces, requires, variant",
        ],
        {"pattern a": {"title": "A"}, "pattern b": {"title": "B"}},
    ),
    "waiver without a reason": (
        "patterns:\n  a: {title: A, waivers: [{rule: x}]}\n",
        [
            "2:27 missing-key waivers.0: `waivers[1]` is missing the key 'reason' | reason: Why the rule does not apply here."
        ],
        {"pattern a": {"title": "A"}},
    ),
    "links that act": (
        "patterns:\n  a: {title: A, summary: '[x](javascript:a) and [y](data:b)'}\n",
        [
            "2:26 unsafe-url summary: `summary`: 'javascript:a' is not a web address | https:, http: or mailto: addresses, or a record's id",
            "2:26 unsafe-url summary: `summary`: 'data:b' is not a web address | https:, http: or mailto: addresses, or a record's id",
        ],
        {"pattern a": {"title": "A", "summary": "x and y"}},
    ),
    "items of many kinds": (
        "patterns:\n  a: {title: A, production_checklist: [true, 1, 1.5, {a: b}, [c], ' ']}\n",
        [
            "2:40 wrong-type production_checklist.0: `production_checklist[1]` is true or false; expected a string | production_checklist: [...], what to complete before going to production.",
            "2:54 wrong-type production_checklist.3: `production_checklist[4]` is a mapping; expected a string | production_checklist: [...], what to complete before going to production.",
            "2:62 wrong-type production_checklist.4: `production_checklist[5]` is a list; expected a string | production_checklist: [...], what to complete before going to production.",
            "2:67 wrong-value production_checklist.5: `production_checklist[6]` is blank | a string, or remove the key",
        ],
        {"pattern a": {"title": "A", "production_checklist": ("1", "1.5")}},
    ),
    "tiers": (
        "tiers:\n  gold: {rank: x, title: 3}\n  g: {rank: 5.5}\n  h: {rank: -1, legacy: maybe}\n  i: {rank: 1, criteria: 3, colours: {light: '#fff', dark: '#000000'}}\n",
        [
            "2:16 wrong-type rank: `rank` is the string 'x'; expected an integer | Its position in the order, best first. Gold is 10, silver is 20, bronze is 30.",
            "3:13 wrong-type rank: `rank` is the number 5.5; expected an integer | Its position in the order, best first. Gold is 10, silver is 20, bronze is 30.",
            "4:25 wrong-value legacy: `legacy` cannot be 'maybe' | accepted: advisory, false, true",
            "5:46 wrong-value colours.light: `colours.light`: '#fff' is not a colour | did you mean '#ffffff'? -> #ffffff",
            "5:26 wrong-type criteria: `criteria` is the number 3; expected a list | criteria: [{title: 3, text: ...}], the criteria of the tier.",
            "3:3 missing-key: tier 'g' is missing the key 'rank' | rank: its position in the order; gold is 10, silver is 20, bronze is 30",
        ],
        {},
    ),
    "decisions": (
        "decisions:\n  d: {title: D, status: acepted, date: 2026-13-01}\n  e: {status: accepted}\n",
        [
            "2:25 wrong-value status: `status`: 'acepted' is not a status of decisions | did you mean 'accepted'? accepted: accepted, deprecated, implemented, proposed, rejected, superseded -> accepted",
            "2:40 wrong-value date: `date`: '2026-13-01' is not a date: there is no month 13 | a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one (late 1960s), which may follow `c.`, `before` or `after` (c. 1985)",
            "3:3 missing-key: decision 'e' is missing the key 'title' | title: The title that readers see.",
        ],
        {"decision d": {"title": "D"}, "decision e": {"status": "accepted", "title": "e"}},
    ),
    "comparisons": (
        "comparisons:\n  c: {title: C, columns: [], rows: []}\n  d: {title: D, columns: [{id: x}], rows: [{x: y}]}\n  e: {title: D, columns: [{id: x}], rows: [{need: N, x: 3}]}\n  f: {title: D, columns: [{id: x}], rows: [{need: N, x: {pattern: [1]}}]}\n",
        [
            "2:26 wrong-value columns: `columns` is empty | at least one entry",
            "2:36 wrong-value rows: `rows` is empty | at least one entry",
            "3:44 missing-key rows.0: `rows[1]`: has no heading | `need` or `era`",
            "5:67 wrong-type rows.0.x.pattern: `rows[1].x.pattern` is a list; expected a string | The pattern that is the option.",
        ],
        {
            "comparison e": {"title": "D", "columns": ({"id": "x"},), "rows": ({"need": "N", "x": {"note": "3"}},)},
            "comparison f": {"title": "D", "columns": ({"id": "x"},), "rows": ({"need": "N", "x": {}},)},
        },
    ),
    "migrations": (
        "migrations:\n  m: {title: M, from: a, to: b, checklist: [], rollout: [{day: -1, share: 5}, {day: x, share: 1.5}, {share: 200}]}\npatterns: {a: {title: A}, b: {title: B}}\n",
        [
            "2:64 wrong-value rollout.0.day: `rollout[1].day` is the number -1 | at least 0",
            "2:85 wrong-type rollout.1.day: `rollout[2].day` is the string 'x'; expected an integer | Days since the start of the rollout.",
            "2:101 missing-key rollout.2: `rollout[3]` is missing the key 'day' | day: Days since the start of the rollout.",
            "2:109 wrong-value rollout.2.share: `rollout[3].share` is the number 200 | at most 100",
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
            "2:25 wrong-value scales: `scales` is empty | at least one entry",
            "2:39 wrong-type problems: `problems` is a list; expected a mapping | problems: {...: {title: ...}}, the problems, by the ids that patterns list in `problems`.",
            "3:29 wrong-type scales.x: `scales.x` is the number 3; expected a mapping | x: {title: 3}",
            "3:83 wrong-type problems.y.recommend.x.pattern: `problems.y.recommend.x.pattern` is the number 3; expected a list | pattern: [{pattern: 3}], a pattern in the registry.",
        ],
        {},
    ),
    "case studies": (
        "case_studies:\n  c: {title: C, company: [x], results: {a: b}}\n",
        [
            "2:26 wrong-type company: `company` is a list; expected a string | Who built it.",
            "2:31 unknown-key results: unknown key 'results' in case study 'c' | accepted: aliases, company, domain, lessons, patterns, reviewed, scale, sources, summary, tags, title, waivers, ...; a field of your own is declared as `fields: {case-study: {results: ...}}`",
        ],
        {},
    ),
    "evolutions": (
        "evolutions:\n  e: {title: E, timeline: [{year: x}, {year: 1999, label: 3, pattern: 'a b'}]}\n",
        [
            "2:35 wrong-value timeline.0.year: `timeline[1].year`: 'x' is not a date | a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one (late 1960s), which may follow `c.`, `before` or `after` (c. 1985)"
        ],
        {"evolution e": {"title": "E", "timeline": ({"year": "1999", "pattern": "a b", "label": "3"},)}},
    ),
    "items out of lists": (
        "patterns:\n  a: {title: A, aliases: [[1], x, [2], y, {}, z], best_for: [{}, a]}\n",
        [
            "2:27 wrong-type aliases.0: `aliases[1]` is a list; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:35 wrong-type aliases.2: `aliases[3]` is a list; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:43 wrong-type aliases.4: `aliases[5]` is a mapping; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:62 wrong-type best_for.0: `best_for[1]` is a mapping; expected a string | best_for: [...], use cases for which it is the best choice.",
        ],
        {"pattern a": {"title": "A", "aliases": ("x", "y", "z"), "best_for": ("a",)}},
    ),
    "misspelled keys of parts": (
        "patterns:\n  a: {title: A, related: [{pattern: b, knd: variant}, {patern: b, kind: variant, note: [x]}]}\n  b: {title: B}\n",
        [
            "2:40 unknown-key related.0.knd: unknown key 'knd' in `related[1]` | did you mean 'kind'? accepted: kind, pattern -> kind",
            "2:56 unknown-key related.1.patern: unknown key 'patern' in `related[2]` | did you mean 'pattern'? accepted: kind, pattern -> pattern",
            "2:82 unknown-key related.1.note: unknown key 'note' in `related[2]` | accepted: kind, pattern",
        ],
        {"pattern a": {"title": "A"}, "pattern b": {"title": "B"}},
    ),
    "misspelled keys": (
        "patterns:\n  a: {title: A, titel: B, sumary: S, zzz: 1}\n",
        [
            "2:17 unknown-key titel: unknown key 'titel' in pattern 'a' | did you mean 'title'? -> title",
            "2:27 unknown-key sumary: unknown key 'sumary' in pattern 'a' | did you mean 'summary'? -> summary",
            "2:38 unknown-key zzz: unknown key 'zzz' in pattern 'a' | accepted: aliases, alternatives, best_for, category, current_relevance, evolution, featured, history, introduced, modern_examples, no_alternative, peak_usage, ...; a field of your own is declared as `fields: {pattern: {zzz: ...}}`",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "misspelled title": (
        "patterns:\n  a: {titel: A}\n",
        ["2:7 unknown-key titel: unknown key 'titel' in pattern 'a' | did you mean 'title'? -> title"],
        {"pattern a": {"title": "a"}},
    ),
    "links in two fields": (
        "patterns:\n  a: {title: A, summary: 'See <javascript:x>.', rationale: '[a](mailto:x@y.z) [b](b)'}\n  b: {title: B}\n",
        [
            "2:26 unsafe-url summary: `summary`: 'javascript:x' is not a web address | https:, http: or mailto: addresses, or a record's id"
        ],
        {
            "pattern a": {"title": "A", "summary": "See .", "rationale": "[a](mailto:x@y.z) [b](b)"},
            "pattern b": {"title": "B"},
        },
    ),
    "blank and empty parts": (
        "patterns:\n  a: {title: A, waivers: [{rule: no-alternative, reason: ' '}, {}]}\n",
        [
            "2:58 wrong-value waivers.0.reason: `waivers[1].reason` is blank | a string",
            "2:64 missing-key waivers.1: `waivers[2]` is missing the key 'rule' | rule: The name of the rule.",
            "2:64 missing-key waivers.1: `waivers[2]` is missing the key 'reason' | reason: Why the rule does not apply here.",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "scales and problems": (
        "selectors:\n  s: {title: S, scales: {x: {}, y: {title: [Y]}, z: {load: }}, problems: {p: {recommend: {x: , q: {}}}}}\n",
        [
            "2:60 wrong-type scales.z.load: `scales.z.load` has no value | give it a value, or remove the key",
            "2:29 missing-key scales.x: `scales.x` is missing the key 'title' | title: The title that readers see.",
            "2:44 wrong-type scales.y.title: `scales.y.title` is a list; expected a string | The title that readers see.",
            "2:53 missing-key scales.z: `scales.z` is missing the key 'title' | title: The title that readers see.",
            "2:78 missing-key problems.p: `problems.p` is missing the key 'title' | title: The problem, in the words of someone who has it.",
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
            "4:3 duplicate-key: duplicate key 'silver'; the first one is at line 3, column 3 | each key once: merge the two or rename one",
            "6:3 wrong-type: tier 'other' is a list; expected a mapping | its keys, indented below it, starting with `title`",
            "7:3 wrong-id: 'a b' is not a valid tier id | letters, digits, '-', '_' and '.', starting with a letter or a digit, such as 'a-b'",
            "5:3 missing-key: tier 'new' is missing the key 'rank' | rank: its position in the order; gold is 10, silver is 20, bronze is 30",
        ],
        {},
    ),
    "ids": (
        "patterns:\n  a: {title: A}\n  a: {title: B}\n  'b c': {title: C}\n  '???': {title: D}\n",
        [
            "3:3 duplicate-key: duplicate key 'a'; the first one is at line 2, column 3 | each key once: merge the two or rename one",
            "4:3 wrong-id: 'b c' is not a valid pattern id | letters, digits, '-', '_' and '.', starting with a letter or a digit, such as 'b-c'",
            "5:3 wrong-id: '???' is not a valid pattern id | letters, digits, '-', '_' and '.', starting with a letter or a digit",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "sections": (
        "$schema: x\npatterns: {}\nfoo: {}\npattern: {}\n3: {}\ndecisions: 4\ntiers: x\n",
        [
            "3:1 unknown-key: 'foo' is not a kind of record | accepted: patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words",
            "4:1 unknown-key: 'pattern' is not a kind of record | did you mean 'patterns'? accepted: patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words",
            "5:1 unknown-key: '3' is not a kind of record | accepted: patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words",
            "6:1 wrong-type: `decisions` is the number 4; expected a mapping | an id for each record, indented below it, and the record's keys below the id",
            "7:1 wrong-type: `tiers` is the string 'x'; expected a mapping | an id for each record, indented below it, and the record's keys below the id",
        ],
        {},
    ),
    "tags": (
        "patterns:\n  a: !x {title: A}\n  b: {title: !y B, summary: !z [S], aliases: [!q c, d]}\ntiers: {gold: !x {}}\ndecisions: !x {}\n",
        [
            "2:6 unsafe-yaml: the tag '!x' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
            "3:14 unsafe-yaml: the tag '!y' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
            "3:29 unsafe-yaml: the tag '!z' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
            "3:47 unsafe-yaml: the tag '!q' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
            "4:15 unsafe-yaml: the tag '!x' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
            "5:12 unsafe-yaml: the tag '!x' is not allowed | plain values without a tag: strings, numbers, lists and mappings",
        ],
        {"pattern b": {"title": "b", "aliases": ("d",)}},
    ),
    "one unknown section": (
        "x: y",
        [
            "1:1 unknown-key: 'x' is not a kind of record | accepted: patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words"
        ],
        {},
    ),
    "number": (
        "7",
        [
            "1:1 wrong-type: the file contains the number 7; expected a mapping | one or more of patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words"
        ],
        {},
    ),
    "numbers that are too small": (
        "tiers:\n  gold: {review: {months: 0}, thresholds: {modern_examples: -1}}\n",
        [
            "2:27 wrong-value review.months: `review.months` is the number 0 | at least 1",
            "2:31 unknown-key thresholds: unknown key 'thresholds' in tier 'gold' | accepted: colours, criteria, definition, evidence, headline, legacy, rank, review, statuses, symbol, title",
        ],
        {},
    ),
    "parts of parts": (
        "patterns:\n  a: {title: A, zzz: {deep: [x, ~]}, waivers: [~], history: [{date: [x], tier: {a: b}}]}\n",
        [
            "2:48 wrong-type waivers.0: `waivers[1]` has no value | give it a value, or remove the key",
            "2:69 wrong-type history.0.date: `history[1].date` is a list; expected a string | The date of the change. A month or a year is enough. Defaults to that of the edition.",
            "2:80 wrong-type history.0.tier: `history[1].tier` is a mapping; expected a string | The tier from then on, which may be the one that it had before.",
            "2:17 unknown-key zzz: unknown key 'zzz' in pattern 'a' | accepted: aliases, alternatives, best_for, category, current_relevance, evolution, featured, history, introduced, modern_examples, no_alternative, peak_usage, ...; a field of your own is declared as `fields: {pattern: {zzz: ...}}`",
        ],
        {"pattern a": {"title": "A"}},
    ),
    "mappings for lists": (
        "patterns:\n  a: {title: A, alternatives: {pattern: b}, sources: {title: T}, related: true}\n  b: {title: B}\n",
        [
            "2:54 wrong-type sources: `sources` is a mapping; expected a list | sources: [{title: ...}], sources for its facts.",
            "2:31 wrong-type alternatives: `alternatives` is a mapping; expected a list | alternatives: [{pattern: ...}], what to use instead.",
            "2:75 wrong-type related: `related` is true or false; expected a list | related: [{pattern: ..., kind: ...}], related patterns.",
        ],
        {"pattern a": {"title": "A"}, "pattern b": {"title": "B"}},
    ),
    "no entries": (
        "evolutions:\n  e: {title: E}\n  f: {title: F, timeline: {year: 1}}\n",
        [
            "2:3 missing-key: evolution 'e' is missing the key 'timeline' | timeline: The steps, oldest first.",
            "3:27 wrong-type timeline: `timeline` is a mapping; expected a list | timeline: [{year: ...}], the steps, oldest first.",
        ],
        {},
    ),
    "references that are missing": (
        "migrations:\n  m: {title: M, from: , to: b, checklist: [a]}\n  n: {title: M, from: [], to: 3, checklist: {a: b}}\npatterns: {b: {title: B}}\n",
        [
            "2:23 wrong-type from: `from` has no value | give it a value",
            "3:23 wrong-value from: `from` is empty | at least one entry",
            "3:45 wrong-type checklist: `checklist` is a mapping; expected a list | checklist: [...], what must be true before you start.",
        ],
        {"pattern b": {"title": "B"}},
    ),
    "text that is a link alone": (
        "patterns:\n  a: {title: A, summary: '[](javascript:x)'}\n",
        [
            "2:26 unsafe-url summary: `summary`: 'javascript:x' is not a web address | https:, http: or mailto: addresses, or a record's id"
        ],
        {"pattern a": {"title": "A"}},
    ),
    "items after others": (
        "patterns:\n  a: {title: '[A](javascript:x)', aliases: [[], [], b, [], c], best_for: [[x], y, '']}\n",
        [
            "2:45 wrong-type aliases.0: `aliases[1]` is a list; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:49 wrong-type aliases.1: `aliases[2]` is a list; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:56 wrong-type aliases.3: `aliases[4]` is a list; expected a string | aliases: [...], other ids and names that still resolve, so that renaming a record breaks no page.",
            "2:75 wrong-type best_for.0: `best_for[1]` is a list; expected a string | best_for: [...], use cases for which it is the best choice.",
            "2:83 wrong-value best_for.2: `best_for[3]` is blank | a string, or remove the key",
        ],
        {"pattern a": {"title": "[A](javascript:x)", "aliases": ("b", "c"), "best_for": ("y",)}},
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
    return (
        f"{finding.place.line}:{finding.place.column} {finding.rule}"
        + (f" {path}" if path else "")
        + f": {finding.text}"
        + (f" | {finding.help}" if finding.help else "")
        + (f" -> {fix}" if fix else "")
    )


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (None, "empty"),
        (True, "true or false"),
        (False, "true or false"),
        ("", "the string ''"),
        ("a  b\nc", "the string 'a b c'"),
        (0, "the number 0"),
        (-1.5, "the number -1.5"),
        ([], "a list"),
        ({}, "a mapping"),
        ("x" * 61, f"the string '{'x' * 57}...'"),
    ],
)
def test_a_value_is_called_what_it_is(value, word):
    assert type_word(value) == word


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("x" * 60, 60, "x" * 60),
        ("x" * 61, 60, "x" * 57 + "..."),
        ("  a \n\t b  ", 60, "a b"),
        ("abcdef", 5, "ab..."),
        ("abcde", 5, "abcde"),
        ("a   b", 3, "a b"),
    ],
)
def test_a_long_text_is_shown_in_part(text, most, expected):
    assert shortened(text, most) == expected
    if most == 60:
        assert shortened(text) == expected


def test_what_is_accepted_in_place_of_an_unknown_key():
    assert unknown_top_level("paterns", ["decisions", "patterns"])[1] == ("patterns", "decisions, patterns")
    assert unknown_top_level("zzz", ["decisions", "patterns"])[1] == ("decisions, patterns",)


@pytest.mark.parametrize(
    ("error", "context", "value", "told"),
    [
        ("too_short", {"min_length": 1}, [], "`aliases` is empty | at least one entry"),
        ("too_short", {"min_length": 2}, [], "`aliases` is empty | at least 2 entries"),
        ("greater_than_equal", {"ge": 1.0}, 0, "`aliases` is the number 0 | at least 1"),
        ("less_than_equal", {"le": 2.5}, 3, "`aliases` is the number 3 | at most 2.5"),
        ("of_another_kind", {}, 3, "`aliases` is the number 3 | of another kind"),
        ("wrong-value", {"what": "is odd"}, 3, "`aliases`: is odd | "),
        ("wrong-value", {"reason": "is odd", "accepted": "an even one"}, 3, "`aliases`: is odd | an even one"),
    ],
)
def test_each_error_of_a_model_is_told_with_what_it_accepts(error, context, value, told):
    kind = KINDS["pattern"]
    origin = Origin("a.yaml", Document({"aliases": value}, lambda _path: [1, 1, {"aliases": [1, 1, [1, 10]]}]))
    shape = Shape(kind.name, kind.noun, kind.model)
    found = finding_of(shape, "a", origin, ("aliases",), error, context, value)
    assert f"{found.text} | {found.help}" == told
    assert isinstance(found.accepted, str)


def test_lists_inside_of_each_other_lose_only_what_does_not_fit(bench):
    text = (
        "decisions:\n  d:\n    title: D\n    status: proposed\n    options:\n"
        "    - 7\n    - {name: A, pros: [[x], fast, [y], cheap]}\n    - [z]\n    - {name: B, cons: [{}, slow]}\n"
    )
    loaded = bench.load(text)
    options = loaded.registry.find("decision", "d").options
    assert [(option.name, option.pros, option.cons) for option in options] == [
        ("A", ("fast", "cheap"), ()), ("B", (), ("slow",)),
    ]  # fmt: skip
    assert [(finding.path, finding.place.line) for finding in loaded.findings] == [
        (("options", 0), 6),
        (("options", 1, "pros", 0), 7),
        (("options", 1, "pros", 2), 7),
        (("options", 2), 8),
        (("options", 3, "cons", 0), 9),
    ]
