"""Promises that a change breaks: what readers could rely on before, and cannot rely on any more.

Owns the list of promises, and finding those that broke. Rules judge one state; these compare two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from sphinx_excellence.changes.changes import BrokenPromise, RecordName
from sphinx_excellence.changes.matching import Matching
from sphinx_excellence.changes.record_names import record_name
from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record

#: What each promise is, by its name.
PROMISES: Mapping[str, str] = MappingProxyType({
    "id": "an id or an alias of a record leads nowhere now",
    "alternative-legacy": "an alternative of a legacy pattern is legacy now",
    "alternative-gone": "an alternative of a legacy pattern is no longer there",
    "alternatives-lost": "a legacy pattern has no alternatives now",
    "banner": "a page no longer shows the banner of a pattern",
    "page": "a record no longer has a home page",
    "link": "a page or a record names a record that is no longer there, or links to such a page",
    "waiver": "a waiver has ended",
})  # fmt: skip


def broken_promises(old: Snapshot, new: Snapshot, matching: Matching) -> tuple[BrokenPromise, ...]:
    """Return the promises that broke, in the order of the list."""
    found = [
        *_lost_names(old, new, matching),
        *_alternatives(old, new, matching),
        *(banners := tuple(_banners(old, new, matching))),
        *_homes(old, new, matching, frozenset(each.record for each in banners)),
        *_links_in_records(old, new),
        *_links_in_pages(old, new),
        *_waivers(old, new, matching),
    ]
    order = list(PROMISES)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order.index(each.promise)))


def _lost_names(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[BrokenPromise]:
    for key in old.record_keys():
        record = old.record(key)
        names = (key[1], *record.aliases) if record is not None else ()
        for name in names:
            if key[0] in new.registry.kinds and new.registry.is_known(key[0], name):
                continue
            what = "id" if name == key[1] else "alias"
            partner = matching.pairs.get(key)
            if partner is not None:
                hint = f"the {what} '{name}' leads nowhere: it is not among the aliases of '{partner[1]}'"
                yield BrokenPromise("id", hint, record_name(new, partner))
            else:
                yield BrokenPromise("id", f"the {what} '{name}' leads nowhere", record_name(old, key))


def _alternatives(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[BrokenPromise]:
    for key, partner in matching.pairs.items():
        before, after = old.record(key), new.record(partner)
        if not (isinstance(before, Pattern) and isinstance(after, Pattern) and new.registry.is_legacy(after)):
            continue
        tell = partial(BrokenPromise, record=record_name(new, partner))
        if before.alternatives and not after.alternatives and after.no_alternative is None:
            yield tell("alternatives-lost", "it is legacy, and has no alternatives any more")
        named = {alternative.pattern for alternative in after.alternatives if alternative.pattern}
        for name in sorted(named):
            then, now = old.registry.pattern(name), new.registry.pattern(name)
            if then is not None and now is None and not new.registry.is_known("pattern", name):
                yield tell("alternative-gone", f"its alternative '{name}' is no longer there")
            elif (
                then is not None
                and now is not None
                and new.registry.is_legacy(now)
                and not old.registry.is_legacy(then)
            ):
                tier = f" ({now.tier or now.status})" if now.tier or now.status else ""
                yield tell("alternative-legacy", f"its alternative '{name}' is legacy now{tier}")


def _banners(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[BrokenPromise]:
    gained = {
        pattern
        for docname, page in new.pages.items()
        for pattern in new.banners_in(page)
        if docname not in old.pages or pattern not in old.banners_in(old.pages[docname])
    }
    for docname, page in old.pages.items():
        now = new.pages.get(docname)
        shown = new.banners_in(now) if now is not None else frozenset()
        for pattern in sorted(old.banners_in(page)) if now is not None else ():
            partner = matching.pairs.get(("pattern", pattern))
            if partner is not None and partner[1] not in shown and partner[1] not in gained:
                text = f"the banner of '{partner[1]}' is no longer on the page"
                yield BrokenPromise("banner", text, record_name(new, partner), docname)


def _homes(
    old: Snapshot, new: Snapshot, matching: Matching, told: Collection[RecordName | None]
) -> Iterator[BrokenPromise]:
    # An export without any address was written without a site: nothing is known of its pages.
    if old.is_export != new.is_export or (new.is_export and not (old.addresses and new.addresses)):
        return
    for key, partner in matching.pairs.items():
        before = old.home_of(key)
        name = record_name(new, partner)
        if before and not new.home_of(partner) and name not in told:
            yield BrokenPromise("page", f"it has no home page any more; it was '{before}'", name, before)


def _links_in_records(old: Snapshot, new: Snapshot) -> Iterator[BrokenPromise]:
    for key in new.record_keys():
        for reference in new.registry.references_of(*key):
            if reference.path[0] != "alternatives" and _was_there((reference.mark.kind, reference.value), old, new):
                text = f"`{reference.path[0]}` names '{reference.value}', which is no longer there"
                yield BrokenPromise("link", text, record_name(new, key))


def _links_in_pages(old: Snapshot, new: Snapshot) -> Iterator[BrokenPromise]:
    for docname, page in new.pages.items():
        for mention in page.references.mentions:
            if mention.name and _was_there((mention.kind, mention.name), old, new):
                text = f"line {mention.line} names '{mention.name}', which is no longer there"
                yield BrokenPromise("link", text, page=docname)
        for other, line in page.documents:
            if other in old.pages and other not in new.pages:
                yield BrokenPromise("link", f"line {line} links to the page '{other}', which is gone", page=docname)


def _was_there(key: RecordKey, old: Snapshot, new: Snapshot) -> bool:
    kind, name = key
    if kind == "tier":
        return name in old.registry.tiers and not new.registry.is_known(kind, name)
    return old.registry.resolve(kind, name) is not None and not new.registry.is_known(kind, name)


def _waivers(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[BrokenPromise]:
    for key, partner in matching.pairs.items():
        before, after = old.record(key), new.record(partner)
        held = _held(before, old.day) if before is not None else frozenset()
        now = _held(after, new.day) if after is not None else frozenset()
        for waiver in after.waivers if after is not None else ():
            if waiver.rule in held and waiver.rule not in now:
                text = f"the waiver of `{waiver.rule}` ended on {waiver.until}"
                yield BrokenPromise("waiver", text, record_name(new, partner))


def _held(record: Record, day: date) -> frozenset[str]:
    return frozenset(each.rule for each in record.waivers if each.until is None or day <= day_of(each.until))
