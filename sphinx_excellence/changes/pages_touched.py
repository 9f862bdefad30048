"""Which pages readers see differently: those that changed themselves, and those that show a changed record."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sphinx_excellence.changes.changes import PageTouched
from sphinx_excellence.changes.matching import Matching
from sphinx_excellence.changes.snapshot import PageState, Snapshot
from sphinx_excellence.findings import RecordKey


def pages_touched(
    old: Snapshot, new: Snapshot, matching: Matching, changed: Collection[RecordKey]
) -> tuple[PageTouched, ...]:
    """Return the pages, by name. Of exports, only the home pages of changed records are known.

    ``changed`` are the records that are new or different, as the new side calls them, and those that are gone.
    """
    if old.is_export or new.is_export:
        return tuple(sorted(_home_pages(new, changed), key=lambda each: each.page))
    faces = {
        partner for key, partner in matching.pairs.items() if key != partner or old.face_of(key) != new.face_of(partner)
    }
    found = []
    for docname in sorted({*old.pages, *new.pages}):
        before, after = old.pages.get(docname), new.pages.get(docname)
        if after is None or before is None:
            kept = new if before is None else old
            page = after if after is not None else before
            homes = kept.homes_in(page) if page is not None else ()
            found.append(PageTouched(docname, "added" if before is None else "gone", _shown(homes)))
            continue
        touched = _touched(docname, before, after, new, changed, faces)
        if touched != PageTouched(docname):
            found.append(touched)
    return tuple(found)


def _home_pages(new: Snapshot, changed: Collection[RecordKey]) -> Iterator[PageTouched]:
    by_page: dict[str, list[RecordKey]] = {}
    for key in sorted(changed):
        if new.home_of(key):
            by_page.setdefault(new.home_of(key), []).append(key)
    for page, keys in by_page.items():
        yield PageTouched(page, home_of=_shown(keys))


def _touched(
    docname: str,
    before: PageState,
    after: PageState,
    new: Snapshot,
    changed: Collection[RecordKey],
    faces: Collection[RecordKey],
) -> PageTouched:
    homes = new.homes_in(after)
    named = {
        key
        for mention in after.references.mentions
        if (key := new.named(mention.kind, mention.name, after)) is not None
    }
    shows = sorted(key for key in named if key in changed and key not in homes)
    # What a page shows in full shows the records that it names by title and badge.
    through = {
        (reference.mark.kind, found)
        for key in (*homes, *named)
        for reference in new.registry.references_of(*key)
        if (found := new.registry.resolve(reference.mark.kind, reference.value)) is not None
    }
    through = {key for key in through if key in faces and key not in homes and key not in shows}
    kinds = {kind for kind, _ in changed}
    lists = kinds if after.references.lists_everything else kinds & after.references.lists
    return PageTouched(
        docname,
        "changed" if before.digest != after.digest else "",
        _shown(key for key in homes if key in changed),
        _shown(shows),
        _shown(sorted(through)),
        tuple(sorted(lists)),
    )


def _shown(keys: Collection[RecordKey] | Iterator[RecordKey]) -> tuple[str, ...]:
    return tuple(f"{kind} {record_id}" for kind, record_id in keys)
