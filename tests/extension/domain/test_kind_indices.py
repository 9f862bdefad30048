"""The indices of kinds that a project adds: in every builder, and as the data changes."""

from __future__ import annotations

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
SITE = {
    "conf.py": CONF,
    "data/model.yaml": 'kinds: {service: {plural: "R&D <i>50%</i> $x_1"}, team: {}}\n',
    "source/index.md": "# Home\n\n{ref}`excellence-services`\n\n```{toctree}\n:glob:\nservices/*\n```\n",
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
    project.write({**SITE, "source/index.md": SITE["source/index.md"].replace("{ref}`excellence-services`", "Text.")})
    result = built(project, "-W", builder=builder)
    if builder == "latex":
        assert r"\renewcommand{\indexname}{R\&D <i>50\%</i> \$x\_1}" in result.text("test.tex")


@pytest.mark.parametrize(
    "change",
    [
        {"data/model.yaml": "kinds: {service: {plural: Things}, team: {}}\n"},
        {"source/services/mailer.md": None},
        {"data/model.yaml": "kinds: {service: {key: things}, team: {}}\n", "source/index.md": "# Home\n"},
        {"source/services/ledger.md": None, "source/services/mailer.md": None, "source/index.md": "# Home\n"},
        {"data/model.yaml": "kinds: {team: {}}\n", "conf.py": CONF.replace('"services/*": "service", ', ""),
         "source/index.md": "# Home\n"},
    ],
    ids=["plural", "record", "key", "records", "kind"],
)  # fmt: skip
def test_an_index_after_a_change_is_that_of_a_clean_build(project, change):
    quiet = {"conf.py": CONF + 'suppress_warnings = ["excellence", "toc", "myst.topmatter"]\n'}
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
