"""The directives of a migration: its checklist, and the whole playbook."""

from __future__ import annotations

from typing import ClassVar

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.views import migrations
from sphinx_excellence.views.blocks import View


class MigrationChecklistDirective(RecordDirective[Migration]):
    """What must be true before a migration begins."""

    kind = "migration"

    def view(self, record: Migration) -> View:
        """Return the checklist."""
        return migrations.checklist(record)


class MigrationPlaybookDirective(RecordDirective[Migration]):
    """A playbook from beginning to end; makes the page its home."""

    kind = "migration"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Migration) -> View:
        """Return the playbook."""
        return migrations.playbook(record, self.registry)


DIRECTIVES = {
    "migration-checklist": MigrationChecklistDirective,
    "migration-playbook": MigrationPlaybookDirective,
}
