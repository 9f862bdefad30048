"""Decisions as files of adr-tools: https://github.com/npryce/adr-tools.

A page in Markdown with a section about its status stays byte for byte. Another one gets the number in its title, the
date and the status below it, as the tool writes them, from the record; the rest of its text stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from sphinx_excellence.loader.page_headings import headings, shown_lines
from sphinx_excellence.model.decision_sections import normalised
from sphinx_excellence.takeover.exports.decision_files import (
    KIND,
    RELATIONS,
    SECTION_FIELDS,
    DecisionFile,
    arguments,
    blocks,
    consequences,
    heading,
    items,
    link_to,
    split_page,
    text_sections,
    write_decisions,
)
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records

_CONSEQUENCES = {"good": "Good", "neutral": "Neutral", "bad": "Bad"}
_HELD = SECTION_FIELDS | {"status", "date", *RELATIONS, "summary", "phases", "outcomes", "lessons", "sources"}
#: Sections that the tool's template has; the others are as MADR calls them.
_NUMBER = re.compile(r"^(?:ADR[- ]?)?0*\d+[.:]?\s")


def write(records: Records) -> Exported:
    """Return the files of the decisions."""
    return write_decisions(records, _page, _data)


def _page(file: DecisionFile, text: str, files: Mapping[str, DecisionFile], losses: Losses) -> str:
    above, below = split_page(text)
    lines = below.split("\n")
    found = headings(shown_lines(lines, is_rst=False), is_rst=False)
    if any(normalised(each.title) == "status" for each in found):
        if above:
            losses.add(KIND, file.id, "the front matter", "kept, which the tool shows as text")
        return text
    for key in _keys(above):
        losses.add(KIND, file.id, f"`{key}`")
    first = found[0] if found and found[0].depth == 1 else None
    rest = lines[first.below :] if first is not None else lines
    before = [line for line in lines[: first.line] if line.strip()] if first is not None else []
    return "\n\n".join([_head(file, files), *["\n".join(before)] * bool(before), "\n".join(rest).strip("\n")]) + "\n"


def _keys(above: str) -> list[str]:
    """Return the keys of front matter that the file has no place for."""
    try:
        matter = yaml.safe_load(above.removeprefix("---").rpartition("---")[0] or "{}")
    except yaml.YAMLError:
        return ["the front matter"]
    keys = [str(key) for key in matter] if isinstance(matter, dict) else []
    return [key for key in keys if key.replace("-", "_").lower() not in {"status", "date", "title", *RELATIONS}]


def _head(file: DecisionFile, files: Mapping[str, DecisionFile]) -> str:
    """Return title, date and status as the tool writes them."""
    record = file.record
    title = heading(file.title)
    if file.number is not None and not _NUMBER.match(file.title):
        title = f"{file.number}. {title}"
    parts = [f"# {title}"]
    if record.get("date"):
        parts.append(f"Date: {record['date']}")
    status = str(record.get("status", ""))
    lines = [status[:1].upper() + status[1:]] if status and not record.get("superseded_by") else []
    lines += [
        f"{words} {link_to(other, file, files)}" for key, words in RELATIONS.items() for other in record.get(key, ())
    ]
    return "\n\n".join([*parts, "## Status", *lines])


def _data(file: DecisionFile, files: Mapping[str, DecisionFile], losses: Losses) -> str:
    record = file.record
    losses.add_rest(KIND, file.id, record, _HELD)
    parts = [_head(file, files), "## Context"]
    parts += [blocks(record["context"])] if record.get("context") else []
    if record.get("drivers"):
        parts += ["## Decision Drivers", items(record["drivers"])]
    if record.get("options"):
        parts += ["## Considered Options", items([str(option["name"]) for option in record["options"]])]
        for option in record["options"]:
            argued = arguments(option, {"pros": "Good", "neutral": "Neutral", "cons": "Bad"})
            parts += [f"### {heading(option['name'])}", argued] if argued else []
            for key in ("pattern", "cautions"):
                if option.get(key):
                    losses.add(KIND, file.id, f"`options.{key}`")
    parts.append("## Decision")
    chosen = [str(option["name"]) for option in record.get("options", ()) if option.get("chosen")]
    parts += ["Chosen option: " + ", ".join(f'"{name}"' for name in chosen) + "."] if chosen else []
    parts += [blocks(record["decision"])] if record.get("decision") else []
    parts.append("## Consequences")
    follows = consequences(record, _CONSEQUENCES)
    parts += [follows] if follows else []
    if record.get("confirmation"):
        parts += ["## Confirmation", blocks(record["confirmation"])]
    parts += text_sections(file, losses)
    return "\n\n".join(parts) + "\n"
