"""What readers see of each construct before and after: by Python-Markdown, and by Sphinx from the converted text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import markdown
import pytest

from tests.unit.takeover.markdown.test_constructs import BLOCKS, MATERIAL, TEXTS, convert, pair

#: The sources of all cases.
CASES = {
    # What is code in a text to Python-Markdown is a fence to whoever wrote it.
    **{name: pair(case)[0] for name, case in BLOCKS.items() if name != "a fence that is indented more than its end"},
    **{f"text {number}": text for number, text in enumerate(TEXTS) if "[x]" not in text},
}
CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinx.ext.mathjax"]
myst_enable_extensions = {extensions}
myst_heading_anchors = 6
html_theme = "basic"
smartquotes = False
suppress_warnings = ["toc", "image", "myst", "docutils", "ref"]
html_math_renderer = "mathjax"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build all cases at once."""
    folder = tmp_path_factory.mktemp("readers")
    source = folder / "source"
    source.mkdir()
    (source / "index.md").write_text("# All\n")
    needs = {"colon_fence"}
    for number, text in enumerate(CASES.values()):
        made = convert(text)
        needs |= made.needs
        (source / f"case{number}.md").write_text(made.text)
    extensions = sorted(name for name in needs if ":" not in name and not name.startswith("sphinx"))
    (folder / "conf.py").write_text(CONF.format(extensions=extensions))
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(folder), str(source), str(folder / "html")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "html"


def page(html: str) -> lxml.html.HtmlElement:
    tree = lxml.html.fromstring(html)
    bodies = tree.xpath('//div[@class="body"]')
    tree = bodies[0] if bodies else tree
    unseen = (
        './/a[contains(@class, "headerlink")] | .//*[contains(@class, "linenos")] | .//a[contains(@class, "footnote")]'
        ' | .//nav | .//div[@class="toc"] | .//span[@class="label"] | .//comment() | .//script'
    )
    for element in tree.xpath(unseen):
        element.drop_tree()
    return tree


def words(tree: lxml.html.HtmlElement) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(tree.itertext())))


def fences(tree: lxml.html.HtmlElement) -> list[str]:
    return [element.text_content().strip() for element in tree.xpath(".//pre")]


def rows(tree: lxml.html.HtmlElement) -> list[list[str]]:
    return [
        [cell.text_content().strip() for cell in row.xpath("./td | ./th")]
        for row in tree.xpath('.//tr[not(ancestor::table[contains(@class, "highlighttable")])]')
    ]


def facts(tree: lxml.html.HtmlElement) -> dict[str, object]:
    return {
        "fences": fences(tree),
        "rows": rows(tree),
        "outside": [unquote(link) for link in tree.xpath(".//a/@href") if link.startswith("http")],
    }


def test_readers_see_the_same(built):
    # One test for all, so that workers do not each build the pages.
    extensions = [name for name in MATERIAL if name != "pymdownx.tasklist"]
    lost, changed = {}, {}
    for number, (name, text) in enumerate(CASES.items()):
        before = page(f"<div>{markdown.Markdown(extensions=extensions).convert(text)}</div>")
        after = page((built / f"case{number}.html").read_text())
        lost[name] = words(before) - words(after)
        changed[name] = (facts(before), facts(after))
    assert {name: missing for name, missing in lost.items() if missing} == {}
    assert {name: both for name, both in changed.items() if both[0] != both[1]} == {}
