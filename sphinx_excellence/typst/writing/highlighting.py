"""Code as runs of text with the name of a style each, by Pygments; and what each style looks like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pygments.formatter import Formatter
from pygments.style import Style
from pygments.token import STANDARD_TYPES, Token
from sphinx.highlighting import PygmentsBridge

if TYPE_CHECKING:
    from _typeshed import SupportsWrite
    from pygments.token import _TokenType

#: A darker ground than this is the style's own; a lighter one is the template's tint.
DARK = 0x80


def short_name(token: _TokenType) -> str:
    """Return Pygments' short name of a kind of token: `k` for keywords."""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    return STANDARD_TYPES.get(token, "")


def styles_of(style: type[Style]) -> dict[str, dict[str, Any]]:
    """Return the look of each kind of token, by its short name; those that look like plain text are left out."""
    plain = style.style_for_token(Token)
    looks: dict[str, dict[str, Any]] = {}
    for token, look in style:
        name = short_name(token)
        shown: dict[str, Any] = {}
        if look["color"] and look["color"] != plain["color"]:
            shown["fill"] = "#" + look["color"]
        if look["bold"]:
            shown["weight"] = "bold"
        if look["italic"]:
            shown["style"] = "italic"
        if shown and name:
            looks[name] = shown
    return looks


def ground_of(style: type[Style]) -> dict[str, str | None]:
    """Return the ground and the plain colour of a dark style; nothing for a light one."""
    ground = (style.background_color or "#ffffff").lstrip("#")
    ground = "".join(each * 2 for each in ground) if len(ground) == 3 else ground
    if sum(int(ground[position : position + 2], 16) for position in (0, 2, 4)) >= 3 * DARK:
        return {"fill": None, "text": None}
    colour = style.style_for_token(Token)["color"] or "f8f8f2"
    return {"fill": "#" + ground, "text": "#" + colour}


class RunFormatter(Formatter[str]):
    """Writes lines of runs as JSON: each line a list of a style's name and a text by turns."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.shown = frozenset(styles_of(self.style))

    def format(self, tokensource: Iterable[tuple[_TokenType, str]], outfile: SupportsWrite[str]) -> None:
        """Write the runs of ``tokensource``; neighbours of one style, and blanks, are joined."""
        lines: list[list[str]] = [[]]
        for token, value in tokensource:
            name = short_name(token)
            style = name if name in self.shown else self._inherited(token)
            for number, text in enumerate(value.split("\n")):
                if number:
                    lines.append([])
                line = lines[-1]
                if not text:
                    continue
                if line and (line[-2] == style or not text.strip()):
                    line[-1] += text
                else:
                    line += [style, text]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        json.dump(lines, outfile)

    def _inherited(self, token: _TokenType) -> str:
        while token.parent is not None:
            token = token.parent
            if short_name(token) in self.shown:
                return short_name(token)
        return ""


class RunBridge(PygmentsBridge):
    """Sphinx's own use of Pygments, its choice of lexers and its warnings, with runs as the result."""

    html_formatter = RunFormatter  # type: ignore[assignment]
