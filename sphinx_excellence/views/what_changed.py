"""What ``what-changed`` shows: what happened since a day, newest first, by month or by quarter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import is_date, listed_day
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Feeds,
    Group,
    Inline,
    Items,
    Label,
    Line,
    News,
    Part,
    Reference,
    View,
    Words,
)
from sphinx_excellence.views.events import Event, events
from sphinx_excellence.views.record_labels import category_title, reference

#: The changes of so many months are shown where nothing else is asked for.
DEFAULT_MONTHS = 12
GROUPINGS = ("month", "quarter")
#: What is said of a list in which some changes are new to the reader. A script shows it.
_NEWS = News(
    Label(N_("From your next visit on, new changes are marked. What you have read is stored in this browser only.")),
    Label(N_("Nothing is new since you last read this list.")),
    Label(N_("New since you last read this list: %s")),
    Label(N_("New")),
    Label(N_("Mark all as read")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are shown: from the day ``since`` on, or after an edition, of these kinds and categories.

    None of them means all. ``limit`` is how many at most; 0 is no limit.
    """

    since: date
    edition: Edition | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    limit: int = 0

    def lets_through(self, event: Event) -> bool:
        """Whether a change is one of them. A date that is not exact counts where it may mean a day in time."""
        recent = event.last > self.edition.day if self.edition is not None else event.last >= self.since
        of_kind = not self.kinds or event.kind in self.kinds
        return recent and of_kind and (not self.categories or not set(self.categories).isdisjoint(event.categories))


def since(written: str, registry: Registry) -> tuple[date, Edition | None] | None:
    """Return the day that ``:since:`` names, with the edition if it names one; nothing where it names neither."""
    edition = registry.edition(written)
    if edition is not None and edition in registry.editions:
        return edition.day, edition
    return (listed_day(written), None) if is_date(written) else None


def what_changed(registry: Registry, wanted: Wanted, *, until: date, by: str = "month") -> View:
    """Return what has happened until a day, newest first, under the month or the quarter of each change."""
    label = Label(N_("What has changed"))
    start: Inline = Words(wanted.since.isoformat(), role=UNBROKEN)
    if wanted.edition is not None:
        start = reference("edition", wanted.edition.id, registry)
    found = [event for event in events(registry, until=until) if wanted.lets_through(event)]
    shown = found[: wanted.limit] if wanted.limit else found
    head: list[Inline] = [Label(N_("Changes since")), Words(" "), start]
    if wanted.categories:
        named = ", ".join(category_title(each, registry) for each in wanted.categories)
        head += [Words(" \N{EN DASH} "), Words(named)]
    blocks: list[Block] = [Line(tuple(head), role="head")]
    if not shown:
        blocks.append(Line((Label(N_("Nothing has changed.")),), role="nothing"))
    else:
        blocks.append(_NEWS)
    for title, group in _grouped(shown, by).items():
        items = tuple((_entry(event, registry),) for event in group)
        blocks.append(Part(Words(title), (Items(items, role="changes"),)))
    if len(shown) < len(found):
        blocks.append(Line((Label(N_("Older changes that are not shown: %s"), (str(len(found) - len(shown)),)),)))
    blocks.append(Feeds(wanted.categories[0] if len(wanted.categories) == 1 else ""))
    return View("what-changed", tuple(blocks), label)


def _grouped(found: Iterable[Event], by: str) -> dict[str, list[Event]]:
    """Return changes by the title of the month or quarter; a date that is less exact is a title itself."""
    groups: dict[str, list[Event]] = {}
    months = 3 if by == "quarter" else 1
    for event in found:
        period, end = ((day.year, (day.month - 1) // months) for day in (event.first, event.last))
        title = f"{period[0]:04} Q{period[1] + 1}" if months == 3 else f"{period[0]:04}-{period[1] + 1:02}"
        groups.setdefault(title if period == end else event.written, []).append(event)
    return groups


def _entry(event: Event, registry: Registry) -> Group:
    record = reference(*event.key, registry)
    named = replace(record, badge=None) if isinstance(record, Reference) else record
    lines = [Line((named, Words(": "), *event.what, Words(" \N{EN DASH} "), *event.when), role="change")]
    if event.why:
        lines.append(Line(event.why))
    return Group(tuple(lines), role="event", data=(("event", short_id(event)),))


def short_id(event: Event) -> str:
    """Return what a browser remembers of a change that its reader has seen."""
    return hashlib.blake2b(event.id.encode(), digest_size=6).hexdigest()
