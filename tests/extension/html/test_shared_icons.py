"""A page with many icons has the outline of each once, and a page with few has them at their places."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sphinx_excellence.extension.html.shared_icons import with_shared_icons
from sphinx_excellence.extension.html.svg import icon

GOLD, SILVER = icon("medal-1"), icon("medal-2")


def test_icons_that_a_page_has_often_share_their_outline():
    body = f"<p>{GOLD} Gold</p>" * 60 + f"<p>{SILVER} Silver</p>" * 39
    page = BeautifulSoup(with_shared_icons(body), "html.parser")
    symbols = {symbol["id"]: str(symbol.path) for symbol in page.select("svg.excellence-outlines > symbol")}
    assert len(symbols) == 1
    used = [use["href"].removeprefix("#") for use in page.select("p svg.excellence-symbol > use")]
    assert used == [*symbols] * 60
    assert [*symbols.values()] == [str(BeautifulSoup(GOLD, "html.parser").path)]
    assert page.symbol["viewbox"] == BeautifulSoup(GOLD, "html.parser").svg["viewbox"]
    assert len(page.select("p svg.excellence-symbol > path")) == 39
    assert [p.get_text() for p in page.select("p")] == [" Gold"] * 60 + [" Silver"] * 39


@pytest.mark.parametrize("body", ["", "<p>Text</p>", GOLD * 39, GOLD * 30 + SILVER * 30])
def test_a_page_with_few_of_each_stays_as_it_is(body):
    assert with_shared_icons(body) == body


@pytest.mark.parametrize(("builder", "shares"), [("html", True), ("dirhtml", True), ("epub", False)])
def test_a_page_that_lists_many_patterns_shares_icons_where_it_is_a_page_of_a_site(project, builder, shares):
    patterns = "".join(f"  p{number}: {{title: P{number}, tier: gold}}\n" for number in range(50))
    conf = (
        project.root / "conf.py"
    ).read_text() + 'suppress_warnings = ["excellence"]\nepub_copyright = version = "1"\n'
    page = "# Home\n\n```{pattern-catalog}\n```\n"
    project.write({"conf.py": conf, "data/a.yaml": f"patterns:\n{patterns}", "source/index.md": page})
    result = project.build(builder)
    assert result.code == 0
    text = (result.out / ("index.xhtml" if builder == "epub" else "index.html")).read_text(encoding="utf-8")
    assert ('<use href="#' in text) == shares
    assert text.count("<symbol ") == shares
