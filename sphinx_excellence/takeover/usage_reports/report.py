"""Makes a record of the answers of a report, and says what is wrong with it, by the lines of the body.

Nothing of the body is lost: what has no field of its own goes into the details. A report never says itself that it is
verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from sphinx_excellence.characters import REFUSED, code_point
from sphinx_excellence.findings import suggestion
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.block_prose import read_blocks, unsafe_targets
from sphinx_excellence.model.contributed_prose import refused_markup
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.usage_reports.answers import Answer, answers
from sphinx_excellence.takeover.usage_reports.measures import outcome_of, scale_of

#: A longer body is no report.
MOST_CHARACTERS = 200_000
_RECOMMEND = re.compile(
    r"(?i)(?P<word>yes|no|it depends|depends|partly|partially|maybe|with reservations)\b"
    r"[\s.,;:!\N{EN DASH}\N{EM DASH}-]*"
)
_IN_BRACKETS = re.compile(r"(?P<name>.*?)\s*\((?P<id>[^()]+)\)")
_BULLET = re.compile(r"[-*+][ \t]+")
_UNNAMED = frozenset({"anonymous", "anonym", "confidential", "prefer not to say"})
_TRUE = re.compile(r"(?i)\s*(?:-\s*\[x\]|yes|true)")
_RULER = re.compile(r"\|?[\s|:-]+\|?")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a line of the body; an error keeps the record from being written."""

    line: int
    message: str
    is_error: bool = False


@dataclass
class ReadReport:
    """The record of a report with the id that it should have, and what there is to say about its body."""

    record_id: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        """Whether the record can be written."""
        return not any(remark.is_error for remark in self.remarks)


def read_report(body: str, registry: Registry, *, today: date, source: str | None = None) -> ReadReport:
    """Return the record that a body describes; ``source`` is the address of the issue."""
    return _Reading(registry, today, source).run(body)


