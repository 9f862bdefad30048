"""Hostile data in every field of every kind is text in every builder, and nothing of it is lost."""

from __future__ import annotations

import ast
import json
import os
import pickle
import re
import zipfile
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree

from tests.epubcheck import messages_of, without_excuse
from tests.extension.whole_site import site_of
from tests.hostile import Hostile

#: The seeds of the data. A longer run by hand: HOSTILE_SEEDS=100 python -m pytest tests/extension/build/test_hostile.py
SEEDS = range(int(os.environ.get("HOSTILE_SEEDS", "1")))
XML = (".xhtml", ".opf", ".ncx", ".xml")
#: What no page shows: fields that another one stands for, and words for the search alone.
UNSEEN = re.compile(r"(reason|noalternative|era|askedas)$")
#: What only a page with a script shows, and what only an index shows.
LIVE, INDEXED = re.compile(r"warnings$"), re.compile(r"(aliases|problems)$")
#: What says nothing that a tier's title does not, so that formats of plain text leave it out.
SIGN = re.compile(r"symbol$")


@dataclass
class Hosted:
    """A project with hostile data, and what its readers must see."""

    project: object
    texts: dict[str, str]

    def build(self, builder, doctrees="doctrees"):
        result = self.project.build(builder, doctrees=doctrees)
        assert (result.warnings, result.code) == ([], 0)
        return result.out

    def lost(self, shown, *but):
        """Return what is not in a text, blanks and line breaks left aside."""
        found = squeezed(shown)
        wanted = {mark: text for mark, text in self.texts.items() if not any(each.search(mark) for each in but)}
        # In an index, a semicolon would part an entry from its sub-entry.
        indexed = {mark: text.replace(";", ",") if INDEXED.search(mark) else text for mark, text in wanted.items()}
        return {mark: text for mark, text in indexed.items() if squeezed(text) not in found}


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=SEEDS)
def hosted(request, project):
    hostile = Hostile(request.param)
    project.write(site_of(hostile, (project.root / "conf.py").read_text()))
    return Hosted(project, hostile.texts)


def intruders(soup):
    """Return the elements of a page that can only have come out of data."""
    return [
        element
        for element in soup.find_all(True)
        if (element.name == "script" and "alert(1)" in element.get_text())
        or (element.name == "img" and element.get("src") == "x")
        or element.name == "b"
        or any(name.startswith("on") for name in element.attrs)
        or str(element.get("href", "")).startswith("javascript:")
    ]


def visible(soup):
    """Return what readers of a page may see or hear: its texts, and what its attributes say."""
    attributes = (value for each in soup.find_all(True) for value in each.attrs.values() if isinstance(value, str))
    return " ".join([soup.get_text(""), *attributes])


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_it_is_text_in_html(hosted, builder):
    out = hosted.build(builder)
    soups = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in out.rglob("*.html")}
    assert {name: found for name, soup in soups.items() if (found := intruders(soup))} == {}
    # What is loaded when a form is used is in files of its own.
    later = (path.read_text(encoding="utf-8") for path in (out / "_static/excellence-parts").rglob("*.js"))
    shown = " ".join([*map(visible, soups.values()), *(" ".join(texts_of(each)) for each in later)])
    assert hosted.lost(shown, UNSEEN, *([INDEXED] if builder == "singlehtml" else [])) == {}


def texts_of(script):
    """Return the texts in a file of elements for a script."""
    literal = script[script.index("JSON.parse(") + len("JSON.parse(") : script.rindex(")")]
    waiting, found = [json.loads(ast.literal_eval(literal))], []
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            waiting += each.values()
    return found


def test_it_is_text_in_an_epub_that_epubcheck_accepts(hosted):
    (book,) = hosted.build("epub").glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(XML)}
    for text in files.values():
        ElementTree.fromstring(text)
    soups = {name: BeautifulSoup(text, "html.parser") for name, text in files.items() if name.endswith(".xhtml")}
    assert {name: found for name, soup in soups.items() if (found := intruders(soup))} == {}
    assert hosted.lost(" ".join(map(visible, soups.values())), UNSEEN, LIVE) == {}
    assert without_excuse(messages_of(book))[0] == []


