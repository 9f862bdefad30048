"""Footnotes: kept, with their text converted."""

from __future__ import annotations

from sphinx_excellence.takeover.markdown import interruptions
from sphinx_excellence.takeover.markdown.lines import Line, dedent, indent, next_text
from sphinx_excellence.takeover.markdown.page import Page


def footnote(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a footnote with all its paragraphs."""
    found = interruptions.FOOTNOTE.match(lines[start].text) if page.options.on("footnotes") else None
    if found is None:
        return None
    last = interruptions.hanging_end(lines, start, page)
    first = lines[start]
    head = Line(first.text[found.end() :], first.number, (*first.prefixes, None))
    if not head.text:
        body = page.inside([dedent(line, 4) for line in lines[start + 1 : last]])
        body = body[next_text(body, 0) :]
        if body and not body[0].text.lstrip().startswith(("`", "~", ":", "|", "-", "*", "+", ">", "<")):
            return last, [
                first.put(f"[^{found[1]}]: {body[0].text.lstrip()}"),
                *indent(body[1:], "    ", all_lines=True),
            ]
        return last, [first, *indent(body, "    ", all_lines=True)]
    body = page.inside([head, *(dedent(line, 4) for line in lines[start + 1 : last])])
    return last, [first.put(found[0] + body[0].text), *indent(body[1:], "    ")] if body else [first]
