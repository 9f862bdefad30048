"""What pages show of a record of a kind that a project has added, and of the fields that it adds to any kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from sphinx_excellence.messages import N_
from sphinx_excellence.model.block_prose import is_one_paragraph, plain_blocks
from sphinx_excellence.model.external import registry_of
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.own_fields import OwnField, Where
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Referrer, Registry
from sphinx_excellence.views.block_prose import prose_blocks
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Fact,
    Facts,
    Inline,
    Label,
    Line,
    Part,
    Rich,
    RichBlocks,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.folding import with_more
from sphinx_excellence.views.record_labels import badge_of, listed, reference
from sphinx_excellence.views.sources import sources_part
from sphinx_excellence.views.tags import tags_fact
from sphinx_excellence.views.vocabulary import humanised

_DASH = Words("\N{EN DASH}")
#: The places of fields in a header, and in one with ``:compact:``.
_IN_HEADER: tuple[Where, ...] = ("banner", "facts")
_IN_COMPACT: tuple[Where, ...] = ("banner",)


def header(record: Record, registry: Registry) -> View:
    """Return a record in full: its tier, its summary, the fields that its kind has, and what names it."""
    kind = kind_of(record, registry)
    blocks: list[Block] = []
    badge = badge_of(record, registry)
    if badge is not None:
        blocks.append(Line((badge,), role="head"))
    if record.summary:
        blocks.append(Line((Rich(record.summary),), role="summary"))
    rationale = getattr(record, "rationale", None)
    if rationale:
        blocks.append(Line((Label(N_("Why this tier:")), Words(" "), Rich(rationale)), role="rationale"))
    facts = [tags_fact(record, registry)] if record.tags else []
    facts += own_facts(kind, record, registry, _IN_HEADER)
    if record.reviewed:
        facts.append(Fact(Label(N_("Reviewed")), (Words(record.reviewed),)))
    if facts:
        blocks.append(Facts(tuple(facts), role="facts"))
    blocks += own_texts(kind, record, registry, _IN_HEADER)
    if registry_of(record.id) is None:
        blocks += referrers_parts(kind.name, record, registry)
    blocks += sources_part(record.sources)
    tier = registry.tier_of(record)
    title = worded(kind.title or str(kind.noun), registry)
    return View("record", tuple(blocks), Label("%s: %s", (title, record.title)), tier=tier.id if tier else "")


def kind_of(record: Record, registry: Registry) -> Kind:
    """Return the kind of a record of a project's own, or of another project."""
    external = registry.externals.get(registry_of(record.id) or "")
    if external is None:
        return next(kind for kind in registry.kinds if isinstance(record, kind.model))
    name = next(kind for (kind, _id), found in external.records.items() if found is record)
    # Its fields are the other project's business: pages here show what a link shows.
    return replace(external.kinds[name], own_fields=())


def with_own_fields(view: View, kind: Kind, record: Record, registry: Registry, *, compact: bool = False) -> View:
    """Return a record's header with the fields that the project adds to its kind, its tags, and what refers to it.

    A compact one gets the fields of the place ``banner`` alone. What :func:`header` returns has all; of a record
    of another project, pages show what a link shows.
    """
    if not kind.view_path or registry_of(record.id) is not None:
        return view
    where = _IN_COMPACT if compact else _IN_HEADER
    facts = tuple(own_facts(kind, record, registry, where))
    parts: tuple[Block, ...] = tuple(own_texts(kind, record, registry, where))
    if not compact:
        parts += tuple(referrers_parts(kind.name, record, registry, named=True))
        if record.tags and kind.name != "decision":  # whose header has them
            facts = (tags_fact(record, registry), *facts)
    if not facts and not parts:
        return view
    return with_more(view, lambda blocks: (*_with_facts(blocks, facts), *parts))


