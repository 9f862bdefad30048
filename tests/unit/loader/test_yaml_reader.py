"""YAML: what scalars become, which texts are cut off, and what a file that is wrong is said to be."""

from __future__ import annotations

import pytest

from sphinx_excellence.loader.numbers import number_of
from sphinx_excellence.loader.parsed_data import MAX_DEPTH, MAX_PROBLEMS
from sphinx_excellence.loader.yaml_reader import MAX_ALIASED, read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0), ("7", 7), ("-12", -12), ("10", 10), ("123456789012345", 123456789012345),
        ("1234567890123456", "1234567890123456"), ("-0", "-0"), ("007", "007"), ("+1", "+1"), ("1_0", "1_0"),
        ("0x1F", "0x1F"), ("0o7", "0o7"), ("1.5", 1.5), ("-0.5", -0.5), ("1.50", "1.50"), ("1.", "1."), (".5", ".5"),
        ("1e3", "1e3"), ("1.0", 1.0), ("-0.0", -0.0), ("0.1", 0.1), ("0.1234567890123456", "0.1234567890123456"),
        ("123456789012345.5", 123456789012345.5), ("1:20", "1:20"), ("2026-01-01", "2026-01-01"),
("~", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"), ("true", True), ("True", True),
        ("TRUE", True), ("false", False), ("False", False), ("FALSE", False), ("tRUE", "tRUE"), ("yes", "yes"), ("off", "off"),
        ('"1"', "1"), ("'true'", "true"), ('""', ""), ("!!str 1", "1"), ("!!int 1", 1),  ("!!bool true", True),
        ("!!null ''", ""), ("|\n  1\n", "1\n"), ("é", "é"),
    ],
)  # fmt: skip
def test_plain_values_are_those_of_yaml_1_2(written, value):
    document = read_yaml(f"a: {written}")
    found = document.value["a"]
    assert (found, type(found)) == (value, type(value))
    assert document.has_blanks == (value is None)
    assert document.readable
    assert document.problems == []


@pytest.mark.parametrize("text", ["1", "-1", "1.5", "0", "999999999999999"])
def test_a_number_reads_back_as_it_was_written(text):
    assert repr(number_of(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "1a",
        "a1",
        "-",
        "1.10",
        "00",
        "-0",
        "1 ",
        " 1",
        "1\n",
        "1.5\n",
        "1000000000000000",
        "1.0000000000000000",
    ],
)
def test_what_would_not_read_back_stays_a_text(text):
    assert number_of(text) == text


@pytest.mark.parametrize(
    ("text", "value", "has_blanks"),
    [
        ("", None, False),
        ("# none\n", None, False),
        ("---\n", None, True),
        ("~", None, True),
        ("- 1\n-\n- a\n", [1, None, "a"], True),
        ("{a: , b: [x, {c: d}]}", {"a": None, "b": ["x", {"c": "d"}]}, True),
        ("a: &x [1]\nb: *x\nc: *x\n", {"a": [1], "b": [1], "c": [1]}, False),
        ("? a\n: b\n", {"a": "b"}, False),
        ("1: 2\ntrue: x\n~: y\n", {"1": 2, "true": "x", "~": "y"}, False),
        ("%YAML 1.2\n---\na: 1\n", {"a": 1}, False),
        ("a: 1\n...\n", {"a": 1}, False),
    ],
)
def test_a_document_is_read(text, value, has_blanks):
    document = read_yaml(text)
    assert (document.value, document.has_blanks, document.problems, document.readable) == (value, has_blanks, [], True)
    assert document.refused == []


