"""What a fix changes in a text and what it leaves: lists, comments, indentation, quotes, line ends, other records."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from ruamel.yaml import YAML

from sphinx_excellence.findings import Addition, Finding, Ordering, Place, Renaming, Replacement
from sphinx_excellence.fixes.fix_rounds import FixedFile, fix_all, write
from sphinx_excellence.fixes.json_fixes import fix_json
from sphinx_excellence.fixes.list_order import reordered
from sphinx_excellence.fixes.text_fixes import LocatedFix, apply_fixes
from sphinx_excellence.fixes.value_fixes import FixNotApplicable, apply_fix
from sphinx_excellence.loader.load import Loaded, Page, load

KEY = ("evolution", "e")
PREFIX = ("evolutions", "e")
HEAD = "evolutions:\n  e:\n    title: E\n"
SWAP = Ordering(KEY, ("timeline",), (1, 0))


def fixed(text, fix, suffix=".yaml", prefix=PREFIX, names=None):
    """The text after a fix, or the reason why it is not made."""
    after, made, reasons = apply_fixes(text, [LocatedFix(fix, prefix, names or {})], suffix)
    assert len(made) + len(reasons) == 1
    if reasons:
        assert after == text
        return list(reasons.values())
    return after


# Entries in another order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "starts", "order", "expected"),
    [
        ("- b\n- a", [0, 1], [1, 0], "- a\n- b"),
        ("x:\n- c\n- b\n- a\ny: 1", [1, 2, 3], [2, 0, 1], "x:\n- a\n- c\n- b\ny: 1"),
        # A comment that stands apart from its entry, and the line of another value above.
        ("x: 1\ny:\n# b\n\n- b\n# a\n- a", [4, 6], [1, 0], "x: 1\ny:\n# a\n- a\n# b\n\n- b"),
        # A comment in the first lines, and one in the last, which nothing goes with.
        ("# b\n- b\n# a\n- a\n# end", [1, 3], [1, 0], "# a\n- a\n# b\n- b\n# end"),
        ("#\n# b\n- b\n# a\n- a\nx: 1", [2, 4], [1, 0], "# a\n- a\n#\n# b\n- b\nx: 1"),
        # A blank line and a comment inside an entry, however little they are indented.
        ("- a: 2\n\n  b: 2\n- a: 1", [0, 3], [1, 0], "- a: 1\n- a: 2\n\n  b: 2"),
        ("- a: 2\n# why\n  b: 2\n- a: 1", [0, 3], [1, 0], "- a: 1\n- a: 2\n# why\n  b: 2"),
        # Entries that do not stand on lines of their own.
        ("[b,\n a]", [0, 1], [1, 0], None),
        ("- [b, a]", [0, 0], [1, 0], None),
        ("- b\n  - a", [0, 1], [1, 0], None),
        ("- b\n a", [0, 1], [1, 0], None),
        # An order of other entries.
        ("- b\n- a", [0, 1], [1, 0, 2], None),
        ("- b\n- a", [0, 1], [1, 1], None),
    ],
)
def test_entries_move_with_the_lines_that_are_theirs(text, starts, order, expected):
    assert reordered(text, starts, order) == expected


def test_a_comment_above_the_first_entry_stays_where_it_stays_first():
    assert reordered("# all\n- a\n- c\n- b", [1, 2, 3], [0, 2, 1]) == "# all\n- a\n- b\n- c"
    with pytest.raises(FixNotApplicable):
        reordered("# all\n- b\n- a", [1, 2], [1, 0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[{year: 2, label: B}, {year: 1, label: A}]\n", "[{year: 1, label: A}, {year: 2, label: B}]\n"),
        ("\n    - {year: 2}  # b\n    # a\n    - {year: 1}\n", "\n    # a\n    - {year: 1}\n    - {year: 2}  # b\n"),
        ("\n    - year: 2\n      # why\n      label: B\n    - {year: 1}\n", "\n    - {year: 1}\n    - year: 2\n      # why\n      label: B\n"),
    ],
)  # fmt: skip
def test_a_list_is_sorted_however_it_is_written(before, after):
    assert fixed(
        f"{HEAD}    timeline: {before}".replace(": \n", ":\n"), SWAP
    ) == f"{HEAD}    timeline: {after}".replace(": \n", ":\n")


@pytest.mark.parametrize(
    "entries",
    [
        "[\n      {year: 2, label: B},  # b\n      # a\n      {year: 1, label: A}]\n",
        "\n      - {year: 2, label: B}\n      -\n        # a\n        {year: 1, label: A}\n",
        "[\n      # b\n      {year: 2, label: B},\n      # a\n      {year: 1, label: A}]\n",
        "\n      -\n        # b\n        year: 2\n      -\n        # a\n        year: 1\n",
    ],
)
def test_no_list_is_sorted_where_a_comment_would_lose_its_place(entries):
    assert fixed(f"{HEAD}    timeline: {entries}", SWAP) == ["a comment would move away from what it describes"]


# YAML -----------------------------------------------------------------------------------------------------------------

INDENTED = [
    "evolutions:\n  e:\n    timeline:\n      - year: 1\n        labl: A\n",
    "evolutions:\n  e:\n    timeline:\n    - year: 1\n      labl: A\n",
    "evolutions:\n    e:\n        timeline:\n            - year: 1\n              labl: A\n",
    "evolutions:\n    e:\n        timeline:\n        -   year: 1\n            labl: A\n",
    "evolutions:\n    e:\n        timeline:\n          - year: 1\n            labl: A\n",
]


@pytest.mark.parametrize("text", INDENTED)
@pytest.mark.parametrize("other", ["", "    x:   1\n", "# end\n", "\n\n"])
def test_a_list_keeps_its_indentation(text, other):
    inside = text.partition("timeline")[0].rpartition("\n")[2]
    text += other.replace("    ", inside)
    assert fixed(text, Renaming(KEY, ("timeline", 0, "labl"), "label")) == text.replace("labl", "label")


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
@pytest.mark.parametrize(
    "lines",
    [
        f"    summary: {'long ' * 60}end\n    labl: x\n",
        "    labl: x\n    sources: [{title: A}, {title: B}]\n",
        "    sources: [{labl: x}]\n",
        "    labl: {a: [{b: 1}]}\n",
        "    labl: x\n    other: >\n      a\n      b\n\n      c\n",
        "    labl: x\n    k:   {a:   1}\n" + "".join(f"    k{n}:   1\n" for n in range(3)),
    ],
)
def test_other_lines_and_the_rest_of_the_line_stay_as_they_are(lines, suffix):
    path = ("sources", 0, "labl") if "{labl" in lines else ("labl",)
    assert fixed(HEAD + lines, Renaming(KEY, path, "label"), suffix) == HEAD + lines.replace("labl", "label")


def test_many_equal_lines_stay_as_they_are():
    text = HEAD + "    labl: x\n    timeline:\n" + "      -  {year:   1}\n" * 300
    assert fixed(text, Renaming(KEY, ("labl",), "label")) == text.replace("labl", "label")
    text = "-  {year:   1}\n" * 300 + "- labl: x\n"
    assert fixed(text, Renaming(KEY, ("labl",), "label"), prefix=(300,)) == text.replace("labl", "label")


def test_values_stay_the_same_where_a_text_goes_over_several_lines():
    after = fixed(HEAD + "    summary: one\n      two\n    labl: x\n", Renaming(KEY, ("labl",), "label"))
    assert after == HEAD + "    summary: one two\n    label: x\n"


@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_a_new_value_has_the_quotes_of_the_old_one(quote):
    text = HEAD + f"    patterns: [{quote}sga{quote}, 1]\n"
    assert fixed(text, Replacement(KEY, ("patterns", 0), "saga")) == text.replace("sga", "saga")


def test_a_value_that_is_no_text_becomes_one():
    assert fixed(HEAD + "    year: 1\n", Replacement(KEY, ("year",), "saga")) == HEAD + "    year: saga\n"


@pytest.mark.parametrize(
    ("text", "fix", "reason"),
    [
        (HEAD + "    title: F\n    labl: x\n", Renaming(KEY, ("labl",), "label"), "the text cannot be written back unchanged"),
        (HEAD, Replacement(KEY, ("title",), "E"), "the fix would change other values"),
        (HEAD, Renaming(KEY, ("labl",), "label"), "the value is not there"),
        (HEAD, Replacement(KEY, ("title", "x", "y"), "E"), "the value is not there"),
        (HEAD + "    timeline: [1, 2, 3]\n", SWAP, "the list has changed"),
        (HEAD, Renaming(KEY, ("title",), "title"), "'title' is already there"),
        (HEAD + "    from: &f {to: []}\n    into: *f\n", Addition(KEY, ("from", "to"), "x"), "an anchor shares the value with another place"),
    ],
)  # fmt: skip
def test_a_fix_that_cannot_be_made_says_why(text, fix, reason):
    assert fixed(text, fix) == [reason]


@pytest.mark.parametrize("suffix", [".rst", ".md", ".YML"])
def test_in_a_page_only_front_matter_changes(suffix):
    page = "---\nexcellence_tire: gold\n---\n# A\n\nexcellence_tire: x\n"
    fix = Renaming(("pattern", "a"), ("excellence_tire",), "tier")
    names = {"tier": "excellence_tier"}
    assert fixed(page, fix, suffix, (), names) == page.replace("tire", "tier", 1)
    text = page.removeprefix("---\n")
    assert fixed(text, fix, suffix, (), names) == ["only front matter between fences can be changed"]


# Values ---------------------------------------------------------------------------------------------------------------


def changed(value, fix, prefix=(), names=None):
    apply_fix(value, prefix, names or {}, fix)
    return value


@pytest.mark.parametrize(
    ("value", "fix", "expected"),
    [
        ({"a": 1, "b": 2, "c": 3}, Renaming(KEY, ("b",), "d"), {"a": 1, "d": 2, "c": 3}),
        ({"a": {}}, Addition(KEY, ("a", "b"), "x"), {"a": {"b": ["x"]}}),
        ({}, Addition(KEY, ("a", "b"), "x"), {"a": {"b": ["x"]}}),
        ({"a": {"b": "y"}}, Addition(KEY, ("a", "b"), "x"), {"a": {"b": ["y", "x"]}}),
        ({"a": {"b": ["y"]}}, Addition(KEY, ("a", "b"), "x"), {"a": {"b": ["y", "x"]}}),
        ({"a": ["y", "z"]}, Replacement(KEY, ("a", 1), "x"), {"a": ["y", "x"]}),
        ({"a": "z"}, Replacement(KEY, ("a", 0), "x"), {"a": "x"}),
        ({"a": [3, 1, 2]}, Ordering(KEY, ("a",), (1, 2, 0)), {"a": [1, 2, 3]}),
    ],
)
def test_plain_values_are_changed_in_place_and_stay_plain(value, fix, expected):
    after = changed(value, fix)
    assert after == expected
    assert list(after) == list(expected)
    json.dumps(after)
    assert {type(each) for each in after.values()} <= {int, str, list, dict}
    assert all(type(inner) is list for each in after.values() if isinstance(each, dict) for inner in each.values())


def test_comments_beside_items_go_with_them():
    document = YAML().load("a:\n- 3 # three\n- 1 # one\n- 2\n")
    apply_fix(document, (), {}, Ordering(KEY, ("a",), (1, 2, 0)))
    written = StringIO()
    YAML().dump(document, written)
    assert written.getvalue() == "a:\n- 1 # one\n- 2\n- 3 # three\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    to: x\n", "    to: [x, y]\n"),
        ("    to:\n      - x\n", "    to:\n      - x\n      - y\n"),
        ("    to: [x]\n", "    to: [x, y]\n"),
        ("    from: z\n", "    from: z\n    to: [y]\n"),
    ],
)
def test_a_list_that_is_made_stands_in_one_line(before, after):
    assert fixed(HEAD + before, Addition(KEY, ("to",), "y")) == HEAD + after


@pytest.mark.parametrize("value", [{"a": [1, 2, 3]}, {"a": [1]}, {"a": "xy"}, {"a": {}}])
def test_a_list_that_has_changed_is_not_sorted(value):
    with pytest.raises(FixNotApplicable):
        changed(value, Ordering(KEY, ("a",), (1, 0)))


# JSON -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[]", '["ä"]'),
        ("[ ]", '["ä"]'),
        ('["x"]', '["x", "ä"]'),
        ('[ "x" ]', '[ "x", "ä" ]'),
        ('[\n   "x"\n ]', '[\n   "x",\n   "ä"\n ]'),
        ('[\t\n   "x"]', '[\t\n   "x",\t\n   "ä"]'),
        ('["x","y"]', '["x","y","ä"]'),
        ('["x",\n"y" , "z"]', '["x",\n"y" , "z" , "ä"]'),
        ('"x"', '["x", "ä"]'),
    ],
)
@pytest.mark.parametrize("indent", ["", "\t"])
def test_a_value_more_in_json_is_laid_out_as_those_before(before, after, indent):
    text = '{%s"evolutions": {\n%s"e": {"title": "É \\ud83d\\ude00", "to": %s}}}'
    assert fixed(text % (indent, indent, before), Addition(KEY, ("to",), "ä"), ".json") == text % (
        indent,
        indent,
        after,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{"from": {"to": ["ä"]}}'),
        ('{"a": 1}', '{"a": 1, "from": {"to": ["ä"]}}'),
        ('{"a": 1,"b": 2}', '{"a": 1,"b": 2,"from": {"to": ["ä"]}}'),
        ('{\n "a": 1\n}', '{\n "a": 1,\n "from": {"to": ["ä"]}\n}'),
        ('{"from": {}}', '{"from": {"to": ["ä"]}}'),
        ('{"from": {"a": 1}}', '{"from": {"a": 1, "to": ["ä"]}}'),
    ],
)
def test_a_part_more_in_json_stands_in_the_nearest_mapping(before, after):
    assert fix_json(before, (), Addition(KEY, ("from", "to"), "ä")) == after


@pytest.mark.parametrize(
    ("before", "fix", "after"),
    [
        ('{"aä" : "x",\n "c": 1}', Renaming(KEY, ("aä",), "ü"), '{"ü" : "x",\n "c": 1}'),
        ('{"a": {"b": {}}}', Renaming(KEY, ("a", "b"), "c"), '{"a": {"c": {}}}'),
        ('{"a":  "x", "b": "x"}', Replacement(KEY, ("a",), "ü"), '{"a":  "ü", "b": "x"}'),
        ('{"a": [1, {"b": 2}]}', Replacement(KEY, ("a", 1, "b"), "c"), '{"a": [1, {"b": "c"}]}'),
        ('{"a": [ 3,\n  {"x": 1},"z"]}', Ordering(KEY, ("a",), (1, 2, 0)), '{"a": [ {"x": 1},\n  "z",3]}'),
        ('{"a": [1, 2, 3]}', Ordering(KEY, ("a",), (2, 1, 0)), '{"a": [3, 2, 1]}'),
    ],
)
def test_only_what_changes_is_written_anew_in_json(before, fix, after):
    assert fix_json(before, (), fix) == after


@pytest.mark.parametrize("written", ["{}", '"ab"', "null", "[1]", "[1, 2, 3]"])
def test_a_list_in_json_that_has_changed_is_not_sorted(written):
    with pytest.raises(FixNotApplicable, match=r"^the list has changed$"):
        fix_json(f'{{"a": {written}}}', (), Ordering(KEY, ("a",), (1, 0)))


def test_a_text_that_is_no_json_is_not_changed():
    with pytest.raises(FixNotApplicable, match=r"^the text is not JSON$"):
        fix_json("a: 1", (), Replacement(KEY, ("a",), "x"))


# Rounds ---------------------------------------------------------------------------------------------------------------


def finding(fix, line=1):
    return Finding("unknown-key", Place("data/a.yaml", line, 1), "m", fix=fix)


class Checking:
    """Checks by a function from the texts to findings, and remembers what it was given."""

    def __init__(self, bench, find):
        self.root = bench.root
        self.find = find
        self.given = []

    def __call__(self, texts):
        self.given.append(dict(texts))
        loaded = load(self.root, ("data",), instead=texts)
        return loaded, self.find(loaded)


def titles(loaded: Loaded):
    return {key: origin.document.source for key, origin in loaded.origins._by_key.items()}


A = "patterns:\n  a: {title: A, x1: 1, summary: S}\n"
B = "patterns:\n  b: {title: B, x1: 1}\n"
RENAMED = [finding(Renaming(("pattern", name), ("x1",), "x2"), line) for line, name in enumerate("ab", start=1)]
UNFIT = [finding(Renaming(("pattern", name), ("title",), "title"), line) for line, name in enumerate("ab", start=3)]


def test_every_file_is_fixed_and_what_is_left_is_told_with_its_reason(bench):
    bench.write({"data/a.yaml": A, "data/b.yaml": B})
    told = finding(None, 9)
    unknown = finding(Renaming(("pattern", "nowhere"), ("x1",), "x2"), 8)

    def find(loaded):
        again = [] if any("x2" in str(value) for value in titles(loaded).values()) else RENAMED
        return [unknown, told, *again, *UNFIT]

    check = Checking(bench, find)
    result = fix_all(bench.root, check, lambda each: each.place.line != 4)
    assert result.fixed == tuple(RENAMED)
    assert [(file.path.name, file.before, file.after) for file in result.files] == [
        ("a.yaml", A, A.replace("x1", "x2")),
        ("b.yaml", B, B.replace("x1", "x2")),
    ]
    assert result.unfixed == ((unknown, "each fix makes another one necessary"), (UNFIT[0], "'title' is already there"))
    assert check.given[0] == {}
    assert list(check.given[-1].values()) == [A.replace("x1", "x2"), B.replace("x1", "x2")]


def test_reasons_of_all_files_are_kept(bench):
    bench.write({"data/a.yaml": A, "data/b.yaml": B})
    check = Checking(bench, lambda _loaded: UNFIT)
    result = fix_all(bench.root, check, lambda _finding: True)
    assert result.fixed == ()
    assert result.files == ()
    assert result.unfixed == tuple((each, "'title' is already there") for each in UNFIT)


def test_a_file_that_cannot_be_read_any_more_keeps_no_other_from_being_fixed(bench):
    bench.write({"data/a.yaml": A, "data/b.yaml": B})

    def find(loaded):
        (bench.root / "data/a.yaml").unlink(missing_ok=True)
        return RENAMED if "x1" in str(titles(loaded).get(("pattern", "b"))) else []

    result = fix_all(bench.root, Checking(bench, find), lambda _finding: True)
    assert [file.path.name for file in result.files] == ["b.yaml"]
    assert result.fixed == (RENAMED[1],)


def test_a_notebook_is_changed_as_json(bench):
    text = '{"metadata": {"excellence_tier": "gold", "x1": 1, "title": "N \\ud83d\\ude00"}}'
    bench.write({"n.ipynb": text})
    page = Page("n", bench.root / "n.ipynb")

    def check(texts):
        loaded = load(bench.root, [], [page], instead=texts)
        due = [] if "x2" in str(texts) else [finding(Renaming(("pattern", "n"), ("x1",), "x2"))]
        return loaded, due

    result = fix_all(bench.root, check, lambda _finding: True)
    assert [file.after for file in result.files] == [text.replace("x1", "x2")]


def test_fixes_that_undo_each_other_come_to_an_end(bench):
    bench.write({"data/a.yaml": A})
    there, back = (finding(Renaming(("pattern", "a"), (old,), new)) for old, new in (("x1", "x2"), ("x2", "x1")))
    check = Checking(bench, lambda loaded: [there if "x1" in str(titles(loaded)) else back])
    result = fix_all(bench.root, check, lambda _finding: True)
    assert result.fixed == (there, back)
    assert result.unfixed == ((there, "each fix makes another one necessary"),)
    assert result.files == ()


def test_what_is_fixed_first_makes_room_for_what_is_added(bench):
    bench.write({"data/a.yaml": "patterns:\n  a: {title: A, x1: 1}\n"})
    added = finding(Addition(("pattern", "a"), ("evolution", "from"), "b"), 2)

    def find(loaded):
        text = str(titles(loaded))
        return [each for each, due in ((added, "from" not in text), (RENAMED[0], "x1" in text)) if due]

    check = Checking(bench, find)
    result = fix_all(bench.root, check, lambda _finding: True)
    assert result.fixed == (RENAMED[0], added)
    assert [list(given.values()) for given in check.given] == [
        [],
        ["patterns:\n  a: {title: A, x2: 1}\n"],
        ["patterns:\n  a: {title: A, x2: 1, evolution: {from: [b]}}\n"],
    ]


@pytest.mark.parametrize(
    ("content", "before", "written"),
    [
        (b"a\nb\n", "a\nb\n", b"c\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n", b"c\r\nb\r\n"),
        (b"a\rb\r", "a\nb\n", b"c\nb\n"),
        (b"\xef\xbb\xbfa\nb\n", "a\nb\n", b"\xef\xbb\xbfc\nb\n"),
    ],
)
def test_a_file_keeps_its_line_ends_and_its_mark(tmp_path, content, before, written):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    write(FixedFile(path, before, "c\nb\n"))
    assert path.read_bytes() == written
    with pytest.raises(OSError, match=r"a\.yaml has changed in the meantime$"):
        write(replace(FixedFile(path, before, "d\n"), before="x\n"))


# Records of pages -----------------------------------------------------------------------------------------------------

OF_PAGE = {"supersedes": "replaces", "superseded_by": "status", "status": "status"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("replaces: 0001-a", "replaces: [0001-a, new]"),
        ("replaces: 0001-a, 0002-b; c", "replaces: [0001-a, 0002-b, c, new]"),
        ("replaces: {0001-a}", "replaces: [0001-a, new]"),
        ("replaces: {0001-a, b}", "replaces: [0001-a, b, new]"),
        ("replaces: {}", "replaces: [new]"),
        ("replaces:", "replaces: [new]"),
        ("replaces: {a: b}", ["the value is not there"]),
        ("date: 2020", "date: 2020\nreplaces: [new]"),
    ],
)
def test_a_list_of_decisions_grows_however_a_page_writes_it(line, expected):
    fix = Addition(("decision", "a"), ("supersedes",), "new")
    after = fixed(f"---\n{line}\n---\n# A\n", fix, ".md", (), OF_PAGE)
    assert after == (expected if isinstance(expected, list) else f"---\n{expected}\n---\n# A\n")


@pytest.mark.parametrize(
    ("fix", "line"),
    [
        (Addition(("decision", "a"), ("superseded_by",), "new"), "status: superseded by 3"),
        (Replacement(("decision", "a"), ("status",), "accepted"), "status: acepted; supersedes 3"),
    ],
)
def test_a_status_that_names_decisions_keeps_its_words(fix, line):
    assert fixed(f"---\n{line}\n---\n", fix, ".md", (), OF_PAGE) == ["the text says something else as well"]


def test_a_status_with_a_day_behind_it_keeps_the_day():
    fix = Replacement(("decision", "a"), ("status",), "accepted")
    assert fixed("---\nstatus: acepted (2020)\n---\n", fix, ".md", ()) == ["the text says something else as well"]
    assert fixed("---\nstatus: { acepted }\n---\n", fix, ".md", ()) == "---\nstatus: accepted\n---\n"


def test_what_the_text_of_a_page_says_is_not_replaced_by_an_addition():
    text = "---\ndate: 2020\n---\n# A\n\n## Status\n\nSuperseded by 3\n"
    fix = Addition(("decision", "a"), ("superseded_by",), "new")
    change = LocatedFix(fix, (), {}, frozenset({"date", "superseded_by"}))
    reason = "only front matter between fences can be changed"
    assert apply_fixes(text, [change], ".md") == (text, [], {fix: reason})