@pytest.mark.parametrize("builder", ["json", "pickle"])
def test_it_is_text_in_the_pages_of_serialised_html(hosted, builder):
    out = hosted.build(builder)
    if builder == "json":
        contexts = [json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("*.fjson")]
    else:
        contexts = [pickle.loads(path.read_bytes()) for path in out.rglob("*.fpickle")]
    soups = [BeautifulSoup(str(context.get("body", "")), "html.parser") for context in contexts]
    assert [found for soup in soups if (found := intruders(soup))] == []
    assert hosted.lost(" ".join(map(visible, soups)), UNSEEN, INDEXED) == {}


def test_it_is_text_in_xml(hosted):
    roots = [ElementTree.fromstring(path.read_text(encoding="utf-8")) for path in hosted.build("xml").glob("*.xml")]
    values = [value for root in roots for each in root.iter() for value in each.attrib.values()]
    assert hosted.lost(" ".join(["".join(root.itertext()) for root in roots] + values), UNSEEN, INDEXED, LIVE) == {}


#: How each format of plain text is read back, and which characters may be markup as well as data: left aside in both.
READERS = {
    "latex": (
        (
            (r"\\textasciitilde\{\}", "~"), (r"\\textasciicircum\{\}", "^"), (r"\\sphinxhyphen\{\}", "-"),
            (r"\\textquotesingle\{\}", "'"),
            (r"\\textbackslash\{\}|\\sphinx(?:left|right)curlybrace\{\}|\\textasciigrave\{\}", ""),
            (r"\\(?:sphinx\w+|textbf|emph|texttt)(?=\{)", ""),
        ),
        r"[{}\\`]",
    ),
    "man": (((r"\\\(dq", '"'), (r"\\\(aq", "'"), (r"\\\(ga", ""), (r"\\e|\\f[A-Z]|\\[%:&]", "")), r"[\\`]"),
    # In the name of a node, Sphinx writes a semicolon for a colon, which would end it.
    "texinfo": (((r"@w\{(.)\}", r"\1"), (r"@(?:comma\{\}|emph|strong|code)", "")), r"[{}@`'_:;,]"),
}  # fmt: skip
SUFFIXES = {"latex": "tex", "man": "1", "texinfo": "texi", "text": "txt", "pseudoxml": "pseudoxml", "typst": "typ"}


def written(out, builder):
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(out.rglob(f"*.{SUFFIXES[builder]}")))


@pytest.mark.parametrize("builder", READERS)
def test_it_is_escaped_in_formats_of_plain_text(hosted, builder):
    escapes, doubtful = READERS[builder]
    shown = written(hosted.build(builder), builder)
    for escape, character in escapes:
        shown = re.sub(escape, character, shown)
    hosted.texts = {mark: re.sub(doubtful, "", text) for mark, text in hosted.texts.items()}
    assert hosted.lost(re.sub(doubtful, "", shown), UNSEEN, LIVE, INDEXED, SIGN) == {}


@pytest.mark.parametrize("builder", ["text", "pseudoxml", "typst"])
def test_each_word_of_it_stands_in_formats_that_break_lines(hosted, builder):
    shown = re.sub(r"[*_`|\\\"]", "", written(hosted.build(builder), builder))
    for mark, text in hosted.texts.items():
        if not any(each.search(mark) for each in (UNSEEN, LIVE, INDEXED, SIGN)):
            missing = [word for word in re.sub(r"[*_`|\\\"]", "", text).split() if word not in shown]
            assert missing == [], text


def test_typst_sets_it_in_a_pdf(hosted):
    (book,) = hosted.build("typstpdf").glob("*.pdf")
    assert book.read_bytes().startswith(b"%PDF")


def test_the_script_of_the_search_ends_where_it_ends(hosted):
    out = hosted.build("html")
    script = (out / "_static/excellence-search-data.js").read_text(encoding="utf-8")
    assert "</script" not in script
    assert "<!--" not in script
    assert "alert(1)" in script
