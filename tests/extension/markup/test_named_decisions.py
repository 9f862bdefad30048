"""Decisions by their numbers, signs behind links to what is over, and titles of records on pages of other headings."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.conftest import CONF
from tests.extension.incremental.test_incremental import differences

DATA = """\
kinds:
  service:
    title: Service
    fields: {because: {title: Because of, type: decision}}
services:
  pay: {title: Payments, because: ADR-0002}
patterns:
  tpc: {title: 2PC, status: deprecated, alternatives: [{name: None of these}]}
  saga: {title: Saga, status: recommended, summary: "See [why](0002)."}
decisions:
  0001-use-locks: {title: "1. Use locks", status: superseded, date: 2020-01-01, superseded_by: ["2"]}
  0002-use-sagas: {title: Use sagas, status: accepted, date: 2021-01-01, supersedes: ["#1"]}
  0003-keep-both: {title: Keep both, status: rejected, date: 2022-01-01}
"""
CORE = """{"version": 1, "pages": {"decisions": {"0004-buy": "buy.html"}},
"decisions": {"0004-buy": {"title": "Buy it", "status": "deprecated"}}}"""
SITE = {
    "conf.py": CONF + 'excellence_external = {"core": ("https://core.example.org/", "core.json")}\n',
    "core.json": CORE,
    "data/d.yaml": DATA,
    "source/index.md": "# Home\n\n{adr}`2` {adr}`ADR-0001` {adr}`the third <3>` {adr}`core:4` {pattern}`tpc` {pattern}`saga`\n\n"
    "```{toctree}\nrest\nall\n```\n",
    "source/rest.rst": "Use sagas, as we do\n===================\n\n:adr:`adr-2` :adr:`#1`\n\n.. adr:: 0002\n",
    "source/all.md": "# All\n\n```{adr} 0001\n```\n\n## 3: Keep both!\n\n```{adr} 3\n```\n\n## More\n\n```{service} pay\n```\n\n"
    "```{pattern-tier} saga\n:no-index:\n```\n\n```{pattern-tier} tpc\n```\n",
}


def words(page: str, selector: str) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in BeautifulSoup(page, "html.parser").select(selector)]


def test_numbers_name_decisions_until_they_mean_others(project):
    project.write(SITE)
    result = project.build("html", doctrees="kept", out="html")
    assert (result.warnings, result.code) == ([], 0)
    home = BeautifulSoup(result.text("index.html"), "html.parser")
    links = {
        " ".join(a.get_text(" ").split()): a["href"] for a in home.select("p a[href*=record-decision], a[href*=core]")
    }
    assert links == {
        "Use sagas": "rest.html#record-decision-0002-use-sagas",
        "1. Use locks": "all.html#record-decision-0001-use-locks",
        "the third": "all.html#record-decision-0003-keep-both",
        "Buy it": "https://core.example.org/buy.html",
    }
    # What is over has a sign, whatever the link says; what holds has none.
    assert words(result.text("index.html"), ".excellence-sign") == [
        "Superseded",
        "Rejected",
        "Deprecated",
        "Deprecated",
    ]
    # Titles are there where no heading says them.
    assert words(result.text("all.html"), ".excellence-title") == ["1. Use locks", "Payments", "Saga"]
    assert words(result.text("rest.html"), ".excellence-title") == []
    assert 'href="rest.html#record-decision-0002-use-sagas"' in result.text("all.html")

    after = DATA.replace("0002-use-sagas", "0002-use-queues").replace("title: Use sagas", "title: Use queues")
    project.write({"data/d.yaml": after})
    same_as_clean(project, 0)
    project.write({"data/d.yaml": after + "  0002-use-sagas: {title: Use sagas, status: accepted, date: 2023-01-01}\n"})
    warnings = same_as_clean(project, 6)
    assert all("'0002-use-queues' or '0002-use-sagas'" in each for each in warnings)


def same_as_clean(project, reported: int) -> list[str]:
    kept = project.build("html", doctrees="kept", out="html")
    clean = project.build("html", doctrees="fresh-" + str(reported), out="clean")
    different = differences(project.root / "html", project.root / "clean")
    assert [each for each in different if not each.endswith(".pickle")] == []
    assert sorted(kept.warnings) == sorted(clean.warnings)
    found = [each for each in clean.warnings if "is the number of several decisions" in each]
    assert len(found) == reported
    return found


def test_a_number_in_a_role_means_the_decision_of_the_same_folder(project):
    def decision(title: str, text: str) -> str:
        return f"---\nstatus: accepted\ndate: 2026-01-01\n---\n# {title}\n\n## Context\n\n{text}\n"

    conf = CONF + 'excellence_pages = {"*/0*": "decision"}\n'
    index = "# Home\n\n```{toctree}\n:glob:\n\n*/*\n```\n"
    files = {"conf.py": conf, "data/d.yaml": "{}\n", "source/index.md": index}
    for folder in ("pay", "ship"):
        files[f"source/{folder}/0001-{folder}.md"] = decision(f"The {folder} decision", "As it is.")
        files[f"source/{folder}/0002-b.md"] = decision("B", "See {adr}`ADR-1`.")
    project.write({**files, "source/else/notes.rst": "Notes\n=====\n\n:adr:`1`\n"})
    result = project.build("html", doctrees="kept", out="html")
    for folder in ("pay", "ship"):
        assert f"The {folder} decision" in words(result.text(f"{folder}/0002-b.html"), "#context p")[0]
    warnings = same_as_clean(project, 1)
    assert "source/else/notes.rst:4:7" in warnings[0]
    project.write({"source/else/0001-else.md": decision("Another", "As it is.")})
    same_as_clean(project, 0)
    project.write({"source/pay/0001-second.md": decision("Second", "As it is.")})
    same_as_clean(project, 1)


@pytest.mark.parametrize("builder", ["text", "typst"])
def test_other_builders_show_the_same(project, builder):
    project.write(SITE)
    result = project.build(builder, "-W")
    assert (result.warnings, result.code) == ([], 0)
    if builder == "text":
        assert "1. Use locks Superseded" in " ".join(result.text("index.txt").split())
