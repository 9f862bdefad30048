"""Other editions of a site are offered where they have been built, and only there."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf

PAGES = {
    "source/index.md": "# Home\n\n```{editions}\n:class: mine\n```\n\n```{toctree}\ndeep/page\ndeep/other\n```\n",
    "source/deep/other.md": '# Other\n\nNot a place: `<p class="excellence-editions">`.\n',
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


def pdf(pages):
    file, content = Pdf.new(), io.BytesIO()
    for _page in range(pages):
        file.add_blank_page()
    file.save(content)
    return content.getvalue()


def offered(result, page):
    """Return what a page says of the editions: in a place of its own, and at its end."""
    body = BeautifulSoup(result.text(page), "html.parser")
    found = {place: body.select(f"p.{place}") for place in ("excellence-editions", "excellence-offered")}
    return {place: [each.get_text() for each in paragraphs] for place, paragraphs in found.items() if paragraphs}


def test_each_page_offers_the_editions_once_with_size_and_pages(site):
    site.write({"built/book.pdf": pdf(3), "built/book.epub": b"x" * 2_340_000})
    size = max(1, round(len(pdf(3)) / 1000))
    words = f"Also available as: PDF ({size} KB, 3 pages), EPUB (2.3 MB)"
    result = site.build("html", "-W")
    assert offered(result, "index.html") == {"excellence-editions": [words]}
    assert offered(result, "deep/page.html") == {"excellence-editions": [words]}
    assert offered(result, "deep/other.html") == {"excellence-offered": [words]}
    assert offered(result, "search.html") == offered(result, "genindex.html") == {}
    body = BeautifulSoup(result.text("deep/other.html"), "html.parser")
    assert [link["href"] for link in body.select("p.excellence-offered a")] == [
        "../_editions/book.pdf", "../_editions/book.epub",
    ]  # fmt: skip


def test_pages_follow_what_an_edition_has_become(site):
    for pages, words in ((1, "1 page)"), (1, "1 page)"), (12, "12 pages)")):
        site.write({"built/book.pdf": pdf(pages)})
        assert offered(site.build("html", "-W"), "deep/other.html")["excellence-offered"][0].endswith(words)


def test_a_file_that_is_no_pdf_has_a_size(site):
    site.write({"built/book.pdf": b"no PDF"})
    assert offered(site.build("html", "-W"), "deep/other.html") == {
        "excellence-offered": ["Also available as: PDF (1 KB)"]
    }


def test_sizes_are_written_as_in_the_language_of_the_project(site):
    conf = (site.root / "conf.py").read_text()
    site.write(
        {"conf.py": conf + 'language = "de"\n', "built/book.pdf": pdf(1200), "built/book.epub": b"x" * 1_500_000}
    )
    (words,) = offered(site.build("html"), "deep/other.html")["excellence-offered"]
    assert "1.200 Seiten" in words and "EPUB (1,5 MB)" in words


def test_the_pages_of_an_edition_are_counted_once(site, monkeypatch):
    site.write({"built/book.pdf": pdf(3)})
    site.build("html", "-W")
    opened = []
    monkeypatch.setattr(Pdf, "open", opened.append)
    (site.root / "source/deep/other.md").write_text("# Other\n\nChanged.\n")
    assert "3 pages" in offered(site.build("html", "-W"), "deep/other.html")["excellence-offered"][0]
    assert opened == []
