"""The scorecard in pages: what it counts, that it follows every page, and that the command says the same."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from sphinx_excellence.cli import main

FILES = {
    "conf.py": 'extensions = ["myst_parser", "sphinx_excellence"]\nexcellence_as_of = "2026-11-30"\n'
    'excellence_data = ["data"]\nhtml_theme = "alabaster"\nexclude_patterns = ["_build"]\n',
    "data/a.yaml": "patterns: {a: {title: A, tier: gold}, b: {title: B}, c: {title: C}}\n"
    "case_studies: {s: {title: S, company: C, patterns: [b]}}\n",
    "source/index.md": "# Home\n\n```{toctree}\none\nguides/g\nscore\n```\n",
    "source/one.md": "# One\n\n(here)=\n## Here\n\n{pattern}`a`\n",
    "source/a.md": "# A\n\n```{pattern-tier}\n```\n",
    "source/b.md": "---\norphan: true\n---\n# B\n\n```{pattern-tier}\n```\n\n{case-study}`s`\n",
    "source/c.rst": ":orphan:\n\nC\n=\n\n.. pattern-tier:: c\n\n:ref:`here`\n",
    "source/s.md": "---\norphan: true\n---\n# S\n\n```{case-study}\n```\n",
    "source/guides/g.md": "# G\n\nSome words.\n\n```\ncode is not counted\n```\n\n## Last\n\n[next](../a.md)\n",
    "source/score.md": "# Score\n\n```{excellence-scorecard}\n:measures: reach guides case-studies\n:name: card\n:class: mine\n```\n",
}


def shown(result):
    """Return the rows of the table, and what falls short, by measure."""
    page = BeautifulSoup(result.text("score.html"), "html.parser").select_one("#card.mine.excellence-scorecard")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    links = {link.get_text(): link["href"] for link in page.select("li a")}
    return {row[0]: (row[1].replace("\N{NO-BREAK SPACE}", " "), row[3]) for row in rows}, page.get_text(), links


@pytest.mark.parametrize("jobs", [(), ("-j2",)], ids=["one", "two"])
def test_the_scorecard_follows_every_page(project, jobs):
    project.write(FILES)
    values, text, links = shown(project.build("html", *jobs))
    assert values["Patterns within reach"] == ("33.3 %", "missed")
    assert values["From patterns to case studies"] == ("33.3 %", "missed")
    assert values["Short guides with a next step"] == ("100 %", "met")
    assert "1 of 3 patterns within 3 clicks" in text
    assert links["B"].partition("#")[0] == "b.html"
    # A link in another page, a guide that ends elsewhere, a page that goes: the scorecard's own page is as it was.
    project.write({
        "source/one.md": FILES["source/one.md"].replace("`a`", "`a` {pattern}`b`"),
        "source/guides/g.md": FILES["source/guides/g.md"].replace("[next](../a.md)", "the end"),
    })  # fmt: skip
    values, text, links = shown(project.build("html", *jobs))
    assert values["Patterns within reach"] == ("66.7 %", "missed")
    assert values["Short guides with a next step"] == ("0 %", "missed")
    assert "its last section leads nowhere" in text
    assert links["G"] == "guides/g.html"


def test_the_command_says_what_the_page_says_until_a_page_changes(project):
    project.write(FILES)
    values, _text, _links = shown(project.build("html"))
    root = str(project.root)

    def asked(*arguments):
        return CliRunner().invoke(main, ["scorecard", "--root", root, *arguments])

    assert "the pages are not measured" in asked().stderr
    gate = project.build("excellence")
    assert (gate.out / "site.json").is_file()
    told = json.loads(asked("--format", "json", "--pages", str(gate.out)).stdout)["measures"]
    measured = {each["title"]: (each["value"], each["result"]) for each in told}
    assert {title: measured[title] for title in values} == {
        title: (float(value.split()[0]), result) for title, (value, result) in values.items()
    }
    limits = ("check", "--root", root, "--pages", str(gate.out), "--select", "missed-target")
    assert CliRunner().invoke(main, [*limits, "--fail-under", "reach=33"]).exit_code == 0
    failed = CliRunner().invoke(main, [*limits, "--fail-under", "targets", "--fail-under", "guides=1"])
    assert failed.exit_code == 1
    assert "error missed-target: the measure 'reach' is 33.3" in failed.output
    assert "the measure 'gold-first' is not measured: The project names no file" in failed.output
    assert "'guides'" not in failed.output
    recorded = asked("--quarter", "2026Q4", "--record", "--version", "v1", "--yes", "--pages", str(gate.out))
    assert recorded.exit_code == 0, recorded.output
    again = asked("--measure", "reach", "--pages", str(gate.out))
    assert again.stdout.startswith("reach: 33.3")
    assert (project.root / "data/scorecard.yaml").read_text().count("version: v1") == sum(
        each["value"] is not None for each in told
    )
    assert "is not in 2026Q3" in asked("--quarter", "2026Q3", "--record").output
    project.write({"source/one.md": "# One\n"})
    changed = asked("--measure", "reach", "--pages", str(gate.out))
    assert "have changed since" in changed.stderr
    assert "not measured" in changed.stdout
    wrong = CliRunner().invoke(main, [*limits, "--fail-under", "reech=3"])
    assert (wrong.exit_code, "did you mean 'reach'" in wrong.output) == (2, True)


def test_a_measure_that_there_is_not_is_reported_where_it_is_written(project):
    project.write({**FILES, "source/score.md": "# Score\n\n```{excellence-scorecard}\n:measures: reech\n```\n"})
    result = project.build("dummy")
    (warning,) = [line for line in result.warnings if "score.md" in line and "names no measure" in line]
    assert "score.md:4:12" in warning
    assert "did you mean 'reach'" in warning
