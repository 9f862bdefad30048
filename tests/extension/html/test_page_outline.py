"""The list of what is on a page has the parts of records, and each entry leads to its heading."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sphinx_excellence.extension.html.page_outline import with_ids, with_parts

SITE = {
    "data/all.yaml": """
patterns:
  saga: {title: Saga, tier: gold, status: recommended, best_for: [Orders, Bookings], valid_for: [More]}
  old: {title: Old, tier: bronze, status: legacy, alternatives: [{pattern: saga, when: Always}]}
migrations:
  away:
    title: Away
    from: [old]
    to: [saga]
    checklist: [Ready & <set>]
    phases: [{title: First, steps: [Begin]}]
    done_when: [Nothing is left]
""",
    "source/index.md": "# Home\n\n```{toctree}\n:maxdepth: 3\nsaga\nold\naway\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/old.md": "# Old\n\n```{pattern-tier} old\n```\n",
    "source/away.md": "# Away\n\n## The playbook\n\n```{migration-playbook} away\n```\n\n### After it\n\n## Phases\n",
}


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text(encoding="utf-8").replace('html_sidebars = {"**": []}\n', "")
    project.write({**SITE, "conf.py": conf + 'suppress_warnings = ["excellence"]\n'})
    return project


def entries(result, name, where):
    page = BeautifulSoup(result.text(name), "html.parser")
    links = page.select(f"{where} a[href^='#']")
    for link in links:
        if link["href"] != "#":
            assert len(page.find_all(id=link["href"][1:])) == 1
    return [(link.get_text(), len(link.find_parents("ul"))) for link in links if link["href"] != "#"]


@pytest.mark.parametrize(("theme", "where"), [
    ("furo", ".toc-tree"), ("pydata_sphinx_theme", ".page-toc"), ("sphinx_book_theme", ".page-toc"),
])  # fmt: skip
def test_parts_are_listed_below_their_section(site, theme, where):
    result = site.build("html", "-W", "-D", f"html_theme={theme}")
    listed = entries(result, "away.html", where)
    assert [text for text, _depth in listed] == [
        "The playbook", "Before you begin", "Phases", "Done when", "After it", "Phases"]  # fmt: skip
    depths = [depth for _text, depth in listed]
    assert depths == [depths[0], *[depths[0] + 1] * 4, depths[0]]
    # What is folded in a banner is not.
    assert entries(result, "saga.html", where) == []
    titles = BeautifulSoup(result.text("index.html"), "html.parser").select_one("[role=main]").get_text()
    assert "Before you begin" not in titles


def test_other_formats_have_no_such_ids(site):
    assert "part-phases" not in site.build("epub").text("away.xhtml")


def test_ids_are_unique_and_titles_stay_text():
    page = (
        '<section id="s"><h2>S</h2><h3 class="excellence-part-title rubric">A &amp; B</h3><p id="part-a-b"></p>'
        '<details><h3 class="excellence-part-title rubric">Folded</h3></details>'
        '<section id="t"><h3 class="excellence-part-title rubric">A &amp; B</h3></section></section>'
    )
    marked, parts = with_ids(page)
    assert parts == {"s": [("part-a-b-2", "A & B")], "t": [("part-a-b-3", "A & B")]}
    assert '<h3 id="part-a-b-2" class=' in marked and marked.count("id=") == 5
    toc = '<ul>\n<li><a class="reference internal" href="#">S</a><ul>\n<li><a class="reference internal" href="#t">T</a></li>\n</ul>\n</li>\n</ul>\n'
    assert with_parts(toc, parts).replace("\n", "") == (
        '<ul><li><a class="reference internal" href="#">S</a><ul><li><a class="reference internal" href="#part-a-b-2">A &amp; B'
        '</a></li><li><a class="reference internal" href="#t">T</a><ul><li><a class="reference internal" href="#part-a-b-3">'
        "A &amp; B</a></li></ul></li></ul></li></ul>"
    )
    assert with_parts("<ul>&nbsp;</ul>", parts) == "<ul>&nbsp;</ul>"
