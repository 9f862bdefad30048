"""The ledgers: what readers had and what they have now, page by page, and each loss by name.

Owns the comparison. Words that the new site adds do not count; the order of words does not count either, that of
headings does. What is accepted, with a reason, is in ``takeover.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.baseline import Baseline, PageBaseline, words_of_file
from sphinx_excellence.takeover.built_site import BuiltSite
from sphinx_excellence.takeover.dead_links import new_dead_links
from sphinx_excellence.takeover.front_matter_edit import leaf_text, leaves, read_matter
from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.revision import sha256_of
from sphinx_excellence.takeover.takeover_file import LEDGERS, Loss

#: A word, or a sign such as that of percent.
_SIGN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Row:
    """One ledger of one page: how many there were, how many there are, what is lost, and what of that is accepted."""

    page: str
    ledger: str
    had: int
    has: int
    lost: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The losses that nobody has accepted."""
        return tuple((Counter(self.lost) - Counter(self.accepted)).elements())


@dataclass(frozen=True)
class Ledgers:
    """All rows, and the pages without HTML to compare with."""

    rows: tuple[Row, ...]
    uncompared: tuple[str, ...] = ()
    dead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_balanced(self) -> bool:
        """Whether nothing is lost that is not accepted."""
        return not any(row.open for row in self.rows)

    def summary(self) -> list[dict[str, Any]]:
        """Return a row for each ledger: how many readers had and have, how many are lost, accepted, and open."""
        table = []
        for ledger in LEDGERS:
            rows = [row for row in self.rows if row.ledger == ledger]
            table.append({
                "ledger": ledger,
                "pages": len({row.page for row in rows}),
                "had": sum(row.had for row in rows),
                "has": sum(row.has for row in rows),
                "lost": sum(len(row.lost) for row in rows),
                "accepted": sum(len(row.accepted) for row in rows),
                "open": sum(len(row.open) for row in rows),
            })  # fmt: skip
        return table

    def as_json(self) -> dict[str, Any]:
        """Return the ledgers as plain values: the summary, and each loss."""
        return {
            "summary": self.summary(),
            "losses": [
                {"page": row.page, "ledger": row.ledger, "lost": list(row.lost), "accepted": list(row.accepted)}
                for row in self.rows
                if row.lost
            ],
            "uncompared": list(self.uncompared),
            "dead_links": {page: list(dead) for page, dead in self.dead.items()},
        }


