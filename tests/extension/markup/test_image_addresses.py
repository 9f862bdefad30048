"""Images whose files have blanks, umlauts and percent signs in their names are found from Markdown."""

from __future__ import annotations

import base64

import pytest
from bs4 import BeautifulSoup

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
NAMES = ("f/a b.png", "ü,,.png", "100%.png", "d%20e.png")
FILES = {
    "conf.py": 'extensions = ["myst_parser", "sphinx_excellence"]\nexcellence_data = []\ncopyright = version = "1"\n',
    "source/index.md": "# Home\n\n![a](f/a%20b.png)\n\n![b](<f/a b.png>)\n\n![c](ü,%2C.png)\n\n![d](100%25.png)\n\n"
    "![e](d%20e.png)\n",
    **{f"source/{name}": PNG for name in NAMES},
}


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "typst"])
def test_images_are_found_by_the_names_of_their_files(project, builder):
    project.write(FILES)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)


def test_a_page_shows_an_image_once_its_file_has_come(project):
    project.write({name: text for name, text in FILES.items() if "a b" not in name})
    result = project.build("html")
    assert [warning.partition("WARNING: ")[2] for warning in result.warnings] == [
        "image file not readable: f/a%20b.png [image.not_readable]"
    ] * 2
    project.write({"source/f/a b.png": PNG})
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    page = BeautifulSoup(result.text("index.html"), "html.parser")
    shown = [image["src"] for image in page.select("img[alt]")]
    assert shown == [
        "_images/a%20b.png", "_images/a%20b.png", "_images/%C3%BC%2C%2C.png", "_images/100%25.png",
        "_images/d%2520e.png",
    ]  # fmt: skip
