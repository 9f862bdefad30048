"""The page 404: whatever the theme, and whatever address a server sends it for, its links lead to what is there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sphinx_excellence.extension.html.not_found_page import leading_on

BASE = "https://docs.example.org/kb/"
SITE = {
    "data/none.yaml": "patterns: {}\n",
    "source/index.md": "# Home\n\n```{toctree}\ndeep/page\n```\n",
    "source/deep/page.md": "# Page\n\nThe zebra.\n",
    "source/404.md": "# Lost\n\nNo zebra here. Go to [a page](deep/page.md#page).\n\n![Sign](sign.svg)\n\n"
    "```{excellence-search}\nsaga\n```\n",
    "source/sign.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}
CONF = f'html_baseurl = "{BASE}"\n'


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text(encoding="utf-8")
    project.write({**SITE, "conf.py": conf.replace('html_sidebars = {"**": []}\n', "") + CONF})
    return project


def addresses(page):
    """Return every address that a page loads or leads to, by its tag."""
    names = ("href", "src", "action", "data-content_root")
    return [(tag.name, tag[name]) for tag in page.find_all(True) for name in names if tag.has_attr(name)]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"])
def test_every_link_begins_at_the_root_and_leads_to_a_file(site, theme, builder):
    result = site.build(builder, "-W", "-D", f"html_theme={theme}")
    assert result.warnings == []
    page = BeautifulSoup(result.text("404.html"), "html.parser")
    found = [(tag, each) for tag, each in addresses(page) if not each.startswith(("#", "http", "data:"))]
    assert {"link", "script", "a", "img", "form", "html"} <= {tag for tag, _each in found}
    for tag, each in found:
        assert each.startswith("/kb/"), (tag, each)
        path = each.removeprefix("/kb/").partition("?")[0].partition("#")[0]
        assert (result.out / path).exists(), (tag, each)
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def test_no_search_no_contents_and_no_book_has_the_page(site):
    result = site.build("html", "-W")
    index = result.text("searchindex.js")
    assert "zebra" in index and index.count("deep/page") > 0
    words = BeautifulSoup(result.text("index.html"), "html.parser").get_text()
    assert "Lost" not in words
    book = site.build("epub")
    assert "404.xhtml" not in book.text("content.opf") and "404.xhtml" not in book.text("nav.xhtml")


def test_the_page_is_the_same_in_a_run_that_does_not_write_it(site):
    first = site.build("html", "-W").text("404.html")
    assert site.build("html", "-W").text("404.html") == first
    site.write({"source/deep/page.md": "# Page\n\nThe okapi.\n"})
    assert site.build("html", "-W").text("404.html") == first


def test_without_an_address_links_begin_at_the_first_folder(site):
    conf = (site.root / "conf.py").read_text(encoding="utf-8").replace(CONF, "")
    site.write({"conf.py": conf})
    for builder in ("html", "dirhtml"):
        result = site.build(builder, "-W")
        page = BeautifulSoup(result.text("404.html"), "html.parser")
        for tag, each in addresses(page):
            if not each.startswith(("#", "http", "data:")):
                path = each.partition("?")[0].partition("#")[0]
                assert not path.startswith(("/", "..")) and (result.out / path).exists(), (tag, each)


def test_what_is_no_tag_and_what_is_elsewhere_stays():
    page = (
        '<!-- <a href="x"> --><script src="a.js">write(\'<a href="x">\')</script><style>/* <a href="x"> */</style>'
        '<a title="<b>" href="y?a=1&amp;b=2#c">href="z"</a><a href="mailto:a@b">m</a><a href="#top">t</a><a href="//h/x">h</a>'
    )
    assert leading_on(page, "/r/", "404.html") == (
        '<!-- <a href="x"> --><script src="/r/a.js">write(\'<a href="x">\')</script><style>/* <a href="x"> */</style>'
        '<a title="<b>" href="/r/y?a=1&amp;b=2#c">href="z"</a><a href="mailto:a@b">m</a><a href="#top">t</a>'
        '<a href="//h/x">h</a>'
    )
