"""The form by which readers filter and sort a list: of patterns, of decisions, of records of a project's own kinds.

Owns which menus a list has and what is in them. What an entry is filtered by is in the module of its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY, TAG
from sphinx_excellence.views.blocks import Control, Controls, Label, Option, Words
from sphinx_excellence.views.catalogue_entries import filter_texts
from sphinx_excellence.views.record_labels import category_path, tag_title, unrated_title
from sphinx_excellence.views.vocabulary import UNRATED, word_label

#: More options than these are a menu.
_MOST_CHIPS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that readers may filter by: ``values`` are those of each entry, ``match`` is that of a `Control`."""

    name: str
    label: Label | Words
    match: str
    options: tuple[Option, ...]
    values: tuple[tuple[str, ...], ...]

    @property
    def leaves_something(self) -> bool:
        """Whether entries differ in it: a menu of what all have would hide nothing."""
        return len({frozenset(values) for values in self.values}) > 1


def reader_controls(label: Label, choices: Iterable[Choice], orders: Iterable[Option]) -> Controls:
    """Return the form: keywords, menus and chips for the choices in which entries differ, and the order."""
    form = filter_form(label, choices)
    keywords = Control("text", Label(N_("Keywords")), "text", "words")
    order = Control("sort", Label(N_("Sort by")), "menu", "order", tuple(orders))
    return replace(form, controls=(keywords, *form.controls, order))


def filter_form(label: Label, choices: Iterable[Choice]) -> Controls:
    """Return a form of the choices in which entries differ alone: menus, and then chips."""
    controls = [choice_control(choice) for choice in choices if choice.leaves_something]
    return Controls(label, tuple(sorted(controls, key=lambda control: control.form != "menu")), **filter_texts())


def choice_control(choice: Choice) -> Control:
    """Return the control of a choice: chips while they fit into a row or two, and else a menu."""
    if len(choice.options) <= _MOST_CHIPS:
        return Control(choice.name, choice.label, "chips", choice.match, choice.options)
    everything = Option("", Label(N_("All")))
    return Control(choice.name, choice.label, "menu", choice.match, (everything, *choice.options))


def order_data(orders: Iterable[tuple[str, Iterable[Record]]]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the place of each record in each order, by its id; ``orders`` are names with the records in that order."""
    places: dict[str, list[tuple[str, str]]] = {}
    for name, records in orders:
        for place, record in enumerate(records):
            places.setdefault(record.id, []).append((f"by-{name}", str(place)))
    return {record_id: tuple(found) for record_id, found in places.items()}


def tier_choice(records: Sequence[Record], registry: Registry) -> Choice:
    """Return the choice of a tier, best first, and of what is unrated."""
    found = [tier.id if (tier := registry.tier_of(record)) is not None else "unrated" for record in records]
    options = [
        Option(tier.id, Label(tier.title), tier.symbol, icon=tier.icon)
        for tier in registry.tiers.values()
        if tier.id in found
    ]
    if "unrated" in found:
        titles = {unrated_title(each, registry) for each in records if registry.tier_of(each) is None}
        options.append(Option("unrated", Label(UNRATED if UNRATED in titles else titles.pop())))
    return Choice("tier", Label(N_("Tier")), "is", tuple(options), tuple((tier,) for tier in found))


def status_choice(records: Sequence[Pattern] | Sequence[Decision], list_name: str, registry: Registry) -> Choice:
    """Return the choice of a status."""
    values = _listed(record.status for record in records)
    options = (
        Option(each, word_label(registry.vocabulary, list_name, each)) for each in _used(values, list_name, registry)
    )
    return Choice("status", Label(N_("Status")), "is", tuple(options), values)


def category_choice(records: Sequence[Pattern] | Sequence[Decision], registry: Registry) -> Choice:
    """Return the choice of a category, or of one that others are part of."""
    values = tuple(registry.categories_of(record) for record in records)
    options = (Option(each, Words(category_path(each, registry))) for each in _used(values, CATEGORY, registry))
    return Choice("category", Label(N_("Category")), "has", tuple(options), values)


def decider_choice(decisions: Sequence[Decision]) -> Choice:
    """Return the choice of a person or a team that decides."""
    values = tuple(decision.deciders for decision in decisions)
    found = sorted({each for deciders in values for each in deciders}, key=lambda each: (each.casefold(), each))
    return Choice("decider", Label(N_("Decider")), "has", tuple(Option(each, Words(each)) for each in found), values)


def tag_choice(records: Sequence[Record], registry: Registry) -> Choice:
    """Return the choice of a tag."""
    values = tuple(record.tags for record in records)
    options = (Option(each, Words(tag_title(each, registry))) for each in _used(values, TAG, registry))
    return Choice("tag", Label(N_("Tag")), "has", tuple(options), values)


def _listed(values: Iterable[str | None]) -> tuple[tuple[str, ...], ...]:
    return tuple((value,) if value else () for value in values)


def _used(values: Iterable[Iterable[str]], list_name: str, registry: Registry) -> Iterator[str]:
    """Yield the words that any entry has, in the order of their list."""
    yield from sorted({each for found in values for each in found}, key=registry.vocabulary[list_name].place)
