"""HTML blocks: kept. Where the source goes on reading HTML behind a blank line, CommonMark would read Markdown.

Owns where an element of the source ends, and elements with Markdown inside.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown import fences, grids
from sphinx_excellence.takeover.markdown.fences import closing as fence_end
from sphinx_excellence.takeover.markdown.html_elements import (
    BLOCK_ELEMENTS,
    COMMENT,
    COMMONMARK_ELEMENTS,
    OPENING,
    begins_html,
)
from sphinx_excellence.takeover.markdown.inline_html import TAG, mapped_addresses, without_markdown
from sphinx_excellence.takeover.markdown.lines import Line, trimmed
from sphinx_excellence.takeover.markdown.page import Page

_MARKDOWN = re.compile(r"\smarkdown(?:\s*=\s*[\"']?(?P<mode>\w+)[\"']?)?(?=[\s/>])")
_SPAN_ELEMENTS = frozenset(
    ["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"]
)
_CODE = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)
_SIGN = re.compile(r"<(?:!--|/?[a-zA-Z])")


def html_block(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a comment or an element that begins a line."""
    line = lines[start]
    if "<" not in line.text or line.indent > 3:
        return None
    if COMMENT.match(line.text):
        return _comment(lines, start, page)
    found = OPENING.match(line.text)
    if found is None or found["name"].lower() not in BLOCK_ELEMENTS:
        return None
    if found["close"]:
        if _closes_nothing(lines, start, found["name"].lower(), page):
            said = Phrase("%s closes nothing and would end the frame of the page; it is left out", line.text.strip())
            page.tell("stray-tag", line.number, said)
            return start + 1, [line.put("")]
        return _tail(lines, start, len(found[0]) + lines[start].text[len(found[0]) :].find(">") + 1, [])
    tag = _tag(lines, start)
    if tag is None:
        return None
    text, opened_end, column = tag
    markdown = _MARKDOWN.search(text) if page.options.on("md_in_html") else None
    name = found["name"].lower()
    if text.endswith("/>") or name == "hr":
        return _tail(lines, start, column, [], line_end=opened_end)
    end, close_start, close_end = _element_end(lines, opened_end, column, name, page)
    if markdown is not None and markdown["mode"] not in ("0", "off"):
        return _markdown_inside(
            lines, start, page, text=text, name=name, mode=markdown["mode"] or "1",
            inside=(opened_end, column, end, close_start, close_end),
        )  # fmt: skip
    body = lines[start:end]
    if end >= len(lines):
        return end, _raw(body, page)
    last = lines[end]
    body.append(last.put(last.text[:close_end]) if last.text[close_end:].strip() else last)
    return _tail(lines, end, close_end, _raw(body, page), written=True)


def _closes_nothing(lines: list[Line], start: int, name: str, page: Page) -> bool:
    """Say whether a closing tag, alone in its line, has no opening one in front of it, but perhaps in fences."""
    if page.depth > 0 or re.fullmatch(r"\s*</[\w-]+\s*>\s*", lines[start].text) is None:
        return False
    sign = re.compile(rf"<{name}(?![\w-])|(?P<close></{name}(?![\w-]))", re.IGNORECASE)
    index, opened = page.openings.get(name, (0, 0))
    while index < start:
        closed = fence_end(lines, index, page)
        if closed is not None and closed < start:
            index = closed + 1
            continue
        for found in sign.finditer(lines[index].text):
            opened = max(opened - 1, 0) if found["close"] else opened + 1
        index += 1
    page.openings[name] = (index, opened)
    return opened == 0


def _tag(lines: list[Line], start: int) -> tuple[str, int, int] | None:
    """Return the opening tag, the index of the line where it ends, and the column behind it."""
    text = lines[start].text
    lead = len(text) - len(text.lstrip())
    joined = text
    for index in range(start, min(start + 12, len(lines))):
        if index > start:
            joined += "\n" + lines[index].text
        found = TAG.match(joined, lead)
        if found is not None:
            last = found[0].rpartition("\n")[2]
            column = len(last) if "\n" in found[0] else found.end()
            return found[0], start + found[0].count("\n"), column
    return None


def _element_end(lines: list[Line], index: int, column: int, name: str, page: Page) -> tuple[int, int, int]:
    """Return where an element ends: line and columns of its closing tag, or past the end where there is none."""
    depth = 1
    while index < len(lines):
        text = lines[index].text
        if column == 0 and text.lstrip().startswith(("```", "~~~")):
            closed = fence_end(lines, index, page)
            if closed is not None:
                index = closed + 1
                continue
        for found in _SIGN.finditer(text, column):
            if found[0] == "<!--":
                continue
            tag = TAG.match(text, found.start())
            if tag is None or tag["name"].lower() != name or tag["empty"]:
                continue
            depth += -1 if tag["close"] else 1
            if depth == 0:
                return index, tag.start(), tag.end()
        index += 1
        column = 0
    return len(lines), 0, 0


