"""A cache that cannot be written is a slower run, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_excellence.loader.cache import ParseCache


@pytest.mark.parametrize("text", ["a: 1", "[]", ""])
def test_a_document_that_cannot_be_put_in_place_leaves_no_part_behind(tmp_path, monkeypatch, text):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("SPHINX_EXCELLENCE_KEY_DIR", str(tmp_path / "key"))
    ParseCache(tmp_path / "cache").read("key: made")
    before = sorted((tmp_path / "cache").iterdir())
    assert len(before) == 1
    monkeypatch.setattr(Path, "replace", full)
    cache = ParseCache(tmp_path / "cache")
    cache.read(text)
    assert cache.parsed == 1
    assert sorted((tmp_path / "cache").iterdir()) == before
