"""What the text of a page names, without a build."""

from __future__ import annotations

import pytest

from sphinx_excellence.extension.markup.directives import directives_of
from sphinx_excellence.loader.markup_names import LISTS, PARTS, REFERRERS, WITHOUT_RECORDS, MarkupNames
from sphinx_excellence.loader.page_references import references_in
from sphinx_excellence.model.kinds import KINDS

NAMES = MarkupNames.of(KINDS)


def named(text, *, is_rst=False):
    found = references_in(text, NAMES, is_rst=is_rst)
    return [(each.kind, each.name, each.line) for each in found.mentions]


def test_every_directive_of_the_toolkit_is_known():
    known = {*NAMES.full, *NAMES.parts, *NAMES.lists, REFERRERS, *WITHOUT_RECORDS}
    assert set(directives_of(KINDS)) == known


def test_no_directive_is_listed_twice():
    sets = [set(NAMES.full), set(PARTS), set(LISTS), {REFERRERS}, set(WITHOUT_RECORDS)]
    assert sum(map(len, sets)) == len(set().union(*sets))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{pattern}`saga`", [("pattern", "saga", 1)]),
        ("a\n\n{adr}`text <adr-1>` b", [("decision", "adr-1", 3)]),
        ("{excellence:pattern}`!saga`", [("pattern", "saga", 1)]),
        ("{pattern}`two\nlines <saga>`", [("pattern", "saga", 1)]),
        ("- *{pattern}`saga`*\n\n> {pattern}`outbox`", [("pattern", "saga", 1), ("pattern", "outbox", 3)]),
        ("`{pattern}` `saga`", []),
        ("`` {pattern}`saga` ``", []),
        ("\\{pattern}`saga`", []),
        ("```\n{pattern}`saga`\n```", []),
        ("```python\n{pattern}`saga`\n```", []),
        ("```{code-block} md\n{pattern}`saga`\n```", []),
        ("% {pattern}`saga`\n\n<!-- {pattern}`saga` -->", []),
        ("```{modern-examples} saga\n```", [("pattern", "saga", 1)]),
        (":::{case-study} one\n:::", [("case-study", "one", 1)]),
        ("```{pattern-tier}\n```", [("pattern", "", 1)]),
        ("````{note}\n:class: x\n\n```{adr} adr-1\n```\n````", [("decision", "adr-1", 4)]),
        (":::{note}\n{pattern}`saga`\n:::", [("pattern", "saga", 2)]),
        ("```{referrers} decision adr-1\n```", [("decision", "adr-1", 1)]),
        ("```{eval-rst}\n.. adr:: adr-1\n```", [("decision", "adr-1", 2)]),
        ("---\na: b\n---\n{pattern}`saga`", [("pattern", "saga", 4)]),
        ("| a |\n| - |\n| {pattern}`saga` |", [("pattern", "saga", 3)]),
        ("{unknown}`saga` {ref}`saga`", []),
    ],
)
def test_myst(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":pattern:`saga`", [("pattern", "saga", 1)]),
        ("a\n\nb :adr:`text <adr-1>` c", [("decision", "adr-1", 3)]),
        (":excellence:pattern:`saga`", [("pattern", "saga", 1)]),
        (":pattern:`two\nlines <saga>` and :pattern:`outbox`", [("pattern", "saga", 1), ("pattern", "outbox", 2)]),
        ("``:pattern:`saga` ``", []),
        (".. a comment\n   :pattern:`saga`\n\n:pattern:`outbox`", [("pattern", "outbox", 4)]),
        ("So::\n\n   :pattern:`saga`\n\n:pattern:`outbox`", [("pattern", "outbox", 5)]),
        (".. code-block:: rst\n\n   .. adr:: adr-1", []),
        (".. pattern-tier:: saga\n   :compact:", [("pattern", "saga", 1)]),
        (".. note::\n\n   .. adr:: adr-1\n\n   :pattern:`saga`", [("decision", "adr-1", 3), ("pattern", "saga", 5)]),
        (".. pattern-tier::", [("pattern", "", 1)]),
    ],
)
def test_restructuredtext(text, found):
    assert named(text, is_rst=True) == found


