"""A file that has changed is read as if it were new, whichever of its records are parsed again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_excellence.loader import cache as cache_module
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.file_formats import read_document
from sphinx_excellence.loader.parsed_data import MAX_PROBLEMS
from sphinx_excellence.loader.pieces import cut, names_of

RECORDS = """\
# What stands above is no record.

patterns:  # the records
  saga:
    title: Saga
    when: |
      Several steps

      one after another

  # outbox is the next
  outbox:
    title: "Transactional
      outbox"
    tags: [a, b]
tiers: {gold: {rank: 1}}
decisions:
    use-saga:
        title: Use sagas
        options:
        - a
        - b: 'c'
"""

#: Lines of which texts are made that a cut by lines could misread.
LINES = (
    "a:", "b:", "a: 1", "a: |", "a: >-", 'a: "', "a: '", "a: {", "a: [", "}", "]", '"', "'", "---", "...", "%YAML 1.2",
    "  x:", "  y:", "  z: 1", "  x: 2", "  x: |", '  x: "open', '  close": 1', '  y"', "  x: 'o", "  y'", "  x: {",
    "  y: 1}", "  x: [", "  y: ]", "  - x", "  ? x", "  : y", "  &n x: 1", "  x: &n 1", "  y: *n", "  x: !t 1",
    "  !t y: 2", "  x: text", "  more", "  more: text #cut", "  '': 1", '  "y": 3', "  # comment", "# comment", "",
    "    k: v", "    k: v #cut", "    k: !t v", "    - i", "    - &m i", "    k:", "    text", '    e: "\\x07"',
    '    "\\x07": e', "    \t", "\t", "   z: 3", "     z: 3", " z: 3", "    k: |", "      block", "  block",
)  # fmt: skip


def _as_read(document):
    paths = [(), *_paths(document.value)]
    return {
        "value": document.value,
        "order": list(_paths(document.value)),
        "problems": sorted((asdict(problem) for problem in document.problems), key=repr),
        "readable": document.readable,
        "refused": sorted(document.refused, key=repr),
        "places": {path: (document.locate(path), document.locate(path, on_key=True)) for path in paths},
        "unknown": [document.locate((*path, "unknown")) for path in paths],
    }


def _paths(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _read_in_turn(texts):
    """Read the states of one file with a cache, and return what each is read as, with and without it."""
    with TemporaryDirectory() as folder:
        for text in texts:
            cached = ParseCache(Path(folder)).read(text, name="data.yaml")
            yield text, _as_read(cached), _as_read(read_document(text)), cached.has_blanks


@st.composite
def _states(draw):
    lines = draw(st.lists(st.sampled_from([*LINES, *RECORDS.splitlines()]), max_size=12))
    lines = draw(st.sampled_from([lines, RECORDS.splitlines(), [*RECORDS.splitlines(), *lines]]))
    states = ["\n".join(lines)]
    for _edit in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines)))
        new = draw(st.lists(st.sampled_from(LINES), max_size=2))
        lines = [*lines[:at], *new, *lines[at + draw(st.integers(0, 2)) :]]
        states.append("\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"])))
    return states


@given(_states())
@example(['a:\n  x: "open\n  y: 1\n  z"', 'a:\n  x: "open"\n  y: 1\n  z"'])
@example(["a:\n  x: 1\n  y: 2", "a:\n  x: 1\n  y: 2\na:\n  z: 1"])
@example(["a:\n  x: 1\n  y: 2", "a:\n  x: 1\n  y: 2\n  x: 1"])
@example(["a:\n  x: &n 1\n  y: 2", "a:\n  x: &n 1\n  y: *n"])
@example(['a:\n  "\\x07": 1\n  y: 2', 'a:\n  "\\x07": 1\n  y: 3'])
def test_each_state_of_a_file_is_read_as_if_it_were_new(states):
    for text, cached, anew, has_blanks in _read_in_turn(states):
        assert cached == anew, text
        assert has_blanks or not read_document(text).has_blanks


def _count_parsed(monkeypatch):
    parsed = []

    def counted(text, suffix):
        parsed.append(text)
        return read_document(text, suffix)

    monkeypatch.setattr(cache_module, "read_document", counted)
    return parsed


@pytest.mark.parametrize(
    ("old", "new", "parsed"),
    [
        ("title: Saga", "title: A saga", ["  saga:"]),
        ("title: Saga\n", "title: A saga\n    number: 1\n", ["  saga:"]),
        ("tags: [a, b]", "tags: [a]", ["  outbox:"]),
        ("tiers: {gold: {rank: 1}}", "tiers: {gold: {rank: 2}}", ["tiers: {gold: {rank: 2}}"]),
        ("- b: 'c'", "- b: 'd'", ["    use-saga:"]),
        ("# What stands above is no record.\n", "", ["  saga:"]),
        ("  saga:\n", "  new:\n    title: New\n  saga:\n", ["  new:", "  saga:"]),
        ("    use-saga:\n", "    use-two: {title: Two}\n    use-saga:\n", ["    use-two: {title: Two}"]),
    ],
)
def test_an_edit_parses_the_records_that_it_touches(tmp_path, monkeypatch, old, new, parsed):
    text = f"{RECORDS}    more: {{title: 1}}\n    and-more: {{title: 2}}\n"
    ParseCache(tmp_path).read(text, name="data.yaml")
    texts = _count_parsed(monkeypatch)
    cache = ParseCache(tmp_path)
    changed = text.replace(old, new)
    assert changed != text
    found = cache.read(changed, name="data.yaml")
    assert cache.parsed == 1
    assert [next(line for line in each.splitlines() if line in parsed) for each in texts] == parsed
    assert _as_read(found) == _as_read(read_document(changed))


def test_where_most_has_changed_the_whole_is_parsed_at_once(tmp_path, monkeypatch):
    ParseCache(tmp_path).read(RECORDS, name="data.yaml")
    texts = _count_parsed(monkeypatch)
    changed = RECORDS.replace("title", "name")
    ParseCache(tmp_path).read(changed, name="data.yaml")
    assert texts == [changed]


def test_problems_stay_with_their_records(tmp_path):
    text = RECORDS.replace("title: Saga", "title: Saga\n    title: again\n    cut: text #cut")
    changed = f"# One line more.\n{text.replace('rank: 1', 'rank: 3')}"
    for each in (text, changed):
        found = ParseCache(tmp_path).read(each, name="data.yaml")
        assert [problem.rule for problem in found.problems] == ["duplicate-key", "cut-text"]
        assert found.problems == read_document(each).problems


def test_more_problems_than_are_told_are_those_of_the_whole(tmp_path):
    record = "  r{0}:\n    a: 1\n" + "    a: 2\n" * 10
    text = "patterns:\n" + "".join(record.format(number) for number in range(MAX_PROBLEMS // 10 + 5))
    for each in (text, text.replace("  r0:\n    a: 1", "  r0:\n    a: 1\n    b: 1")):
        assert ParseCache(tmp_path).read(each, name="data.yaml").problems == read_document(each).problems


def test_two_states_of_a_file_are_stored_and_no_more(tmp_path):
    cache = ParseCache(tmp_path)
    for number in range(6):
        cache.read(RECORDS.replace("rank: 1", f"rank: {number}"), name="data.yaml")
    assert cache.parsed == 6
    assert len(list(tmp_path.iterdir())) == 3  # with the list of the states
    for number in (5, 4):
        cache.read(RECORDS.replace("rank: 1", f"rank: {number}"), name="data.yaml")
    assert cache.parsed == 6


def test_files_are_stored_apart(tmp_path):
    cache = ParseCache(tmp_path)
    for number in range(4):
        for name in ("one.yaml", "other.yaml"):
            cache.read(f"{RECORDS}# {name}\n# {number}", name=name)
    again = ParseCache(tmp_path)
    for name in ("one.yaml", "other.yaml"):
        again.read(f"{RECORDS}# {name}\n# 3", name=name)
    assert again.parsed == 0


@pytest.mark.parametrize(
    "text",
    [
        "", "text", "- a\n- b", "{a: {b: 1}}", "a:\n  x: &n 1\n  y: *n", "%YAML 1.2\n---\na:\n  b: 1", "a:\n  b: 1\n...",
        '"a":\n  b: 1', "a:\n- b", "a: {", "  a: 1\nb: 2",
    ],
)  # fmt: skip
def test_what_is_not_written_as_sections_is_not_cut(text):
    assert names_of(cut(text), read_document(text)) == []
