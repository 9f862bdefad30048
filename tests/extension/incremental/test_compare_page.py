"""Where patterns are compared: what leads there, in each format, and as the page comes and goes."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.conftest import CONF
from tests.extension.incremental.test_incremental import differences

RECORDS = """
patterns:
  saga: {title: Saga, tier: gold, tags: [kafka, money], summary: Steps., trade_offs: {pros: [No locks]}}
  poll: {title: Polling, tier: bronze, status: legacy, tags: [money], alternatives: [{pattern: saga}]}
  lone: {title: Lone}
comparisons:
  ways: {title: Ways, columns: [{id: one, title: One}], rows: [{need: Order, one: {pattern: saga}}]}
"""
THERE = "# Sides\n\n```{compare-patterns}\n```\n"
SITE = {
    "conf.py": CONF,
    "data/records.yaml": RECORDS,
    "source/index.md": "# Home\n\n```{pattern-catalog}\n:filter:\n```\n\n```{toctree}\nin/saga\nin/poll\nways\nsides\n```\n",
    "source/in/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/in/poll.md": "# Polling\n\n```{pattern-tier} poll\n```\n",
    "source/ways.md": "# Ways\n\n```{comparison-matrix} ways\n```\n",
    "source/sides.md": THERE,
}


def links(text: str) -> list[str]:
    """Return where the links called Compare lead."""
    return re.findall(
        r'<a class="[^"]*" href="([^"]*)"[^>]*><span class="[^"]*"(?: title="[^"]*")?>Compare</span></a>', text
    )


#: Of each format: the pages of the two patterns, and where their banners lead.
LED = {
    "html": ("in/saga.html", "in/poll.html", "../sides.html#compare=%s"),
    "dirhtml": ("in/saga/index.html", "in/poll/index.html", "../../sides/#compare=%s"),
    "singlehtml": ("index.html", "index.html", "#compare=%s"),
}


@pytest.mark.parametrize("builder", LED)
def test_banners_lead_to_where_patterns_are_compared(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    saga, poll, address = LED[builder]
    assert address % "saga" in links(result.text(saga))
    assert address % "poll" in links(result.text(poll))
    page = result.text("index.html")
    assert f'data-compare="{address.removeprefix("../").removeprefix("../") % ""}"' in page
    # A link by its first words has a tip; the one to another place has none.
    assert "title=" not in "".join(re.findall(r"<a [^>]*#compare=[^>]*>.*?</a>", result.text(saga)))


def test_an_e_book_leads_to_the_comparison_that_is_written(project):
    project.write({**SITE, "conf.py": CONF + 'version = copyright = "1"\n'})
    result = project.build("epub", "-W")
    assert (result.warnings, result.code) == ([], 0)
    assert links(result.text("in/saga.xhtml")) == ["../ways.xhtml#record-comparison-ways"]
    assert "#compare=" not in result.text("in/poll.xhtml")


@pytest.mark.parametrize("builder", ["text", "latex", "typst", "xml"])
def test_other_formats_have_the_written_comparisons_alone(project, builder):
    titles = 'latex_documents = [("index", "test.tex", "T", "n", "manual")]\nversion = copyright = "1"\n'
    project.write({**SITE, "conf.py": CONF + titles})
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    file = {"text": "sides.txt", "latex": "test.tex", "typst": "test/pages/sides.typ", "xml": "sides.xml"}[builder]
    assert "Ways" in result.text(file)
    assert "No locks" not in result.text(file)


@pytest.mark.parametrize(
    "without",
    ["# Sides\n", "# Sides\n\n```{compare-patterns}\n:no-index:\n```\n",
     "# Sides\n\n````{only} epub\n```{compare-patterns}\n```\n````\n"],
    ids=["gone", "no-index", "another builder"],
)  # fmt: skip
def test_a_page_that_comes_and_goes_takes_the_links_along(project, without):
    for number, page in enumerate((THERE, without, THERE)):
        project.write({**SITE, "source/sides.md": page})
        kept = project.build("html", "-W", doctrees="kept", out="html")
        assert (kept.warnings, kept.code) == ([], 0)
        is_there = page == THERE
        written = ["../ways.html#record-comparison-ways"]
        assert links(kept.text("in/saga.html")) == (["../sides.html#compare=saga"] if is_there else written), number
        assert links(kept.text("in/poll.html")) == (["../sides.html#compare=poll"] if is_there else []), number
        assert ('data-compare="sides.html#compare="' in kept.text("index.html")) is is_there, number
        shutil.rmtree(project.root / "clean", ignore_errors=True)
        project.build("html", doctrees=f"fresh-{number}", out="clean")
        different = differences(project.root / "html", project.root / "clean")
        assert [each for each in different if not each.endswith(".pickle")] == [], number


def test_the_parts_follow_the_records(project):
    project.write(SITE)
    part = "_static/excellence-parts/sides.1.js"
    first = project.build("html", "-W", doctrees="kept", out="html")
    assert "No locks" in first.text(part)
    project.write({"data/records.yaml": RECORDS.replace("No locks", "No waiting")})
    assert "No waiting" in project.build("html", "-W", doctrees="kept", out="html").text(part)
    project.write({"source/sides.md": "# Sides\n"})
    project.build("html", "-W", doctrees="kept", out="html")
    assert not (project.root / "html" / part).exists()


def test_several_values_of_an_entry_stay_apart(project):
    project.write(SITE)
    page = project.build("html", "-W").text("index.html")
    assert 'data-tag="kafka&#10;money"' in page
    # The compared patterns have their ids and titles in one value.
    sides = project.build("html", "-W").text("sides.html")
    assert 'data-titles="lone&#9;Lone&#10;poll&#9;Polling&#10;saga&#9;Saga"' in sides
    assert 'data-pairs="poll&#9;saga"' in sides