def _with_facts(given: tuple[Block, ...], facts: tuple[Fact, ...]) -> tuple[Block, ...]:
    """Return blocks with further facts: among the last that are there, or at the end."""
    if not facts:
        return given
    blocks = list(given)
    places = [n for n, block in enumerate(blocks) if isinstance(block, Facts) and block.role == "facts"]
    if not places:
        return (*blocks, Facts(facts, role="facts"))
    found = cast("Facts", blocks[places[-1]])
    blocks[places[-1]] = replace(found, rows=(*found.rows, *facts))
    return tuple(blocks)


def plural_of(kind: Kind) -> str:
    """Return what readers see several records of a kind called."""
    return kind.plural or humanised(kind.key)


def worded(text: str, registry: Registry) -> str:
    """Return a text of the project's own in its language."""
    return registry.words.get(text, text)


def title_of(field: OwnField, registry: Registry) -> Words:
    """Return what readers see a field called."""
    return Words(worded(field.title, registry))


def own_facts(kind: Kind, record: Record, registry: Registry, where: Sequence[Where]) -> Iterator[Fact]:
    """Yield the fields of a record that a project has added and shows at one of the places ``where``; no texts."""
    for field in kind.own_fields:
        if field.type != "text" and set(where) & set(field.show) and field.values_of(record):
            yield Fact(title_of(field, registry), value_of(field, record, registry))


def own_texts(kind: Kind, record: Record, registry: Registry, where: Sequence[Where]) -> Iterator[Part]:
    """Yield the texts of a record that a project has added and shows at one of the places ``where``."""
    for field in kind.own_fields:
        if field.type == "text" and set(where) & set(field.show) and (texts := field.values_of(record)):
            key = (kind.name, record.id)
            if field.many:
                yield Part(title_of(field, registry), prose_blocks(texts, key, (field.key,)))
            else:
                yield Part(title_of(field, registry), (RichBlocks(texts[0], key, (field.key,)),))


def value_of(field: OwnField, record: Record, registry: Registry) -> tuple[Inline, ...]:
    """Return the value of a field, as a row of words and links; a dash where there is none."""
    values = [_one(field, value, registry) for value in field.values_of(record)]
    return listed(values) if values else (_DASH,)


def _one(field: OwnField, value: Any, registry: Registry) -> Inline:
    match field.type:
        case "reference":
            return reference(field.target, value, registry)
        case "link":
            return WebLink(value, value.partition("://")[2].rstrip("/"))
        case "choice":
            return Words(worded(dict(field.choices).get(value, value), registry))
        case "text" if not is_one_paragraph(value):
            return Words(plain_blocks(value))
        case "line" | "text":
            return Rich(value)
        case _:
            return Words(str(value), role=UNBROKEN)


def referrers_parts(kind: str, record: Record, registry: Registry, *, named: bool = False) -> Iterator[Part]:
    """Yield what names a record in a field of its own, by kind and field.

    With ``named``, only by the fields that say what that is called here.
    """
    found = sorted(registry.referrers(kind, record.id), key=lambda each: (each.kind, each.field.key))
    for (of_kind, _key), group in groupby(found, key=lambda each: (each.kind, each.field.key)):
        referrers = list(group)
        field = referrers[0].field
        if field.reverse or not named:
            title = field.reverse or plural_of(registry.kinds[of_kind])
            yield Part(Words(worded(title, registry)), (_line_of(referrers, registry),), role="referrers")


def _line_of(referrers: Iterable[Referrer], registry: Registry) -> Line:
    records = ((each.kind, each.id) for each in referrers)
    ordered = sorted(records, key=lambda key: (registry.of_kind(key[0])[key[1]].title.casefold(), key))
    return Line(listed(reference(kind, record_id, registry) for kind, record_id in ordered))


def referrers(kind: str, record: Record, registry: Registry) -> View:
    """Return what names a record in a field of the project's own, by kind and field."""
    parts = tuple(referrers_parts(kind, record, registry))
    nothing = Line((Label(N_("Nothing refers to it yet.")),), role="nothing")
    return View("referrers", parts or (nothing,), Label(N_("What refers to %s"), (record.title,)))