def compare(
    baseline: Baseline,
    site: BuiltSite,
    pages: Path,
    losses: Sequence[Loss] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Ledgers:
    """Compare what readers saw with a built site; ``pages`` is the folder of the target's pages."""
    rows: list[Row] = []
    for number, (path, page) in enumerate(baseline.pages.items()):
        progress(number, len(baseline.pages))
        rows += _rows_of_page(path, page, baseline, site, pages)
    rows += _rows_of_urls(baseline, site, pages)
    uncompared = tuple(path for path, page in baseline.pages.items() if page.facts is None)
    dead = {path: page.dead for path, page in baseline.pages.items() if page.dead}
    return Ledgers(tuple(_with_accepted(row, losses) for row in rows), uncompared, dead)


def _with_accepted(row: Row, losses: Sequence[Loss]) -> Row:
    if not row.lost:
        return row
    accepted: Counter[str] = Counter()
    for loss in losses:
        if loss.page == row.page and loss.ledger == row.ledger:
            accepted |= Counter(loss.lost or row.lost)
    met = tuple((Counter(row.lost) & accepted).elements())
    return Row(row.page, row.ledger, row.had, row.has, row.lost, met)


def _rows_of_page(path: str, page: PageBaseline, baseline: Baseline, site: BuiltSite, pages: Path) -> Iterator[Row]:
    file = site.file_of(page.target)
    built = site.facts(file)
    yield Row(path, "pages", 1, int(built is not None), () if built is not None else (page.target,))
    yield from _front_matter(path, page, baseline, pages)
    if page.facts is None:
        yield _counted(path, "words", page.text_words, _words_of_target(pages / page.target))
    if built is None or page.facts is None:
        return
    had = page.facts
    yield _words(path, had, built)
    yield _in_order(path, had, built)
    lost = tuple(name for name in dict.fromkeys(had.anchors) if name not in built.anchor_set)
    yield Row(path, "anchors", len(set(had.anchors)), len(set(had.anchors)) - len(lost), lost)
    fences = _counted(path, "fences", had.fences, built.fences)
    yield replace(fences, lost=tuple(map(_plain, fences.lost)))
    yield _tables(path, had, built)
    yield _counted(path, "outside", map(_address, had.outside), map(_address, built.outside))
    yield from _links(path, page, baseline, site, file, built)


def _words_of_target(file: Path) -> tuple[str, ...]:
    try:
        return words_of_file(content_of(file))
    except OSError:
        return ()


def _counted(path: str, ledger: str, had: Iterable[str], has: Iterable[str]) -> Row:
    before, after = Counter(had), Counter(has)
    lost = tuple((before - after).elements())
    total = before.total()
    return Row(path, ledger, total, total - len(lost), lost)


def _words(path: str, had: PageFacts, built: PageFacts) -> Row:
    """Return the ledger of words. A number that began a line is still read where it is that of a new list's item."""
    row = _counted(path, "words", had.words, built.words)
    new = Counter(built.list_numbers) - Counter(had.list_numbers)
    shown = Counter(row.lost) & Counter(had.line_numbers) & new
    lost = tuple((Counter(row.lost) - shown).elements())
    return replace(row, has=row.had - len(lost), lost=lost)


def _plain(fence: str) -> str:
    """Return a fence in one line, as it is listed; compared are its lines."""
    return " ".join(fence.split())


def _shown_row(row: tuple[str, ...]) -> str:
    return " | ".join(row)


def _address(url: str) -> str:
    return re.sub(r"(?<=[^/:])/$", "", url)


def _holds(text: str, words: str) -> bool:
    """Whether a text has all words of another, and perhaps more: the new site may add some, such as an icon's name."""
    return bool(words) and not Counter(_SIGN.findall(words)) - Counter(_SIGN.findall(text))


def _tables(path: str, had: PageFacts, built: PageFacts) -> Row:
    """Return the ledger of rows: each must be there, cell by cell; the new site may add words to a cell."""
    left = Counter(built.rows)
    missing = [row for row in had.rows if not _took(left, row)]
    lost = []
    for row in missing:
        richer = next(
            (
                each
                for each in left
                if left[each] > 0
                and len(each) == len(row)
                and all(not cell or _holds(now, cell) for now, cell in zip(each, row, strict=True))
            ),
            None,
        )
        if richer is None:
            lost.append(_shown_row(row))
        else:
            left[richer] -= 1
    return Row(path, "tables", len(had.rows), len(had.rows) - len(lost), tuple(lost))


def _in_order(path: str, had: PageFacts, built: PageFacts) -> Row:
    """Return the ledger of headings: each must follow those that come before it, as deep below them as it was.

    The new site may have a title above all others, which may be the text of another heading.
    """
    lost = min((_headings_lost(had, built, start) for start in (0, 1)), key=len) if had.headings else []
    return Row(path, "headings", len(had.headings), len(had.headings) - len(lost), tuple(lost))


def _headings_lost(had: PageFacts, built: PageFacts, start: int) -> list[str]:
    texts = [text for _, text in built.headings]
    at, lost = start, []
    pairs = []
    for level, text in had.headings:
        found = next((place for place in range(at, len(texts)) if texts[place] == text), None)
        if found is None:
            found = next((place for place in range(at, len(texts)) if _holds(texts[place], text)), None)
        if found is None:
            lost.append(text)
            continue
        at = found + 1
        # Inside of a directive Sphinx has headings without a level.
        if built.headings[found][0] and level:
            pairs.append((level, built.headings[found][0], text))
    before, after = _depths([level for level, _, _ in pairs]), _depths([level for _, level, _ in pairs])
    for (level, _, text), old, new in zip(pairs, before, after, strict=True):
        if old != new:
            lost.append(f"{'#' * level} {text}")
    return lost


def _depths(levels: Sequence[int]) -> list[int]:
    """Return how many headings each is below: Sphinx has no gaps between levels."""
    depths = []
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        depths.append(len(above))
        above.append(level)
    return depths


def _links(
    path: str, page: PageBaseline, baseline: Baseline, site: BuiltSite, file: str, built: PageFacts
) -> Iterator[Row]:
    resolved = {address: site.resolve(file, address) for address in dict.fromkeys(built.inside)}
    reached = Counter(found for address in built.inside if (found := resolved[address]) is not None)
    left = []
    for target, anchor in page.links:
        known = baseline.pages.get(target)
        wanted = site.file_of(known.target) if known is not None else _file_of_asset(target, reached)
        if not _took(reached, (wanted, anchor)):
            left.append((target, anchor, wanted))
    lost = []
    for target, anchor, wanted in left:
        other = next(
            (each for each, count in reached.items()
             if count > 0 and each[0] == wanted and site.is_same_place(wanted, anchor, each[1])),
            None,
        )  # fmt: skip
        if other is None or not _took(reached, other):
            lost.append(f"{target}#{anchor}" if anchor else target)
    yield Row(path, "links", len(page.links), len(page.links) - len(lost), tuple(lost))
    dead = [address for address in built.inside if resolved[address] is None]
    # MyST writes what it cannot find as an anchor of the page.
    grown = new_dead_links(dead, path, file, baseline, site)
    yield Row(path, "dead-links", len(page.dead), len(dead), tuple(grown))


def _took(counts: Counter[Any], key: Any) -> bool:
    """Take one away of ``counts``; whether there was one."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True


def _file_of_asset(asset: str, reached: Mapping[tuple[str, str], int]) -> str:
    """Return the built file that an asset has become: Sphinx copies files together, and numbers equal names."""
    name = PurePosixPath(asset)
    form = re.compile(rf"{re.escape(name.stem)}\d*{re.escape(name.suffix)}")
    return next(
        (file for (file, _), left in reached.items() if left > 0 and form.fullmatch(PurePosixPath(file).name)), ""
    )


def _front_matter(path: str, page: PageBaseline, baseline: Baseline, pages: Path) -> Iterator[Row]:
    if not page.front_matter:
        return
    try:
        matter = read_matter(split_page(content_of(pages / page.target)).matter)
    except (OSError, UnicodeDecodeError):
        matter = read_matter(None)
    there: dict[str, list[str]] = {}
    for key, value in leaves(matter.values):
        there.setdefault(key, []).append(value)
    homes = baseline.homes.get(path, {})
    lost = []
    for key, value in page.front_matter:
        top, dot, rest = key.partition(".")
        home, changed = homes.get(top, (top, None))
        values = there.get(f"{home}{dot}{rest}", [])
        wanted = value if changed is None else leaf_text(changed)
        if wanted in values:
            # What is before it in a list may not come after it.
            del values[: values.index(wanted) + 1]
        else:
            lost.append(f"{key}: {value}")
    had = len(page.front_matter)
    yield Row(path, "front-matter", had, had - len(lost), tuple(lost))


def _rows_of_urls(baseline: Baseline, site: BuiltSite, pages: Path) -> Iterator[Row]:
    for path, page in baseline.pages.items():
        if page.url is not None:
            answers = _answers(page.url, site, of_page=site.file_of(page.target))
            yield Row(path, "urls", 1, int(answers), () if answers else (f"/{page.url}",))
    has_urls = any(page.url is not None for page in baseline.pages.values())
    for asset, checksum in baseline.assets.items():
        if has_urls:
            answers = _answers(asset, site) and _is_whole(asset, checksum, site)
        else:
            answers = checksum in {"", sha256_of(pages / asset)}
        yield Row(asset, "assets", 1, int(answers), () if answers else (f"/{asset}",))


def _is_whole(asset: str, checksum: str, site: BuiltSite) -> bool:
    """Whether an asset has its content, or sends its readers on."""
    file = site.answering(asset)
    return file is None or not checksum or bool(site.redirected(file)) or site.sha256(file) == checksum


def _answers(url: str, site: BuiltSite, of_page: str = "") -> bool:
    """Whether an old address leads to a page, by itself or by where it sends readers on.

    The rules of ``takeover.yaml`` do not count: what they became in the built site does. ``of_page`` is the file that
    the page itself became: it answers, wherever its own text may send readers on, as it did before.
    """
    file = site.answering(url)
    if file is None or file == of_page:
        return file is not None
    onward = site.redirected(file)
    return not onward or bool(re.match(r"(?i)[a-z][a-z0-9+.-]*:", onward)) or site.answering(onward) is not None
