"""Bodies of CommonMark: links, descriptions of images, rules and definitions that Sphinx would warn of."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.commonmark_links import with_links
from sphinx_excellence.takeover.commonmark_repairs import without_warnings
from sphinx_excellence.takeover.dead_images import with_dead_images
from sphinx_excellence.takeover.link_schemes import with_schemes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n\nA", "<hr>\n\nA"),
        ("# A\n\n---\n\nB", "# A\n\n<hr>\n\nB"),
        ("A\n\n---\n\nB", "A\n\n---\n\nB"),
        ("A\n\n---\n\n* * *\n\nB", "A\n\n<hr>\n\n<hr>\n\nB"),
        ("A\n\n---\n", "A\n\n<hr>\n"),
        ("A[^1]\n\n---\n\n[^1]: B\n", "A[^1]\n\n<hr>\n\n[^1]: B\n"),
        ("> A\n>\n> ---\n> B", "> A\n>\n> <hr>\n>\n> B"),
        ("```\n---\n```", "```\n---\n```"),
        ("[a]: b\n[a]: c\n\n[a]", "[a]: b\n% [a]: c\n\n[a]"),
    ],
)
def test_what_sphinx_would_warn_of_is_written_otherwise(text, expected):
    assert without_warnings(text) == expected


@pytest.mark.parametrize(
    "text",
    ["[a](\u00e9.md#\u00e9)", "[a](&eacute;.md#&#233;)", "[a](%C3%A9.md#%C3%A9)", "[a]: <&eacute;.md#\u00e9>\n\n[a]"],
)
def test_a_link_is_found_however_it_is_written(text):
    assert "NEW" in with_links(text, lambda target: "NEW" if target == "\u00e9.md#\u00e9" else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![`a` b](c.png)", "![a b](c.png)"),
        ("![a](c.png) `![`b`](c.png)`", "![a](c.png) `![`b`](c.png)`"),
        ("[`a`](c.md)", "[`a`](c.md)"),
    ],
)
def test_code_in_the_description_of_an_image_is_text(text, expected):
    assert with_links(text, lambda _target: None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](gone.png)", '<img src="gone.png" alt="a">'),
        ('x ![`a` "b"](<gone.png> "T"){.c w=1} y', 'x <img src="gone.png" alt="a &quot;b&quot;" class="c"> y'),
        ("![a](here.png)", "![a](here.png)"),
        ("`![a](gone.png)`\n\n    ![a](gone.png)\n", "`![a](gone.png)`\n\n    ![a](gone.png)\n"),
        (
            "![A b] ![x][a  B]{.c}\n\n[a b]: gone.png",
            '<img src="gone.png" alt="A b"> <img src="gone.png" alt="x" class="c">\n\n[a b]: gone.png',
        ),
        ("![a] ![b]\n\n[a]: here.png", "![a] ![b]\n\n[a]: here.png"),
        ("[![a](gone.png)](b.md)", '[<img src="gone.png" alt="a">](b.md)'),
        ("![a [b] (c)](gone.png)", '<img src="gone.png" alt="a [b] (c)">'),
        (
            "![a\nb](gone.png)\n\n- ![c](gone.png)\n",
            '<img src="gone.png" alt="a b">\n\n- <img src="gone.png" alt="c">\n',
        ),
    ],
)
def test_images_without_a_file_are_html(text, expected):
    assert with_dead_images(text, lambda target: target == "gone.png")[0] == expected


def test_images_without_a_file_are_named():
    assert with_dead_images("![a](x(1).png) ![b](<y z.png>)", lambda _target: True)[1] == ["x(1).png", "y z.png"]
    text = "A\n\nb\n![a](x.png) ![b](y.png)\n"
    assert with_dead_images(text, lambda _target: True)[1] == ["x.png", "y.png"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[*a*](hhttps://x.org/b_(c) "T"){.d} e', '<a href="hhttps://x.org/b_(c)" class="d">*a*</a> e'),
        ("[a](//x.org) [b](htttp://x.org?a&b)", '<a href="//x.org">a</a> <a href="htttp://x.org?a&amp;b">b</a>'),
        ("[![i](a.png)](ttps://x.org)", '<a href="ttps://x.org">![i](a.png)</a>'),
        ("[a](https://x.org) [b](b.md) [c](project:b.md) [d](HTTPS://x.org)", None),
        ("`[a](hhttps://x.org)`\n\n    [a](hhttps://x.org)\n\n![a](hhttps://x.org)", None),
        ("[a](tel:+49-1) [b](sms:1)", None),
        ("[x]() [y](<>) [z]( )", '<a href="">x</a> <a href="">y</a> <a href="">z</a>'),
        (
            '[a], [A][], [*t*][a]{.c} ![i][a]\n\n[a]: hhttps://x.org "T"\n',
            '<a href="hhttps://x.org">a</a>, <a href="hhttps://x.org">A</a>, <a href="hhttps://x.org" class="c">*t*</a>'
            ' ![i][a]\n\n[a]: hhttps://x.org "T"\n',
        ),
        ("[a] [b][c] `[c]` \\[c]\n\n[a]: tel:1\n[b]: b.md\n[c]: https://x.org\n", None),
        ("[c][a]\n\n[a]: <>\n", '<a href="">c</a>\n\n[a]: <>\n'),
    ],
)
def test_links_with_a_scheme_that_nobody_knows_are_html(text, expected):
    written, known, dead = with_schemes(text)
    assert written == (expected or text)
    assert bool(dead) == (expected is not None)
    assert known == {scheme for scheme in ("tel", "sms") if f"{scheme}:" in text}
