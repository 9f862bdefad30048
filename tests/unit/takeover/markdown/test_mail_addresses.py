"""Bare addresses of mail become links where the source made them so; empty links with an id are anchors."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown

ON = MarkdownOptions(extensions={"pymdownx.magiclink": {}, "attr_list": {}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask a.b+c@x-y.example.org.\n", "ask <a.b+c@x-y.example.org>.\n"),
        ("[a@b.example](x.md) `q@b.example` <a@b.example>\n", "[a@b.example](x.md) `q@b.example` <a@b.example>\n"),
        ("user@host and @user\n", "user@host and @user\n"),
        ("[](){#here}\n", "[]{#here}\n"),
    ],
)
def test_with_the_extension(text: str, expected: str) -> None:
    assert convert_markdown(text, ON).text == expected


def test_without_the_extension_they_stay_words() -> None:
    assert convert_markdown("ask a@b.example.\n", MarkdownOptions()).text == "ask a@b.example.\n"
