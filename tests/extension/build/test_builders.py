"""Every builder carries the same content, every theme takes it, and hostile text is text everywhere."""

from __future__ import annotations

import html
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree

from tests.extension.knowledge import FACTS, SITE

CONF = """
version = release = "1"
copyright = "2026, nobody"
man_pages = [("index", "test", "Test", ["nobody"], 1)]
latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]
texinfo_documents = [("index", "test", "Test", "nobody", "test", "Test.", "Miscellaneous")]
text_sectionchars = "=-~+"
smartquotes = False
"""
#: Where each builder leaves its text.
OUTPUTS = {
    "html": "*.html", "dirhtml": "**/*.html", "singlehtml": "*.html", "json": "**/*.fjson", "latex": "test.tex",
    "text": "*.txt", "man": "*.1", "texinfo": "*.texi", "xml": "*.xml", "pseudoxml": "*.pseudoxml", "gettext": "*.pot",
}  # fmt: skip
#: What the toolkit itself writes is not for the translators of a project, nor is what holds no word.
NOT_EXTRACTED = {"Bronze", "Legacy", "Unrated", "1978", "None, by design", "Moved in", "evolved into:"}


def plain(builder: str, text: str) -> str:
    """Return output as words: without its markup, line breaks and escapes."""
    if builder in {"html", "dirhtml", "singlehtml"}:
        text = BeautifulSoup(text, "html.parser").get_text(" ")
    elif builder == "json":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text.encode().decode("unicode_escape", "replace")))
    elif builder == "xml":
        text = "".join(ElementTree.fromstring(text).itertext())
    elif builder == "latex":
        text = text.replace(r"\sphinxhyphen{}", "-")
        text = re.sub(r"\\(?=[%&#_$])|\\sphinx\w+\{|\\(?:textbf|emph|texttt)\{", "", text)
    elif builder == "man":
        text = re.sub(r"\\f[BIRP]|\\(?=[-&])", "", text)
    elif builder == "gettext":
        text = re.sub(r'"\n"', "", text)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("builder", OUTPUTS)
def test_each_builder_carries_every_fact(project, builder):
    project.write({**SITE, "conf.py": (project.root / "conf.py").read_text() + CONF})
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    text = " ".join(
        plain(builder, path.read_text(encoding="utf-8")) for path in sorted(result.out.glob(OUTPUTS[builder]))
    )
    lost = [fact for fact in FACTS if not _found(builder, fact, text)]
    assert [fact for fact in lost if builder != "gettext" or fact not in NOT_EXTRACTED] == []


def _found(builder: str, fact: str, text: str) -> bool:
    if builder == "text":  # words are broken in narrow cells: what they are made of is there
        squeezed = re.sub(r"[\s|+*-]+", "", text)
        return re.sub(r"[\s*-]+", "", fact) in squeezed or all(word in text for word in fact.split())
    return fact in text


def test_an_epub_carries_every_fact(project):
    project.write({**SITE, "conf.py": (project.root / "conf.py").read_text() + CONF})
    result = project.build("epub", "-W")
    assert (result.warnings, result.code) == ([], 0)
    (book,) = result.out.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    for page in pages:
        ElementTree.fromstring(page)
    text = re.sub(r"\s+", " ", " ".join(BeautifulSoup(page, "html.parser").get_text(" ") for page in pages))
    assert [fact for fact in FACTS if fact not in text] == []


def test_hostile_text_is_text_in_html(project):
    project.write(SITE)
    result = project.build("html")
    page = BeautifulSoup(result.text("saga.html"), "html.parser")
    assert not [script for script in page.select("script") if "alert(1)" in script.get_text()]
    assert "<script>alert(1)</script>" in page.select_one(".excellence-rationale").get_text()


def test_hostile_text_is_escaped_in_latex(project):
    project.write({**SITE, "conf.py": (project.root / "conf.py").read_text() + CONF})
    text = project.build("latex").text("test.tex")
    (line,) = [line for line in text.splitlines() if "alert(1)" in line][:1]
    paragraph = text[text.index(line) :].split("\n\n")[0]
    assert r"\$x\_1\$" in paragraph
    assert r"\%" in paragraph
    assert r"\#" in paragraph
    assert r"\{b\}" in paragraph
    assert r"\textbackslash{}slash" in paragraph


