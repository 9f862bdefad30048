"""What each builder last wrote, and was warned of while it wrote, kept between runs in the doctree folder.

The environment is shared by all builders of a doctree folder and is stored before anything is written, so it
cannot tell what stands in one builder's output: this file does. It is replaced only when a run has ended well. Which
pages a run is about to write is noted before it writes the first of them, so that a run that ends in the middle leaves
them due, whatever it had written and said.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_excellence.extension.integrity import json_with_checksum, verified_json
from sphinx_excellence.extension.invalidation.warned import Warned
from sphinx_excellence.loader.replacing import replace_content

FORMAT = 3


@dataclass(slots=True)
class Memory:
    """What one builder wrote.

    ``pages`` maps each page to the digest of what it was written from, ``published`` is the signature of the run whose
    registry stands beside the pages. ``warned`` holds what was warned of while a page was written, by page. ``loose``
    holds the warnings of no page in particular, each with the pages one of which must have caused it.
    """

    path: Path
    pages: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    published: str = ""
    warned: dict[str, list[Warned]] = field(default_factory=dict)
    loose: list[tuple[Warned, frozenset[str]]] = field(default_factory=list)

    @classmethod
    def of_builder(cls, doctreedir: Path, builder: str, outdir: Path) -> Memory:
        """Return the memory of a builder's output folder; empty where there is none or it cannot be read."""
        key = hashlib.blake2b(str(outdir).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        memory = cls(doctreedir / f"excellence-written-{builder}-{key}.json")
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            stored = verified_json(memory.path.read_bytes())
            if stored["format"] == FORMAT:
                warned = {page: [Warned.of_row(row) for row in rows] for page, rows in stored["warned"].items()}
                loose = [(Warned.of_row(row), frozenset(pages)) for row, pages in stored["loose"]]
                memory.pages, memory.warned, memory.loose = dict(stored["pages"]), warned, loose
                memory.fingerprint, memory.published = str(stored["fingerprint"]), str(stored["published"])
        memory._forget_unfinished()
        return memory

    @property
    def _begun(self) -> Path:
        return self.path.with_suffix(".begun")

    def _forget_unfinished(self) -> None:
        """Make the pages due that a run began to write and did not finish; all, where it cannot be told which."""
        try:
            content = self._begun.read_bytes()
        except OSError:
            return
        try:
            unfinished = {str(page) for page in verified_json(content)}
        except (ValueError, TypeError):
            unfinished = set(self.pages)
        self.fingerprint = ""
        for page in unfinished:
            self.pages[page] = ""
            self.warned.pop(page, None)

    def begin(self, pages: Iterable[str]) -> None:
        """Note the pages that are about to be written, with those that an earlier run left unfinished."""
        unfinished = {page for page, digest in self.pages.items() if not digest}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(self._begun, json_with_checksum(sorted(unfinished.union(pages))))

    def settle(self, written: AbstractSet[str], present: AbstractSet[str], told: Mapping[str, list[Warned]]) -> None:
        """Take over what a run that wrote ``written`` was warned of, by page; ``present``: the pages that there are.

        What was told of no page was caused by one of those that were written, unless none was: then every run tells it
        by itself. What an earlier run was told of no page, and this one was not, stands as long as a page is left that
        may have caused it.
        """
        kept = {page: rows for page, rows in self.warned.items() if page in present - written}
        self.warned = kept | {page: list(rows) for page, rows in told.items() if page and rows}
        fresh = Counter(warned.key for warned in told.get("", ()))
        loose: list[tuple[Warned, frozenset[str]]] = []
        for warned, pages in self.loose:
            if fresh[warned.key]:
                fresh[warned.key] -= 1
                loose.append((warned, pages & written))
            else:
                loose.append((warned, (pages & present) - written))
        for warned in told.get("", ()):
            if fresh[warned.key]:
                fresh[warned.key] -= 1
                loose.append((warned, frozenset(written)))
        self.loose = [(warned, pages) for warned, pages in loose if pages]

    def standing(self, written: AbstractSet[str], present: AbstractSet[str]) -> list[Warned]:
        """Return what was warned of while pages were written that this run does not write, by page."""
        return [warned for page in sorted(self.warned) if page in present - written for warned in self.warned[page]]

    def standing_loose(
        self, written: AbstractSet[str], present: AbstractSet[str], told: Iterable[Warned]
    ) -> list[Warned]:
        """Return what was warned of no page in particular, still stands, and has not been ``told`` in this run."""
        fresh = Counter(warned.key for warned in told)
        standing = []
        for warned, pages in self.loose:
            if fresh[warned.key]:
                fresh[warned.key] -= 1
            elif (pages & present) - written:
                standing.append(warned)
        return standing

    def suspects_of(self, due: AbstractSet[str]) -> set[str]:
        """Return the pages to write along with ``due``, to learn which warnings of no page still stand."""
        return {page for _warned, pages in self.loose if pages & due for page in pages}

    def save(self) -> None:
        """Write the memory; what was begun is finished."""
        stored = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "published": self.published,
            "pages": self.pages,
            "warned": self.warned,
            "loose": [(warned, sorted(pages)) for warned, pages in self.loose],
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(self.path, json_with_checksum(stored))
        self._begun.unlink(missing_ok=True)
