"""Two states of a project, made of the text of a data file and of pages."""

from __future__ import annotations

import pytest

from sphinx_excellence.changes.compare import compare
from sphinx_excellence.cli.compared_states import Sides

CONF = 'extensions = ["myst_parser", "sphinx_excellence"]\n'


@pytest.fixture
def states(tmp_path, monkeypatch):
    """Return what reads two states, each given as data and pages."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21

    def read(old, new, *, old_pages=None, new_pages=None, conf=CONF):
        for side, data, pages in (("old", old, old_pages), ("new", new, new_pages)):
            files = {"conf.py": conf, "data/a.yaml": data, **(pages or {})}
            for name, content in files.items():
                path = tmp_path / side / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
        return Sides(tmp_path / "new", cached=False).read(str(tmp_path / "old"), str(tmp_path / "new"))

    return read


@pytest.fixture
def changes(states):
    """Return what compares two states."""
    return lambda *arguments, **pages: compare(*states(*arguments, **pages))