def _comment(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]]:
    sign = lines[start].text.lstrip()
    closing = "-->" if sign.startswith("<!--") else "?>" if sign.startswith("<?") else ">"
    end = start if page.is_open(lines, start, closing) else len(lines)
    for index in range(start, end):
        found = lines[index].text.find(closing, 4 if index == start and closing == "-->" else 0)
        if found >= 0:
            return _tail(lines, index, found + len(closing), list(lines[start:index]))
    page.found_open(lines, len(lines), closing)
    return start + 1, [lines[start].put(lines[start].text.replace("<", "\\<", 1))]


def _tail(
    lines: list[Line],
    index: int,
    column: int,
    before: list[Line],
    *,
    written: bool = False,
    line_end: int | None = None,
) -> tuple[int, list[Line]]:
    """End a block: what follows it in its line is text, and comes next."""
    if line_end is not None:
        before, index = [*before, *lines[index:line_end]], line_end
    line = lines[index]
    rest = line.text[column:]
    if not written:
        before = [*before, line.put(line.text[:column]) if rest.strip() else line]
    following = index + 1
    if rest.strip():
        lines[index] = line.put(rest.lstrip())
        following = index
    if following < len(lines) and not lines[following].blank and not begins_html(lines[following].text):
        before.append(Line("", line.number))
    return following, before


def _raw(body: list[Line], page: Page) -> list[Line]:
    """Return HTML so that CommonMark reads all of it as HTML."""
    number = body[0].number
    mapped = mapped_addresses("\n".join(line.text for line in body), page, number).split("\n")
    if any(_CODE.search(text) for text in mapped):
        # The source makes spaces of tabs; behind other signs they are fewer than a browser shows.
        mapped = [text.expandtabs(4) if "\t" in text.lstrip("\t") else text for text in mapped]
    made = [line.put(text) for line, text in zip(body, mapped, strict=True)]
    if not _breaks(made):
        return made
    out = []
    in_code = 0
    fence_until = -1
    for index, line in enumerate(made):
        if index <= fence_until:
            continue
        text = line.text
        if text.lstrip().startswith(("```", "~~~")) and not in_code:
            closed = fence_end(made, index, page)
            taken = fences.fence(made, index, page) if closed is not None else None
            if taken is not None:
                out += [Line("", line.number), *taken[1]]
                fence_until = taken[0] - 1
                continue
        if fence_until == index - 1 and fence_until >= 0 and not line.blank:
            out.append(Line("", line.number))
        if not line.blank:
            out.append(line)
        elif in_code:
            out.append(Line("<!-- -->", line.number))
        in_code += len(re.findall(r"<(?:pre|textarea)\b", text, re.IGNORECASE)) - len(
            re.findall(r"</(?:pre|textarea)\b", text, re.IGNORECASE)
        )
    return out


def _breaks(body: list[Line]) -> bool:
    """Say whether CommonMark would read something else behind a blank line, or see a fence."""
    first = OPENING.match(body[0].text)
    if first is not None and first["name"].lower() in ("pre", "script", "style", "textarea"):
        return False
    for above, line in pairwise(body):
        if above.blank and not line.blank and (not begins_html(line.text) or line.indent > 3):
            return True
        if line.text.lstrip().startswith(("```", "~~~")):
            return True
    return first is not None and first["name"].lower() not in COMMONMARK_ELEMENTS and any(line.blank for line in body)


def _markdown_inside(
    lines: list[Line],
    start: int,
    page: Page,
    *,
    text: str,
    name: str,
    mode: str,
    inside: tuple[int, int, int, int, int],
) -> tuple[int, list[Line]]:
    opened_end, column, end, close_start, close_end = inside
    line = lines[start]
    if opened_end == end:
        content = [Line(lines[end].text[column:close_start], lines[end].number, line.prefixes)]
    else:
        content = [Line(lines[opened_end].text[column:], lines[opened_end].number, line.prefixes)]
        content += lines[opened_end + 1 : min(end, len(lines))]
        if end < len(lines):
            content.append(Line(lines[end].text[:close_start], lines[end].number, lines[end].prefixes))
    content = trimmed(content)
    made = None
    classes = re.search(r"class\s*=\s*[\"']([^\"']*)[\"']", text)
    if name == "div" and classes is not None and "grid" in classes[1].split():
        made = grids.grid(line, classes[1].split(), content, page)
    if made is None:
        tag = mapped_addresses(without_markdown(" ".join(text.split("\n"))), page, line.number)
        closing = lines[end].text[close_start:close_end] if end < len(lines) else f"</{name}>"
        if mode == "span" or (mode in ("1", "markdown") and name in _SPAN_ELEMENTS):
            content = [Line(item.text.lstrip(), item.number, item.prefixes) for item in content]
        elif page.depth > 0:  # in a list, to the source, what is directly below the tag goes on with its text
            first = next((index for index, item in enumerate(content) if item.blank), len(content))
            content[:first] = [Line(item.text.lstrip(), item.number, item.prefixes) for item in content[:first]]
        body = page.inside(content)
        made = [Line(tag, line.number, line.prefixes), Line("", line.number), *body, Line("", line.number)]
        made.append(Line(closing, line.number, line.prefixes))
    if end >= len(lines):
        return len(lines), made
    return _tail(lines, end, close_end, made, written=True)