def problems(text):
    return [(each.rule, each.line, each.column, each.args) for each in read_yaml(text).problems]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("a: text #1 of all", ("#1 of all", 9)),
        ("a: C #and more", ("#and more", 6)),
        ("- text #1", ("#1", 8)),
        ("a: [x, #1\n y]", ("#1", 8)),
        ("a: [x , #1\n y]", ("#1", 9)),
        ("a: text\t#1", ("#1", 9)),
        ("a: text #" + "x" * 100, ("#" + "x" * 59, 9)),
        ("a: &b text #1", ("#1", 12)),
        ("a: !!str text #1", ("#1", 15)),
        # Comments that are meant as such.
        ("a: text # 1", None),
        ("a: text #", ("#", 9)),
        ("a: text # ", ("#", 9)),
        ("a: text ## x", None),
        ("a: text #! x", None),
        ("a: text #----", None),
        ("a: text ####x", None),
        ("a: text #TODO x", None),
        ("a: text #FIXME", None),
        ("a: text #noqa", None),
        ("a: text #TODOS", ("#TODOS", 9)),
        ("a: text #region", None),
        ("a: text #yamllint disable", None),
        # What is complete in itself.
        ("a: 1 #one", None),
        ("a: 1 #2", ("#2", 6)),
        ("a: true #yes", None),
        ("a: ~ #none", None),
        ("a: 2026-01-01 #day", None),
        ("a: 1980s #decade", None),
        ("a: 2026- #since", None),
        ("a: 2026-01-01 #1", ("#1", 15)),
        ("a: #comment", None),
        ("a: 1x #one", ("#one", 7)),
        # Quoted texts, and no comment at all.
        ("a: 'text' #1", None),
        ('a: "text" #1', None),
        ("a: text#1", None),
        ("a: 'x #1'", None),
    ],
)
def test_a_text_that_a_sign_cuts_off_is_doubted(line, cut):
    document = read_yaml(f"k: v\n{line}\n" if line[0] != "-" else f"{line}\n")
    number = 2 if line[0] != "-" else 1
    found = [(each.rule, each.line, each.column, each.args, each.is_doubt) for each in document.problems]
    cut_at = [] if cut is None else [("cut-text", number, cut[1], (cut[0],), True)]
    assert [each for each in found if each[3] != ("&b",)] == cut_at
    accepted = {each.accepted for each in document.problems if each.args != ("&b",)}
    assert accepted <= {"quotes around the text; if it is a comment, a space after the '#'"}
    assert document.readable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &b text", [(1, 4, "&b")]),
        ("a: &b text\nc: *b", []),
        ("a: &b text\nc: &d more\ne: *b", [(2, 4, "&d")]),
        ("a: &b [text]", []),
        ("a: &b 'text'", []),
        ("a: &b", []),
        ("a: &b\nc: 1", []),
        ("a: ! text", [(1, 4, "!")]),
        ("a: !!str text", []),
        ("a: ! 'text'", []),
        ("&b a: 1", []),
    ],
)
def test_a_text_whose_beginning_means_something_else_is_doubted(text, told):
    found = read_yaml(text).problems
    assert [(each.line, each.column, each.args[0]) for each in found] == told
    assert all(each.rule == "cut-text" and each.is_doubt for each in found)
    assert {each.accepted for each in found} <= {"quotes around the text"}


@pytest.mark.parametrize(
    ("text", "value", "refused", "tags"),
    [
        ("a: !x 1\nb: 2", {"a": None, "b": 2}, [("a",)], ["!x"]),
        ("a: [!!set {b: 1}, !y z]", {"a": [None, None]}, [("a", 0), ("a", 1)], ["!!set", "!y"]),
        ("a: !x {b: !y c}", {"a": None}, [("a",)], ["!x", "!y"]),
        ("!x {}", None, [()], ["!x"]),
        ("a: !!map {b: !!seq [!!float 1.5, !!null '']}", {"a": {"b": [1.5, ""]}}, [], []),
        ("a: &b !x 1\nc: *b", {"a": None, "c": None}, [("a",), ("c",)], ["!x"]),
        ("a: !!binary x", {"a": None}, [("a",)], ["!!binary"]),
        ("a: !<tag:example.org,2000:x> 1", {"a": None}, [("a",)], ["tag:example.org,2000:x"]),
    ],
)
def test_a_value_with_a_tag_is_left_out_and_the_rest_read(text, value, refused, tags):
    document = read_yaml(text)
    assert (document.value, document.refused) == (value, refused)
    told = [each for each in document.problems if each.rule == "unsafe-yaml"]
    assert [each.args for each in told] == [(tag,) for tag in tags]
    assert not any(each.is_doubt for each in told)


