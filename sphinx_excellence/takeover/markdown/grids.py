"""Grids of Material: cards, and blocks next to each other."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.containers import directive
from sphinx_excellence.takeover.markdown.lines import Line, dedent, forget, trimmed
from sphinx_excellence.takeover.markdown.list_markers import MARKER
from sphinx_excellence.takeover.markdown.lists import item_end
from sphinx_excellence.takeover.markdown.page import Page

_TAG = re.compile(r" {0,3}<(?P<name>div|section|article|figure|a)(?=[\s>])", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)")
#: An element that its class says to be a card.
_CARD = re.compile(r" {0,3}<\w+\s[^<>]*\bclass\s*=\s*[\"'](?:[^\"']*[\s-])?card[\s\"']", re.IGNORECASE)


def grid(first: Line, classes: list[str], content: list[Line], page: Page) -> list[Line] | None:
    """Return a grid, or nothing where its content is not what a grid can be made of."""
    cards = _items(content, page) if "cards" in classes else _blocks(content, page)
    if not cards:
        return None
    page.needs |= {"colon_fence", "sphinx_design"}
    all_cards = "cards" in classes or "card" in classes
    body: list[Line] = []
    for card in cards:
        if body:
            body.append(Line("", first.number))
        kind = "grid-item-card" if all_cards or _CARD.match(card[0].text) else "grid-item"
        body += directive(Line("", first.number, first.prefixes), kind, "", [], card)
    return directive(Line("", first.number, first.prefixes), "grid", "1 2 2 2", [":gutter: 3"], body)


def _elements(block: list[Line]) -> list[list[Line]]:
    """Cut a block of HTML into its elements: each begins a line, and the one above it is closed there."""
    parts: list[list[Line]] = [[]]
    name, depth = "", 0
    for line in block:
        found = _TAG.match(line.text) if depth == 0 else None
        if found is not None:
            name = found["name"].lower()
            parts += [[]] if parts[-1] else []
        parts[-1].append(line)
        for tag in _ANY_TAG.finditer(line.text):
            depth += (-1 if tag["close"] else 1) if tag["name"].lower() == name else 0
    return parts


def _items(content: list[Line], page: Page) -> list[list[Line]]:
    """Return the items of the list that the cards are, each converted; nothing where there is other content."""
    cards = []
    position = 0
    while position < len(content):
        line = content[position]
        if line.blank:
            position += 1
            continue
        found = MARKER.match(line.text)
        if found is None:
            return []
        end = item_end(content, position, page)
        head = Line(found["rest"], line.number, (*line.prefixes, ""))
        body = [head, *(dedent(item, 4) for item in content[position + 1 : end])]
        cards.append(_with_header(trimmed(forget(page.inside(body)))))
        position = end
    return [card for card in cards if card]


def _with_header(card: list[Line]) -> list[Line]:
    """Write the first rule of a card as the end of its header, which the source draws it for."""
    for index, line in enumerate(card):
        if line.text.lstrip().startswith((":::", "```", "~~~")):
            break
        if line.text.strip() == "<hr>" and index > 0:
            header = directive(line.put(""), "card-header", "", [], trimmed(card[:index]))
            return [*header, *card[index + 1 :]]
    return card


def _blocks(content: list[Line], page: Page) -> list[list[Line]]:
    """Return each block of the grid, converted."""
    made = page.inside(content)
    blocks: list[list[Line]] = []
    colons = ""
    fence = ""
    for line in made:
        text = line.text.strip()
        if not colons and not fence and line.blank:
            blocks.append([])
            continue
        if not blocks:
            blocks.append([])
        blocks[-1].append(line)
        if fence:
            fence = "" if text == fence else fence
        elif colons:
            colons = "" if text == colons else colons
        elif text.startswith(":::"):
            colons = text[: len(text) - len(text.lstrip(":"))]
        elif text.startswith(("```", "~~~")):
            fence = text[: len(text) - len(text.lstrip(text[0]))]
    joined: list[list[Line]] = []
    for block in [part for each in blocks for part in _elements(each)]:
        if block and joined and block[0].indent > 0 and not _TAG.match(block[0].text):
            joined[-1] += [Line("", block[0].number), *block]
        elif block:
            joined.append(block)
    return joined
