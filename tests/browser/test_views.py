"""The ten most telling views, compared with small pictures of them.

A picture is what the main part of a page looks like at a quarter of its size: layout, colours, shapes, badges and the
grey of the text are in it, single letters are not. The pages are those of a small handbook (``views_site.py``) in a
typeface that comes with the package, so that neither what the knowledge base says nor the fonts of a machine matter. Two
pictures are alike where few of their pixels differ much, after a blur: edges are drawn a little differently by each
version of a browser. Boxes stored as numbers would show a shifted block, but neither a lost colour nor a lost line.

Where a view looks different on purpose, renew the pictures, and look at each one that changed::

    EXCELLENCE_WRITE_SHOWN=1 python -m pytest tests/browser/test_views.py
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

FOLDER = Path(__file__).parents[1] / "shown" / "views"
#: Pixels of a picture for one of the page.
SCALE = 0.25
#: No picture is higher, in pixels of the page.
HIGHEST = 1200
#: What a pixel may differ by, of 255, and the share of pixels that may differ by more.
PALE, FEW = 28, 0.008
#: By how many pixels of a picture the height may differ.
TALLER = 4

#: The part of a page that is looked at, where it is not all of the main part: what Sphinx finds is Sphinx's.
PARTS = {"search": ".excellence-search"}
#: The address of each view, and what shows that it is complete.
VIEWS = {
    "home": ("index.html", ".excellence-time-machine-thumbnail svg"),
    "gold-pattern": ("saga.html", ".excellence-ticks"),
    "bronze-pattern": ("two-phase-commit.html", ".excellence-timeline"),
    "catalogue": ("catalogue.html", "form.excellence-controls output"),
    "radar": ("radar.html", ".excellence-radar, .excellence-radar-ring"),
    "time-machine": ("time-machine.html#year=2008", ".excellence-machine-choice"),
    "compare": ("compare.html#compare=saga,two-phase-commit", ".excellence-side-by-side table"),
    "matrix": ("matrix.html", ".excellence-matrix-table"),
    "adr": ("adr.html", ".excellence-options"),
    "search": ("search.html?q=two+phase+commit", ".excellence-search .excellence-badge"),
}
#: On a desk in light, on a phone in dark.
SETTINGS = {"desk": ("light", 1280), "phone": ("dark", 360)}


def difference(one: Image.Image, two: Image.Image) -> float:
    """Return the share of pixels that differ, of two pictures that are equally wide."""
    height = min(one.height, two.height)
    blurred = [each.crop((0, 0, each.width, height)).filter(ImageFilter.BoxBlur(1)) for each in (one, two)]
    bands = ImageChops.difference(*blurred).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(most.histogram()[PALE:]) / (most.width * most.height)


def look_at(page: Page, part: str = "[role=main]") -> bytes:
    """Return the picture of a part of a page, once its typeface is there and nothing moves."""
    page.evaluate("document.fonts.ready.then(() => true)")
    page.add_style_tag(
        content="li { content-visibility: visible !important }"
    )  # drawn whenever the browser comes to it
    page.wait_for_timeout(300)
    box = page.locator(part).first.bounding_box()
    assert box is not None
    clip: FloatRect = {**box, "height": min(box["height"], HIGHEST)}
    return page.screenshot(clip=clip, full_page=True, animations="disabled")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_it_did(handbook, open_folder, view, setting):
    name, complete = VIEWS[view]
    scheme, width = SETTINGS[setting]
    page = open_folder(handbook, name, scheme=scheme, width=width, height=1200, scale=SCALE)
    page.locator(complete).first.wait_for(state="attached")
    shown = look_at(page, PARTS.get(view, "[role=main]"))
    file = FOLDER / f"{view}-{setting}.png"
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        FOLDER.mkdir(exist_ok=True)
        Image.open(io.BytesIO(shown)).convert("RGB").quantize(256).save(file, optimize=True)
    now, kept = (Image.open(each).convert("RGB") for each in (io.BytesIO(shown), file))
    assert now.width == kept.width
    assert abs(now.height - kept.height) <= TALLER
    assert difference(now, kept) <= FEW


def test_there_is_a_picture_of_every_view_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.png")} == {
        f"{view}-{setting}" for view in VIEWS for setting in SETTINGS
    }


@pytest.mark.parametrize(
    "broken",
    [
        ".excellence-banner { background: none !important; border: 0 !important }",
        ".excellence-badge { display: none !important }",
        ".excellence-part > .rubric { font-size: 0.6rem !important }",
        ".excellence:not(#theme#theme) ul { padding-left: 4rem !important }",
    ],
)
def test_what_a_broken_style_changes_is_seen(handbook, open_folder, broken):
    page = open_folder(handbook, VIEWS["gold-pattern"][0], height=1200, scale=SCALE)
    before = look_at(page)
    page.add_style_tag(content=broken)
    after = look_at(page)
    one, two = (Image.open(io.BytesIO(each)).convert("RGB") for each in (before, after))
    assert difference(one, two) > FEW or abs(one.height - two.height) > TALLER
