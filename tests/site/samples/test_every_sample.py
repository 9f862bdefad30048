"""Each page's Python runs, and has a test of what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.samples import PATTERNS, code_of, defined_in

#: Pages of the first edition, whose code runs and has no test of its own yet. A new page is not added here.
UNTESTED = set((Path(__file__).parent / "untested.txt").read_text(encoding="utf-8").split())
PAGES = sorted({path.stem for path in PATTERNS.glob("*.md") if code_of(path.stem)})


def has_test(page):
    return (Path(__file__).parent / f"test_{page.replace('-', '_')}.py").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_it_runs(page):
    assert set(defined_in(page)) > {"__builtins__", "__name__"}


def test_what_a_sample_does_is_tested():
    assert {page for page in PAGES if not has_test(page)} == UNTESTED
