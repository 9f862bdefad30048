"""Every text of a record is in a catalogue, and its translation stands wherever the text would."""

from __future__ import annotations

import re
import zlib

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from tests.extension.whole_site import site_of
from tests.hostile import Hostile

LANGUAGE = 'language = "eo"\nlocale_dirs = ["../locales"]\n'
#: What the data's texts begin with, and what their translations do.
MARK, TRANSLATED = "Zq", "Xx"
#: A text that is left as it is written. A tier's symbol is a sign, and the same in every language.
LEFT = re.compile(r"Zq\d+(?!symbol|value|version|pages)[a-z]+.{,40}")
SUFFIXES = {"latex": "tex", "man": "1", "texinfo": "texi", "text": "txt"}


def catalogues(project, *arguments):
    """Return what the builder for translators writes: the messages of each catalogue."""
    result = project.build("gettext", *arguments, doctrees="gettext-trees")
    assert (result.warnings, result.code) == ([], 0)
    found = {}
    for path in result.out.rglob("*.pot"):
        with path.open("rb") as file:
            found[path.relative_to(result.out).with_suffix("").as_posix()] = read_po(file)
    return found


def translate(project, domain, messages):
    catalogue = Catalog(locale="eo")
    for message, translation in messages.items():
        catalogue.add(message, translation)
    path = project.root / "locales" / "eo" / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def pseudo(text):
    return text.replace(MARK, TRANSLATED)


@pytest.fixture
def translated(project):
    """A site in which every message of every catalogue is translated, and its texts."""
    hostile = Hostile(1)
    project.write(site_of(hostile, (project.root / "conf.py").read_text()))
    for domain, catalogue in catalogues(project).items():
        translate(project, domain, {each.id: pseudo(each.id) for each in catalogue if each.id})
    project.write({"conf.py": (project.root / "conf.py").read_text() + LANGUAGE})
    return project


def words_of(path):
    """Return what readers of a page see or hear."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    spoken = [each[name] for each in soup.find_all(True) for name in ("title", "aria-label", "alt") if each.get(name)]
    return [*soup.stripped_strings, *spoken]


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_no_page_shows_an_untranslated_text(translated, builder):
    result = translated.build(builder)
    assert (result.warnings, result.code) == ([], 0)
    words = {path.name: words_of(path) for path in [*result.out.rglob("*.html"), *result.out.rglob("*.xhtml")]}
    assert {name: left for name, each in words.items() if (left := [text for text in each if LEFT.search(text)])} == {}
    assert sum(TRANSLATED in text for each in words.values() for text in each) > 100


def test_the_search_the_inventory_and_the_export_are_translated(translated):
    out = translated.build("html").out
    searched = (out / "_static/excellence-search-data.js").read_text(encoding="utf-8")
    exported = (out / "excellence.json").read_text(encoding="utf-8")
    inventory = zlib.decompress((out / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode()
    # In what the script compares queries with, aliases stand as they are written, too.
    assert LEFT.findall(searched.partition('"vocabulary"')[0]) == []
    assert LEFT.findall(inventory) == []
    assert LEFT.findall("".join(re.findall(r'"title": "([^"]*)', exported))) == []


@pytest.mark.parametrize("builder", ["latex", "man", "texinfo", "text", "typst"])
def test_no_other_format_shows_an_untranslated_text(translated, builder):
    result = translated.build(builder)
    assert (result.warnings, result.code) == ([], 0)
    text = "".join(path.read_text(encoding="utf-8") for path in result.out.rglob(f"*.{SUFFIXES.get(builder, 'typ')}"))
    assert LEFT.findall(text) == []
    assert text.count(TRANSLATED) > 100


DATA = """
patterns:
  old: {title: Old way, category: data-management, tier: bronze, status: legacy, alternatives: [{pattern: new}]}
  new: {title: New way, category: data-management, tier: gold, status: recommended}
tiers:
  bronze: {title: Past}
