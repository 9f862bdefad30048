"""What each builder last wrote, and the warnings of writing it, stored in the doctree folder.

The environment is shared by all builders of a doctree folder and is stored before anything is written, so it
does not know what one builder's output holds: this file does. It is replaced only when a run has ended well. Which
pages a run is about to write is noted before it writes the first of them, so that a run that ends in the middle leaves
them due, whatever it had written and said.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_excellence.extension.storage.integrity import json_with_checksum, verified_json
from sphinx_excellence.extension.storage.stored_warning import StoredWarning
from sphinx_excellence.loader.atomic_write import replace_content

FORMAT = 4


def file_for_output(doctreedir: Path, stem: str, builder: str, outdir: Path) -> Path:
    """Return the file of the doctree folder that keeps something about one output folder of a builder."""
    key = hashlib.blake2b(os.fsencode(outdir), digest_size=6).hexdigest()
    return doctreedir / f"{stem}-{builder}-{key}.json"


@dataclass(slots=True)
class WrittenPages:
    """What one builder wrote.

    ``pages`` maps each page to the digest of what it was written from, ``published`` is the signature of the run whose
    registry is next to the pages. ``warnings`` holds the warnings of writing each page. ``unattributed`` holds those
    of no page in particular, each with the pages one of which must have caused it.
    """

    path: Path
    pages: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    published: str = ""
    warnings: dict[str, list[StoredWarning]] = field(default_factory=dict)
    unattributed: list[tuple[StoredWarning, frozenset[str]]] = field(default_factory=list)

    @classmethod
    def of_builder(cls, doctreedir: Path, builder: str, outdir: Path) -> WrittenPages:
        """Return what is stored of a builder's output folder; empty where there is none or it cannot be read."""
        memory = cls(file_for_output(doctreedir, "excellence-written", builder, outdir))
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            stored = verified_json(memory.path.read_bytes())
            if stored["format"] == FORMAT:
                warned = {page: [StoredWarning.of_row(row) for row in rows] for page, rows in stored["warned"].items()}
                unattributed = [(StoredWarning.of_row(row), frozenset(pages)) for row, pages in stored["unattributed"]]
                memory.pages, memory.warnings, memory.unattributed = dict(stored["pages"]), warned, unattributed
                memory.fingerprint, memory.published = str(stored["fingerprint"]), str(stored["published"])
        memory._forget_unfinished()
        return memory

    @property
    def _begun(self) -> Path:
        return self.path.with_suffix(".begun")

    def _forget_unfinished(self) -> None:
        """Make the pages due that a run began to write and did not finish; all, where it is unknown which."""
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
            self.warnings.pop(page, None)

    def begin(self, pages: Iterable[str]) -> None:
        """Note the pages that are about to be written, with those that an earlier run left unfinished."""
        unfinished = {page for page, digest in self.pages.items() if not digest}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(self._begun, json_with_checksum(sorted(unfinished.union(pages))))

    def update(
        self, written: AbstractSet[str], present: AbstractSet[str], logged: Mapping[str, list[StoredWarning]]
    ) -> None:
        """Take over what a run that wrote ``written`` was warned of, by page; ``present``: the pages that there are.

        A warning of no page was caused by one of the pages that were written; if none was, every run gives it by
        itself. One that an earlier run gave and this one did not is valid as long as a page is left that may have
        caused it.
        """
        kept = {page: rows for page, rows in self.warnings.items() if page in present - written}
        self.warnings = kept | {page: list(rows) for page, rows in logged.items() if page and rows}
        fresh = Counter(warned.key for warned in logged.get("", ()))
        caused: list[tuple[StoredWarning, frozenset[str]]] = []
        for warned, pages in self.unattributed:
            if fresh[warned.key]:
                fresh[warned.key] -= 1
                caused.append((warned, pages & written))
            else:
                caused.append((warned, (pages & present) - written))
        for warned in logged.get("", ()):
            if fresh[warned.key]:
                fresh[warned.key] -= 1
                caused.append((warned, frozenset(written)))
        self.unattributed = [(warned, pages) for warned, pages in caused if pages]

    def of_skipped_pages(self, written: AbstractSet[str], present: AbstractSet[str]) -> list[StoredWarning]:
        """Return the warnings of pages that this run does not write, in the order of the pages."""
        return [warned for page in sorted(self.warnings) if page in present - written for warned in self.warnings[page]]

    def unattributed_to_repeat(
        self, written: AbstractSet[str], present: AbstractSet[str], logged: Iterable[StoredWarning]
    ) -> list[StoredWarning]:
        """Return the warnings of no page in particular that are still valid and were not ``logged`` in this run."""
        fresh = Counter(warned.key for warned in logged)
        repeated = []
        for warned, pages in self.unattributed:
            if fresh[warned.key]:
                fresh[warned.key] -= 1
            elif (pages & present) - written:
                repeated.append(warned)
        return repeated

    def possible_causes(self, due: AbstractSet[str]) -> set[str]:
        """Return the pages to write along with ``due``, to learn which warnings of no page are still valid."""
        return {page for _warned, pages in self.unattributed if pages & due for page in pages}

    def save(self) -> None:
        """Store it; what was begun is finished."""
        stored = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "published": self.published,
            "pages": self.pages,
            "warned": self.warnings,
            "unattributed": [(warned, sorted(pages)) for warned, pages in self.unattributed],
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(self.path, json_with_checksum(stored))
        self._begun.unlink(missing_ok=True)