@pytest.mark.parametrize("theme", ["furo", "alabaster", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"])
def test_each_theme_takes_it_without_a_warning(project, theme):
    conf = (project.root / "conf.py").read_text().replace('html_theme = "alabaster"', f'html_theme = "{theme}"')
    project.write({**SITE, "conf.py": conf.replace('html_sidebars = {"**": []}', "")})
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    page = BeautifulSoup(result.text("two-phase-commit.html"), "html.parser")
    banner = page.select_one(".excellence-banner.excellence-tier-bronze[role=note]")
    assert "Use Saga Gold instead: The transaction spans services" in banner.get_text()
    sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
    assert any("excellence.css?v=" in sheet for sheet in sheets)
    assert any("excellence-tiers.css?v=" in sheet for sheet in sheets)


def test_the_inventory_carries_the_records_for_other_projects(project, tmp_path_factory):
    project.write(SITE)
    project.build("html")
    inventory = project.root / "out-html" / "objects.inv"
    other = type(project)(tmp_path_factory.mktemp("other"))
    other.write({
        "conf.py": 'extensions = ["myst_parser", "sphinx_excellence", "sphinx.ext.intersphinx"]\n'
        f'excellence_data = []\nhtml_theme = "alabaster"\nintersphinx_mapping = {{"kb": ("https://kb.test/", {str(inventory)!r})}}\n',
        "source/index.md": "# Other\n\n{external+kb:excellence:pattern}`saga`\n",
    })  # fmt: skip
    result = other.build("html", "-W")
    assert result.warnings == []
    assert 'href="https://kb.test/saga.html#record-pattern-saga"' in result.text("index.html")


def test_indices_group_patterns_and_the_search_ranks_them(project):
    project.write(SITE)
    result = project.build("html")
    page = BeautifulSoup(result.text("excellence-tiers.html"), "html.parser")
    rows = [cell.get_text(" ", strip=True) for cell in page.select("table.indextable tr td:nth-child(2)")]
    assert [row for row in rows if row] == ["Gold", "Saga (Recommended)", "Bronze", "Two-Phase Commit (Legacy)",
                                            "Unrated", "Odd"]  # fmt: skip
    index = result.text("searchindex.js")
    found = re.findall(r'\[\d+, ?\d+, ?(\d), ?"([^"]*)", ?"([^"]+)"\]', index)
    ranks = {title: (int(rank), anchor) for rank, anchor, title in found}
    # A page that goes by the title of its record is found by that; it is no object beside itself.
    assert {"Saga", "Odd"}.isdisjoint(ranks)
    assert ranks["Two-Phase Commit"][0] == 2


def test_a_project_in_german_speaks_german_and_translates_its_records(project):
    import shutil
    from pathlib import Path

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    import sphinx_excellence
    from tests.compiling import compiled_catalogues

    with compiled_catalogues(Path(sphinx_excellence.__file__).parent / "locales"):
        conf = (
            project.root / "conf.py"
        ).read_text() + '\nlanguage = "de"\nlocale_dirs = ["locales"]\ngettext_compact = "all"\n'
        project.write({**SITE, "conf.py": conf})
        # In processes of their own: Sphinx keeps a language for as long as its process lives.
        assert project.build_apart("gettext", "-W", out="pot", doctrees="german-trees").stderr == ""
        template = project.root / "pot" / "all.pot"
        with template.open("rb") as file:
            catalogue = read_po(file)
        assert "The transaction spans services" in catalogue
        assert "Watch old sagas" in catalogue
        catalogue["Watch old sagas"].string = "Alte Sagas beobachten"
        catalogue["Compensates."].string = "Gleicht *aus*."
        folder = project.root / "source" / "locales" / "de" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "all.mo").open("wb") as file:
            write_mo(file, catalogue)
        shutil.rmtree(project.root / "german-trees")
        result = project.build_apart("html", "-W", out="german", doctrees="german-trees")
    text = BeautifulSoup((project.root / "german/saga.html").read_text(), "html.parser").get_text(" ")
    text = re.sub(r"\s+", " ", text)
    assert (result.stderr, result.returncode) == ("", 0)
    assert all(word in text for word in ("Alte Sagas beobachten", "Gleicht aus", "Empfohlen", "Entstand aus"))
    assert "Watch old sagas" not in text
