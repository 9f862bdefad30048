"""The directive ``diagram``, in builds: drawn or told in every format, numbered, translated, found."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

CONF = """extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
numfig = True
gettext_compact = False
locale_dirs = ["locale"]
version = copyright = "1"
"""
SAGA = """title: A saga that is *undone*
participants: [Orders, Payments]
steps:
  - Orders -> Payments: charge
  - Payments -x Orders: "<refused> & $x_1$"
"""
SITE = {
    "conf.py": CONF,
    "data/a.yaml": "patterns: {}\n",
    "source/index.md": f"# Home\n\nSee {{numref}}`saga`, {{ref}}`saga` and {{ref}}`flow`.\n\n```{{diagram}} sequence\n"
    f":name: saga\n\n{SAGA}```\n\n```{{toctree}}\nother\nplain\n```\n",
    "source/other.rst": "Other\n=====\n\n.. diagram:: flow\n   :name: flow\n   :class: mine\n\n   title: The way\n"
    "   description: What happens.\n   links:\n     - Client -> Gateway: request\n",
    "source/plain.md": "# Plain\n\nText.\n",
}


def page(result, name: str) -> BeautifulSoup:
    return BeautifulSoup(result.text(name), "html.parser")


def test_a_diagram_is_a_figure_with_a_drawing_that_is_named_and_described(project):
    project.write(SITE)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    home = page(result, "index.html")
    figure = home.select_one("figure#saga, div.figure#saga")
    drawing = figure.svg
    assert (drawing["role"], drawing["aria-label"]) == ("img", "A saga that is undone")
    assert drawing["style"] == f"min-width:{0.75 * float(drawing['width']):.2f}".rstrip("0").rstrip(".") + "px"
    assert (drawing.parent["role"], drawing.parent["tabindex"]) == ("group", "0")
    steps = ["From Orders to Payments: charge", "From Payments to Orders, fails: <refused> & $x_1$"]
    assert drawing.desc.get_text() == "; ".join(steps)
    assert [item.get_text(strip=True) for item in figure.select("details li")] == steps
    assert [text.get_text() for text in drawing.find_all("text")] == [
        "Orders",
        "Payments",
        "charge",
        "<refused> & $x_1$",
    ]
    assert figure.select_one("figcaption em, .caption em").get_text() == "undone"
    links = [link.get_text() for link in home.select("a.reference.internal[href$='#saga'], a[href$='#flow']")]
    assert links == ["Fig. 1", "A saga that is undone", "The way"]
    other = page(result, "other.html")
    assert other.select_one(".mine#flow svg desc").get_text() == "What happens."


def test_only_pages_with_a_diagram_load_its_style(project):
    project.write(SITE)
    result = project.build("html")
    sheets = {name: re.findall(r"excellence-(?:figures|drawings|diagrams)\.css", result.text(f"{name}.html"))
              for name in ("index", "other", "plain")}  # fmt: skip
    assert sheets == {"index": ["excellence-figures.css"], "other": ["excellence-figures.css"], "plain": []}


@pytest.mark.parametrize("builder", ["text", "man", "xml", "texinfo", "epub", "singlehtml", "json", "latex", "typst"])
def test_every_builder_shows_it(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    if builder in {"latex", "typst"}:
        (path,) = result.out.glob("*.tex") if builder == "latex" else result.out.rglob("index.typ")
        written = path.read_text(encoding="utf-8")
        # Drawn, and not said in words besides.
        assert written.count("charge") == 1
        assert "figure-head" in written
    elif builder == "text":
        assert "* From Orders to Payments: charge" in result.text("index.txt")
        assert "What happens." in result.text("other.txt")


def test_texts_are_messages_with_their_lines_and_shown_in_the_language(project):
    project.write(SITE)
    result = project.build("gettext", "-W")
    assert (result.warnings, result.code) == ([], 0)
    messages = dict(re.findall(r'index\.md:(\d+)\nmsgid "(.*)"', result.text("index.pot")))
    assert messages == {
        "1": "Home", "3": "See {numref}`saga`, {ref}`saga` and {ref}`flow`.", "8": "A saga that is *undone*",
        "9": "Orders", "11": "charge", "12": "<refused> & $x_1$",
    } | {key: text for key, text in messages.items() if text == "Payments"}  # fmt: skip
    assert "What happens." in result.text("other.pot")
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "".join(
        f'msgid "{text}"\nmsgstr "{german}"\n\n'
        for text, german in {
            "charge": "belasten",
            "Orders": "Bestellungen",
            "A saga that is *undone*": "Eine *Saga*",
        }.items()
    )
    project.write({"source/locale/de/LC_MESSAGES/index.po": catalogue, "conf.py": f'{CONF}language = "de"\n'})
    result = project.build("html", "-W", doctrees="german")
    assert (result.warnings, result.code) == ([], 0)
    drawing = page(result, "index.html").svg
    assert [text.get_text() for text in drawing.find_all("text")] == [
        "Bestellungen",
        "Payments",
        "belasten",
        "<refused> & $x_1$",
    ]
    assert drawing["aria-label"] == "Eine Saga"
    assert drawing.desc.get_text().startswith("Von Bestellungen an Payments: belasten; ")


def test_its_words_are_found_by_the_search(project):
    project.write(SITE)
    index = project.build("html").text("searchindex.js")
    assert '"gateway"' in index
    assert '"request"' in index


def test_what_cannot_be_drawn_is_shown_as_it_is_written(project):
    project.write({**SITE, "source/plain.md": "# Plain\n\n```{diagram} flow\nlinks: nothing\n```\n"})
    result = project.build("html")
    (warning,) = result.warnings
    assert "plain.md:4:8: WARNING: `links` is the string 'nothing'; expected a list" in warning
    assert page(result, "plain.html").pre.get_text().strip() == "links: nothing"


def test_a_changed_diagram_is_as_in_a_clean_build(project):
    project.write(SITE)
    project.build("html")
    project.write({"source/index.md": SITE["source/index.md"].replace("charge", "pay")})
    again = project.build("html")
    clean = project.build("html", doctrees="other", out="clean")
    assert again.text("index.html") == clean.text("index.html")
    assert "pay" in page(again, "index.html").svg.get_text()


def test_drawings_are_the_same_in_every_process():
    code = (
        "from sphinx_excellence.loader.diagram_record import read_diagram as r\n"
        "from sphinx_excellence.views.diagrams.drawing import shapes_of as s\n"
        "links = ''.join(f'  - N{i} -> N{(i * 7) % 11}: text {i}\\n' for i in range(11))\n"
        "print(s(r('flow', 'links:\\n' + links + 'groups: {G: [N1, N7], H: [N2, N3]}')[0]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
