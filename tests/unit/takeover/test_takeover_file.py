"""takeover.yaml: what is wrong is told with its place and what is accepted."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.takeover_file import missing_pages, takeover_of_text

HEAD = "takeover: 1\nsource: {format: mkdocs}\n"


@pytest.mark.parametrize(
    ("text", "place", "rule", "accepted"),
    [
        ("", "1:1", "wrong-type", "import plan"),
        ("a: [", "2:1", "malformed-yaml", ""),
        ("takeover: 2\nsource: {format: x}\n", "1:11", "wrong-value", "1"),
        ("takeover: 1\n", "1:1", "missing-key", "source"),
        ("takeover: 1\nsource: {format: mkdoc}\n", "2:18", "wrong-value", "did you mean 'mkdocs'"),
        (HEAD + "clases: []\n", "3:1", "unknown-key", "did you mean 'classes'"),
        (HEAD + "classes: [{pages: x, kind: patern}]\n", "3:28", "wrong-value", "did you mean 'pattern'"),
        (HEAD + "keys: {patern: {a: keep}}\n", "3:8", "wrong-value", "did you mean 'pattern'"),
        (HEAD + "keys: {pattern: {a: teir}}\n", "3:21", "wrong-value", "did you mean 'tier'"),
        (HEAD + "values: {pattern: {statsu: {a: keep}}}\n", "3:20", "wrong-value", "did you mean 'status'"),
        (HEAD + "urls: [{from: '(', to: x}]\n", "3:15", "wrong-value", "such as"),
        (HEAD + "urls: [{from: 'a', to: $1}]\n", "3:24", "wrong-value", ""),
        (HEAD + "losses: [{page: x, ledger: word, reason: r}]\n", "3:28", "wrong-value", "did you mean 'words'"),
        (HEAD + "losses: [{page: x, ledger: words}]\n", "3:10", "missing-key", "reason"),
        (HEAD + "repairs: [{page: x, line: one, was: a, becomes: b}]\n", "3:27", "wrong-type", "line"),
    ],
)
def test_each_mistake_is_told_with_its_place(text, place, rule, accepted):
    read = takeover_of_text(text)
    assert read.takeover is None
    assert any(
        str(each.place).endswith(f":{place}") and each.rule == rule and accepted in each.help for each in read.findings
    ), [(str(each.place), each.rule, each.text, each.help) for each in read.findings]


def test_pages_that_the_source_has_not_are_told():
    read = takeover_of_text(HEAD + "ids: {a.md: x, b.md: y}\nlosses: [{page: c.md, ledger: words, reason: r}]\n")
    assert read.takeover is not None
    found = list(missing_pages(read.takeover, read.origin, ["b.md", "cc.md"]))
    assert [(str(each.place), each.args) for each in found] == [
        ("takeover.yaml:3:7", ("a.md",)), ("takeover.yaml:4:17", ("c.md",)),
    ]  # fmt: skip
