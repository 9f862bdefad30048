"""Attribute lists, ``{: #id .class key=value }``, as MyST writes them.

Owns which attributes have a meaning in the target; a presentational one that has none is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.page import Page

#: An attribute list, as Python-Markdown recognizes one: something must be in it.
ATTRIBUTES = re.compile(r"\{:?[ ]*(?P<list>[^}\n ](?:\"[^\"\n]*\"|'[^'\n]*'|[^}\n\"'])*)\}")
_PART = re.compile(
    r"[ \t,]*(?:#(?P<id>[^\s#}]+)|\.(?P<class>[^\s.=}]+)"
    r"|(?P<key>[^\s=}\"']+?)[ ]*=[ ]*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s}]+))"
    r"|(?P<word>[^\s}]+))"
)
#: What MyST takes over from an attribute list, by what it belongs to.
_ALLOWED: Mapping[str, frozenset[str]] = {
    "image": frozenset({"width", "height", "align", "title"}),
    "link": frozenset({"target", "rel", "title"}),
    "code": frozenset({"lexer", "language"}),
    "block": frozenset(),
    "span": frozenset(),
}
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:px|em|ex|rem|ch|vw|vh|vmin|vmax|cm|mm|Q|in|pt|pc|%)?\Z")
_BUTTON = {"md-button": ("sd-btn", "sd-btn-outline-primary"), "md-button--primary": ("sd-btn", "sd-btn-primary")}


@dataclass
class Attributes:
    """An attribute list, taken apart."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


def read_attributes(text: str) -> Attributes:
    """Take the inside of an attribute list apart."""
    read = Attributes()
    position = 0
    while (found := _PART.match(text, position)) is not None and found.end() > position:
        position = found.end()
        if found["id"]:
            read.id = found["id"]
        elif found["class"]:
            read.classes.append(found["class"])
        elif found["key"]:
            value = next((found[name] for name in ("double", "single", "bare") if found[name] is not None), "")
            if found["key"] == "class":
                read.classes += value.split()
            elif found["key"] == "id":
                read.id = value
            else:
                read.values[found["key"]] = value
        elif found["word"]:
            read.values[found["word"]] = found["word"]
    return read


def write_attributes(read: Attributes, kind: str, page: Page, line: int) -> str:
    """Return the attribute list as MyST reads it, or nothing where nothing is left."""
    parts = [f"#{read.id}"] if _name(read.id) else []
    classes: list[str] = []
    for name in read.classes:
        classes += [made for made in _BUTTON.get(name, (name,)) if made not in classes]
    if "sd-btn-primary" in classes and "sd-btn-outline-primary" in classes:
        classes.remove("sd-btn-outline-primary")
    if "sd-btn" in classes:
        page.needs.add("sphinx_design")
    parts += [f".{name}" for name in classes if _name(name)]
    for key, value in read.values.items():
        usable = key in _ALLOWED[kind]
        if usable and key in ("width", "height"):
            usable = _LENGTH.match(value) is not None and not (key == "height" and value.endswith("%"))
        if usable and key == "align":
            usable = value in ("left", "center", "right")
        if usable and '"' not in value:
            parts.append(f'{key}="{value}"' if not re.fullmatch(r"[\w:-]+", value, re.ASCII) else f"{key}={value}")
        else:
            page.tell("attribute-left-out", line, Phrase("the attribute %s has no counterpart; it is left out", key))
    return "{" + " ".join(parts) + "}" if parts else ""


def _name(name: str) -> bool:
    return bool(name) and re.search(r"[\s!\"#$%&'()*+,./;<=>?@\[\]^`{|}~]", name) is None


def attributes_behind(inline: Inline, position: int, kind: str) -> tuple[int, str]:
    """Take the attribute list behind a construct: where it ends, and its MyST.

    Where the source knows no attribute lists, a brace behind the construct is text, and is escaped.
    """
    text = inline.text
    if text[position : position + 1] != "{":
        return position, ""
    if not inline.page.options.on("attr_list"):
        return position, ""
    found = ATTRIBUTES.match(text, position)
    if found is None or found["list"][0] in "%{*":
        return position + 1, "\\{"
    written = write_attributes(read_attributes(found["list"]), kind, inline.page, inline.line(position))
    if written:
        inline.page.needs.add("attrs_inline")
    return found.end(), _as_was(found[0], written)


def _as_was(source: str, written: str) -> str:
    """Return the list as it was where that says the same to MyST."""
    if not source.startswith("{:") and read_attributes(source[1:-1]) == read_attributes(written[1:-1]) and written:
        quoted = re.sub(r'"[^"]*"', "", source)
        if "'" not in quoted and "," not in quoted and re.search(r"=[^\s\"}]*[^\w:\s\"}-]", quoted) is None:
            return source
    return written
