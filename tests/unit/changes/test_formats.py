"""The formats: every text of the data is shown, and none of it does anything there."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from sphinx_excellence.changes.as_json import VERSION, json_of
from sphinx_excellence.changes.changes import Added, BrokenPromise, Changes, FieldChange, FieldsChanged, RecordName
from sphinx_excellence.changes.markdown import MARKER, markdown_of
from sphinx_excellence.changes.outline import sections, summary
from sphinx_excellence.changes.text import text_of
from sphinx_excellence.reports.text_report import TerminalStyle

HOSTILE = [
    "plain title",
    "<script>alert(1)</script> &amp; &lt;",
    "[a](https://evil.example.org) ![i](x.png) <https://evil.example.org>",
    "`code` ``two`` ```three``` ends with `",
    "*em* **strong** __u__ ~~gone~~ | cell | $x^2$ {+ in +} [- out -]",
    "</details> <!-- comment --> ``` \\ # heading",
    "- item 1. item > quote === ---",
    "mail a@b.example and @octocat, see #12, !34, %5, ~label, $9, &7, GH-12, o/r#3",
    "https://evil.example.org www.evil.example.org :tada: :+1: 0123456789abcdef",
    "[[_TOC_]] [^1] [x] {: .class } /close",
]
#: What makes a code host act on a text that is not code.
ACTS = re.compile(r"(?<![\w`])[@#!$~%]\w|\w://|:\w+:|:\+1:|\bwww\.|\bGH-\d|\b[0-9a-f]{7,40}\b")


def changes_with(text, **more):
    record = RecordName("pattern", "pattern", "saga", text, "gold", "p/saga")
    return Changes(
        "main",
        "the working tree",
        has_pages=True,
        broken=(BrokenPromise("id", text, record), BrokenPromise("link", text, page=text)),
        added=(Added(record),),
        fields=(FieldsChanged(record, (FieldChange("summary", text, f"{text} more"),)),),
        **more,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_each_text_as_it_is_and_nothing_acts(text):
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown_of(changes_with(text)))
    soup = BeautifulSoup(html.removeprefix(MARKER), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"h3", "h4", "p", "ul", "li", "code"}
    shown = soup.get_text()
    # The zero-width space that keeps code hosts from acting is no part of what is read.
    assert shown.replace("\u200b", "").count(text) == 7
    for code in soup.find_all("code"):
        code.decompose()
    assert ACTS.findall(soup.get_text()) == []


def test_a_line_end_in_a_title_begins_no_line():
    shown = markdown_of(changes_with("one\n/close\n# two\u2028three\x1b[31m"))
    assert "/close" not in shown.splitlines()
    assert "\\x1b" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("limit", [2000, 5000, 60_000])
def test_markdown_keeps_its_limit_and_counts_what_it_leaves_out(limit):
    records = [RecordName("pattern", "pattern", f"p-{number}", f"Pattern {number}") for number in range(400)]
    found = Changes(
        "a", "b", has_pages=True, added=tuple(map(Added, records)),
        broken=tuple(BrokenPromise("id", "the id leads nowhere", record) for record in records[:5]),
        fields=tuple(FieldsChanged(record, (FieldChange("f", "x" * 60, "y" * 60),)) for record in records),
    )  # fmt: skip
    shown = markdown_of(found, limit)
    assert len(shown) <= limit
    assert len(shown) > limit * 0.6 or "left out" not in shown
    for title, total in (("Promises broken", 5), ("Added", 400), ("Fields changed", 400)):
        part = re.split(rf"{title} \({total}\)", shown)[1]
        part = re.split(r"\n(?:#### |<details>)", part)[0]
        listed = len(re.findall(r"^- (?!\.\.\.|\d+ left)", part, re.MULTILINE))
        left = re.search(r"^- (?:\.\.\. and )?(\d+) (?:more|left out)$", part, re.MULTILINE)
        assert listed + (int(left[1]) if left else 0) == total
    # What broke is shown before anything else is.
    assert shown.count("the id leads nowhere") == 5


def test_long_sections_are_collapsed_with_blank_lines_around_what_is_inside():
    records = (Added(RecordName("pattern", "pattern", f"p-{number}", "T")) for number in range(30))
    shown = markdown_of(Changes("a", "b", has_pages=True, added=tuple(records)))
    assert re.search(r"\n<details><summary>Added \(30\)</summary>\n\n- .*\n\n</details>\n", shown, re.DOTALL)


def test_nothing_different_is_said_in_every_format():
    nothing = Changes("a", "b", has_pages=True)
    assert summary(nothing) == "Nothing is different."
    for shown in (text_of(nothing), markdown_of(nothing)):
        assert "Nothing is different." in shown


def test_text_has_aligned_columns_and_no_control_characters():
    wide = RecordName("pattern", "pattern", "x", "\N{CJK UNIFIED IDEOGRAPH-6F22}", "gold")
    long = RecordName("case-study", "case study", "long-id", "Title\x1b[31m\n", "gold")
    shown = text_of(Changes("a", "b", has_pages=True, added=(Added(wide), Added(long))))
    lines = [line for line in shown.splitlines() if line.startswith("  ")]
    assert lines == [
        "  pattern     x        \N{CJK UNIFIED IDEOGRAPH-6F22}, gold",
        "  case study  long-id  Title\\x1b[31m\\n, gold",
    ]


def test_colours_only_where_they_are_asked_for():
    found = changes_with("a title")
    assert "\x1b[" not in text_of(found)
    coloured = text_of(found, TerminalStyle(colour=True))
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured).split() == text_of(found).split()


def test_json_holds_every_list_by_its_name_and_counts_it():
    told = json.loads(json_of(changes_with("Saga \x1b")))
    assert told["version"] == VERSION
    lists = [each.name for each in fields(Changes) if each.name not in {"old", "new", "has_pages"}]
    assert list(told["summary"]) == lists
    assert {name: len(told[name]) for name in lists} == told["summary"]
    assert told["broken"][0]["record"] == {
        "kind": "pattern", "noun": "pattern", "id": "saga", "title": "Saga \x1b", "tier": "gold", "page": "p/saga",
    }  # fmt: skip
    assert "\x1b" not in json_of(changes_with("Saga \x1b"))


def test_every_list_of_changes_has_a_section(changes):
    old = (
        "patterns:\n  a: {title: A, tier: gold, aliases: [aa]}\n  b: {title: B, tier: gold}\n  c: {title: C}\n"
        "  d: {title: D, tier: bronze}\n  e: {title: E}\n"
    )
    new = (
        "patterns:\n  a: {title: A, tier: silver}\n  b: {title: B!, tier: gold, status: recommended}\n"
        "  c: {title: C, summary: Said.}\n  f: {title: F, tier: bronze}\nstatuses:\n  pattern: {x: {title: X}}\n"
    )
    found = changes(old, new, new_pages={"i.md": "# I\n"})
    assert {name for name, value in found.lists() if not value} == set()
    names = [section.name for section in sections(found)]
    assert sorted(names) == sorted(name for name, _ in found.lists())
    assert summary(found).count(",") == len(names) - 1
