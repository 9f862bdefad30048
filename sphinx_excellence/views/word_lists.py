"""What pages show of a list of the vocabulary: each word as records show it, with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY, TAG
from sphinx_excellence.views.blocks import Cell, Inline, Label, Line, Rich, Table, View, Words
from sphinx_excellence.views.record_labels import SIGNS, category_path, icon_of, sign_of_word
from sphinx_excellence.views.tags import known_tags, shown_tag
from sphinx_excellence.views.vocabulary import word_label

_TITLES = {
    "statuses.pattern": N_("Status"),
    "statuses.decision": N_("Status"),
    "relevance": N_("Relevance"),
    "relations": N_("Relation"),
    "risk": N_("Risk"),
    "categories": N_("Category"),
    "tags": N_("Tag"),
}


def word_list_view(name: str, list_name: str, registry: Registry) -> View:
    """Return the words of a list; ``name`` is the list as the data calls it."""
    label = Label(_TITLES[name])
    words = list(_words(list_name, registry))
    if not words:
        return View("vocabulary", (Line((Label(N_("There are none yet.")),), role="nothing"),), label)
    known = registry.vocabulary[list_name]
    described = any(each in known and known[each].description for each in words)
    rows = []
    for each in words:
        cells = [Cell((Line((_shown(list_name, each, registry),)),), heading=True)]
        if described:
            text = known[each].description if each in known else ""
            cells.append(Cell((Line((Rich(text) if text else Words("\N{EN DASH}"),)),)))
        rows.append(tuple(cells))
    heads = (label, *((Label(N_("Meaning")),) if described else ()))
    table = Table(tuple((head,) for head in heads), tuple(rows), label, (2, 5) if described else (1,), "vocabulary")
    return View("vocabulary", (table,), label)


def _words(list_name: str, registry: Registry) -> Iterator[str]:
    """Yield the words of a list in their order; of tags and categories, those too that records have undefined."""
    known = registry.vocabulary[list_name]
    if list_name == TAG:
        yield from known_tags(registry)
    elif list_name == CATEGORY:
        records = (record for kind in registry.kinds for record in registry.of_kind(kind.name).values())
        used = {each for record in records for each in getattr(record, "categories", ())}
        yield from sorted({*used, *known}, key=known.place)
    else:
        yield from known


def _shown(list_name: str, word: str, registry: Registry) -> Inline:
    if list_name == TAG:
        return Words(shown_tag(word, registry))
    if list_name == CATEGORY:
        return Words(icon_of(CATEGORY, word, registry) + category_path(word, registry))
    roles = {of_list: role for role, of_list in SIGNS.items()}
    if list_name in roles:
        sign = sign_of_word(roles[list_name], word, registry.vocabulary)
        # What it means is next to it.
        return replace(sign, label=replace(sign.label, note=""))
    return replace(word_label(registry.vocabulary, list_name, word), note="")
