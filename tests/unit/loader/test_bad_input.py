"""Bad input gives one finding each, in one run, with its place and what would be accepted."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

KINDS = "patterns, evolutions, comparisons, decisions, migrations, case_studies, selectors, editions, signals, health, reviews, usage_reports, scorecard, tiers, links, kinds, fields, statuses, relevance, relations, risk, categories, tags, words"
ID_FORM = "letters, digits, '-', '_' and '.', starting with a letter or a digit"
DATES = (
    "a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one "
    "(late 1960s), which may follow `c.`, `before` or `after` (c. 1985)"
)
SAGA = "patterns:\n  saga:\n    title: Saga\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES = {
    "tab": (
        "patterns:\n  saga:\n\ttitle: Saga\n",
        ["data/a.yaml:3:1 malformed-yaml: a tab is used where YAML requires spaces | indent with spaces only"],
    ),
    "unclosed bracket": (
        "patterns:\n  saga: {title: Saga\n",
        [
            "data/a.yaml:3:1 malformed-yaml: invalid YAML: did not find expected ',' or '}' for the bracket at line 2, "
            "column 9 | close the bracket, and quote any string that contains ': ' or ' #'"
        ],
    ),
    "colon in plain text": (
        "patterns:\n  saga:\n    title: Saga: a history\n",
        [
            "data/a.yaml:3:16 malformed-yaml: invalid YAML: mapping values are not allowed in this context | "
            "check the indentation, and quote any string that contains ': ' or ' #'"
        ],
    ),
    "control character": (
        "patterns:\n  saga:\n    title: Sa\x01ga\n",
        ["data/a.yaml:3:14 malformed-yaml: the character U+0001 is not allowed in YAML | remove it"],
    ),
    "latin-1 bytes": (
        b"patterns:\n  cafe:\n    title: Caf\xe9\n",
        ["data/a.yaml:3:15 wrong-encoding: the byte 0xE9 is not UTF-8 | save the file as UTF-8"],
    ),
    "empty file": ("", [f"data/a.yaml:1:1 empty-file: contains no records | one or more of {KINDS}"]),
    "comments only": ("# none\n", [f"data/a.yaml:1:1 empty-file: contains no records | one or more of {KINDS}"]),
    "top-level list": (
        "- saga\n",
        [f"data/a.yaml:1:1 wrong-type: the file contains a list; expected a mapping | one or more of {KINDS}"],
    ),
    "two documents": (
        SAGA + "---\npatterns: {}\n",
        [
            "data/a.yaml:4:1 malformed-yaml: a second document starts here | "
            "one document per file: remove the '---' line, or make two files"
        ],
    ),
    "duplicate key": (
        SAGA + "    title: Sagas\n",
        [
            "data/a.yaml:4:5 duplicate-key: duplicate key 'title'; the first one is at line 3, column 5 | "
            "each key once: merge the two or rename one"
        ],
    ),
    "python object": (
        "patterns:\n  saga:\n    title: !!python/object:os.system {}\n",
        [
            "data/a.yaml:3:12 unsafe-yaml: the tag '!!python/object:os.system' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "alias bomb": (
        BOMB,
        [
            "data/a.yaml:5:24 unsafe-yaml: the aliases in this file expand to more than 50000 values | write the values out"
        ],
    ),
    "alias of itself": (
        "patterns: &p\n  saga: *p\n",
        ["data/a.yaml:2:9 unsafe-yaml: the alias '*p' contains itself | write the value out instead of using an alias"],
    ),
    "unknown alias": (
        "patterns: *p\n",
        [
            "data/a.yaml:1:11 malformed-yaml: the alias '*p' has no anchor | "
            "an anchor above it, or quotes around a string that starts with '*'"
        ],
    ),
    "nested too deep": (
        "patterns: " + "[" * 900,
        ["data/a.yaml:1:71 unsafe-yaml: nested more than 60 levels deep | fewer levels of nesting"],
    ),
    "object with items": (
        SAGA + '    summary: !!python/object/apply:os.system ["id"]\n',
        [
            "data/a.yaml:4:14 unsafe-yaml: the tag '!!python/object/apply:os.system' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "set for a text": (
        SAGA + "    tier: !!set {a, b}\n    aliases: [one, !!x two, 3]\n",
        [
            f"data/a.yaml:{place} unsafe-yaml: the tag '{tag}' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
            for place, tag in (("4:11", "!!set"), ("5:20", "!!x"))
        ],
    ),
    "object for a record": (
        "patterns:\n  saga: !!map_ {title: Saga}\n  b: {title: B, related: [{pattern: saga, kind: variant}]}\n",
        [
            "data/a.yaml:2:9 unsafe-yaml: the tag '!!map_' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "object for a kind": (
        "patterns: !x {saga: {title: Saga}}\n",
        [
            "data/a.yaml:1:11 unsafe-yaml: the tag '!x' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "object for all": (
        "!x {patterns: {saga: {title: Saga}}}\n",
        [
            "data/a.yaml:1:1 unsafe-yaml: the tag '!x' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "object for a tier": (
        "tiers:\n  gold: !x {rank: 1}\npatterns:\n  a: {title: A, tier: gold}\n",
        [
            "data/a.yaml:2:9 unsafe-yaml: the tag '!x' is not allowed | "
            "plain values without a tag: strings, numbers, lists and mappings"
        ],
    ),
    "bad value behind an anchor": (
        "patterns:\n  saga: {title: Saga, alternatives: &s [{pattern: saag, wehn: Now}], status: &t wrong}\n"
        "  b: {title: B, alternatives: *s, status: *t}\n  c: {title: C, alternatives: *s}\n",
        [
            "data/a.yaml:2:51 unknown-reference: unknown pattern 'saag' | did you mean 'saga'? accepted: b, c, saga",
            "data/a.yaml:2:57 unknown-key: unknown key 'wehn' in `alternatives[1]` | "
            "did you mean 'when'? accepted: name, pattern, url, when",
            "data/a.yaml:2:78 wrong-value: `status`: 'wrong' is not a status of patterns | "
            "accepted: deprecated, legacy, recommended, use-with-caution; "
            "a word of your own is declared as `statuses: {pattern: {wrong: ...}}`",
        ],
    ),
    "merge key": (
        "patterns:\n  saga: &a {title: Saga}\n  b: {<<: *a, title: B}\n",
        [
            "data/a.yaml:3:7 unknown-key: unknown key '<<' in pattern 'b' | write the keys out: YAML 1.2 has no merge keys"
        ],
    ),
    "name for a mapping": (
        SAGA + "    alternatives: [other]\n    related: [other]\n",
        [
            "data/a.yaml:4:20 wrong-type: `alternatives[1]` is the string 'other'; expected a mapping | "
            "alternatives: [{pattern: other}], what to use instead.",
            "data/a.yaml:5:15 wrong-type: `related[1]` is the string 'other'; expected a mapping | "
            "related: [{pattern: other, kind: ...}], related patterns.",
        ],
    ),
    "mapping for a text": (
        SAGA + '    valid_for: [{}, ""]\n',
        [
            "data/a.yaml:4:17 wrong-type: `valid_for[1]` is a mapping; expected a string | "
            "valid_for: [...], use cases for which it is still valid.",
            "data/a.yaml:4:21 wrong-value: `valid_for[2]` is blank | a string, or remove the key",
        ],
    ),
    "empty list": (
        "evolutions:\n  e: {title: E, timeline: []}\n",
        ["data/a.yaml:2:27 wrong-value: `timeline` is empty | at least one entry"],
    ),
    "empty mapping": (
        "selectors:\n  s: {title: S, scales: {}, problems: {acid: {title: Acid}}}\n",
        ["data/a.yaml:2:25 wrong-value: `scales` is empty | at least one entry"],
    ),
    "blank where something must be": (
        'patterns:\n  saga: {title: " ", summary: ""}\n',
        [
            "data/a.yaml:2:17 wrong-value: `title` is blank | a string",
            "data/a.yaml:2:31 wrong-value: `summary` is blank | a string, or remove the key",
        ],
    ),
    "address with a blank": (
        SAGA + '    sources: [{title: T, url: "https://a b"}, {title: U, url: "https://[::1"}]\n',
        [
            f"data/a.yaml:4:{column} unsafe-url: `sources[{number}].url`: '{url}' is not a web address | "
            "an address that starts with https:// or http://"
            for number, column, url in ((1, 31, "https://a b"), (2, 63, "https://[::1"))
        ],
    ),
    "several bad links": (
        SAGA + '    summary: "[a](nosuch) [f](file:///etc/passwd) [j](JaVaScRiPt:alert(1)) <data:x> [s](saga)"\n',
        [
            "data/a.yaml:4:14 unknown-reference: links to the unknown record 'nosuch' | accepted: saga",
            *(
                f"data/a.yaml:4:14 unsafe-url: `summary`: '{target}' is not a web address | "
                "https:, http: or mailto: addresses, or a record's id"
                for target in ("JaVaScRiPt:alert(1)", "data:x", "file:///etc/passwd")
            ),
        ],
    ),
    "unknown kind": (
        "paterns:\n  saga: {title: Saga}\n",
        [
            f"data/a.yaml:1:1 unknown-key: 'paterns' is not a kind of record | did you mean 'patterns'? accepted: {KINDS}"
        ],
    ),
    "kind without mapping": (
        "patterns: [saga]\n",
        [
            "data/a.yaml:1:1 wrong-type: `patterns` is a list; expected a mapping | "
            "an id for each record, indented below it, and the record's keys below the id"
        ],
    ),
    "record without mapping": (
        "patterns:\n  saga: Saga\n",
        [
            "data/a.yaml:2:3 wrong-type: pattern 'saga' is the string 'Saga'; expected a mapping | "
            "its keys, indented below it, starting with `title`"
        ],
    ),
    "unknown key": (
        SAGA + "    alternativs: []\n",
        ["data/a.yaml:4:5 unknown-key: unknown key 'alternativs' in pattern 'saga' | did you mean 'alternatives'?"],
    ),
    "key in a part": (
        SAGA + "    alternatives: [{pattrn: saga, name: X}]\n",
        [
            "data/a.yaml:4:21 unknown-key: unknown key 'pattrn' in `alternatives[1]` | "
            "did you mean 'pattern'? accepted: name, pattern, url, when"
        ],
    ),
    "missing title": (
        "patterns:\n  saga:\n    tier: gold\n",
        ["data/a.yaml:2:3 missing-key: pattern 'saga' is missing the key 'title' | title: The title that readers see."],
    ),
    "misspelled title": (
        "patterns:\n  saga: {titel: Saga, alternatives: [{pattrn: b}]}\n  b: {title: B}\n",
        [
            "data/a.yaml:2:10 unknown-key: unknown key 'titel' in pattern 'saga' | did you mean 'title'?",
            "data/a.yaml:2:39 unknown-key: unknown key 'pattrn' in `alternatives[1]` | "
            "did you mean 'pattern'? accepted: name, pattern, url, when",
        ],
    ),
    "scale and problem without a title": (
        "patterns:\n  saga: {title: Saga, problems: [acid]}\nselectors:\n  s:\n    title: S\n    scales: {small: {}}\n"
        "    problems: {acid: {recommend: {small: null}}}\n",
        [
            "data/a.yaml:6:21 missing-key: `scales.small` is missing the key 'title' | title: The title that readers see.",
            "data/a.yaml:7:22 missing-key: `problems.acid` is missing the key 'title' | "
            "title: The problem, in the words of someone who has it.",
        ],
    ),
    "unknown tier": (
        SAGA + "    tier: platinum\n",
        ["data/a.yaml:4:11 unknown-reference: unknown tier 'platinum' | accepted: gold, silver, bronze"],
    ),
    "tier in capitals": (
        SAGA + "    tier: Gold\n",
        [
            "data/a.yaml:4:11 unknown-reference: unknown tier 'Gold' | "
            "did you mean 'gold'? accepted: gold, silver, bronze"
        ],
    ),
    "text for a list": (
        SAGA + "    alternatives: saga\n",
        [
            "data/a.yaml:4:19 wrong-type: `alternatives` is the string 'saga'; expected a list | "
            "alternatives: [{pattern: saga}], what to use instead."
        ],
    ),
    "nothing": (
        SAGA + "    status:\n",
        ["data/a.yaml:4:12 wrong-type: `status` has no value | give it a value, or remove the key"],
    ),
    "nothing behind a misspelled key": (
        SAGA + "    teir:\n    related: [{pattern: b, kind: variant, knid: null}]\n  b: {title: B}\n",
        [
            "data/a.yaml:4:5 unknown-key: unknown key 'teir' in pattern 'saga' | did you mean 'tier'?",
            "data/a.yaml:5:43 unknown-key: unknown key 'knid' in `related[1]` | "
            "did you mean 'kind'? accepted: kind, pattern",
        ],
    ),
    "nothing below a misspelled key": (
        "selectors:\n  s:\n    title: S\n    scales: {small: {title: Small}}\n    problems:\n"
        "      acid: {title: Acid, recomend: {small: {silver: null}}}\n",
        [
            "data/a.yaml:6:27 unknown-key: unknown key 'recomend' in `problems.acid` | "
            "did you mean 'recommend'? accepted: asked_as, recommend, summary, title"
        ],
    ),
    "nothing inside a value of another type": (
        SAGA + "    summary: [null]\n",
        ["data/a.yaml:4:14 wrong-type: `summary` is a list; expected a string | What it is, in one sentence."],
    ),
    "nothing before a slip in a list": (
        SAGA + "    aliases: [one, null, [two], three]\n",
        [
            "data/a.yaml:4:20 wrong-type: `aliases[2]` has no value | give it a value, or remove the key",
            "data/a.yaml:4:26 wrong-type: `aliases[3]` is a list; expected a string | aliases: [...], other ids and "
            "names that still resolve, so that renaming a record breaks no page.",
        ],
    ),
    "nothing for what must be there": (
        SAGA + "    alternatives: [{pattern: }]\n  b:\n    title:\nevolutions:\n  e: {title: E, timeline: [null]}\n",
        [
            "data/a.yaml:4:30 wrong-type: `alternatives[1].pattern` has no value | give it a value, or remove the key",
            "data/a.yaml:6:11 wrong-type: `title` has no value | give it a value",
            "data/a.yaml:8:28 wrong-type: `timeline[1]` has no value | give it a value, or remove the key",
        ],
    ),
    "no such month": (
        SAGA + "    introduced: 2012-13\n",
        [f"data/a.yaml:4:17 wrong-value: `introduced`: '2012-13' is not a date: there is no month 13 | {DATES}"],
    ),
    "unknown status": (
        SAGA + "    status: recomended\n",
        [
            "data/a.yaml:4:13 wrong-value: `status`: 'recomended' is not a status of patterns | "
            "did you mean 'recommended'? accepted: deprecated, legacy, recommended, use-with-caution"
        ],
    ),
    "unknown id": (
        SAGA + "    related: [{pattern: sgaa, kind: variant}]\n  sagas: {title: Sagas}\n",
        ["data/a.yaml:4:25 unknown-reference: unknown pattern 'sgaa' | did you mean 'saga'? accepted: saga, sagas"],
    ),
    "id with blanks": (
        "patterns:\n  two phase:\n    title: 2PC\n",
        [f"data/a.yaml:2:3 wrong-id: 'two phase' is not a valid pattern id | {ID_FORM}, such as 'two-phase'"],
    ),
    "reference to itself": (
        SAGA + "    alternatives: [{pattern: saga}]\n",
        ["data/a.yaml:4:30 self-reference: pattern 'saga' refers to itself | name another pattern"],
    ),
    "script address": (
        SAGA + '    sources: [{title: T, url: "javascript:alert(1)"}]\n',
        [
            "data/a.yaml:4:31 unsafe-url: `sources[1].url`: 'javascript:alert(1)' is not a web address | "
            "an address that starts with https:// or http://"
        ],
    ),
    "data address": (
        SAGA + '    sources: [{title: T, url: "data:text/html,x"}]\n',
        [
            "data/a.yaml:4:31 unsafe-url: `sources[1].url`: 'data:text/html,x' is not a web address | "
            "an address that starts with https:// or http://"
        ],
    ),
    "script link in prose": (
        SAGA + '    summary: "[x](JavaScript:alert(1))"\n',
        [
            "data/a.yaml:4:14 unsafe-url: `summary`: 'JavaScript:alert(1)' is not a web address | "
            "https:, http: or mailto: addresses, or a record's id"
        ],
    ),
    "link to no record": (
        SAGA + '    summary: "See [x](sgaa)."\n',
        [
            "data/a.yaml:4:14 unknown-reference: links to the unknown record 'sgaa' | "
            "did you mean 'saga'? accepted: saga"
        ],
    ),
    "list as a key": (
        "patterns:\n  saga: {title: Saga, ? [a] : b}\n",
        ["data/a.yaml:2:25 wrong-type: a key must be a string | a plain word"],
    ),
    "tier without rank": (
        "tiers:\n  assess: {title: Assess}\n",
        [
            "data/a.yaml:2:3 missing-key: tier 'assess' is missing the key 'rank' | "
            "rank: its position in the order; gold is 10, silver is 20, bronze is 30"
        ],
    ),
    "colour by name": (
        'tiers:\n  gold: {colours: {light: gold, dark: "#ffffff"}}\n',
        ["data/a.yaml:2:27 wrong-value: `colours.light`: 'gold' is not a colour | a colour such as #8a6100"],
    ),
    "share over a hundred": (
        SAGA
        + "migrations:\n  m: {title: M, from: saga, to: saga, checklist: [Ready], rollout: [{day: 1, share: 120}]}\n",
        ["data/a.yaml:5:85 wrong-value: `rollout[1].share` is the number 120 | at most 100"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told_once_and_exactly(bench, name):
    text, expected = CASES[name]
    assert bench.told({"data/a.yaml": text}) == expected


def test_nesting_without_end_is_refused_whoever_notices_it_first(bench):
    # Newer parsers have a bound of their own and stop there, before they hand over a single value.
    (told,) = bench.told({"data/a.yaml": "patterns: " + "[" * 100_000})
    place, _, rest = told.partition(" ")
    assert rest == "unsafe-yaml: nested more than 60 levels deep | fewer levels of nesting"
    assert place in {"data/a.yaml:1:71", "data/a.yaml:1:1010"}


def test_all_findings_of_all_files_come_in_one_run(bench):
    names = [name for name, (_text, expected) in CASES.items() if "unknown-reference" not in expected[0]]
    files = {f"data/f{number}.yaml": CASES[name][0] for number, name in enumerate(names)}
    told = {line.split(" ")[0].split(":")[0] for line in bench.told(files)}
    assert told == set(files)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + SAGA.encode(), SAGA.replace("\n", "\r\n").encode()])
def test_byte_order_mark_and_carriage_returns_are_accepted(bench, content):
    loaded = bench.load({"data/a.yaml": content})
    assert (loaded.findings, loaded.registry.pattern("saga").title) == ((), "Saga")


def test_lines_are_right_after_carriage_returns(bench):
    assert bench.told({"data/a.yaml": (SAGA + "    tier: Gold\n").replace("\n", "\r\n")})[0].startswith(
        "data/a.yaml:4:11 "
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [("1981", "1981"), ('"1981"', "1981"), ("2012-03", "2012-03"), ("2026-10-01", "2026-10-01"), ("1960s", "1960s")],
)
def test_dates_stay_as_written(bench, written, text):
    loaded = bench.load(SAGA + f"    introduced: {written}\n")
    assert (loaded.findings, loaded.registry.pattern("saga").introduced) == ((), text)


@pytest.mark.parametrize(
    "text", ["no", "on", "1:20", "1.10", "0o14", "1e3", "007", "-0", "1_000", ".inf", "2001-02-03"]
)
def test_plain_texts_that_older_yaml_would_turn_into_something_else_stay_text(bench, text):
    loaded = bench.load(f"patterns:\n  saga:\n    title: {text}\n")
    assert (loaded.findings, loaded.registry.pattern("saga").title) == ((), text)


def test_a_large_file_is_refused(bench):
    path = bench.root / "data" / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert bench.told({}) == ["data/a.yaml:1:1 oversized-file: the file is 50 MB | at most 16 MB per file: split it"]


def test_a_path_that_does_not_exist_is_told_where_it_is_configured(bench):
    assert bench.told({}, data=("dta",)) == [
        "conf.py:1:1 missing-data: `excellence_data` names 'dta', which does not exist | "
        "did you mean 'data'? accepted: a file or a folder, relative to the folder of conf.py"
    ]


def test_links_that_lead_in_circles_do_not_hang(bench):
    (bench.root / "data" / "again").symlink_to(bench.root / "data")
    (bench.root / "data" / "loop.yaml").symlink_to(bench.root / "data" / "loop.yaml")
    assert bench.told({"data/a.yaml": SAGA}) == [
        "data/loop.yaml:1:1 unreadable-file: cannot be read: Too many levels of symbolic links | "
    ]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
@pytest.mark.parametrize("name", ["data/b.yaml", "source/b.md", "more"])
def test_what_is_no_file_is_told_and_never_waited_for(bench, name, make):
    (bench.root / "source").mkdir()
    make(bench.root / name)
    code = (
        "import sys; from pathlib import Path; from sphinx_excellence.cli.check_command import findings_of;"
        "from sphinx_excellence.cli.project import Project; from sphinx_excellence.loader.front_matter import Page;"
        "from sphinx_excellence.reports.text_report import text_report; from datetime import date;"
        "root = Path(sys.argv[1]); page = Page('b', root / 'source/b.md');"
        "found = findings_of(Project(root, ('data', 'more'), (page,)), date(2026, 1, 1), cached=False)[1];"
        "print(text_report([f for f in found if f.rule == 'unreadable-file'], root))"
    )
    bench.write({"data/a.yaml": SAGA})
    done = subprocess.run(
        [sys.executable, "-c", code, str(bench.root)], capture_output=True, text=True, timeout=30, check=True
    )
    told = f"{name}:1:1: error unreadable-file: is not a regular file\n  help: a file with records, or a link to one\n"
    assert done.stdout.startswith("No findings." if name.startswith("source") else told)


def test_a_link_that_leads_nowhere_is_called_that(bench):
    (bench.root / "data" / "gone.yaml").symlink_to("../elsewhere/gone.yaml")
    assert bench.told({"data/a.yaml": SAGA}) == [
        "data/gone.yaml:1:1 unreadable-file: is a link to '../elsewhere/gone.yaml', which does not exist | a link to a file"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read every file")
def test_a_file_without_permission_is_told(bench):
    bench.write({"data/a.yaml": SAGA})
    (bench.root / "data" / "a.yaml").chmod(0)
    assert bench.told({}) == ["data/a.yaml:1:1 unreadable-file: cannot be read: Permission denied | "]


def test_an_id_in_two_files_names_both_places(bench):
    files = {"data/a.yaml": SAGA, "data/b.yaml": "patterns:\n\n  saga: {title: Again}\n"}
    assert bench.told(files) == [
        "data/b.yaml:3:3 duplicate-id: pattern 'saga' is already defined at data/a.yaml:2:3 | "
        "one definition per id: merge the two, or rename one"
    ]


def test_json_is_read_with_tabs_and_a_schema(bench):
    files = {"data/a.json": '{\n\t"$schema": "x.json",\n\t"patterns": {"saga": {"title": "Saga \\u00e9"}}\n}\n'}
    loaded = bench.load(files)
    assert (loaded.findings, loaded.registry.pattern("saga").title) == ((), "Saga é")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"patterns": {\n  "saga": {"title": "Saga" "tier": 1}}\n',
            "data/a.json:2:28 malformed-yaml: invalid JSON: Expecting ','",
        ),
        (
            "{'patterns': {",
            "data/a.json:1:2 malformed-yaml: invalid JSON: Expecting property name enclosed in double quotes",
        ),
    ],
)
def test_broken_json_is_told_as_json(bench, text, told):
    (said,) = bench.told({"data/a.json": text})
    assert said.startswith(told)
    assert said.endswith("| names and strings in double quotes, and a comma after every member except the last")


def test_what_may_stand_in_an_unreadable_file_is_not_called_unknown(bench):
    uses = "patterns:\n  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}\n"
    told = bench.told({"data/a.yaml": uses, "data/b.yaml": "patterns:\n  saga: {title\n"})
    assert [line.split(" ")[1] for line in told] == ["malformed-yaml:"]


def test_what_stands_in_another_kind_is_still_checked(bench):
    uses = "patterns:\n  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}\n"
    told = bench.told({"data/a.yaml": uses, "data/b.yaml": "decisions:\n  adr-1: {title\n"})
    assert [line.split(" ")[1] for line in told] == ["unknown-reference:", "malformed-yaml:"]


def test_a_problem_and_a_scale_without_a_title_go_by_their_ids(bench):
    loaded = bench.load(
        "selectors:\n  s:\n    title: S\n    scales: {small: {load: Little}}\n"
        "    problems: {acid: {recommend: {small: null}}, live: {title: [ScriptOnly]}}\n"
    )
    selector = loaded.registry.find("selector", "s")
    assert {name: scale.title for name, scale in selector.scales.items()} == {"small": "small"}
    assert {name: problem.title for name, problem in selector.problems.items()} == {"acid": "acid", "live": "live"}


def test_one_slip_loses_one_value_and_not_the_record(bench):
    loaded = bench.load(
        "patterns:\n  saga:\n    title: Saga\n    status: wrong\n    summary: Kept.\n"
        "    production_checklist: [one, [two], three]\n"
    )
    saga = loaded.registry.pattern("saga")
    assert (saga.summary, saga.status, saga.production_checklist) == ("Kept.", None, ("one", "three"))
    assert [finding.rule for finding in loaded.findings] == ["wrong-value", "wrong-type"]


BREAKS = {"line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\x85", "return": "\r"}
WRITTEN = ('"Sa%sga"', "'Sa%sga'", "Sa%sga", "Saga # %s", "&a Sa%sga", "|\n      Sa%sga\n      b", ">-\n      Sa%sga")


@pytest.mark.parametrize("name", ["line separator", "paragraph separator", "next line"])
@pytest.mark.parametrize("written", WRITTEN)
def test_only_what_ends_a_line_in_an_editor_ends_one_in_a_place(bench, name, written):
    text = f"patterns:\n  saga:\n    aliases: [x]\n    title: {written % BREAKS[name]}\n    tier: Gold\n"
    line = text.count("\n")
    (said,) = [each for each in bench.told({"data/a.yaml": text}) if "unknown-reference" in each]
    assert said.startswith(f"data/a.yaml:{line}:11 ")
    loaded = bench.load({"data/a.yaml": text})
    title = loaded.registry.pattern("saga").title
    assert title.startswith("Saga" if "#" in written else f"Sa{BREAKS[name]}ga")


def test_a_return_alone_ends_a_line_as_it_does_in_editors(bench):
    assert bench.told({"data/a.yaml": "patterns:\r  saga:\r    title: Saga\r    tier: Gold\r"})[0].startswith(
        "data/a.yaml:4:11 "
    )


@pytest.mark.parametrize("name", [*BREAKS])
def test_places_in_front_matter_and_json_are_those_of_editors(bench, name):
    sign = BREAKS[name]
    shift = name == "return"  # which ends a line wherever it stands, and so ends a text in JSON
    page = f'---\npattern: saga\ntitle: "Sa{sign}ga"\nexcellence_tier: Gold\n---\n# Saga\n'
    (said,) = bench.told({"source/saga.md": page})
    assert said.startswith(f"source/saga.md:{4 + shift}:18 unknown-reference")
    record = f'{{"patterns": {{"saga": {{\n"title": "Sa{sign}ga",\n"tier": "Gold"}}}}}}'
    (told,) = [each for each in bench.told({"data/a.json": record}) if "source/" not in each]
    assert told.startswith("data/a.json:2:13 malformed" if shift else "data/a.json:3:9 unknown-reference")


def test_keys_with_former_ends_of_lines_are_named_as_they_stand(bench):
    text = "patterns:\n  saga:\n    title: \ue000 Saga\n    \u2028ti\x85er: gold\n    tier: Gold\n"
    key, tier = bench.told({"data/a.yaml": text})
    assert key.startswith("data/a.yaml:4:5 unknown-key: unknown key '\u2028ti\x85er' in")
    assert tier.startswith("data/a.yaml:5:11 ")
    assert bench.load({"data/a.yaml": text}).registry.pattern("saga").title == "\ue000 Saga"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            '"\\ud83d\\ude00"',
            "found invalid Unicode character escape code | the character itself, or one escape for the whole character",
        ),
        ("[Draft] x", "did not find expected key | quote the string: ["),
        ("@home", "found character that cannot start any token | quote the string: ["),
        ("`code` first", "found character that cannot start any token | quote the string: ["),
        ("%s of all", "found character that cannot start any token | quote the string: ["),
        ("> 50 % faster", "did not find expected comment or line break | quote the string: ["),
        ("*Very* good", "did not find expected alphabetic or numeric character | quote the string: ["),
        ("- 3 degrees", "block sequence entries are not allowed in this context | quote the string: ["),
        ("'it's'", "did not find expected key | quote the string: ["),
        ('"open', "3:12 malformed-yaml: invalid YAML: this quotation mark is never closed | a closing quotation mark"),
        (
            "2PC: a history",
            "mapping values are not allowed in this context | check the indentation, and quote any string",
        ),
        ('"C:\\dir"', "found unknown escape character | a backslash is literal in single quotes;"),
    ],
)
def test_what_yaml_makes_nothing_of_is_told_with_what_to_write(bench, written, said):
    (told,) = bench.told({"data/a.yaml": f"patterns:\n  saga:\n    title: {written}\n"})
    assert told.startswith("data/a.yaml:3:")
    assert said in told
