"""Front matter is changed key by key; every other byte stays."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.front_matter_edit import Edit, edited, leaves, read_matter
from sphinx_excellence.takeover.page_text import split_page

MATTER = """# head
title: "A: b"   # said
# about the tier
excellence_tier: gold
time: 5 min
list:
  - a
  -   b
text: |
  one

  two
"""


def test_keys_are_renamed_valued_and_kept_and_nothing_else_changes():
    edit = Edit({"excellence_tier": "tier"}, {"excellence_tier": "silver: x"}, ("time", "text"), {"kind": "pattern"})
    assert edited(read_matter(MATTER), edit) == (
        "# head\nkind: pattern\n"
        'title: "A: b"   # said\n# about the tier\n'
        "tier: 'silver: x'\nlist:\n  - a\n  -   b\n"
        "kept:\n  time: 5 min\n  text: |\n    one\n\n    two\n"
    )


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("a: 1\n", Edit(), "a: 1\n"),
        ("a: 1\nb: 2", Edit(kept=("a",)), "b: 2\nkept:\n  a: 1\n"),
        ("b: 2\nkept:\n  z: 1\na: 1\n", Edit(kept=("a",)), "b: 2\nkept:\n  z: 1\n  a: 1\n"),
        ("{a: 1, b: 2}\n", Edit(kept=("a",)), "b: 2\nkept:\n  a: 1\n"),
        ('a: "x"\n', Edit(values={"a": "y"}), "a: y\n"),
        ("a: >\n  long\n  text\nb: 1\n", Edit(values={"a": "y"}), "a: y\nb: 1\n"),
        ("", Edit(added={"kind": "decision"}), "kind: decision\n"),
    ],
)
def test_edits_of_many_forms(text, edit, expected):
    assert edited(read_matter(text), edit) == expected


@pytest.mark.parametrize("text", ["a: b: c\n", "- a\n", "a: [\n", "a: 1\na: 2\n", "x: !!python/name:os.system\n"])
def test_what_is_no_mapping_of_yaml_is_told_or_read_without_harm(text):
    matter = read_matter(text)
    assert matter.problem is not None or "system" not in str(matter.values)


def test_leaves_have_the_path_of_their_key():
    assert leaves({"a": {"b": [1, {"c": "x"}]}, "d": None}) == [("a.b", "1"), ("a.b.c", "x"), ("d", "")]
    assert leaves({"a": ["1", True, "true", "2 cats", "", "it"]}) == [
        ("a", text) for text in ("'1'", "True", "'true'", "'2 cats'", "''", "it")
    ]


@pytest.mark.parametrize(
    "data",
    [b"---\na: 1\n---\n# T\n", b"\xef\xbb\xbf---\r\na: 1\r\n---\r\n# T\r\n", b"# T\n", b"---\n---\n", b"", b"---\nno end\n",
     b"---\na: 1\n...\nx"],
)  # fmt: skip
def test_a_page_that_is_cut_and_put_together_has_its_bytes(data):
    page = split_page(data)
    assert page.encoded(page.matter, page.body) == data
