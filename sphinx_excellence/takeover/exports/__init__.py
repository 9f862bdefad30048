"""The formats in which records are sent out again, besides the registry's own JSON.

Owns the table. Each format is a module with ``write(records: Records) -> Exported``, imported when it is asked for. It
works on what `export` gives, so that fields which are not for the public stay at home in every format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from sphinx_excellence.takeover.exports.exported import Exported, Records


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: what it is, and the function that writes it."""

    title: str
    module: str
    function: str = "write"

    def write(self, records: Records) -> Exported:
        """Return the files of the format, and what it cannot hold."""
        module = import_module(f"{__name__}.{self.module}")
        return cast("Callable[[Records], Exported]", getattr(module, self.function))(records)


#: The formats by the name that the command has for them.
EXPORT_FORMATS: Mapping[str, ExportFormat] = MappingProxyType({
    "madr": ExportFormat("decisions as MADR 4 files", "madr"),
    "adr-tools": ExportFormat("decisions as files of adr-tools", "adr_tools"),
    "thoughtworks-csv": ExportFormat("a radar as CSV for Build your own radar", "thoughtworks", "write_csv"),
    "thoughtworks-json": ExportFormat("a radar as JSON for Build your own radar", "thoughtworks", "write_json"),
    "zalando": ExportFormat("a radar as JSON for Zalando's tech radar", "zalando"),
    "landscape": ExportFormat("a landscape.yml for landscape2", "landscape"),
    "needs": ExportFormat("all records as a needs.json of sphinx-needs", "needs"),
    "csv": ExportFormat("all records as CSV, a file a kind", "csv_files"),
})  # fmt: skip
