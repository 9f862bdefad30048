"""A kind whose name another extension has."""

from __future__ import annotations

CONF = """extensions = ["myst_parser", "cards", "sphinx_excellence"]
import sys
sys.path.insert(0, ".")
"""
CARDS = """from docutils import nodes
from docutils.parsers.rst import Directive


class Card(Directive):
    def run(self):
        return [nodes.paragraph("", "a card of another")]


def setup(app):
    app.add_directive("card", Card)
    return {"parallel_read_safe": True}
"""


def test_it_is_reported_where_it_is_defined_and_works_by_the_domain(project):
    project.write({
        "conf.py": CONF,
        "cards.py": CARDS,
        "data/a.yaml": "kinds:\n  card: {}\n  lane: {}\ncards:\n  visa: {title: Visa, summary: Pays.}\n",
        "source/index.md": "# Home\n\n```{card}\n```\n\n```{excellence:card} visa\n```\n\n{card}`visa`\n",
    })  # fmt: skip
    result = project.build("html")
    assert result.warnings == [
        "data/a.yaml:2:3: WARNING: another extension has a directive or a role 'card' already; another word; or write "
        "`excellence:card` in pages [excellence.wrong-id]"
    ]
    home = result.text("index.html")
    assert "a card of another" in home
    assert "Pays." in home
    assert 'href="#record-card-visa"' in home
    project.write({"source/index.md": "# Home\n\n```{excellence:card} visa\n```\n"})
    assert project.build("html").warnings == result.warnings
