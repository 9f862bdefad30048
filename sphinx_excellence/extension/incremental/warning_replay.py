"""Replays stored warnings, so that a run that skips pages says what a run that reads and writes them all would say.

The warnings of reading a page are stored in the environment, with what makes Sphinx skip the page; those of writing it,
in ``written_pages``. A run repeats the valid warnings of the pages that it skips. It reads a
page again where a file that a warning names has changed, or where the project asks for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import is_suppressed_warning

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.incremental.consistency_checks import (
    check_consistency,
    is_known_consistent,
    store_consistent,
)
from sphinx_excellence.extension.incremental.warning_recorder import Stage, WarningRecorder
from sphinx_excellence.extension.incremental.watch_writing import watch_writing, writes_page_by_page
from sphinx_excellence.extension.project.read_settings import reread_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.incremental.written_pages import WrittenPages
    from sphinx_excellence.extension.storage.stored_warning import StoredWarning

#: The state of a warning whose page is read again in the next run, whatever the files are then.
READ_AGAIN = "unsettled"


class RunWarnings:
    """The warnings of one run, in the order of its stages."""

    def __init__(self, app: Sphinx) -> None:
        """Prepare for the runs of an application."""
        self._app = app
        self._recorder = WarningRecorder(app)
        self._written_pages: WrittenPages | None = None
        self._read: list[str] = []
        self._written: set[str] = set()
        self.is_checked = False

    @property
    def written(self) -> frozenset[str]:
        """The pages that this run has written; all of them, where the builder makes one document of them."""
        return frozenset(self._written)

    @property
    def _present(self) -> frozenset[str]:
        return frozenset(self._app.env.found_docs)

    def watch(self, builder: Builder) -> None:
        """Begin to record, and to watch the builder write."""
        watch_writing(
            builder, begin=self._begin_writing, enter_page=self._write_page, end=self._repeat_for_skipped_pages
        )
        self._recorder.begin(Stage.PREPARING)
        self._recorder.attach()

    def attach(self) -> None:
        """Record in the current process."""
        self._recorder.attach()

    def paused(self) -> AbstractContextManager[None]:
        """Return a context in which nothing is recorded."""
        return self._recorder.paused()

    def end(self) -> None:
        """Stop recording."""
        self._recorder.detach()

    # Reading ---------------------------------------------------------------------------------------------

    def begin(self, env: BuildEnvironment, written_pages: WrittenPages) -> set[str]:
        """Begin a run; return the pages to read again since what they were warned of may hold no longer."""
        self._written_pages, self._read, self._written, self.is_checked = written_pages, [], set(), False
        self._recorder.attach()
        self._recorder.begin(Stage.PREPARING)
        types = reread_of(self._app.config)
        warned = [*domain_of(env).warnings.items(), *written_pages.warnings.items()]
        return {page for page, rows in warned if page in env.found_docs and _may_be_outdated(rows, types, env, page)}

    def with_conflicting_pages(self, env: BuildEnvironment, docnames: set[str]) -> set[str]:
        """Return ``docnames`` with the pages that contradict one of them, as two with the same label do.

        One of them was warned about, and its warning names the other. Sphinx knows only the last place of a name: read
        alone, neither would be warned about.
        """
        conflicting: defaultdict[str, set[str]] = defaultdict(set)
        for page, rows in domain_of(env).warnings.items():
            for row in rows:
                for other in row.pages_named(env) - {page, ""}:
                    conflicting[page].add(other)
                    conflicting[other].add(page)
        found, left = set(docnames), list(docnames)
        while left:
            new = conflicting[left.pop()] - found
            found |= new
            left += new
        return found - {""}

    def prepare_to_read(self, env: BuildEnvironment, docnames: list[str]) -> None:
        """Begin to read pages.

        All of them are forgotten first, as Sphinx does where several processes read: two pages that contradict each
        other are otherwise both warned about, the first one because of what the second one was.
        """
        self._read = docnames
        for docname in docnames:
            if docname in env.all_docs:
                self._app.emit("env-purge-doc", env, docname)
                env.clear_doc(docname)
        self._recorder.begin(Stage.READING)

    def finish_reading(self, env: BuildEnvironment) -> None:
        """Repeat the warnings of pages that were not read, and store those of the pages that were."""
        read, warned, recorded = set(self._read), domain_of(env).warnings, self._recorder.recorded_in(Stage.READING)
        for page in sorted(warned):
            if page and page not in read:
                _emit(warned[page])
        for page, rows in recorded.items():
            if page:
                known = set() if page in read else {row.key for row in warned.get(page, ())}
                new = (_stored(row, env, page, read) for row in rows if row.key not in known)
                warned[page] = [*warned.get(page, ()), *new]
        self._recorder.begin(Stage.UPDATING)

    def finish_project(self, env: BuildEnvironment) -> None:
        """Store the warnings of the whole project; log them again where no page was read.

        A handler may find something to warn of only where pages were read, or in every run.
        """
        recorded = [
            *self._recorder.recorded_in(Stage.READING)[""],
            *(row for rows in self._recorder.recorded_in(Stage.UPDATING).values() for row in rows),
        ]
        warned = domain_of(env).warnings
        if self._read:
            warned.pop("", None)
            if recorded:
                warned[""] = recorded
        else:
            logged = Counter(row.key for row in recorded)
            for row in warned.get("", ()):
                if logged[row.key]:
                    logged[row.key] -= 1
                else:
                    row.emit()
        self._recorder.begin(Stage.CHECKING)

    def ensure_consistency_checked(self, fingerprint: str) -> None:
        """Check the project unless it is known to be consistent; ``fingerprint``: that of all that was read."""
        doctreedir = Path(self._app.doctreedir)
        if not self.is_checked:
            if is_known_consistent(doctreedir, fingerprint):
                self._recorder.begin(Stage.WRITING)
                return
            check_consistency(self._app)
        if not any(self._recorder.recorded_in(Stage.CHECKING).values()):
            store_consistent(doctreedir, fingerprint)
        self._recorder.begin(Stage.WRITING)

    # Writing ---------------------------------------------------------------------------------------------

    def enter_page(self, docname: str | None) -> None:
        """Take the warnings that follow for those of a page; of none in particular, where none is given."""
        self._recorder.page = docname

    def _begin_writing(self, docnames: frozenset[str]) -> None:
        self._written = set(docnames) if writes_page_by_page(self._app.builder) else set(self._present)
        if self._written_pages is not None:
            self._written_pages.begin(self._written)

    def _write_page(self, docname: str | None) -> None:
        self._recorder.attach()
        self.enter_page(docname)

    def _repeat_for_skipped_pages(self) -> None:
        """Repeat the warnings of the pages that were not written.

        What is done after this is done in every run, and for no page in particular, even where a page is looked at.
        """
        self._recorder.begin(Stage.FINISHING)
        if self._written_pages is not None:
            _emit(self._written_pages.of_skipped_pages(self._written, self._present))

    def repeat_unattributed(self) -> None:
        """Repeat the warnings of no page in particular that are still valid."""
        if self._written_pages is not None:
            _emit(self._written_pages.unattributed_to_repeat(self._written, self._present, self._unattributed()))

    def _unattributed(self) -> list[StoredWarning]:
        finishing = (row for rows in self._recorder.recorded_in(Stage.FINISHING).values() for row in rows)
        return [*self._recorder.recorded_in(Stage.WRITING)[""], *finishing]

    def finish_writing(self) -> None:
        """Store the warnings of writing with the written pages."""
        if self._written_pages is not None:
            logged: dict[str, list[StoredWarning]] = {}
            if writes_page_by_page(self._app.builder):
                logged = {**self._recorder.recorded_in(Stage.WRITING), "": self._unattributed()}
            self._written_pages.update(self._written, self._present, logged)


def _stored(row: StoredWarning, env: BuildEnvironment, page: str, read: AbstractSet[str]) -> StoredWarning:
    """Return a warning of a page; one that a clean run logs for another page is marked to be read again with it.

    Of two pages that contradict each other a clean run warns of the later one: of the one that was not read now.
    """
    later = {other for other in row.pages_named(env) if other > page}
    return row._replace(state=READ_AGAIN) if later - read else row


def _may_be_outdated(rows: Iterable[StoredWarning], types: Iterable[str], env: BuildEnvironment, page: str) -> bool:
    types = frozenset(types)
    for row in rows:
        if "*" in types or is_suppressed_warning(row.kind, row.subtype, types):
            return True
        if row.state and row.state != row.state_now(env, page):
            return True
    return False


def _emit(rows: Iterable[StoredWarning]) -> None:
    for row in rows:
        row.emit()
