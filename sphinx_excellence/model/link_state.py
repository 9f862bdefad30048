"""What was found out about outside links: which are dead, which have moved, and since when.

Owns the state of an address and how an answer changes it. ``sphinx-excellence links`` asks; nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field

from sphinx_excellence.findings import Path, Phrase
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.annotated_values import marked_values, prose
from sphinx_excellence.model.block_prose import read_blocks
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.fields import AddressMark, BlockMark, Day, Text, Url
from sphinx_excellence.model.prose import links, may_hold_links
from sphinx_excellence.model.record import Part, Record

Outcome = Literal["dead", "moved", "no-anchor", "unanswered"]
#: The days for which an address has to be without an answer before it is dead.
DEAD_AFTER = 14
#: Nobody answers under these names: https://www.rfc-editor.org/rfc/rfc2606 and rfc6761.
_RESERVED = frozenset({"example", "test", "invalid", "localhost", "local"})
_RESERVED_DOMAINS = ("example.com", "example.net", "example.org")


class LinkState(Part):
    """What is wrong with an address. One that is fine has no state."""

    ID_FORM: ClassVar[Phrase] = Phrase("a web address, with http or https")

    outcome: Annotated[
        Outcome,
        Field(
            description="`dead`: there is nothing any more. `moved`: it is at `moved_to` for good. `no-anchor`: the "
            "page lacks the part that the address names. `unanswered`: the server could not be asked, and may be back."
        ),
    ]
    checked: Annotated[Day, Field(description="The day on which it was asked for last.")]
    since: Annotated[Day, Field(description="The first day on which it was found like this.")]
    moved_to: Annotated[Url | None, Field(description="Where it is now.")] = None
    reason: Annotated[Text | None, Field(description="What the server said, or why it could not be asked.")] = None
    archived: Annotated[
        Url | None, Field(description="A saved copy of it, such as one at web.archive.org. People write it.")
    ] = None

    @classmethod
    def accepts_id(cls, record_id: str) -> bool:
        """Whether a text is a web address."""
        return is_web_address(record_id)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What asking for an address has shown.

    ``outcome`` is one of a state, or ``fine``, or ``refused`` where the server does not let programs look. ``day`` is
    that of the answer.
    """

    outcome: str
    day: date
    reason: str = ""
    moved_to: str = ""


def state_after(before: LinkState | None, verdict: Verdict, dead_after: int = DEAD_AFTER) -> LinkState | None:
    """Return the state of an address after it was asked for; nothing where it is fine.

    An address without an answer is dead once it has been without one for ``dead_after`` days. Where a server does not
    let programs look, what was known before stays.
    """
    if verdict.outcome == "fine":
        return None
    if verdict.outcome == "refused":
        return before
    day = verdict.day
    outcome, since = verdict.outcome, day.isoformat()
    is_gone = outcome in {"dead", "unanswered"}
    if before is not None and (
        before.outcome in {"dead", "unanswered"}
        if is_gone
        else (before.outcome, before.moved_to or "") == (outcome, verdict.moved_to)
    ):
        since = before.since
    if outcome == "unanswered":
        was_dead = before is not None and before.outcome == "dead"
        outcome = "dead" if was_dead or (day - day_of(since)).days >= dead_after else outcome
    written: dict[str, str | None] = {
        "outcome": outcome,
        "checked": day.isoformat(),
        "since": since,
        "moved_to": verdict.moved_to or None,
        "reason": verdict.reason or None,
        "archived": before.archived if before is not None else None,
    }
    return LinkState.model_validate({key: value for key, value in written.items() if value is not None})


@dataclass(frozen=True, slots=True)
class RecordAddress:
    """A web address in a record: the path of the field, and in a text of blocks what is ``before`` it.

    ``is_field`` says that the field is the address, and no text that links to it.
    """

    address: str
    path: Path
    before: str | None = None
    is_field: bool = False


def addresses_of(record: Record) -> Iterator[RecordAddress]:
    """Yield the web addresses of a record: its fields, then the links of its texts."""
    for marked in marked_values(record, AddressMark):
        yield RecordAddress(marked.value, marked.path, is_field=True)
    for text in prose(record):
        if not may_hold_links(text.value) or "://" not in text.value:
            continue
        if isinstance(text.mark, BlockMark):
            for link in read_blocks(text.value).links:
                if is_web_address(link.name):
                    yield RecordAddress(link.name, text.path, text.value[: link.offset])
        else:
            for each in links(text.value):
                if is_web_address(each.target):
                    yield RecordAddress(each.target, text.path)


def is_outside(address: str) -> bool:
    """Whether an address can lead anywhere: its host is no name that is reserved for examples and tests."""
    if not is_web_address(address):
        return False
    host = (urlsplit(address).hostname or "").lower().rstrip(".")
    return host.rpartition(".")[2] not in _RESERVED and not any(
        host == name or host.endswith(f".{name}") for name in _RESERVED_DOMAINS
    )
