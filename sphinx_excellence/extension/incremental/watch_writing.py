"""Watches a builder write: which pages, when it begins with each, and when it is done with them all.

Sphinx has no event for any of it in the process that writes, so four methods of the builder are wrapped. To be
removed once there are such events. A builder that puts all pages into one document writes them all in every run.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.util.parallel import SerialTasks

if TYPE_CHECKING:
    from docutils import nodes


def writes_page_by_page(builder: Builder) -> bool:
    """Whether a builder leaves it to Sphinx to write each page for itself."""
    return type(builder).write_documents is Builder.write_documents


def _write_nothing(builder: Builder) -> None:
    """Do what Sphinx 9 does where nothing is out of date, and Sphinx 8 does not: write no page, and finish."""
    builder.parallel_ok = False
    builder.finish_tasks = SerialTasks()
    builder.events.emit("write-started", builder)
    builder.prepare_writing(set())
    builder.copy_assets()
    builder.finish()
    builder.finish_tasks.join()


def watch_writing(
    builder: Builder,
    *,
    begin: Callable[[frozenset[str]], None],
    enter_page: Callable[[str | None], None],
    end: Callable[[], None],
) -> None:
    """Call ``begin`` with the pages before any is written, ``enter_page`` with each, ``end`` before the builder ends.

    ``enter_page`` is called in the process that writes the page, and with nothing once all are written. A builder with
    nothing to write finishes too.
    """
    build, write_documents, write_doc, finish = (
        builder.build, builder.write_documents, builder.write_doc, builder.finish,
    )  # fmt: skip
    ended = False

    def watched_build(*arguments: Any, **options: Any) -> None:
        nonlocal ended
        ended = False
        build(*arguments, **options)
        if not ended:
            _write_nothing(builder)

    def watched_documents(docnames: AbstractSet[str]) -> None:
        begin(frozenset(docnames))
        write_documents(docnames)
        enter_page(None)

    def watched_doc(docname: str, doctree: nodes.document) -> None:
        enter_page(docname)
        write_doc(docname, doctree)

    def watched_finish() -> None:
        nonlocal ended
        ended = True
        end()
        finish()

    for name, watched in (
        ("build", watched_build),
        ("write_documents", watched_documents),
        ("write_doc", watched_doc),
        ("finish", watched_finish),
    ):
        setattr(builder, name, watched)
