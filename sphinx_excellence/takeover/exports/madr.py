"""Decisions as files of MADR 4: https://adr.github.io/madr/.

A page in Markdown stays byte for byte. Where its front matter says no status, the record's is added to it, since MADR
has it there; the headings of the page stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from sphinx_excellence.takeover.exports.decision_files import (
    KIND,
    RELATIONS,
    SECTION_FIELDS,
    DecisionFile,
    arguments,
    block,
    blocks,
    consequences,
    heading,
    items,
    link_to,
    people,
    split_page,
    text_sections,
    write_decisions,
)
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records

_PEOPLE = {"deciders": "decision-makers", "consulted": "consulted", "informed": "informed"}
_ARGUMENTS = {"pros": "Good", "neutral": "Neutral", "cons": "Bad"}
_CONSEQUENCES = {"good": "Good", "neutral": "Neutral", "bad": "Bad"}
_HELD = SECTION_FIELDS | {"status", "date", *_PEOPLE, *RELATIONS, "summary", "phases", "outcomes", "lessons", "sources"}


def write(records: Records) -> Exported:
    """Return the files of the decisions."""
    return write_decisions(records, _page, _data)


def _page(file: DecisionFile, text: str, files: Mapping[str, DecisionFile], losses: Losses) -> str:
    above, _below = split_page(text)
    if not above and file.record.get("status") and not _says_status(text):
        return _front_matter(file, files) + "\n" + text
    if not above:
        losses.add(KIND, file.id, "the status in front matter", "in the text of the page, as it is written there")
    return text


def _says_status(text: str) -> bool:
    from sphinx_excellence.loader.decision_text import said_in_text  # noqa: PLC0415

    return any(said.field == "status" for said in said_in_text(text))


def _data(file: DecisionFile, files: Mapping[str, DecisionFile], losses: Losses) -> str:
    record = file.record
    losses.add_rest(KIND, file.id, record, _HELD)
    parts = [_front_matter(file, files), f"# {heading(file.title)}"]
    for key, title in (("context", "Context and Problem Statement"), ("drivers", "Decision Drivers")):
        if record.get(key):
            text = items(record[key]) if key == "drivers" else blocks(record[key])
            parts.append(f"## {title}\n\n{text}")
    options = record.get("options", [])
    if options:
        parts.append("## Considered Options\n\n" + items([_name(option, file, losses) for option in options]))
    parts.append(_outcome(record, options))
    if any(_argued(option) for option in options):
        parts.append("## Pros and Cons of the Options")
        parts += [f"### {heading(option['name'])}\n\n{_argued(option)}" for option in options if _argued(option)]
    parts += text_sections(file, losses)
    others = [
        f"{words} {link_to(other, file, files)}"
        for key, words in RELATIONS.items()
        if key != "superseded_by"
        for other in record.get(key, ())
    ]
    if others:
        for key in RELATIONS:
            if key != "superseded_by" and record.get(key):
                losses.add(KIND, file.id, f"`{key}`", "text that only readers understand")
        parts.append("## Related Decisions\n\n" + items(others))
    return "\n\n".join(parts) + "\n"


def _front_matter(file: DecisionFile, files: Mapping[str, DecisionFile]) -> str:
    record = file.record
    matter: dict[str, Any] = {}
    successors = [link_to(other, file, files) for other in record.get("superseded_by", ())]
    if successors:
        matter["status"] = "superseded by " + ", ".join(successors)
    elif record.get("status"):
        matter["status"] = record["status"]
    if record.get("date"):
        matter["date"] = _day(str(record["date"]))
    matter |= {name: people(record, key) for key, name in _PEOPLE.items() if record.get(key)}
    if not matter:
        return "---\n---"
    return f"---\n{yaml.safe_dump(matter, sort_keys=False, allow_unicode=True, width=10_000)}---"


def _day(written: str) -> date | str:
    """Return a day as YAML writes days, without quotation marks; other dates as they are."""
    try:
        return date.fromisoformat(written) if len(written) == len("2026-01-31") else written
    except ValueError:
        return written


def _name(option: Mapping[str, Any], file: DecisionFile, losses: Losses) -> str:
    for key in ("pattern", "cautions"):
        if option.get(key):
            losses.add(KIND, file.id, f"`options.{key}`")
    return str(option["name"])


def _argued(option: Mapping[str, Any]) -> str:
    return arguments(option, _ARGUMENTS)


def _outcome(record: Mapping[str, Any], options: list[dict[str, Any]]) -> str:
    texts = blocks(record.get("decision"))
    chosen = [str(option["name"]) for option in options if option.get("chosen")]
    parts = ["## Decision Outcome"]
    if chosen:
        parts.append("Chosen option: " + ", ".join(f'"{block(name)}"' for name in chosen) + ".")
    parts += [texts] if texts else []
    follows = consequences(record, _CONSEQUENCES)
    parts += [f"### Consequences\n\n{follows}"] if follows else []
    if record.get("confirmation"):
        parts.append("### Confirmation\n\n" + blocks(record["confirmation"]))
    return "\n\n".join(parts)
