"""Lists, by Python-Markdown's rules: what is indented by four columns is inside an item.

Owns the indentation of an item's lines in MyST: as it was, where CommonMark reads that the same way.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sphinx_excellence.takeover.markdown import interruptions
from sphinx_excellence.takeover.markdown.fences import closing as fence_end
from sphinx_excellence.takeover.markdown.lines import Line, dedent, forget, indent, next_text
from sphinx_excellence.takeover.markdown.list_markers import MARKER, begins_item
from sphinx_excellence.takeover.markdown.page import Page

_TASK = re.compile(r"\[[ xX]\][ ]+(?=\S)")


def bulleted_or_numbered(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take an item of a list; the next one follows as a block of its own."""
    found = MARKER.match(lines[start].text)
    if found is None:
        return None
    end = item_end(lines, start, page)
    return end, item(lines[start:end], found, page)


def item_end(lines: list[Line], start: int, page: Page) -> int:
    """Return where an item ends: at the next one, or at text that does not belong to it."""
    index = start + 1
    last = index
    after_blank = False
    while index < len(lines):
        line = lines[index]
        if line.blank:
            after_blank = True
            index += 1
            continue
        if line.indent >= 4:
            closed = fence_end(lines, index, page)
            index = (closed + 1) if closed is not None else index + 1
            last, after_blank = index, False
            continue
        fenced = None if after_blank else _fence_inside(lines, index, page)
        if fenced is not None:
            index = last = fenced + 1
            continue
        if after_blank or begins_item(line.text, page) or interruptions.interrupts(lines, index, page):
            break
        index += 1
        last = index
    return last


def _fence_inside(lines: list[Line], index: int, page: Page) -> int | None:
    """Return where a fence ends that is directly below an item's text, without its indentation, and goes on with it.

    To the source it is a part of the text; that tells only where something of the item comes behind it.
    """
    if index == 0 or lines[index - 1].blank:
        return None
    end = fence_end(lines, index, page)
    if end is None or end + 1 >= len(lines) or not lines[end + 1].blank:
        return None
    after = next_text(lines, end + 1)
    return end if after < len(lines) and lines[after].indent >= 4 else None


def _content(lines: list[Line], page: Page) -> list[Line]:
    """Return the lines below the first of an item without its indentation."""
    content: list[Line] = []
    index = 1
    while index < len(lines):
        line = lines[index]
        end = _fence_inside(lines, index, page) if line.indent < 4 and not line.blank else None
        if end is None:
            content.append(dedent(line, 4))
            index += 1
            continue
        inner = forget(dedent(each, line.indent) for each in lines[index : end + 1])
        content += [Line(each.text, each.number, (*each.prefixes, None)) for each in inner]
        index = end + 1
    return content


def item(lines: list[Line], found: re.Match[str], page: Page) -> list[Line]:
    """Convert the lines of an item; ``found`` is what it begins with."""
    first = lines[0]
    task = _TASK.match(found["rest"]) if page.options.on("pymdownx.tasklist") else None
    box = task[0] if task is not None else ""
    rest = found["rest"][len(box) :]
    space = found["space"].expandtabs(4) if "\t" in found["space"] else found["space"]
    lead = found["indent"] + found["marker"]
    code_before = page.indented_code
    head = Line(rest, first.number, (*first.prefixes, None))
    content = [head, *_content(lines, page)]
    nested = _nested_list(content, page)
    body = page.inside(content[:nested])
    if nested < len(content):
        body += page.inside(content[nested:])
    has_code = page.indented_code > code_before
    multiple = any(not line.blank for line in body[1:])
    width = len(lead) + len(space)
    if rest and (len(space) > 4 or (multiple and width > 4 + len(found["indent"]))):
        space = " " * max(1, min(len(space), 4 - len(found["marker"])))
        width = len(lead) + len(space)
    prefix = lead + (space if space != found["space"].expandtabs(4) else found["space"])
    deeper = (has_code and width != 4) or width > 4 or _shifted_too_far(body, width)
    made = indent(body[1:], " " * (width if deeper else 4), all_lines=deeper)
    top = body[0] if body else head
    return [Line(prefix + box + top.text, first.number, first.prefixes), *made]


def _shifted_too_far(body: list[Line], width: int) -> bool:
    """Say whether a block would be code by its indentation: its own comes on top of what the item has to spare."""
    for above, line in pairwise(body):
        if (
            not line.blank
            and width <= line.indent < 4
            and (above.blank or line.text.lstrip().startswith(("```", "~~~", ":::")))
        ):
            return True
    return False


def _nested_list(content: list[Line], page: Page) -> int:
    """Return where a list begins directly below the text of an item, which needs no blank line there."""
    index = 1
    while index < len(content) and not content[index].blank:
        closed = fence_end(content, index, page)
        if closed is not None:
            index = closed + 1
            continue
        if begins_item(content[index].text, page):
            return index
        index += 1
    return len(content)
