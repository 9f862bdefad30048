"""Where a value, a key or a part of a text stands, in a document and in the file it comes from."""

from __future__ import annotations

import json

import pytest

from sphinx_excellence.findings import Place
from sphinx_excellence.loader.file_formats import read_document
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin, Origins
from sphinx_excellence.loader.source_positions import place_after

TEXT = "a:\n  - x\n  - b: [1, 2]\n    c:\nd: {e: f}\n"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("a",), (2, 3), (1, 1)),
        (("a", 0), (2, 5), (2, 5)),
        (("a", 1), (3, 5), (3, 5)),
        (("a", 1, "b"), (3, 8), (3, 5)),
        (("a", 1, "b", 1), (3, 12), (3, 12)),
        (("d", "e"), (5, 8), (5, 5)),
        # Steps that are not there are passed over.
        (("a", 2), (2, 3), (2, 3)),
        (("a", "b"), (2, 3), (2, 3)),
        (("a", 0, "z"), (2, 5), (2, 5)),
        (("z",), (1, 1), (1, 1)),
        (("z", "d", "e"), (5, 8), (5, 5)),
        (("d", 0), (5, 4), (5, 4)),
        (("d", "z", "e"), (5, 8), (5, 5)),
        (("d", "e", "z"), (5, 8), (5, 8)),
    ],
)
@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".md"])
def test_a_value_and_its_key_have_their_places(path, value, key, suffix):
    document = read_document(TEXT, suffix)
    assert document.locate(path) == value
    assert document.locate(path, on_key=True) == key


@pytest.mark.parametrize(("text", "suffix"), [("\n\n  [a, b]\n", ".yaml"), ("\n\n  [1]", ".json")])
def test_a_document_begins_with_its_first_value(text, suffix):
    assert read_document(text, suffix).locate(()) == (3, 3)
    assert read_document(text, suffix).locate(("z",)) == (3, 3)


def test_json_is_read_as_json_by_the_ending_of_the_name():
    for suffix, readable in ((".json", True), (".JSON", True), (".yaml", False), (".yml", False)):
        assert read_document('{"a": "\\ud83d\\ude00"}', suffix).readable == readable
    assert read_document("a: 1").value == {"a": 1}
    assert Document().locate(("a",)) == (1, 1)


@pytest.mark.parametrize(
    ("source", "before", "place"),
    [
        ("plain text here", "plain ", (1, 7)),
        ("plain text here", "plain", (1, 6)),
        ("plain text here", "", (1, 1)),
        ("plain   text\n\n  here", "plain text ", (3, 3)),
        ("plain text", "other ", None),
        ("plain", "plain text", None),
        ("'it''s here'", "it's ", (1, 8)),
        ("''' x'", "' ", (1, 5)),
        ('"a\\tb"', "a\t", (1, 5)),
        ('"a\\tb\\"c"', 'a\tb"', (1, 8)),
        ('"\\u00e9 x"', "é ", (1, 9)),
        ('"\\xe9 x"', "é ", (1, 7)),
        ('"\\U0001F600 x"', "\N{GRINNING FACE} ", (1, 13)),
        ('"\\ud83d\\ude00 x"', "\N{GRINNING FACE} ", (1, 15)),
        ('"\\/\\e\\_\\N x"', "/\x1b\xa0\x85 ", (1, 11)),
        ('"a\\\n   b c"', "ab ", (2, 6)),
        ('"a\\\n   b c"', "a", (1, 3)),
        ('"a \\\n   b"', "a ", (2, 4)),
        ('"a\\ b"', "a ", (1, 5)),
        ("|\n  one\n  two", "one ", (3, 3)),
        ("|2- # why\n  one\n  two", "one\n", (3, 3)),
        (">-\n  one two", "", (2, 3)),
        ("&a |\n  one two", "one ", (2, 7)),
        ("!!str &a 'one two'", "one ", (1, 15)),
        ("&a one two", "one ", (1, 8)),
        ("'one' two", "one two", None),
        ("a\\tb", "a\\tb", (1, 5)),
        ("'a\\tb'", "a\\t", (1, 5)),
        ('"\\Lx"', "\u2028", (1, 4)),
    ],
)
@pytest.mark.parametrize(("line", "column"), [(1, 1), (2, 1), (3, 5)])
def test_what_follows_a_part_of_a_text_has_its_place(source, before, place, line, column):
    text = "\n".join([*["x: y", " z", ""][: line - 1], " " * (column - 1) + source])
    if place is not None:
        place = (place[0] + line - 1, place[1] + (column - 1 if place[0] == 1 else 0))
    assert place_after(text, line, column, before) == place


