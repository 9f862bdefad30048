"""Our blocks in the themes that the project names: readable in light and in dark, and no wider than a phone."""

from __future__ import annotations

import pytest

from tests.browser.axe import ours, run_axe
from tests.conftest import Project
from tests.sphinx.knowledge import SITE

THEMES = ["furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]
#: What is ours on a page.
BLOCKS = [".excellence", ".excellence-badge", ".excellence-sign"]

#: What of ours goes beyond the page's edge, where it does not scroll inside itself. What the theme does is its own.
TOO_WIDE = """(blocks) => [...document.querySelectorAll(blocks)].flatMap((block) => [block, ...block.querySelectorAll("*")])
  .filter((each) => !each.parentElement.closest(".excellence-scroll") && each.getBoundingClientRect().right > 320.5)
  .map((each) => each.outerHTML.slice(0, 120))"""
#: Their colours are the theme's.
LINKS = ["a"]


@pytest.fixture(scope="module", params=THEMES)
def themed(request, tmp_path_factory):
    """A small project in the theme: its folder, and its pages."""
    project = Project(tmp_path_factory.mktemp(request.param))
    conf = f'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence"]\nhtml_theme = "{request.param}"\n'
    conf += 'html_context = {"default_mode": "auto"}\n'  # two of them say on the console that they miss it
    project.write({**SITE, "conf.py": conf})
    out = project.build("html").out
    return out, sorted(path.name for path in out.glob("*.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_blocks_have_no_fault(themed, open_folder, axe_script, scheme):
    out, names = themed
    faults = {}
    for name in names:
        page = open_folder(out, name, scheme=scheme)
        if page.locator(", ".join(BLOCKS)).count() and (found := ours(run_axe(page, axe_script, BLOCKS, LINKS))):
            faults[name] = found
        page.close()
    assert faults == {}


def test_our_blocks_fit_a_phone(themed, open_folder):
    out, names = themed
    wide = {}
    for name in names:
        page = open_folder(out, name, width=320, height=640)
        if found := page.evaluate(TOO_WIDE, ", ".join(BLOCKS)):
            wide[name] = found
        page.close()
    assert wide == {}
