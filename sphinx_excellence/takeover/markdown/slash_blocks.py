"""The blocks of ``pymdownx.blocks``: ``/// note | Title`` to ``///``."""

from __future__ import annotations

import re
from html import escape

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown import admonitions, tabs
from sphinx_excellence.takeover.markdown.fences import closing as fence_end
from sphinx_excellence.takeover.markdown.lines import Line, indentation, next_text, trimmed
from sphinx_excellence.takeover.markdown.page import Page

_OPENING = re.compile(r" {0,3}(?P<slashes>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?)[ ]*)?$")
_OPTION = re.compile(r"    (?P<name>[\w-]+):[ ]*(?P<value>.*)$")
_MODE = re.compile(r"    markdown:[ ]*(?P<value>\w+)[ ]*$")
#: Which extension knows which block.
_ADMONITIONS = frozenset({"note", "attention", "caution", "danger", "error", "tip", "hint", "important", "warning"})


def _known(name: str, page: Page) -> bool:
    options = page.options
    if name in ("caption", "figure-caption", "table-caption"):
        return options.on("pymdownx.blocks.caption")
    if name == "details":
        return options.on("pymdownx.blocks.details")
    if name == "tab":
        return options.on("pymdownx.blocks.tab")
    if name == "define":
        return options.on("pymdownx.blocks.definition")
    if name == "html":
        return options.on("pymdownx.blocks.html")
    if name == "admonition" or name in _ADMONITIONS:
        return options.on("pymdownx.blocks.admonition")
    for extension in ("pymdownx.blocks.admonition", "pymdownx.blocks.details"):
        own = options.setting(extension, "types", [])
        if any((item.get("name") if isinstance(item, dict) else item) == name for item in own or ()):
            return True
    return False


def opens(line: Line, page: Page) -> bool:
    """Say whether a line opens a block that the source knows."""
    if "///" not in line.text:
        return False
    found = _OPENING.match(line.text)
    return found is not None and _known(found["name"].lower(), page)


def _end(lines: list[Line], start: int, slashes: str, page: Page) -> int | None:
    index = start + 1
    depth: list[str] = []
    if page.is_open(lines, start, slashes):
        return None
    while index < len(lines):
        text = lines[index].text.strip()
        if text.startswith(("```", "~~~")):
            closed = fence_end(lines, index, page)
            index = closed + 1 if closed is not None else index + 1
            continue
        if text.startswith("///") and indentation(lines[index].text) < 4:
            if not text.strip("/"):
                if text == slashes and not depth:
                    return index
                if depth and depth[-1] == text:
                    depth.pop()
            elif opens(lines[index], page):
                depth.append(text[: len(text) - len(text.lstrip("/"))])
        index += 1
    page.found_open(lines, len(lines), slashes)
    return None


def slash_block(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a block with its options and its body."""
    if not opens(lines[start], page):
        return None
    found = _OPENING.match(lines[start].text)
    end = _end(lines, start, found["slashes"], page) if found is not None else None
    if found is None or end is None:
        return None
    name, argument = found["name"].lower(), found["argument"] or ""
    if name == "tab":
        return _tab_set(lines, start, end, page)
    tag = re.match(r"[\w-]+", argument)
    mode = next((read["value"] for line in lines[start + 1 : end][:3] if (read := _MODE.match(line.text))), "auto")
    raw = mode == "raw" or (mode == "auto" and tag is not None and tag[0] in ("pre", "script", "style", "textarea"))
    if name == "html" and tag is not None and raw:
        return end + 1, _raw(lines, start, end, argument, tag[0])
    options, body = _body(lines[start + 1 : end], page)
    return end + 1, _written(lines[start], name, argument, options, body, page)


def _raw(lines: list[Line], start: int, end: int, argument: str, tag: str) -> list[Line]:
    """Return an element whose text is no Markdown."""
    first = lines[start]
    body = lines[start + 1 : end]
    while body and (body[0].blank or _MODE.match(body[0].text)):
        body.pop(0)
    if body and all(line.blank or line.indent >= 4 for line in body):
        body = [Line(line.text[4:], line.number, line.prefixes) for line in body]
    if tag in ("pre", "textarea"):
        body = [line.put(escape(line.text, quote=False)) for line in body]
    return [first.put(f"<{tag}{_classes(argument)}>"), *body, Line(f"</{tag}>", lines[end].number, first.prefixes)]


def _classes(argument: str) -> str:
    """Return the attribute with the classes that follow the name of an element."""
    classes = re.findall(r"\.([\w-]+)", argument)
    return f' class="{" ".join(classes)}"' if classes else ""


def _body(lines: list[Line], page: Page) -> tuple[dict[str, str], list[Line]]:
    options: dict[str, str] = {}
    index = 0
    while index < len(lines) and (read := _OPTION.match(lines[index].text)) is not None:
        options[read["name"]] = read["value"].strip().strip("'\"")
        index += 1
    return options, trimmed(page.inside(lines[index:]))


def _tab_set(lines: list[Line], start: int, end: int, page: Page) -> tuple[int, list[Line]]:
    items: list[Line] = []
    position = start
    while True:
        found = _OPENING.match(lines[position].text)
        options, body = _body(lines[position + 1 : end], page)
        title = (found["argument"] or "") if found is not None else ""
        items += tabs.write_tab(
            lines[position], title, body, page, selected=options.get("select", "").lower() == "true"
        )
        behind = next_text(lines, end + 1)
        found = _OPENING.match(lines[behind].text) if behind < len(lines) else None
        following = (
            _end(lines, behind, found["slashes"], page) if found is not None and found["name"] == "tab" else None
        )
        if found is None or following is None or re.match(r"\s+new:\s*true", lines[behind + 1].text, re.IGNORECASE):
            return end + 1, tabs.write_tab_set(lines[start], items, page)
        position, end = behind, following


def _written(
    first: Line, name: str, argument: str, options: dict[str, str], body: list[Line], page: Page
) -> list[Line]:
    if name.endswith("caption"):
        page.needs.add("attrs_block")
        return [first.put("{.caption}"), *body]
    if name == "details" or options.get("open"):
        classes = [options["type"]] if options.get("type") else []
        opened = options.get("open", "").lower() == "true"
        return admonitions.write_collapsible(first, classes, argument or None, body, page, opened=opened)
    if name == "html":
        tag = re.match(r"[\w-]+", argument)
        element = tag[0] if tag is not None else "div"
        page.tell("html-block", first.number, Phrase("the block %s is written as HTML tags around its text", argument))
        return [first.put(f"<{element}{_classes(argument)}>"), Line(""), *body, Line(""), Line(f"</{element}>")]
    if name == "define":
        return body
    kind = options.get("type", "") if name == "admonition" else name
    title = argument or None
    classes = [kind] if kind else ["admonition"]
    if not kind and title is None:
        title = "Admonition"
    if name != "admonition" and title is None and kind not in _ADMONITIONS:
        title = name.capitalize()
    return admonitions.write_admonition(first, classes, title, body, page)
