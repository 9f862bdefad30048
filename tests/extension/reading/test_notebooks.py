"""The metadata of a notebook is its front matter, with MyST-NB."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

pytest.importorskip("myst_nb")

CONF = 'extensions = ["myst_nb", "sphinx_excellence"]\nnb_execution_mode = "off"\nexcellence_data = []\nhtml_theme = "alabaster"\n'
CELL = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A note\n", "\n", "Text."]}


def notebook(metadata: dict) -> str:
    kernel = {"kernelspec": {"display_name": "P", "language": "python", "name": "python3"}}
    return json.dumps(
        {"cells": [CELL], "metadata": {**metadata, **kernel}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


TEXT = """\
---
jupytext: {text_representation: {format_name: myst}}
kernelspec: {display_name: P, name: python3}
excellence_tier: gold
---

# A note

Text.
"""


def build(project, *arguments):
    """Build in a process of its own: in one that has built with MyST-Parser alone, MyST-NB finds its endings taken."""
    return project.build_apart("html", *arguments, out="out", doctrees="doctrees")


@pytest.mark.parametrize(("name", "text"), [("note.ipynb", notebook({"excellence_tier": "gold"})), ("note.md", TEXT)])
def test_a_tier_in_a_notebook_is_shown(project, name, text):
    project.write({
        "conf.py": CONF, f"source/{name}": text, "source/index.md": "# Home\n\n```{toctree}\nnote\n```\n\n{pattern}`note`\n",
    })  # fmt: skip
    result = build(project, "-W", "--keep-going")
    assert (result.stderr, result.returncode) == ("", 0)
    out = project.root / "out"
    page = BeautifulSoup((out / "note.html").read_text(encoding="utf-8"), "html.parser")
    assert len(page.select(".excellence-banner.excellence-tier-gold")) == 1
    index = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert "A note" in index.find(class_="body").get_text()


def test_a_mistake_in_a_notebook_is_told_at_its_line(project):
    project.write({"conf.py": CONF, "source/index.ipynb": notebook({"excellence_tier": "gld", "excellence_teir": 1})})
    warnings = build(project, "--no-color").stderr.replace(f"{project.root}/", "").splitlines()
    lines = (project.root / "source/index.ipynb").read_text().split("\n")
    places = [line.partition(": WARNING")[0].split(":") for line in warnings]
    assert {path for path, _, _ in places} == {"source/index.ipynb"}
    begins = [lines[int(line) - 1][int(column) - 1 :] for _, line, column in places]
    assert [text.rstrip(",") for text in begins] == ['"gld"', '"excellence_teir": 1']