"""
PAGES = {
    "data/a.yaml": DATA,
    "source/index.md": "# Home\n\nSee {pattern}`old`.\n\n```{toctree}\nold\nnew\nlist\n```\n",
    "source/old.md": "# Old way\n\n```{pattern-tier}\n```\n",
    "source/new.md": "# New way\n\n```{pattern-tier}\n```\n",
    "source/list.md": "# List\n\n```{pattern-catalog}\n```\n",
}


@pytest.fixture
def small(project):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence.*"]\n'
    project.write({**PAGES, "conf.py": conf + LANGUAGE})
    return project


def text_of(result, page):
    soup = BeautifulSoup(result.text(f"{page}.html"), "html.parser")
    return re.sub(r"\s+", " ", soup.select_one("div.body").get_text(" "))


def test_a_title_is_translated_wherever_it_is_named(small):
    translate(small, "excellence", {"Old way": "Malnova", "Data management": "Datumoj", "Past": "Estinta"})
    result = small.build("html", "-W")
    assert result.warnings == []
    assert all("Malnova" in text_of(result, page) for page in ("index", "list", "excellence-tiers"))
    assert all("Datumoj" in text_of(result, page) for page in ("new", "excellence-categories"))
    assert "Estinta" in text_of(result, "excellence-tiers")


@pytest.mark.parametrize(("domains", "expected"), [
    (("old",), "Malnova"),
    (("index", "old"), "Malnova"),
    (("new", "zzz/deep"), "Malnova"),
])  # fmt: skip
def test_the_catalogue_of_any_page_will_do(small, domains, expected):
    for domain in domains:
        translate(small, domain, {"Old way": "Malnova"})
    assert expected in text_of(small.build("html"), "list")


def test_the_catalogue_of_records_counts_before_those_of_pages(small):
    translate(small, "a", {"Old way": "Alia", "New way": "Nova"})
    translate(small, "excellence", {"Old way": "Malnova", "New way": ""})
    text = text_of(small.build("html"), "list")
    assert "Malnova" in text
    assert "Alia" not in text
    assert "Nova" in text


def test_what_is_translated_is_not_translated_again(small):
    translate(small, "excellence", {"Old way": "New way", "New way": "Nova"})
    assert "New way" in text_of(small.build("html"), "list")


def test_a_changed_catalogue_changes_the_pages_that_show_it_and_no_others(small):
    translate(small, "excellence", {"Old way": "Malnova"})
    small.write({"source/far.md": "---\norphan: true\n---\n\n# Far\n\nNothing.\n"})
    small.build("html")
    translate(small, "excellence", {"Old way": "Antikva"})
    trees = {path.stem: path.stat().st_mtime_ns for path in (small.root / "doctrees").glob("*.doctree")}
    small.build("html")
    read = {
        name for name, time in trees.items() if (small.root / f"doctrees/{name}.doctree").stat().st_mtime_ns != time
    }
    assert read == {"index", "old", "list"}
    result = small.build("html", "-W", out="clean", doctrees="clean-trees")
    for page in ("index", "old", "list", "excellence-tiers", "genindex"):
        assert (small.root / "out-html" / f"{page}.html").read_text() == result.text(f"{page}.html")
    assert "Antikva" in text_of(result, "index")


@pytest.mark.parametrize("content", [b"", b"no catalogue at all", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_file_that_is_no_catalogue_ends_no_build(small, content):
    small.write({"locales/eo/LC_MESSAGES/excellence.mo": content})
    result = small.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    assert "Old way" in text_of(result, "list")


@pytest.mark.parametrize(("compact", "domain"), [("True", "excellence"), ("False", "excellence"), ("'all'", "all")])
def test_the_catalogue_says_where_a_text_is_written(small, compact, domain):
    small.write({"conf.py": (small.root / "conf.py").read_text() + f"gettext_compact = {compact}\n"})
    message = catalogues(small)[domain]["Old way"]
    assert ("../data/a.yaml", 3) in message.locations


def test_front_matter_is_in_the_catalogue_and_translated(project):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence.*"]\n' + LANGUAGE
    project.write({
        "conf.py": conf,
        "source/index.md": "---\nexcellence_tier: gold\nsummary: It *opens*.\n---\n\n# Breaker\n",
    })  # fmt: skip
    assert "It *opens*." in catalogues(project)["excellence"]
    translate(project, "excellence", {"It *opens*.": "Ĝi **malfermas**."})
    assert "<strong>malfermas</strong>" in project.build("html").text("index.html")
