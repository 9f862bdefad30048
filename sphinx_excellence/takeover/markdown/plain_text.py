"""Text between constructs: abbreviations and the symbols that the source makes of signs."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.page import Page

_SYMBOLS = {
    "(tm)": "™", "(c)": "©", "(r)": "®", "c/o": "℅", "+/-": "±", "<-->": "↔", "-->": "→", "<--": "←", "=/=": "≠",
}  # fmt: skip
_SETTINGS = {
    "(tm)": "trademark", "(c)": "copyright", "(r)": "registered", "c/o": "care_of", "+/-": "plusminus",
    "<-->": "arrows", "-->": "arrows", "<--": "arrows", "=/=": "notequal",
}  # fmt: skip
_FRACTIONS = {
    "1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_SIGN = re.compile(
    r"(?<!\\)(?P<sign>\((?:tm|c|r)\)|\bc/o\b|\+/-|(?<![-<])<-->|(?<!-)-->(?!>)|(?<!<)<--(?!-)|=/=)"
    r"|(?<!\d)(?P<fraction>[13]/4|1/2|[12]/3|[1-4]/5|[15]/6|[1357]/8)(?!\d)"
    r"|(?<!\w)(?P<number>[0-9]*(?:[04-9]|1[123]))(?P<th>th)(?!\w)|(?<!\w)(?P<other>[0-9]*?(?:1st|2nd|3rd))(?!\w)"
)


def plain_text(text: str, page: Page) -> str:
    """Convert text that is in no construct."""
    if page.options.on("pymdownx.smartsymbols"):
        text = _SIGN.sub(lambda found: _symbol(found, page), text)
    if page.abbreviation_pattern is not None:
        text = page.abbreviation_pattern.sub(lambda found: _abbreviation(found, page), text)
    return text


def _symbol(found: re.Match[str], page: Page) -> str:
    def on(name: str) -> bool:
        return bool(page.options.setting("pymdownx.smartsymbols", name, default=True))

    if found["sign"]:
        sign = found["sign"]
        return _SYMBOLS[sign] if on(_SETTINGS[sign]) else found[0]
    if found["fraction"]:
        return _FRACTIONS[found["fraction"]] if on("fractions") else found[0]
    if not on("ordinal_numbers"):
        return found[0]
    return f"{found[0][:-2]}<sup>{found[0][-2:]}</sup>"


def _abbreviation(found: re.Match[str], page: Page) -> str:
    meaning = " ".join(page.abbreviations[found[0]].replace("`", "'").split())
    if not meaning or re.search(r"[()`\\]", found[0]):
        return found[0]
    return f"{{abbr}}`{found[0]} ({meaning})`"
