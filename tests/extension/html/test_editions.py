"""Other editions of a site are offered where they have been built, and only there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

PAGES = {
    "source/index.md": "# Home\n\n```{editions}\n:class: mine\n```\n\n```{toctree}\ndeep/page\n```\n",
    "source/deep/page.md": "# Page\n\n```{editions}\n```\n",
}
SETTING = 'excellence_editions = {"PDF": "built/book.pdf", "EPUB": "built/book.epub"}\n'


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text() + SETTING
    project.write({"conf.py": conf, **PAGES})
    (project.root / "data").mkdir()
    (project.root / "data/a.yaml").write_text("patterns: {saga: {title: Saga}}\n")
    conf = (project.root / "conf.py").read_text() + 'excellence_rules = {"record-without-page": "off"}\n'
    project.write({"conf.py": conf})
    return project


def links(result, page):
    body = BeautifulSoup(result.text(page), "html.parser")
    return [(link.get_text(), link["href"]) for link in body.select("p.excellence-editions a")]


def test_an_edition_is_offered_as_long_as_it_is_there(site):
    result = site.build("html", "-W")
    assert (result.warnings, links(result, "index.html")) == ([], [])
    site.write({"built/book.pdf": b"%PDF one"})
    result = site.build("html", "-W")
    assert links(result, "index.html") == [("PDF", "_editions/book.pdf")]
    assert links(result, "deep/page.html") == [("PDF", "../_editions/book.pdf")]
    assert (result.out / "_editions/book.pdf").read_bytes() == b"%PDF one"
    site.write({"built/book.pdf": b"%PDF two", "built/book.epub": b"PK"})
    result = site.build("html", "-W")
    assert [name for name, _address in links(result, "index.html")] == ["PDF", "EPUB"]
    assert (result.out / "_editions/book.pdf").read_bytes() == b"%PDF two"
    for name in ("book.pdf", "book.epub"):
        (site.root / "built" / name).unlink()
    result = site.build("html", "-W")
    assert links(result, "index.html") == []
    assert not (result.out / "_editions").exists()


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "xml"])
def test_an_edition_offers_no_other(site, builder):
    site.write({"built/book.pdf": b"%PDF one"})
    result = site.build(builder)
    assert not (result.out / "_editions").exists()
    shown = "".join(
        path.read_text() for path in result.out.rglob("*") if path.suffix in {".txt", ".tex", ".xhtml", ".xml"}
    )
    assert "available as" not in shown


def test_two_editions_need_two_names_of_files(site):
    conf = (site.root / "conf.py").read_text().replace("built/book.epub", "other/book.pdf")
    site.write({"conf.py": conf})
    (told,) = site.build("html").warnings
    assert "two editions have files with the same name" in told
    assert told.endswith("[excellence.wrong-setting]")
