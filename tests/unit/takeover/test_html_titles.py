"""Titles in HTML become headings of Markdown, and nothing else of the page changes."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.html_titles import with_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h1>\nA &amp; *b*\n</h1>\n\n## B\n", "# A \\& \\*b\\*\n\n## B\n"),
        ("<p>x</p>\n\n<H1 ALIGN=center>A</H1>\ntext\n\n## B\n", "<p>x</p>\n\n# A\n\ntext\n\n## B\n"),
        (
            '<div align="center">\n  <h1 id="top"><img src="a.png" alt="b"> A<br>c</h1>\n  <p>x</p>\n</div>\n\n## B',
            '<a id="top"></a>\n\n# A c\n\n<div align="center">\n<p><img src="a.png" alt="b"></p>\n  <p>x</p>\n</div>\n\n## B',
        ),
        ('<h1>See <a href="https://x.org/">it</a></h1>\n\n## B', "# See [it](https://x.org/)\n\n## B"),
        ("<h1>A</h1> <b>more</b>\n", "# A\n\n <b>more</b>\n"),
        ('<h1><img src="a.png"></h1>\n\n<h1>A</h1>\n', '<h1><img src="a.png"></h1>\n\n# A\n'),
        ("<!-- <h2>No</h2> <h1>No</h1> -->\n<h1>A</h1>\n", "<!-- <h2>No</h2> <h1>No</h1> -->\n# A\n"),
    ],
)
def test_a_title_of_html_is_a_heading(text, expected):
    written, words = with_title(text)
    assert written == expected
    assert words.startswith(("A", "See it"))


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n<h1>B</h1>\n",
        "<h1>A</h1>\n\nB\n=\n",
        "## A\n\n<h1>B</h1>\n",
        "```\n<h1>A</h1>\n```\n",
        "<pre>\n<h1>A</h1>\n</pre>\n",
        '<h1><img src="a.png" alt="A"></h1>\n\n## B\n',
        "> <h1>A</h1>\n",
        "<h2>A</h2>\n\n<h1>B</h1>\n",
        "<div>\n<h3>A</h3>\n<h1>B</h1>\n</div>\n",
        "text `<h1>A</h1>`\n",
    ],
)
def test_a_page_with_a_title_and_a_heading_without_words_stay(text):
    assert with_title(text) == (text, "")
