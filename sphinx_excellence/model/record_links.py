"""What the texts of a record refer to: links to records, and in blocks also roles that name one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_excellence.model.annotated_values import Marked
from sphinx_excellence.model.block_prose import read_blocks, role_target
from sphinx_excellence.model.fields import BlockMark, ProseMark
from sphinx_excellence.model.kinds import Kinds
from sphinx_excellence.model.prose import is_external, links, may_hold_links

_DOMAIN = "excellence:"


@dataclass(frozen=True, slots=True)
class RecordLink:
    """The name of a record in a text; of one of ``kind`` where a role says so. ``before`` is the text before it."""

    name: str
    kind: str = ""
    before: str | None = None


def record_links(text: Marked[ProseMark], kinds: Kinds) -> Iterator[RecordLink]:
    """Yield what a text refers to, links to addresses left out; ``kinds`` are those of its project."""
    if not isinstance(text.mark, BlockMark):
        yield from (RecordLink(link.target) for link in links(text.value) if not link.external)
        return
    if not may_hold_links(text.value) and "{" not in text.value:
        return
    reading = read_blocks(text.value)
    for link in reading.links:
        if not is_external(link.name):
            yield RecordLink(link.name, before=text.value[: link.offset])
    for role in reading.roles:
        kind = _kind_of(role.kind, kinds)
        name = role.name.strip() if kind == "tier" else role_target(role.name)
        if kind is not None and name:
            yield RecordLink(name, kind, text.value[: role.offset])


def _kind_of(role: str, kinds: Kinds) -> str | None:
    name = role.removeprefix(_DOMAIN)
    return "tier" if name == "tier" else next((kind.name for kind in kinds if kind.role_name == name), None)