@pytest.mark.parametrize(
    ("text", "is_rst", "homes", "banners"),
    [
        ("```{pattern-tier} saga\n```", False, [("pattern", "saga")], ["saga"]),
        ("```{pattern-tier} saga\n:no-index:\n```", False, [], ["saga"]),
        ("```{adr} adr-1\n```", False, [("decision", "adr-1")], []),
        (".. pattern-tier:: saga\n   :no-index:\n", True, [], ["saga"]),
        (".. migration-playbook:: m\n\ntext\n\n   :no-index:\n", True, [("migration", "m")], []),
        ("```{modern-examples} saga\n```", False, [], []),
    ],
)
def test_homes_and_banners(text, is_rst, homes, banners):
    found = references_in(text, NAMES, is_rst=is_rst)
    assert (found.homes, found.banners) == (homes, banners)


@pytest.mark.parametrize(
    ("text", "is_rst", "documents"),
    [
        ("[a](b/c.md#x) [w](https://example.org) [h](#here) [m](mailto:a@example.org)", False, ["b/c.md"]),
        ("{doc}`b` {doc}`text </c>`", False, ["b", "/c"]),
        ("```{toctree}\n:hidden:\n\na\nText <b>\nc/*\n```", False, ["a", "b"]),
        (".. toctree::\n   :hidden:\n\n   a\n   Text <b>\n\nend", True, ["a", "b"]),
        (":doc:`b`", True, ["b"]),
    ],
)
def test_links_to_pages(text, is_rst, documents):
    found = references_in(text, NAMES, is_rst=is_rst)
    assert [target for target, _ in found.documents] == documents


def test_lists():
    found = references_in("```{pattern-catalog}\n```\n\n```{tagged-records}\n```", NAMES, is_rst=False)
    assert found.lists == {"pattern"}
    assert found.lists_everything


@pytest.mark.parametrize(
    ("text", "is_rst", "found"),
    [
        ("---\na: b\n---\nSee [x](https://a.b/1),\n<https://a.b/2> and [y][z].\n\n[z]: https://a.b/3", False,
         [("https://a.b/1", 4), ("https://a.b/2", 4), ("https://a.b/3", 4)]),
        ("![i](https://a.b/1) <a href='https://a.b/2?x=1&amp;y=2'>h</a>", False,
         [("https://a.b/1", 1), ("https://a.b/2?x=1&y=2", 1)]),
        ("<div>\n<img src=https://a.b/1>\n</div>\n\n<!-- <a href='https://a.b/no'> -->", False, [("https://a.b/1", 2)]),
        ("```{figure} https://a.b/1.png\n:target: https://a.b/2\n[c](https://a.b/3)\n```", False,
         [("https://a.b/1.png", 1), ("https://a.b/2", 2), ("https://a.b/3", 3)]),
        ("`https://a.b/no`\n\n```\nhttps://a.b/no\n```\n\n[m](mailto:a@b.c) [p](page.md) [e](https://)", False, []),
        ("`x <https://a.b/1>`_, https://a.b/2. (https://a.b/3_(x))\n\n.. _t: https://a.b/4\n", True,
         [("https://a.b/1", 1), ("https://a.b/2", 1), ("https://a.b/3_(x)", 1), ("https://a.b/4", 3)]),
        (".. image:: https://a.b/1.png\n\n.. note::\n\n   `x <https://a.b/2>`__\n", True,
         [("https://a.b/1.png", 1), ("https://a.b/2", 5)]),
        ("``https://a.b/no`` x::\n\n   https://a.b/no\n\n.. https://a.b/no\n\n.. code-block:: text\n\n   https://a.b/no\n", True, []),
    ],
)  # fmt: skip
def test_web_addresses(text, is_rst, found):
    assert sorted(references_in(text, NAMES, is_rst=is_rst).addresses) == sorted(found)