def test_so_deep_values_nest_and_no_deeper():
    deep = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    assert read_yaml(deep).readable
    document = read_yaml(f"[{deep}]")
    assert not document.readable
    assert problems(f"[{deep}]") == [("unsafe-yaml", 1, MAX_DEPTH + 2, (str(MAX_DEPTH),))]
    assert not read_yaml("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).problems
    assert read_yaml("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2)).problems


def test_so_many_problems_are_told():
    assert len(read_yaml("".join("a: 1\n" for _ in range(MAX_PROBLEMS + 50))).problems) == MAX_PROBLEMS


def test_aliases_stand_for_so_many_values():
    ten = "a: &a [" + ", ".join("x" * 9) + "]\n"  # ten values with the list
    aliases = MAX_ALIASED // 10
    assert read_yaml(f"{ten}b: [{', '.join(['*a'] * aliases)}]").readable
    document = read_yaml(f"{ten}b: [{', '.join(['*a'] * (aliases + 1))}]")
    assert not document.readable
    assert [(each.rule, each.args) for each in document.problems] == [("unsafe-yaml", (str(MAX_ALIASED),))]
    for more, readable in ((0, True), (1, False)):
        aliases = (MAX_ALIASED - 20) // 23 + more  # two tens and what holds them, and two tens once
        assert read_yaml(f"{ten}b: &b [*a, *a]\nc: [{', '.join(['*b'] * aliases)}]").readable == readable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1, ("a", 1, "1"))),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", ("duplicate-key", 4, 3, ("b", 2, "3"))),
        ("? [a, b]\n: c\nd: e\n", ("wrong-type", 1, 3, ())),
        ("a: *b\n", ("malformed-yaml", 1, 4, ("b",))),
        ("a: &b [*b]\n", ("unsafe-yaml", 1, 8, ("b",))),
        ("a: 1\n---\nb: 2\n", ("malformed-yaml", 2, 1, ())),
        ("a: \x01\n", ("malformed-yaml", 1, 4, ("0001",))),
        ("\n\na: b\x7f\n", ("malformed-yaml", 3, 5, ("007F",))),
        ("a: 1\n\tb: 2\n", ("malformed-yaml", 2, 1, ())),
        ("a: {\n\n\n", ("malformed-yaml", 4, 1, ("did not find expected node content",))),
        ("a: [1,\n b: {c\n", ("malformed-yaml", 3, 1, ("did not find expected ',' or '}'", 2, "5"))),
        ("a: b: c\n", ("malformed-yaml", 1, 5, ("mapping values are not allowed in this context",))),
        ("a: 'x\n", ("malformed-yaml", 1, 4, ())),
        ('a:\n  "x\n', ("malformed-yaml", 2, 3, ())),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, told):
    found = read_yaml(text)
    assert problems(text) == [told]
    assert found.readable == (told[0] in {"duplicate-key", "wrong-type"})
    assert found.value is None or isinstance(found.value, dict)


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_signs_that_ended_lines_once_are_characters(sign):
    document = read_yaml(f"a{sign}b: x{sign}y\n'c{sign}': \"d{sign}e\"\nf: \ue000\n")
    assert document.value == {f"a{sign}b": f"x{sign}y", f"c{sign}": f"d{sign}e", "f": "\ue000"}
    assert document.locate((f"c{sign}",), on_key=True) == (2, 1)
    assert document.locate(("f",)) == (3, 4)


def test_all_three_signs_may_stand_in_one_text():
    text = "a: x\x85y\u2028z\u2029\nb: \ue001\ue002\n"
    assert read_yaml(text).value == {"a": "x\x85y\u2028z\u2029", "b": "\ue001\ue002"}
    cut = read_yaml("a: 1\x85 #b\n").problems
    assert [each.args for each in cut] == [("#b",)]
