"""The text of a page of Docusaurus as MyST: admonitions, tabs, ids of headings, and what MDX has besides.

Owns these constructs, by the line; everything else of a page keeps its bytes. Imports and exports of MDX and its
comments, which readers never saw, become comments. A component that is none of these stays as it is, and is reported.
https://docusaurus.io/docs/markdown-features
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.fenced_lines import FENCE, with_code_marked
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.static_sites.headings import lines_of_id
from sphinx_excellence.takeover.static_sites.mdx_blocks import plain_mdx

#: The directive of each admonition, with the title that readers saw where it is no usual one.
_ADMONITIONS = {
    "note": ("note", ""), "tip": ("tip", ""), "info": ("note", "Info"), "caution": ("caution", ""),
    "danger": ("danger", ""), "warning": ("warning", ""), "important": ("important", ""),
    "secondary": ("note", "Secondary"), "success": ("tip", "Success"),
}  # fmt: skip
_OPEN = re.compile(
    r"(?P<indent>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<name>[a-z]+)"
    r"(?:[ \t]*\[(?P<label>.*)\]|[ \t]+(?P<title>[^{\[].*))?[ \t]*$"
)
_CLOSE = re.compile(r"[ \t]*(?P<colons>:{3,})[ \t]*$")
_HEADING = re.compile(r"(?P<text> {0,3}#{1,6}[ \t].*?)[ \t]*\{#(?P<id>[^\s{}]+)\}[ \t]*$")
_MODULE = re.compile(r"(?:import[ \t]+(?:[\w*{]|['\"]).*|export[ \t]+(?:(?:const|let|var|default|function)\b|[{*]).*)$")
_COMMENT = re.compile(r"[ \t]*\{/\*(?P<text>.*?)\*/\}[ \t]*$")
_TABS = re.compile(r"(?P<indent>[ \t]*)<(?P<close>/?)(?P<name>Tabs|TabItem)\b(?P<props>[^>]*)>[ \t]*$")
_PROP = re.compile(r"""\b(?P<name>label|value)=(?:\{?["'`](?P<text>[^"'`]*)["'`]\}?)""")
_VALUES = re.compile(
    r"""\{[^{}]*?\blabel:\s*["'`](?P<label>[^"'`]*)["'`][^{}]*?\bvalue:\s*["'`](?P<value>[^"'`]*)["'`][^{}]*?\}"""
)
_COMPONENT = re.compile(r"<(?P<name>[A-Z]\w*)\b")


@dataclass
class Converted:
    """A text for the target, what is reported of it by its lines from 1, and what the target must have for it."""

    text: str
    notes: list[Note] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)


def convert_text(path: str, text: str) -> Converted:
    """Return the text of a page as MyST."""
    made = Converted("")
    lines = plain_mdx(_with_joined_tags(_with_closed_fences(text.split("\n"))))
    written: list[str] = []
    labels: list[dict[str, str]] = []
    components: dict[str, int] = {}
    in_module = False
    for number, line, is_code in with_code_marked(lines):
        if is_code:
            written.append(line)
            continue
        if in_module or _is_module(line, lines, number):
            in_module = not _ends_module(line, in_module=in_module)
            written.append(f"% {line}".rstrip())
            made.needs.add("")
            if not components.get("import"):
                said = Phrase("code of MDX becomes a comment: %s", line.strip()[:60])
                made.notes.append(Note("mdx-code", path, number + 1, said))
                components["import"] = 1
            continue
        written.append(_converted(line, path, number, made, labels, components))
    made.needs.discard("")
    made.text = "\n".join(written)
    return made


def _with_closed_fences(lines: list[str]) -> list[str]:
    """Return the lines with each fence closed that is still open where the admonition around it ends: it ends there."""
    out: list[str] = []
    containers: list[int] = []
    fence: re.Match[str] | None = None
    for line in lines:
        closes = _CLOSE.match(line)
        closes = closes if closes is not None and containers and len(closes["colons"]) >= containers[-1] else None
        opened = FENCE.match(line)
        if fence is not None and closes is not None:
            closing = fence["indent"] + fence["fence"]
            if out[-1].strip():
                out.append(closing)
            else:
                out[-1] = closing
        if closes is not None:
            containers.pop()
            fence = None
        elif fence is not None:
            fence = None if opened is not None and _closes(opened, fence) else fence
        elif opened is not None:
            fence = opened if opened["fence"][0] == "~" or "`" not in opened["info"] else None
        elif (admonition := _OPEN.match(line)) is not None:
            containers.append(len(admonition["colons"]))
        out.append(line)
    return out


def _closes(line: re.Match[str], fence: re.Match[str]) -> bool:
    return line["fence"].startswith(fence["fence"]) and not line["info"].strip()


def _with_joined_tags(lines: list[str]) -> list[str]:
    """Return the lines with each opening tag of tabs on one; blank lines in place of the others keep count."""
    joined = list(lines)
    code = {number for number, _line, is_code in with_code_marked(lines) if is_code}
    for number, line in enumerate(lines):
        if number in code or not re.match(r"[ \t]*<(?:Tabs|TabItem)\b", line) or ">" in line.replace("=>", ""):
            continue
        for end in range(number + 1, min(number + 40, len(lines))):
            if lines[end].rstrip().endswith(">") and not lines[end].rstrip().endswith("=>"):
                indent = line[: len(line) - len(line.lstrip())]
                joined[number] = indent + " ".join(part.strip() for part in lines[number : end + 1])
                joined[number + 1 : end + 1] = [""] * (end - number)
                break
    return joined


def _is_module(line: str, lines: list[str], number: int) -> bool:
    """Whether code of MDX begins at a line: it does at the top, and after blank lines or other code."""
    if _MODULE.match(line) is None:
        return False
    before = lines[number - 1].strip() if number else ""
    return not before or _MODULE.match(lines[number - 1]) is not None or before.endswith(";")


def _ends_module(line: str, *, in_module: bool) -> bool:
    if not line.strip():
        return True
    opened = line.count("{") + line.count("(") + line.count("[")
    closed = line.count("}") + line.count(")") + line.count("]")
    return opened <= closed if not in_module else line.strip() in {"}", "};", ");", ")"}


def _converted(
    line: str, path: str, number: int, made: Converted, labels: list[dict[str, str]], components: dict[str, int]
) -> str:
    admonition = _OPEN.match(line)
    if admonition is not None and admonition["name"] in _ADMONITIONS:
        made.needs.add("colon_fence")
        return _admonition(admonition)
    heading = _HEADING.match(line)
    if heading is not None:
        made.needs.add("attrs_block")
        return "\n".join([*lines_of_id(heading["id"]), heading["text"]])
    comment = _COMMENT.match(line)
    if comment is not None:
        return f"% {comment['text'].strip()}"
    tabs = _TABS.match(line)
    if tabs is not None:
        made.needs |= {"colon_fence", "sphinx_design"}
        return _tab(tabs, labels)
    for found in _COMPONENT.finditer(re.sub(r"`[^`]*`", "", line)):
        if found["name"] not in components:
            components[found["name"]] = number
            said = Phrase("the component <%s> stays as it is: nothing of the source is executed", found["name"])
            made.notes.append(Note("component", path, number + 1, said))
    return line


def _admonition(found: re.Match[str]) -> str:
    directive, usual = _ADMONITIONS[found["name"]]
    title = (found["label"] or found["title"] or usual).strip()
    indent, colons = found["indent"], found["colons"]
    if not title:
        return f"{indent}{colons}{{{directive}}}"
    return f"{indent}{colons}{{admonition}} {title}\n{indent}:class: {directive}\n"


def _tab(found: re.Match[str], labels: list[dict[str, str]]) -> str:
    is_set = found["name"] == "Tabs"
    colons = found["indent"] + ":" * (8 if is_set else 7)
    if found["close"]:
        if is_set and labels:
            labels.pop()
        return colons
    if is_set:
        labels.append({each["value"]: each["label"] for each in _VALUES.finditer(found["props"])})
        return f"{colons}{{tab-set}}"
    props = {each["name"]: each["text"] for each in _PROP.finditer(found["props"])}
    value = props.get("value", "")
    title = props.get("label") or (labels[-1].get(value) if labels else "") or value or "Tab"
    return f"{colons}{{tab-item}} {title}\n"


def seen_text(text: str) -> Iterator[str]:
    """Yield the lines of a page as readers of the site saw them, in Markdown."""
    made = convert_text("", text).text
    own_id = ""
    for _number, line, is_code in with_code_marked(made.split("\n")):
        if is_code:
            yield line
        elif line.startswith("% ") or line == "%" or re.match(r"[ \t]*(?::class: \w+|:{3,}|:{7,}\{tab-set\})$", line):
            yield ""
        else:
            opened = re.match(r"(?P<indent>[ \t]*):{3,}\{(?:admonition|tab-item)\}[ \t]*(?P<title>.*)$", line)
            usual = re.match(r"(?P<indent>[ \t]*):{3,}\{(?P<name>\w+)\}$", line)
            own = re.match(r"(?:\{#|<a id=\")(?P<id>[^\s{}\"]+)(?:\}|\"></a>)$", line)  # prose: ignore
            if own is not None:
                own_id = f" {{#{own['id']}}}"
                continue
            if own_id and not line.strip():
                continue
            if opened is not None:
                yield f"\n{opened['indent']}{opened['title']}\n"
            elif usual is not None:
                yield f"\n{usual['indent']}{usual['name'].capitalize()}\n"
            else:
                yield line + own_id
            own_id = ""
