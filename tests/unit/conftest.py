"""What the tests of the pure floors share: loading texts and running the rules over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import Loaded, load
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge


class Workbench:
    """A folder of data files and pages, loaded and checked without Sphinx."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def load(
        self,
        files: dict[str, str | bytes] | str,
        data: tuple[str, ...] = ("data",),
        kinds: Mapping[str, str | None] | None = None,
        foreign: tuple[str, ...] = (),
    ) -> Loaded:
        self.write({"data/a.yaml": files} if isinstance(files, str) else files)
        source = self.root / "source"
        pages = [
            Page(docname, path, has_fields=path.suffix == ".rst", kind=kind_of_page(docname, kinds or {}))
            for path in sorted(source.rglob("*.*"))
            for docname in (path.relative_to(source).with_suffix("").as_posix(),)
        ]
        return load(self.root, data, pages, foreign=foreign)

    def check(self, files: dict[str, str | bytes] | str, **options: object) -> list[Finding]:
        as_of = options.pop("as_of", date(2026, 1, 1))
        loaded = self.load(files, **options)  # type: ignore[arg-type]
        locator = Locator(loaded.origins)
        return run_rules(RULES, Knowledge(loaded.registry, as_of), locator, loaded=loaded.findings)

    def told(self, files: dict[str, str | bytes] | str, *, notes: bool = False, **options: object) -> list[str]:
        """Return errors and warnings as text; what is only information with ``notes``."""
        found = [f for f in self.check(files, **options) if notes or f.severity is not Severity.INFO]
        return [f"{f.place} {f.rule}: {f.text} | {f.help}" for f in found]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    (tmp_path / "data").mkdir()
    return Workbench(tmp_path)
