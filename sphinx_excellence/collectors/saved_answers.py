"""Answers that are kept in a folder, so that a run can be repeated without the network and gives the same bytes.

``answers.json`` lists what was asked, in which file each answer is, on which day it came, and which requests had none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sphinx_excellence.collectors.collection import NoAnswer
from sphinx_excellence.collectors.collector import Answer, Request
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.value_findings import shortened
from sphinx_excellence.safe_reading import MAX_BYTES, content_of

LIST = "answers.json"
_VERSION = 1


class UnusableAnswers(Exception):  # noqa: N818 - the folder is not what it should be
    """A folder does not hold the answers of a run; the text says why."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str
    body: str | None = None
    file: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=200)] = None
    retrieved: date
    problem: str | None = None


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    quarter: str
    day: date
    answers: tuple[_Entry, ...]


@dataclass(frozen=True)
class SavedAnswers:
    """The answers of an earlier run: the quarter that it was for, the day of it, and what was answered."""

    folder: Path
    quarter: str
    day: date
    entries: Mapping[tuple[str, str | None], _Entry]

    def ask(self, request: Request) -> Answer:
        """Return what was answered. Raises ``NoAnswer``."""
        entry = self.entries.get((request.address, request.body))
        if entry is None:
            raise NoAnswer(f"there is no saved answer in {self.folder}")
        if entry.problem is not None or entry.file is None:
            raise NoAnswer(entry.problem or f"{LIST} names no file for it")
        try:
            content = content_of(self.folder / entry.file, request.largest + 1)
        except OSError as error:
            raise NoAnswer(f"{self.folder / entry.file}: {error.strerror or error}") from None
        if len(content) > request.largest:
            raise NoAnswer(f"{self.folder / entry.file} is larger than {request.largest // 1_000_000} MB")
        return Answer(request, content, entry.retrieved)


def read_saved(folder: Path) -> SavedAnswers:
    """Return the answers in a folder. Raises ``UnusableAnswers``."""
    try:
        content = content_of(folder / LIST, MAX_BYTES)
    except OSError as error:
        raise UnusableAnswers(f"{folder / LIST}: {error.strerror or error}") from None
    try:
        read = _List.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        said = f"`{where}`: {first['msg']}" if where else first["msg"]
        raise UnusableAnswers(f"{folder / LIST}: {shortened(said, 200)}; run with --save again") from None
    return SavedAnswers(folder, read.quarter, read.day, {(each.address, each.body): each for each in read.answers})


@dataclass
class AnswerFolder:
    """Takes the answers of a run, and writes them into a folder."""

    folder: Path
    quarter: str
    day: date
    entries: dict[tuple[str, str | None], _Entry] = field(default_factory=dict)

    def keep(self, answer: Answer) -> None:
        """Write an answer into a file. Raises ``OSError``."""
        request = answer.request
        entry = _Entry(
            address=request.address, body=request.body, file=_file_name(request, answer.content), retrieved=answer.day
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_content(self.folder / str(entry.file), answer.content, durable=False)
        self.entries[request.address, request.body] = entry

    def keep_problem(self, request: Request, reason: str) -> None:
        """Note that a request has no answer, and why."""
        self.entries[request.address, request.body] = _Entry(
            address=request.address, body=request.body, retrieved=self.day, problem=reason
        )

    def write_list(self) -> None:
        """Write what there is; remove the files of an earlier run that are not in it. Raises ``OSError``."""
        earlier: set[str] = set()
        if (self.folder / LIST).exists():
            try:
                earlier = {each.file for each in read_saved(self.folder).entries.values() if each.file is not None}
            except UnusableAnswers:
                earlier = set()  # nothing is known of the files then
        entries = sorted(self.entries.values(), key=lambda each: (each.address, each.body or ""))
        value = {
            "version": _VERSION,
            "quarter": self.quarter,
            "day": self.day.isoformat(),
            "answers": [each.model_dump(mode="json", exclude_none=True) for each in entries],
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_content(
            self.folder / LIST, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode(), durable=False
        )
        for name in earlier - {each.file for each in entries}:
            (self.folder / name).unlink(missing_ok=True)


def _file_name(request: Request, content: bytes) -> str:
    mark = hashlib.sha256(f"{request.address}\n{request.body or ''}".encode()).hexdigest()[:12]
    host = re.sub(r"[^A-Za-z0-9.-]+", "-", urlsplit(request.address).hostname or "") or "answer"
    return f"{host}-{mark}{'.json' if content.lstrip()[:1] in {b'{', b'['} else '.bin'}"
