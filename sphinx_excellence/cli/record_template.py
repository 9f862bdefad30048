"""The text of a new record and of its page.

Owns what a new record holds: the required keys of its kind and, as comments, every other key with its meaning, from the
model. It breaks no rule that fails a build.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sphinx_excellence.cli.headings import myst_heading, rst_heading
from sphinx_excellence.model.health import is_quarter, quarter_of
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.vocabulary import DECISION_STATUS, DEFAULT_VOCABULARY, Vocabulary

#: Keys that a new record does not need: they come later in its life.
_OMITTED = frozenset({"id", "aliases", "waivers", "history", "several_chosen", "superseded_by"})


@dataclass(frozen=True)
class RecordTemplate:
    """What is known of a record that is to be created; ``known`` has an id of each kind that has records."""

    kind: Kind
    record_id: str
    title: str
    today: date
    values: Mapping[str, object] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    vocabulary: Vocabulary = DEFAULT_VOCABULARY

    def record(self) -> str:
        """Return the text of a data file with the record."""
        held = {"title": self.title, **self.required(), **self.values}
        lines = [f"{self.kind.key}:", f"  {self.record_id}:", *_lines(held, "    "), *self._other_keys("    ")]
        return "\n".join(lines) + "\n"

    def page_with_record(self, *, in_rst: bool = False) -> str:
        """Return the text of a page that is the record: its front matter, and the title as its heading."""
        held = {**self.required(), **self.values}
        if in_rst:
            fields = "".join(f":{line}\n" for line in _lines(held, ""))
            return f"{fields}\n{rst_heading(self.title)}" if fields else rst_heading(self.title)
        lines = ["---", *_lines(held, ""), *self._other_keys(""), "---"]
        return "\n".join(lines) + f"\n\n{myst_heading(self.title)}"

    def _other_keys(self, indent: str) -> list[str]:
        """Return a comment for each key that the record does not hold, with its meaning."""
        lines = []
        held = {"title", *self.required(), *self.values}
        for name, info in self.kind.model.model_fields.items():
            key = info.alias or name
            if key not in held and name not in _OMITTED:
                about = f"{key}: {info.description}"
                lines += textwrap.wrap(about, 110, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}#   ")
        return lines

    def page(self, *, in_rst: bool = False) -> str:
        """Return the text of the record's page, in MyST or in reStructuredText."""
        directive = self.kind.directive_name
        if in_rst:
            return f"{rst_heading(self.title)}\n.. {directive}:: {self.record_id}\n"
        return f"{myst_heading(self.title)}\n```{{{directive}}} {self.record_id}\n```\n"

    def required(self) -> dict[str, object]:
        """Return the keys that the record must hold, with a value for each."""
        return {**self._required_by_kind(), **self._required_by_project()}

    def _required_by_project(self) -> dict[str, object]:
        """Return a value for each field that the project demands; none for a reference to a kind without records."""
        samples: dict[str, object] = {
            "link": "https://example.org/",
            "date": self.today.isoformat(),
            "number": 0,
        }
        held: dict[str, object] = {}
        for own in self.kind.own_fields:
            value = samples.get(own.type, own.title)
            if own.type == "choice":
                value = own.choices[0][0]
            elif own.target:
                value = self.known.get(own.target, "")
            if own.required and value != "":
                held[own.key] = [value] if own.many else value
        return held

    def _required_by_kind(self) -> dict[str, object]:
        match self.kind.name:
            case "evolution":
                return {"timeline": [{"year": self.today.year, "label": "The first step"}]}
            case "comparison":
                return {
                    "columns": [
                        {"id": "standard", "title": "The standard way"},
                        {"id": "when", "title": "When to use it"},
                    ],
                    "rows": [{"need": "What is needed", "standard": "An option", "when": "When it fits"}],
                }
            case "decision":
                first = next(iter(self.vocabulary[DECISION_STATUS].that_mean("open")), None)
                return {"status": first} if first is not None else {}
            case "migration":
                return {"checklist": ["What must be true before it begins"]}
            case "case-study":
                return {"company": "Who it was", "patterns": []}
            case "edition":
                return {"date": self.today.isoformat()}
            case "review" if not is_quarter(self.record_id):
                return {"quarter": quarter_of(self.today)}
            case "signal":
                return {"scores": [{"value": 0, "score": 0}, {"value": 100, "score": 1}]}
            case "usage-report":
                return {"pattern": self.known.get("pattern", ""), "anonymous": True, "date": self.today.isoformat()}
            case "selector":
                problem = {"title": "What readers want to do", "recommend": {"any": None}}
                return {"scales": {"any": {"title": "Any scale"}}, "problems": {"first": problem}}
        return {}


def _lines(held: Mapping[str, object], indent: str) -> list[str]:
    return [f"{indent}{key}: {flow_yaml(value)}" for key, value in held.items()]


def flow_yaml(value: object) -> str:
    """Return a value as YAML on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_yaml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) and not _is_plain(value) else str(value)


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotes in YAML: words, of which the first begins with a letter."""
    words = text.split(" ")
    return (
        text[:1].isalpha()
        and all(word and all(part.isalnum() for part in word.split("-") if part) for word in words)
        and text.casefold() not in {"true", "false", "null"}
    )
