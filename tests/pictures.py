"""Make the pictures of the README anew: ``make site``, then ``python -m tests.pictures``, and look at both.

The example is built from the README's own files; the page of a pattern is that of the built site.
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import Project
from tests.distribution.readme import blocks
from tests.lacking import find_chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "source" / "images"
#: More pixels than the page has, so that text is crisp where it is enlarged.
SCALE = 1.5


def _take(browser: Browser, page: Path, width: int, height: int, name: str) -> None:
    """Write the picture of the top of a page, in few colours: it is a third of the size, and looks the same."""
    opened = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=SCALE)
    opened.goto(page.as_uri())
    opened.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(opened.screenshot())).convert("RGB")
    picture.quantize(160, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)
    opened.close()


def main() -> None:
    """Build what is missing, and take both pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Project(Path(folder))
        project.write(
            {name: text for name, _, text in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if name}
        )
        example = project.build("html").out
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        _take(browser, ROOT / "build/html/patterns/cdc.html", 1180, 860, "pattern-page.png")
        _take(browser, example / "index.html", 800, 330, "readme-example.png")
        browser.close()


if __name__ == "__main__":
    main()
