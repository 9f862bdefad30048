"""The directives of a first page: a search box where the output can be searched, and what there is to find."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

RECORDS = "patterns:\n  a: {title: A, tier: gold}\n"
PAGE = """\
# Home

```{excellence-search}
:placeholder: A problem & more
:class: mine

charged <twice>

  out of   stock
```

```{excellence-counts}
```
"""


@pytest.fixture
def written(project):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence", "toc.not_included"]\n'
    project.write({"conf.py": conf, "data/a.yaml": RECORDS, "source/index.md": PAGE, "source/sub/page.md": PAGE})
    return project


@pytest.mark.parametrize(
    ("builder", "page", "search"),
    [("html", "index.html", "search.html"), ("html", "sub/page.html", "../search.html"),
     ("dirhtml", "sub/page/index.html", "../../search/")],
)  # fmt: skip
def test_the_box_leads_to_the_search_page(written, builder, page, search):
    result = written.build(builder)
    assert result.warnings == []
    box = BeautifulSoup(result.text(page), "html.parser").select_one(".excellence-search-box.mine")
    form = box.select_one("form[role=search]")
    assert (form["action"], form["method"]) == (search, "get")
    assert (form.input["name"], form.input["placeholder"], form.input["aria-label"]) == (
        "q",
        "A problem & more",
        "Search",
    )
    assert [(link["href"], link.get_text()) for link in box.select("p a")] == [
        (f"{search}?q=charged+%3Ctwice%3E", "charged <twice>"),
        (f"{search}?q=out+of+stock", "out of stock"),
    ]


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex", "typst", "xml", "man", "texinfo"])
def test_what_cannot_be_searched_has_no_box(written, builder):
    result = written.build(builder)
    assert [warning for warning in result.warnings if "epub_" not in warning and "EPUB3" not in warning] == []
    files = [
        path
        for path in result.out.rglob("*")
        if path.suffix in {".html", ".xhtml", ".txt", ".tex", ".typ", ".xml", ".1", ".texi"}
    ]
    said = "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    assert "out of stock" not in said
    assert "search-box" not in said
    assert "pattern" in said


def test_only_such_a_page_loads_the_sheet(written):
    written.write({"source/other.md": "# Other\n\n```{pattern-tier} a\n```\n"})
    result = written.build("html")
    assert "excellence-home.css" in result.text("index.html")
    assert "excellence-home.css" not in result.text("other.html")


def test_a_page_counts_again_when_a_record_is_added(written):
    written.build("html")
    written.write({"data/a.yaml": RECORDS + "  b: {title: B}\n"})
    box = BeautifulSoup(written.build("html").text("index.html"), "html.parser").select_one(".excellence-counts")
    assert " ".join(box.get_text().split()) == "2 patterns"


def test_the_searches_to_try_are_translated_with_the_page(written):
    conf = (written.root / "conf.py").read_text() + 'locale_dirs = ["locale"]\n'
    written.write({"conf.py": conf + "gettext_compact = False\n"})
    result = written.build("gettext")
    assert result.warnings == []
    messages = re.findall(r'^msgid "(.+)"$', result.text("index.pot"), re.MULTILINE)
    assert messages == ["Home", "charged <twice>", "out of stock", "A problem & more"]
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "".join(
        f'msgid "{text}"\nmsgstr "{german}"\n\n'
        for text, german in {"out of stock": "ausverkauft", "A problem & more": "Ein Problem & mehr"}.items()
    )
    written.write({"source/locale/de/LC_MESSAGES/index.po": catalogue, "conf.py": conf + 'language = "de"\n'})
    result = written.build("html", doctrees="german")
    assert result.warnings == []
    box = BeautifulSoup(result.text("index.html"), "html.parser").select_one(".excellence-search-box.mine")
    assert box.input["placeholder"] == "Ein Problem & mehr"
    assert [(link["href"], link.get_text()) for link in box.select("p a")] == [
        ("search.html?q=charged+%3Ctwice%3E", "charged <twice>"),
        ("search.html?q=ausverkauft", "ausverkauft"),
    ]
