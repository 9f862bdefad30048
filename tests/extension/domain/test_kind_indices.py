"""The indices of kinds that a project adds: in every builder, and as the data changes."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from tests.extension.incremental.test_incremental import differences

CONF = """extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "classic"
excellence_pages = {"services/*": "service", "teams/*": "team"}
version = copyright = "1"
latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]
man_pages = [("index", "test", "Test", ["nobody"], 1)]
texinfo_documents = [("index", "test", "Test", "nobody", "test", "Test.", "Miscellaneous")]
"""
TOCTREE = "# Home\n\n```{toctree}\n:glob:\nservices/*\n```\n"
SITE = {
    "conf.py": CONF,
    "data/model.yaml": 'kinds: {service: {plural: "R&D <i>50%</i> $x_1"}, team: {}}\n',
    "source/index.md": f"{TOCTREE}\n{{ref}}`excellence-services`\n",
    "source/services/ledger.md": "---\nsummary: Books.\n---\n# Ledger\n\nText.\n",
    "source/services/mailer.md": "---\nsummary: Posts.\n---\n# Mailer\n\nText.\n",
}


def built(project, *options, builder="html", out="out", doctrees="trees"):
    result = project.build(builder, *options, out=out, doctrees=doctrees)
    assert (result.warnings, result.code) == ([], 0)
    return result


def test_records_with_a_page_are_in_the_index_of_their_kind(project):
    project.write(SITE)
    result = built(project, "-W")
    page = BeautifulSoup(result.text("excellence-services.html"), "html.parser")
    assert page.h1.get_text() == "R&D <i>50%</i> $x_1"
    rows = [cell.get_text(" ", strip=True) for cell in page.select("table.indextable tr td:nth-child(2)")]
    assert [row for row in rows if row] == ["L", "Ledger", "M", "Mailer"]
    home = BeautifulSoup(result.text("index.html"), "html.parser")
    assert home.select_one(".body a[href='excellence-services.html']").get_text() == "R&D <i>50%</i> $x_1"
    assert "r&d <i>50%</i> $x_1" in [link.get_text() for link in home.select(".related a")]
    assert not (result.out / "excellence-teams.html").exists()
    assert "teams" not in home.select_one(".related").get_text()


@pytest.mark.parametrize("builder", ["latex", "texinfo", "epub", "dirhtml", "singlehtml", "typst", "text", "xml"])
def test_every_builder_takes_any_plural(project, builder):
    project.write({**SITE, "source/index.md": TOCTREE})
    result = built(project, "-W", builder=builder)
    if builder == "latex":
        assert r"\renewcommand{\indexname}{R\&D <i>50\%</i> \$x\_1}" in result.text("test.tex")


@pytest.mark.parametrize(
    "change",
    [
        {"data/model.yaml": "kinds: {service: {plural: Things}, team: {}}\n"},
        {"source/services/mailer.md": None},
        {"data/model.yaml": "kinds: {service: {key: things}, team: {}}\n", "source/index.md": TOCTREE},
        {"source/services/ledger.md": None, "source/services/mailer.md": None, "source/index.md": "# Home\n"},
        {"data/model.yaml": "kinds: {team: {}}\n", "conf.py": CONF.replace('"services/*": "service", ', ""),
         "source/index.md": TOCTREE},
    ],
    ids=["plural", "record", "key", "records", "kind"],
)  # fmt: skip
def test_an_index_after_a_change_is_that_of_a_clean_build(project, change):
    quiet = {"conf.py": CONF + 'suppress_warnings = ["excellence", "myst.topmatter"]\n'}
    project.write({**SITE, **quiet})
    built(project)
    for path, text in change.items():
        if text is None:
            (project.root / path).unlink()
        elif path == "conf.py":
            project.write({path: text + quiet["conf.py"][len(CONF) :]})
        else:
            project.write({path: text})
    built(project)
    built(project, out="clean", doctrees="fresh")
    assert differences(project.root / "out", project.root / "clean") == []


REFERENCES = (
    "{ref}`genindex` {ref}`search` {ref}`excellence-services` {ref}`excellence-tags` {ref}`mine <excellence-services>` "
    "{any}`excellence-services` [link](#excellence-services) [](#genindex)"
)
#: What stands there, in the order of the references; no builder of ours prints a label.
TITLES = [
    "Index",
    "Search Page",
    "R&D <i>50%</i> $x_1",
    "Records by tag",
    "mine",
    "R&D <i>50%</i> $x_1",
    "link",
    "Index",
]


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "index.html"),
        ("singlehtml", "index.html"),
        ("epub", "index.xhtml"),
        ("text", "index.txt"),
        ("latex", "test.tex"),
        ("typst", "test/pages/index.typ"),
    ],
)
def test_a_reference_to_an_index_is_its_title_in_every_builder(project, builder, page):
    words = {"source/services/mailer.md": "---\nsummary: Posts.\ntags: [mail]\n---\n# Mailer\n\nText.\n"}
    conf = CONF + 'typst_documents = [("index", "test", "Test", "nobody")]\nhtml_use_index = False\n'
    project.write({**SITE, **words, "conf.py": conf, "source/index.md": f"{TOCTREE}\nBefore {REFERENCES} after.\n"})
    result = built(project, "-W", builder=builder)
    written = result.text(page)
    if page.endswith("html"):
        soup = BeautifulSoup(written, "html.parser")
        paragraph = next(each for each in soup.select("p") if each.get_text().startswith("Before"))
        assert paragraph.get_text() == f"Before {' '.join(TITLES)} after."
        addresses = {link["href"] for link in paragraph.select("a")}
        assert [each for each in addresses if not (result.out / each).exists()] == []
        assert bool(addresses) == (builder != "singlehtml")
    else:
        text = re.sub(
            r'label: "[^"]*"|\\DUrole{[\w-]+}', "", written[written.index("Before") : written.index("after.")]
        )
        assert re.findall(r"genindex|excellence", text) == []
        plain = " ".join(re.sub(r"[\\\";]|sphinx\w+|to\(, |\(|\)|\{|\}", "", text).split())
        assert plain.startswith(f"Before {' '.join(TITLES[:5])}")
        assert plain.count("R&D <i>50%</i> $x_1") == 2
