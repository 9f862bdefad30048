"""Admonitions, ``!!! note "Title"``, and collapsible ones, ``??? note``."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.containers import body_below, directive
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.lines import Line, goes_on_with_item
from sphinx_excellence.takeover.markdown.page import Page

_ADMONITION = re.compile(r"!!! ?(?P<classes>[\w-]+(?: +[\w-]+)*)(?: +\"(?P<title>[^\n]*?)\")? *$")
_COLLAPSIBLE = re.compile(r"\?\?\?(?P<open>\+)? ?(?P<classes>[\w-]+(?: +[\w-]+)*)?(?: +\"(?P<title>[^\n]*?)\")? *$")
#: Admonitions whose directive makes the same title by itself.
_TITLED = frozenset({"attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"})
_COLOURS = {
    "note": "info", "abstract": "info", "info": "info", "tip": "success", "hint": "success", "success": "success",
    "question": "info", "warning": "warning", "caution": "warning", "attention": "warning", "failure": "danger",
    "danger": "danger", "error": "danger", "bug": "danger", "example": "primary", "quote": "secondary",
}  # fmt: skip
#: Types of Material that themes of Sphinx do not know, with the one whose colour says the same.
_LIKE = {
    "abstract": "note", "summary": "note", "tldr": "note", "info": "note", "todo": "note",
    "success": "tip", "check": "tip", "done": "tip", "question": "hint", "help": "hint", "faq": "hint",
    "failure": "danger", "fail": "danger", "missing": "danger", "bug": "danger",
}  # fmt: skip


def opens(line: Line, page: Page) -> bool:
    """Say whether a line opens an admonition."""
    if line.text.startswith("!!!"):
        return page.options.on("admonition") and _ADMONITION.match(line.text) is not None
    return (
        line.text.startswith("???")
        and page.options.on("pymdownx.details")
        and _COLLAPSIBLE.match(line.text) is not None
    )


def _begins(lines: list[Line], start: int, page: Page) -> bool:
    return opens(lines[start], page) and not goes_on_with_item(lines, start)


def admonition(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take an admonition with its body."""
    found = _ADMONITION.match(lines[start].text) if _begins(lines, start, page) else None
    if found is None:
        return None
    end, body = body_below(lines, start, page)
    return end, write_admonition(lines[start], found["classes"].lower().split(), found["title"], body, page)


def collapsible(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a collapsible admonition with its body."""
    found = _COLLAPSIBLE.match(lines[start].text) if _begins(lines, start, page) else None
    if found is None or not (found["classes"] or found["title"]):
        return None
    end, body = body_below(lines, start, page)
    classes = (found["classes"] or "").lower().split()
    return end, write_collapsible(lines[start], classes, found["title"], body, page, opened=bool(found["open"]))


def write_admonition(first: Line, classes: list[str], title: str | None, body: list[Line], page: Page) -> list[Line]:
    """Return an admonition; ``title`` is nothing where the source makes it of the first class."""
    page.needs.add("colon_fence")
    kind = classes[0]
    own = kind.capitalize()
    if title is None and kind in _TITLED and page.options.language.startswith("en") and body:
        return directive(first, kind, "", _class_option(classes[1:]), body)
    if title == "":
        return directive(first, "container", " ".join(["admonition", *classes]), [], body or [Line("<!-- -->")])
    shown = own if title is None else convert_inline(title, page, first.number)
    if kind in _TITLED and shown == own and body and page.options.language.startswith("en"):
        return directive(first, kind, "", _class_option(classes[1:]), body)
    like = [_LIKE[kind]] if kind in _LIKE and not _TITLED & set(classes) else []
    return directive(first, "admonition", shown, _class_option([*classes, *like]), body or [Line("<!-- -->")])


def write_collapsible(
    first: Line, classes: list[str], title: str | None, body: list[Line], page: Page, *, opened: bool
) -> list[Line]:
    """Return a block that opens and closes."""
    page.needs |= {"colon_fence", "sphinx_design"}
    shown = convert_inline(title, page, first.number) if title else (classes[0].capitalize() if classes else "")
    options = [":open:"] if opened else []
    if classes:
        options += [f":color: {_COLOURS.get(classes[0], 'secondary')}", f":class-container: {' '.join(classes)}"]
    return directive(first, "dropdown", shown, options, body or [Line("<!-- -->")])


def _class_option(classes: list[str]) -> list[str]:
    return [f":class: {' '.join(classes)}"] if classes else []
