"""The data file with the states of outside links, and the file of answers that one run keeps for another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import click
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sphinx_excellence.cli.project import Project, data_folder
from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.yaml_splices import in_flow, written
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.value_findings import shortened
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.kinds import LINKS_KEY
from sphinx_excellence.model.link_state import LinkState, Verdict
from sphinx_excellence.safe_reading import MAX_BYTES, content_of

_NAME = "links.yaml"
_HEAD = "# What `sphinx-excellence links` found out about addresses that are not fine. It writes this file.\n"


def states_file(project: Project, loaded: Loaded, into: Path | None) -> Path:
    """Return the file that has the states, else ``into``, else one of its own in the first folder of data.

    Raises ``click.UsageError`` where they are in several files, or in one with other records.
    """
    found = {
        origin.file: origin
        for address in loaded.registry.links
        if (origin := loaded.origins.get(("link", address))) is not None
    }
    if not found:
        return into or data_folder(project) / _NAME
    if len(found) > 1:
        raise click.UsageError(f"`{LINKS_KEY}` is in several files: {', '.join(sorted(found))}; put it into one")
    (origin,) = found.values()
    path = project.root / origin.file
    if set(origin.document.value) - {LINKS_KEY} or path.suffix not in {".yaml", ".yml"}:
        raise click.UsageError(
            f"`{LINKS_KEY}` is in {path}, with other keys or as JSON; put it into a YAML file of its own: {_NAME}"
        )
    if into is not None and (not into.exists() or not into.samefile(path)):
        raise click.UsageError(f"`{LINKS_KEY}` is in {path} already; leave out --into, or name that file")
    return path


def write_states(path: Path, root: Path, states: Mapping[str, LinkState]) -> bool:
    """Write the states; return whether that changed the file. Raises ``OSError``.

    The lines above the key stay. Nothing is written where there is no file and no state.
    """
    before = read_text(path, root) if path.exists() else ""
    if isinstance(before, Finding):
        raise click.UsageError(f"{path}: {before.text}")
    if not before and not states:
        return False
    lines = before.splitlines(keepends=True)
    at = next((number for number, line in enumerate(lines) if line.startswith(f"{LINKS_KEY}:")), None)
    rows = "".join(f"  {written(address)}: {in_flow(_values(states[address]))}\n" for address in sorted(states))
    head = "".join(lines[:at]) if at is not None else _HEAD
    text = head + (f"{LINKS_KEY}:\n{rows}" if rows else f"{LINKS_KEY}: {{}}\n")
    if text == before:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_content(path, text.encode())
    return True


def _values(state: LinkState) -> dict[str, str | date]:
    return {
        key: date.fromisoformat(value) if key in {"checked", "since"} else value
        for key, value in state.model_dump(exclude_unset=True).items()
    }


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    outcome: Literal["fine", "moved", "dead", "no-anchor", "unanswered", "refused"]
    day: date
    reason: Annotated[str, Field(max_length=1000)] = ""
    moved_to: Annotated[str, Field(max_length=5000)] = ""


class _Answers(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1]
    answers: dict[str, _Answer]


def save_answers(path: Path, verdicts: Mapping[str, Verdict]) -> None:
    """Keep what was answered. Raises ``OSError``."""
    answers = {
        address: _Answer(
            outcome=each.outcome, day=each.day, reason=each.reason, moved_to=each.moved_to,
        ).model_dump(mode="json", exclude_defaults=True)
        for address, each in sorted(verdicts.items())
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "answers": answers}, indent=1, ensure_ascii=False) + "\n"
    replace_content(path, text.encode(), durable=False)


def saved_answers(path: Path) -> dict[str, Verdict]:
    """Return what another run was answered. Raises ``click.UsageError``."""
    try:
        read = _Answers.model_validate_json(content_of(path, MAX_BYTES))
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror or error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        said = shortened(f"`{where}`: {first['msg']}" if where else first["msg"], 200)
        raise click.UsageError(f"{path}: {said}; expected what --save has written") from None
    return {
        address: Verdict(each.outcome, each.day, each.reason, each.moved_to)
        for address, each in read.answers.items()
        if not each.moved_to or is_web_address(each.moved_to)
    }
