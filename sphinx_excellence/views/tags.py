"""What pages show of tags: those of a record, and all records that have one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import TAG
from sphinx_excellence.views.blocks import Block, Fact, Inline, Items, Label, Line, Part, Rich, Tag, View, Words
from sphinx_excellence.views.record_labels import icon_of, listed, reference, tag_title
from sphinx_excellence.views.vocabulary import literal

#: What readers see several records of the toolkit's own kinds called.
_PLURALS: Mapping[str, str] = MappingProxyType({
    "pattern": N_("Patterns"),
    "evolution": N_("Lineages"),
    "comparison": N_("Comparisons"),
    "decision": N_("Decisions"),
    "migration": N_("Migrations"),
    "case-study": N_("Case studies"),
    "selector": N_("Selectors"),
    "usage-report": N_("Reports from use"),
})  # fmt: skip


def tags_fact(record: Record, registry: Registry) -> Fact:
    """Return the fact that tells the tags of a record."""
    return Fact(
        Label(N_("Tags")), listed(Tag(shown_tag(tag, registry), tag_title(tag, registry), tag) for tag in record.tags)
    )


def shown_tag(tag: str, registry: Registry) -> str:
    """Return a tag's title behind its icon."""
    return icon_of(TAG, tag, registry) + tag_title(tag, registry)


def known_tags(registry: Registry) -> list[str]:
    """Return the tags that are defined or that records have, in their order."""
    words = registry.vocabulary[TAG]
    found = {tag for kind in registry.kinds for record in registry.of_kind(kind.name).values() for tag in record.tags}
    return sorted(found | set(words), key=words.place)


def tagged(tag: str, registry: Registry) -> View:
    """Return what a tag is about, and all records that have it, by kind and title."""
    blocks: list[Block] = []
    word = registry.vocabulary[TAG].get(tag)
    if word is not None and word.description:
        blocks.append(Line((Rich(word.description),), role="summary"))
    for kind in registry.kinds:
        found = [record for record in registry.of_kind(kind.name).values() if tag in record.tags]
        if found:
            found.sort(key=lambda record: (record.title.casefold(), record.id))
            items = Items(tuple((_line(kind, record, registry),) for record in found), role="tagged")
            blocks.append(Part(_plural(kind, registry), (items,), role="tagged"))
    if not blocks:
        blocks.append(Line((Label(N_("There are none yet.")),), role="nothing"))
    return View("tagged", tuple(blocks), Label(N_("Tagged %s"), (shown_tag(tag, registry),)))


def _line(kind: Kind, record: Record, registry: Registry) -> Line:
    line: list[Inline] = [reference(kind.name, record.id, registry)]
    if record.summary:
        line += [Words(" \N{EN DASH} "), Rich(record.summary)]
    return Line(tuple(line))


def _plural(kind: Kind, registry: Registry) -> Label:
    if kind.plural:
        return literal(registry.words.get(kind.plural, kind.plural))
    return Label(_PLURALS[kind.name]) if kind.name in _PLURALS else literal(kind.key.replace("_", " ").capitalize())