class _Reading:
    def __init__(self, registry: Registry, today: date, source: str | None) -> None:
        self._registry = registry
        self._made = ReadReport()
        self._values: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        #: Texts that have no field of their own, each behind its heading.
        self._details: list[tuple[str, str]] = []
        self._today, self._source = today, source

    def run(self, body: str) -> ReadReport:
        refused = REFUSED.search(body.replace("\r", ""))
        if refused is not None:
            line = body.count("\n", 0, refused.start()) + 1
            self._error(line, f"holds the character {code_point(refused[0])}, which data must not hold")
            return self._made
        if len(body) > MOST_CHARACTERS:
            self._error(1, f"has {len(body)} characters; accepted: at most {MOST_CHARACTERS}")
            return self._made
        found = answers(body)
        for answer in found:
            take = getattr(self, f"_take_{answer.field}", None) if answer.field else None
            if take is None:
                self._take_unknown(answer)
            elif answer.field in self._lines and answer.field not in {"details", "lessons", "outcomes"}:
                self._tell(answer.line, f"'{answer.heading}' is answered a second time; it goes into `details`")
                self._details.append((answer.heading, answer.text))
            else:
                self._lines.setdefault(answer.field, answer.line)
                take(answer)
        if "pattern" not in self._lines:
            hint = "a line `**Pattern**: ...`, or a heading `### Pattern` with the name of the pattern below it"
            self._error(1, f"names no pattern; accepted: {hint}")
        self._finish()
        self._check(found)
        return self._made

    def _error(self, line: int, message: str) -> None:
        self._made.remarks.append(Remark(line, message, is_error=True))

    def _tell(self, line: int, message: str) -> None:
        self._made.remarks.append(Remark(line, message))

    # Answers -------------------------------------------------------------------------------------------------

    def _take_unknown(self, answer: Answer) -> None:
        if answer.heading and answer.text:
            self._tell(answer.line, f"'{answer.heading}' is no field of a report; it goes into `details`")
        elif answer.text:
            self._tell(answer.line, "the text before the first heading goes into `details`")
        self._details.append((answer.heading, answer.text))

    def _take_title(self, answer: Answer) -> None:
        self._values["title"] = " ".join(answer.text.split())

    def _take_pattern(self, answer: Answer) -> None:
        name = " ".join(answer.text.split())
        found = self._pattern(name)
        if found is not None:
            self._values["pattern"] = found
            return
        titles = {record.title: record_id for record_id, record in self._registry.of_kind("pattern").items()}
        accepted, args = suggestion(name, [*self._registry.names("pattern"), *titles])
        self._error(answer.line, f"unknown pattern '{_short(name)}'; {accepted % args}")

    def _pattern(self, name: str) -> str | None:
        bracketed = _IN_BRACKETS.fullmatch(name)
        titles = {_folded(each.title): record_id for record_id, each in self._registry.of_kind("pattern").items()}
        for each in (name, bracketed["id"] if bracketed else "", bracketed["name"] if bracketed else ""):
            if each and (found := self._registry.resolve("pattern", each) or titles.get(_folded(each))):
                return found
        return None

    def _take_company(self, answer: Answer) -> None:
        name = " ".join(answer.text.split())
        if _folded(name) in _UNNAMED:
            self._values["anonymous"] = True
        else:
            self._values["company"] = name

    def _take_anonymous(self, answer: Answer) -> None:
        if _TRUE.match(answer.text):
            self._values["anonymous"] = True

    def _take_scale(self, answer: Answer) -> None:
        text = " ".join(answer.text.split())
        scale = scale_of(text)
        self._values["scale"] = scale or {"text": text}
        if scale is None:
            self._tell(answer.line, "the scale is not one figure with its unit; it stays in words")

    def _take_duration(self, answer: Answer) -> None:
        self._values["duration"] = " ".join(answer.text.split())

    def _take_details(self, answer: Answer) -> None:
        # What has no heading of its own comes first.
        headed = next((at for at, (heading, _text) in enumerate(self._details) if heading), len(self._details))
        self._details.insert(headed, ("", answer.text))

    def _take_outcomes(self, answer: Answer) -> None:
        rest = []
        for line in answer.text.split("\n"):
            outcome = outcome_of(line)
            bare = _BULLET.sub("", line.strip(), count=1)
            if outcome is not None:
                self._values.setdefault("outcomes", []).append(outcome)
            elif bare and not bare.endswith(":") and not _RULER.fullmatch(line) and not _is_table_head(line):
                rest.append(line)
        if rest:
            message = "these outcomes have no figures before and after; they go into `details`"
            self._tell(answer.line, message)
            self._details.append((answer.heading, "\n".join(rest)))

    def _take_lessons(self, answer: Answer) -> None:
        self._values.setdefault("lessons", []).extend(_items(answer.text))

    def _take_recommend(self, answer: Answer) -> None:
        found = _RECOMMEND.match(answer.text)
        if found is None:
            self._tell(answer.line, "it does not begin with yes, no or depends; it stays in `why`")
            self._add_why(answer.text)
            return
        word = found["word"].casefold()
        self._values["recommend"] = word if word in {"yes", "no"} else "depends"
        rest = answer.text[found.end() :].strip()
        # Words that say how far are a part of the reason.
        whole = answer.text if word not in {"yes", "no", "depends", "it depends"} else rest
        if whole:
            self._add_why(whole)

    def _take_why(self, answer: Answer) -> None:
        self._add_why(answer.text)

    def _add_why(self, text: str) -> None:
        self._values["why"] = "\n\n".join(part for part in (self._values.get("why"), text) if part)

    def _take_date(self, answer: Answer) -> None:
        self._values["date"] = " ".join(answer.text.split())

    def _take_source(self, answer: Answer) -> None:
        address = answer.text.strip().strip("<>")
        if is_web_address(address):
            self._values["source"] = address
        else:
            self._tell(answer.line, "the source is not a web address; it goes into `details`")
            self._details.append((answer.heading, answer.text))

    def _take_verified_by(self, answer: Answer) -> None:
        self._tell(answer.line, "a report does not say itself who verified it; the answer goes into `details`")
        self._details.append((answer.heading, answer.text))

    # The record ----------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        if "company" not in self._values:
            self._values["anonymous"] = True
        elif self._values.get("anonymous"):
            self._tell(self._lines.get("anonymous", 1), "the report is anonymous; the company is left out")
            del self._values["company"]
        self._values.setdefault("date", self._today.isoformat())
        if self._source is not None:
            given = self._values.get("source")
            if given is not None and given != self._source:
                self._details.append(("Source", given))
            self._values["source"] = self._source
        details = [
            f"**{heading.strip(': ')}**\n\n{text}" if heading else text for heading, text in self._details if text
        ]
        if details:
            self._values["details"] = details[0] if len(details) == 1 else details
        order = [info.alias or name for name, info in UsageReport.model_fields.items()]
        self._made.record = {key: self._values[key] for key in order if key in self._values}
        self._made.record_id = self._free_id()

    def _free_id(self) -> str:
        who = self._values.get("company") or f"anonymous-{self._values['date']}"
        base = id_of_name(f"{self._values.get('pattern', 'report')} {who}") or "report"
        taken, number, name = self._registry.names("usage-report"), 2, base
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        return name

    def _check(self, found: Sequence[Answer]) -> None:
        """Say what the model refuses, and which markup a contributed text must not hold."""
        if "pattern" in self._values:
            try:
                UsageReport.model_validate({**self._made.record, "id": self._made.record_id})
            except ValidationError as error:
                for item in error.errors(include_url=False):
                    key = str(item["loc"][0]) if item["loc"] else ""
                    context: Mapping[str, Any] = item.get("ctx", {})
                    if "targets" not in context:  # told below, by its line
                        self._error(self._lines.get(key, 1), f"`{key}`: {_reason(item['msg'], context)}")
        roles = [kind.role_name for kind in self._registry.kinds]
        for answer in found:
            for unsafe in dict.fromkeys(unsafe_targets(answer.text)):
                line = answer.line + answer.text.count("\n", 0, max(answer.text.find(unsafe), 0))
                self._error(line, f"links to '{_short(unsafe)}'; accepted: https:, http: or mailto: addresses")
            for problem in (*read_blocks(answer.text).problems, *refused_markup(answer.text, roles)):
                line = answer.line + answer.text.count("\n", 0, problem.offset)
                what = _short(problem.name.strip() or problem.kind)
                self._tell(
                    line, f"{problem.kind} '{what}' is not for texts that others contribute; it is shown as code"
                )
        self._made.remarks.sort(key=lambda remark: remark.line)


def _reason(message: str, context: Mapping[str, Any]) -> str:
    accepted = context.get("accepted")
    said = str(context.get("reason") or context.get("what") or message)
    return f"{said}; accepted: {accepted}" if accepted else said


def _items(text: str) -> list[str]:
    """Return the items of a text that is nothing but a flat list; else the text."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        return [_BULLET.sub("", line, count=1).strip() for line in lines]
    return [_BULLET.sub("", text.strip(), count=1) if len(lines) == 1 else text.strip()]


def _is_table_head(line: str) -> bool:
    cells = [cell.strip().casefold() for cell in line.strip().strip("|").split("|")]
    return line.strip().startswith("|") and cells[0] in {"metric", "measure", "outcome"}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."