def test_text_is_found_behind_its_key_and_not_in_another():
    document = read_document("a: 'one two'\nb: one two\n")
    document.text = "a: 'one two'\nb: one two\n"
    assert document.locate_after(("a",), "one ") == (1, 9)
    assert document.locate_after(("b",), "one ") == (2, 8)
    assert document.locate_after(("b",), "two ") == (2, 4)
    text = json.dumps({"a": 'x "y" \u2028'})
    document = read_document(text, ".json")
    document.text = text
    assert document.locate_after(("a",), 'x "y" ') == (1, text.index("\\u2028") + 1 + len("\\u2028"))


# Records --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def origin():
    document = read_document("patterns:\n  a:\n    excellence_tier: gold\n    title: One two\n")
    document.text = "patterns:\n  a:\n    excellence_tier: gold\n    title: One two\n"
    return Origin("a.md", document, ("patterns", "a"), line_offset=10, names={"tier": "excellence_tier"})


def test_a_place_in_a_record_is_one_in_its_file(origin):
    assert origin.place() == Place("a.md", 12, 3)  # where a record has no value of its own, its key
    assert origin.place(("tier",)) == Place("a.md", 13, 22)
    assert origin.place(("tier",), on_key=True) == Place("a.md", 13, 5)
    assert origin.place(("excellence_tier",)) == Place("a.md", 13, 22)
    assert origin.place(("title",), before="One ") == Place("a.md", 14, 16)
    assert origin.place(("title",), before="Two ") == Place("a.md", 14, 12)
    assert origin.place(("title", 0)) == Place("a.md", 14, 12)
    origins = Origins()
    origins.add(("pattern", "a"), origin)
    assert origins.get(("pattern", "a")) is origin
    assert origins.get(("pattern", "b")) is None
    assert origins.place(("pattern", "a"), ("tier",), on_key=True) == Place("a.md", 13, 5)
    assert origins.place(("pattern", "a"), ("title",), before="One ") == Place("a.md", 14, 16)
    with pytest.raises(KeyError):
        origins.place(("pattern", "b"))


def test_what_is_refused_in_a_record_goes_by_the_names_of_its_keys(origin):
    assert origin.refused() == frozenset()
    origin.document.refused += [
        ("patterns", "a", "excellence_tier"), ("patterns", "a", "x", 0), ("patterns", "b"), ("patterns",),
    ]  # fmt: skip
    assert origin.refused() == {("tier",), ("x", 0)}
    origin.document.refused.append(("patterns", "a"))
    assert () in origin.refused()


@pytest.mark.parametrize("text", ["x", "ä\u2028🎈"])
def test_a_document_that_is_settled_knows_places_and_top_keys_and_no_values(text):
    document = read_document(json.dumps({"a": {"b": f"{text} and `this`"}, "c": [1]}), ".json")
    document.text = json.dumps({"a": {"b": f"{text} and `this`"}, "c": [1]})
    before = document.locate_after(("a", "b"), f"{text} and ")
    document.settle()
    assert document.locate_after(("a", "b"), f"{text} and ") == before != document.locate(("a", "b"))
    assert document.value == {"a": None, "c": None}
    assert document.text == ""
