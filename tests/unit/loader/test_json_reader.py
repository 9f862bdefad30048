"""JSON: all that is valid is read, with the place of every value; the rest is one finding."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_excellence.loader.json_reader import read_json

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=4), inside, max_size=4),
    max_leaves=12,
)


def walked(value, path=()):
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from walked(item, (*path, key))


def alike(read, value):
    """Whether what was read is the value, or the number as it is written."""
    if isinstance(value, dict):
        return (
            isinstance(read, dict) and list(read) == list(value) and all(alike(read[key], value[key]) for key in value)
        )
    if isinstance(value, list):
        return isinstance(read, list) and len(read) == len(value) and all(map(alike, read, value))
    if isinstance(value, int | float) and isinstance(read, str):
        return float(read) == value or int(read) == value
    return read == value and isinstance(read, bool) == isinstance(value, bool)


@given(
    VALUES,
    st.booleans(),
    st.sampled_from([None, 1, "\t"]),
    st.sampled_from([(", ", ": "), (",", ":"), (" ,\t", " :  ")]),
    st.booleans(),
)
@example({"a": "\N{GRINNING FACE} a/b \u2028 \x85 \x7f"}, True, None, (", ", ": "), True)
@example({"a": -0.0, "b": 10**40, "c": 1e300, "d": -(10**15), "e": 1e16}, True, None, (", ", ": "), True)
@example({"a": [1, 2, [3, "4"], {"b": 5, "c": []}], "d": {}}, True, None, (",", ":"), True)
def test_what_json_writes_is_read_with_its_places(value, is_ascii, indent, separators, slashes):
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent, separators=separators)
    text = text.replace("/", "\\/") if slashes else text
    document = read_json(text)
    assert document.readable
    assert not document.problems
    assert alike(document.value, value)
    lines = text.split("\n")
    for path, inside in walked(value):
        line, column = document.locate(path)
        begin = "\n".join(lines[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(begin)[0] == inside
        if path and isinstance(path[-1], str):
            line, column = document.locate(path, on_key=True)
            assert json.JSONDecoder().raw_decode(lines[line - 1], column - 1)[0] == path[-1]


def refusal(text):
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error
    return None


PIECES = ["{", "}", "[", "]", ",", ":", '"', "\\", "\\u", "1", "-", "e", "0", ".", "null", "tru", "\n", "\t", " ", "'"]


@given(VALUES, st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.booleans()), min_size=1, max_size=3))
def test_what_json_refuses_is_refused_at_the_same_place(value, changes):
    text = json.dumps(value)
    for where, piece, replaces in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + replaces :]
    document = read_json(text)
    error = refusal(text)
    if error is None or not text.strip():
        assert document.readable or "half" in document.problems[-1].message
    else:
        assert not document.readable
        (problem,) = [problem for problem in document.problems if problem.rule != "duplicate-key"]
        assert (problem.line, problem.column) == (error.lineno, error.colno) or "half" in problem.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"patterns": {"a": {"title": NaN}}}',
            "1:30 malformed-yaml: invalid JSON: 'NaN' is not a number | a number in",
        ),
        (
            '{"a": [1, -Infinity]}',
            "1:11 malformed-yaml: invalid JSON: '-Infinity' is not a number | a number in digits",
        ),
        (
            '{"a": "\\ud83d\\ude00 \\uD83D"}',
            "1:21 malformed-yaml: the escape '\\uD83D' is only half of a surrogate pair | both halves, such as \\ud83d\\ude00, or",
        ),
        ('{"a": "\\\\ud83d \\udE00"}', "1:16 malformed-yaml: the escape '\\udE00' is only half of a surrogate pair"),
        ('{"a": "\\u12"}', "1:9 malformed-yaml: invalid JSON: Invalid \\uXXXX escape"),
        (
            '{"a": "a\tb"}',
            "1:9 malformed-yaml: invalid JSON: Invalid control character at | write it as an escape, such as",
        ),
        ('{"a": 1, "a": 2}', "1:10 duplicate-key: duplicate key 'a'; the first one is at line 1, column 2"),
        (
            '{"a": {"b": 1,\n "\\u0062": 2}}',
            "2:2 duplicate-key: duplicate key 'b'; the first one is at line 1",
        ),
        ("[" * 100_000, "1:62 unsafe-yaml: nested more than 60 levels deep"),
        ('{"a":' * 61 + "1" + "}" * 61, "1:306 unsafe-yaml: nested more than 60 levels deep"),
        ("\ufeff\ufeff{}", "1:1 malformed-yaml: invalid JSON: Unexpected UTF-8 BOM"),
        ('{"a": 01}', "1:8 malformed-yaml: invalid JSON: Expecting ',' delimiter"),
        ("{'a': 1}", "1:2 malformed-yaml: invalid JSON: Expecting property name enclosed in double quotes"),
        ('{"a": 1} // no', "1:10 malformed-yaml: invalid JSON: Extra data"),
    ],
)
def test_what_is_wrong_is_told_once(bench, text, told):
    problems = read_json(text).problems
    assert len(problems) == 1
    (said, *others) = [line for line in bench.told({"data/a.json": text}) if "unknown-key" not in line]
    assert said.startswith(f"data/a.json:{told}")
    assert not others


@pytest.mark.parametrize(
    ("text", "value", "has_blanks"),
    [
        ("", None, False),
        (" \n\t\r ", None, False),
        (" null ", None, True),
        ('[null, true, false, ""]', [None, True, False, ""], True),
        ("{}", {}, False),
        ("[ ]", [], False),
        ('{"a" : [ ] , "b":{ } }', {"a": [], "b": {}}, False),
        ("[0, -0, 1.5, 1.50, 1e2, 1E+2, 1e400, -1e-2, 10, 12345678901234567]",
         [0, 0, 1.5, "1.50", 100.0, 100.0, "1e400", -0.01, 10, "12345678901234567"], False),
    ],
)  # fmt: skip
def test_values_of_json_are_those_of_yaml(text, value, has_blanks):
    document = read_json(text)
    assert (document.value, document.has_blanks, document.problems, document.readable) == (value, has_blanks, [], True)
    assert repr(document.value) == repr(value)


#: From Python 3.13 on, the place of a comma too many is its own; before, that of what follows it.
COMMA_IS_THE_FAULT = sys.version_info >= (3, 13)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[1 2]", 1, 4),
        ("[1,\n]", *((1, 3) if COMMA_IS_THE_FAULT else (2, 1))),
        ('{"a" 1}', 1, 6),
        ('{"a": 1,}', 1, 8 if COMMA_IS_THE_FAULT else 9),
        ('{"a": 1 "b": 2}', 1, 9),
        ("{1: 2}", 1, 2),
        ("nul", 1, 1),
        ("[+1]", 1, 2),
        ("\n\n [1, x]", 3, 6),
        ('{"a": "b', 1, 7),
        ("[1] [2]", 1, 5),
        ("[" * 40 + "]" * 39, 1, 80),
    ],
)
def test_a_fault_of_syntax_has_its_place(text, line, column):
    document = read_json(text)
    assert (document.readable, document.value) == (False, None)
    assert [(each.rule, each.line, each.column) for each in document.problems] == [("malformed-yaml", line, column)]


def test_keys_that_stand_again_are_told_up_to_a_limit():
    document = read_json("{" + ", ".join(f'"a": {number}' for number in range(300)) + "}")
    assert document.value == {"a": 0}
    assert len(document.problems) == 200
    assert {(each.rule, each.args) for each in document.problems} == {("duplicate-key", ("a", 1, "2"))}
    assert [each.column for each in document.problems[:2]] == [10, 18]


def test_a_record_is_the_same_in_both_syntaxes(bench):
    record = {
        "title": "Saga \N{GRINNING FACE} / 1",
        "introduced": 1987,
        "aliases": ["sagas", 1.5, "1.10"],
        "summary": "a\u2028b\x85c",
    }
    in_json = bench.load({"data/a.json": json.dumps({"patterns": {"saga": record}})})
    (bench.root / "data/a.json").unlink()
    in_yaml = bench.load({"data/a.yaml": json.dumps({"patterns": {"saga": record}}, ensure_ascii=False)})
    assert in_json.findings == in_yaml.findings == ()
    assert in_json.registry.pattern("saga") == in_yaml.registry.pattern("saga")
    assert in_json.registry.pattern("saga").title == record["title"]
