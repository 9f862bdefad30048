"""One run of Sphinx: thin handlers of its events, in the order in which they come.

Owns the order, and whether there is anything to do. What is loaded, checked, read or written again is decided in the
modules called here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.export import EXPORT_FILE
from sphinx_excellence.extension.build.gate import records_site, report_findings, reports_notes
from sphinx_excellence.extension.build.memory import Memory, let_pages_go
from sphinx_excellence.extension.build.process_end import end_quickly
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.domain.indices import empty_indices, escape_titles, withdraw_labels
from sphinx_excellence.extension.html.add_style_sheets import write_tier_sheet, written_tier_sheet
from sphinx_excellence.extension.html.editions import edition_addresses
from sphinx_excellence.extension.html.feeds.publishing import (
    are_entries_missing,
    cache_feeds,
    is_any_missing,
    publish_feeds,
)
from sphinx_excellence.extension.html.feeds.publishing import state as state_of_feeds
from sphinx_excellence.extension.html.registry_file import BUILDERS, cache_export, is_export_missing, publish
from sphinx_excellence.extension.html.search.cached_data import BUILDERS as SEARCHING
from sphinx_excellence.extension.html.search.cached_data import (
    cache_search_data,
    discard_search_data,
    is_search_data_due,
    is_search_data_missing,
    publish_search_data,
)
from sphinx_excellence.extension.incremental import cached_result, pages_to_write
from sphinx_excellence.extension.incremental.global_inputs import global_inputs
from sphinx_excellence.extension.incremental.pages_to_read import pages_leading_to
from sphinx_excellence.extension.incremental.reference_inputs import reference_settings
from sphinx_excellence.extension.incremental.search_index import (
    rebuild_index_entries,
    remove_unused_words,
    sort_words,
)
from sphinx_excellence.extension.incremental.stale_files import remove_stale_files
from sphinx_excellence.extension.incremental.warning_replay import RunWarnings
from sphinx_excellence.extension.incremental.written_pages import WrittenPages
from sphinx_excellence.extension.latex import style as latex_style
from sphinx_excellence.extension.project.record_catalogs import collects_messages
from sphinx_excellence.extension.typst import write_tier_colours as typst_colours
from sphinx_excellence.loader.cached_findings import CachedResult, load_result, store_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.build.read_phase import ReadPhase


class Run:
    """One run of Sphinx, from its first event to its last."""

    def __init__(self, app: Sphinx) -> None:
        """Prepare for the run of an application."""
        self._app = app
        self._doctreedir = Path(app.doctreedir)
        self._read_phase: ReadPhase | None = None
        self._memory = Memory()
        self._warnings = RunWarnings(app)
        self._signature = ""
        self._written_pages: WrittenPages | None = None
        self._digests: dict[str, str] | None = None

    def handlers(self) -> list[tuple[str, Callable[..., object], int]]:
        """Return event, handler and priority; smaller priorities run first, Sphinx's own run at 500."""
        return [
            # Before Sphinx unpickles what it knows of all pages.
            ("config-inited", self.save_memory, 0),
            ("builder-inited", self.watch_builder, 500),
            ("env-get-outdated", self.find_pages_to_read, 100),
            # Late: other extensions may name more pages.
            ("env-before-read-docs", self.prepare_to_read, 900),
            # The first event in the process that reads a page.
            ("source-read", self.record_warnings, 0),
            ("doctree-read", self.note_page, 900),
            # Before any warning of the whole project.
            ("env-updated", self.store_warnings_of_reading, -1000),
            ("env-updated", self.report_findings, 900),
            ("env-get-updated", self.find_pages_to_write, 900),
            # Before the environment is stored, after every warning of the whole project.
            ("env-get-updated", self.store_warnings_of_project, 9999),
            ("env-check-consistency", self.note_consistency_check, 9999),
            ("write-started", self.check_consistency, 0),
            ("doctree-resolved", self.turn_to_page, -1000),
            ("html-collect-pages", self.prepare_search, 900),
            # When all others have said what they have to say.
            ("build-finished", self.store_results, 9999),
        ]

    def save_memory(self, app: Sphinx, config: Config) -> None:
        """Look for garbage less often until the run ends, and not when the process does."""
        self._memory.begin()
        end_quickly()

    def watch_builder(self, app: Sphinx) -> None:
        """Begin to note what is warned of, and which pages are written."""
        self._warnings.watch(app.builder)

    def find_pages_to_read(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Load the records and name the pages to read again, unless nothing has changed."""
        # Not before: an application that is made and never builds would stay in memory.
        self._memory.keep_all()
        domain_of(env).begin_run(app)
        self._written_pages = WrittenPages.of_builder(self._doctreedir, app.builder.name, Path(app.outdir))
        outdated = self._warnings.begin(env, self._written_pages)
        if added or removed:
            outdated |= pages_leading_to(env, added | removed)
        if not (added or changed or removed or outdated) and self._load_cached_result(env):
            return []
        outdated |= self._begin_reading(env).outdated_pages()
        outdated = self._warnings.with_conflicting_pages(env, outdated | added | changed | removed)
        return sorted((outdated & env.found_docs) - added - removed)

    def _load_cached_result(self, env: BuildEnvironment) -> bool:
        """Load the findings of the last run, if nothing that they depend on has changed."""
        last = load_result(cached_result.result_file(self._doctreedir), notes=reports_notes(self._app))
        if last is None or not _are_tier_colours_written(self._doctreedir):
            return False
        builder, folder = self._app.builder, self._doctreedir
        if is_search_data_missing(builder, folder) or is_export_missing(builder, folder):
            return False
        if are_entries_missing(self._app):
            return False
        if records_site(builder) and not (Path(builder.outdir) / "site.json").is_file():
            return False
        if last.signature != cached_result.signature(self._app, env):
            return False
        domain_of(env).findings = last.findings
        self._signature = last.signature
        return True

    def _begin_reading(self, env: BuildEnvironment) -> ReadPhase:
        if self._read_phase is None:
            # Imported here: it imports much that a run with nothing to do does not need.
            from sphinx_excellence.extension.build.read_phase import ReadPhase  # noqa: PLC0415

            self._read_phase = ReadPhase(self._app, env)
            self._memory.keep_all()
        return self._read_phase

    def prepare_to_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Make the markup known before the first page is read."""
        if docnames:
            self._begin_reading(env).add_markup()
        self._warnings.prepare_to_read(env, docnames)

    def record_warnings(self, app: Sphinx, docname: str, source: list[str]) -> None:
        """Record warnings in the process that reads, which keeps few pages."""
        self._warnings.attach()
        self._memory.turn_page(app.env)

    def note_page(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep what the page that was just read says, and what it was made from."""
        self._begin_reading(app.env).note_page(app.env.docname, doctree)
        pages_to_write.note_dependencies(app.env, app.env.docname, doctree)

    def store_warnings_of_reading(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Store the warnings of the pages that were read, and repeat those of the pages that were not."""
        self._warnings.finish_reading(env)

    def report_findings(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Collect the objects of the domain, run the rules, and report the findings."""
        domain = domain_of(env)
        if collects_messages(app.builder):
            self._begin_reading(env).collect_messages()
        if self._read_phase is not None:
            self._read_phase.collect_objects()
            domain.findings = self._read_phase.findings()
            self._read_phase.set_late_views(is_site_wanted=records_site(app.builder))
            colours = self._read_phase.tier_colours()
            signs = self._read_phase.sign_colours()
            write_tier_sheet(self._doctreedir, colours, signs)
            latex_style.write_tier_colours(self._doctreedir, colours, signs)
            typst_colours.write_tier_colours(self._doctreedir, colours, signs)
            self._prepare_search_data(self._read_phase)
            cache_export(self._doctreedir, self._read_phase.export_basis(), self._read_phase.exported)
            cache_feeds(app, self._read_phase.feeds_basis(), self._read_phase.feeds)
            let_pages_go(env)
            self._memory.keep_all()
        withdraw_labels(app.builder, domain)
        escape_titles(app.builder, domain)
        with self._warnings.paused():
            report_findings(app, domain.findings)

    def _prepare_search_data(self, read_phase: ReadPhase) -> None:
        if self._app.builder.name in SEARCHING:
            cache_search_data(self._doctreedir, read_phase.search_basis(), read_phase.search_script)
        else:
            discard_search_data(self._doctreedir)

    def find_pages_to_write(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages whose surroundings have changed since this builder wrote them; clear away those gone."""
        if self._written_pages is None:
            return []
        surroundings = global_inputs(app) + reference_settings(app.config)
        fingerprint = pages_to_write.reading_fingerprint(env, surroundings)
        # Sphinx makes its search page again only where it writes some other page.
        is_due = is_search_data_due(app.builder, self._doctreedir, edition_addresses(app))
        due = {env.config.root_doc} if is_due else set()
        if fingerprint == self._written_pages.fingerprint:
            return sorted(due)
        self._written_pages.fingerprint = fingerprint
        self._digests = pages_to_write.page_digests(env, surroundings)
        known = self._written_pages.pages
        gone = set(known) - set(self._digests)
        gone |= set(empty_indices(domain_of(env))) - set(self._digests)
        remove_stale_files(app.builder, sorted(gone))
        due |= {docname for docname, digest in self._digests.items() if known.get(docname) != digest}
        return sorted(due | self._written_pages.possible_causes(due))

    def store_warnings_of_project(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Store the warnings of the whole project, or repeat them; name no page."""
        self._warnings.finish_project(env)
        return []

    def note_consistency_check(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Note that Sphinx has checked the whole project."""
        self._warnings.is_checked = True

    def check_consistency(self, app: Sphinx, builder: Builder) -> None:
        """Check the whole project where Sphinx has not and there would be something to say."""
        self._warnings.ensure_consistency_checked(pages_to_write.reading_fingerprint(app.env, ""))

    def turn_to_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note which page's references have just been resolved."""
        self._warnings.enter_page(docname)
        self._memory.turn_page(app.env)

    def prepare_search(self, app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
        """Make the search index that of a clean build, and write the data next to it; add no page."""
        remove_unused_words(app.builder)
        sort_words(app.builder)
        rebuild_index_entries(app.builder)
        publish_search_data(app.builder, self._doctreedir, edition_addresses(app))
        return []

    def store_results(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what was found, written and warned about."""
        try:
            self._store_results(app, is_failed=exception is not None)
        finally:
            self._memory.end()

    def _store_results(self, app: Sphinx, *, is_failed: bool) -> None:
        if is_failed:
            self._warnings.end()
            return
        if self._read_phase is not None:
            self._signature = cached_result.signature(app, app.env)
            store_result(
                cached_result.result_file(self._doctreedir), CachedResult(self._signature, domain_of(app.env).findings)
            )
        self._publish(app)
        self._warnings.repeat_unattributed()
        self._store_written_pages()
        self._warnings.end()

    def _publish(self, app: Sphinx) -> None:
        written_pages = self._written_pages
        if written_pages is None or app.builder.name not in BUILDERS:
            return
        state = f"{self._signature} {state_of_feeds(app)}"
        is_there = (Path(app.outdir) / EXPORT_FILE).exists() and not is_any_missing(app)
        if written_pages.published != state or not is_there:
            domain = domain_of(app.env)
            publish(app.builder, self._doctreedir, domain.objects, {kind.name: kind.key for kind in domain.kinds})
            publish_feeds(app, domain.objects)
            written_pages.published = state
            if self._digests is None:
                written_pages.save()

    def _store_written_pages(self) -> None:
        written_pages, digests, written = self._written_pages, self._digests, self._warnings.written
        if written_pages is None or (digests is None and not written):
            return
        if digests is not None:
            kept = {docname: digest for docname, digest in written_pages.pages.items() if docname in digests}
            kept.update({docname: digests[docname] for docname in written if docname in digests})
            if any(kept.get(docname) != digest for docname, digest in digests.items()):
                # Something that was due was not written, as when single files were named: it stays due.
                written_pages.fingerprint = ""
            written_pages.pages = kept
        self._warnings.finish_writing()
        written_pages.save()


def _are_tier_colours_written(doctreedir: Path) -> bool:
    """Whether the colours of the tiers are written for every format: a run that loads nothing cannot make them."""
    files = (latex_style.tier_colours_file(doctreedir), typst_colours.tier_colours_file(doctreedir))
    return written_tier_sheet(doctreedir) is not None and all(file.is_file() for file in files)
