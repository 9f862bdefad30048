"""Compiles the message catalogues when the package is built or installed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every ``.po`` below ``folder`` to a ``.mo`` next to it; return these.

    One that is already what it should be is left alone: another program may be reading it.
    """
    compiled = []
    for source in sorted(folder.rglob("*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        target = source.with_suffix(".mo")
        content = BytesIO()
        write_mo(content, catalogue)
        if not target.is_file() or target.read_bytes() != content.getvalue():
            target.write_bytes(content.getvalue())
        compiled.append(target)
    return compiled


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before each build, an editable installation included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogues."""
        compile_catalogues(Path(self.root) / "sphinx_excellence")
