"""The gate in Sphinx: warnings, severities, the check builder, and that a second run says the same."""

from __future__ import annotations

import json

import pytest

from tests.extension.knowledge import SITE

BROKEN = {
    "data/a.yaml": "patterns:\n  old: {title: Old, tier: bronze}\n  saga: {title: Saga}\n  lost: {title: Lost}\n",
    "source/index.md": "# Home\n\n{pattern}`sga`\n\n```{toctree}\nold\nsaga\nother\n```\n",
    "source/old.md": "# Old\n\n```{pattern-tier} old\n```\n\n```{pattern-tier} old\n```\n",
    "source/saga.md": "# Saga\n\nNo banner.\n",
    "source/other.rst": "Other\n=====\n\n.. production-checklist::\n\n.. pattern-catalog::\n   :status: recomended\n\n"
    "See :pattern:`sagga` there.\n",
}
EXPECTED = [
    "data/a.yaml:2:3: WARNING: pattern 'old' is bronze, but it names no alternative; add `alternatives: "
    "[{pattern: ..., when: ...}]`, or `no_alternative` with the reason [excellence.no-alternative]",
    "source/index.md:3:11: WARNING: unknown pattern 'sga'; did you mean 'saga'? accepted: lost, old, saga "
    "[excellence.unknown-reference]",
    "source/old.md:6:5: WARNING: pattern 'old' already has its home page at source/old.md:3; add `:no-index:` to "
    "the directive that only shows it [excellence.duplicate-home]",
    "source/other.rst:4:1: WARNING: `production-checklist` names no pattern, and this page is not the home "
    "page of one; write an id after the directive's name [excellence.missing-argument]",
    "source/other.rst:7:13: WARNING: no pattern has the status 'recomended'; did you mean 'recommended'? accepted: "
    "deprecated, legacy, recommended, use-with-caution [excellence.unknown-filter]",
    "source/other.rst:9:15: WARNING: unknown pattern 'sagga'; did you mean 'saga'? accepted: lost, old, saga "
    "[excellence.unknown-reference]",
    "source/saga.md:1:1: WARNING: the page of pattern 'saga' has no banner; add ```{pattern-tier} saga``` below the "
    "heading [excellence.missing-banner]",
]
BUILDERS = ("html", "dirhtml", "singlehtml", "latex", "text", "man", "texinfo", "xml", "gettext", "excellence")


@pytest.mark.parametrize("builder", BUILDERS)
def test_findings_are_warnings_in_every_builder_with_their_places(project, builder):
    project.write(BROKEN)
    result = project.build(builder, "-W")
    assert sorted(line for line in result.warnings if "excellence." in line) == EXPECTED
    assert result.code == 1


def test_a_second_run_says_the_same_and_ends_the_same(project):
    project.write(BROKEN)
    runs = [project.build("html", "-W", "-j", jobs) for jobs in ("1", "1", "2")]
    assert [sorted(run.warnings) for run in runs] == [EXPECTED] * 3
    assert {run.code for run in runs} == {1}


def test_the_number_of_jobs_changes_no_message(project):
    project.write(
        {
            **SITE,
            **BROKEN,
            "source/index.md": BROKEN["source/index.md"].replace("other", "other\nrest\nlive\ntwo-phase-commit"),
        }
    )
    runs = [project.build("html", "-W", "-j", jobs, doctrees=f"trees{jobs}", out=f"out{jobs}") for jobs in ("1", "2")]
    assert sorted(runs[0].warnings) == sorted(runs[1].warnings)
    assert len(runs[0].warnings) > 5


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_that_sphinx_itself_warns_about_fails_again_until_it_is_mended(project, jobs):
    project.write({"source/index.md": "# Home\n\n{ref}`nowhere`\n\n```{toctree}\na\nb\n```\n",
                   "source/a.md": "# A\n\n```{nonsense}\n```\n", "source/b.md": "# B\n",
                   "data/a.yaml": "patterns:\n  saga: {title: Saga}\n"})  # fmt: skip
    first = project.build("html", "-W", "-j", jobs)
    second = project.build("html", "-W", "-j", jobs)
    other = project.build("text", "-W", "-j", jobs)
    assert len(first.warnings) >= 2
    assert (sorted(second.warnings), second.code) == (sorted(first.warnings), 1)
    assert (sorted(other.warnings), other.code) == (sorted(first.warnings), 1)
    project.write({"source/index.md": "# Home\n\n```{toctree}\na\nb\n```\n", "source/a.md": "# A\n"})
    assert project.build("html", "-W", "-j", jobs).code == 0


def test_severities_and_suppression_are_settings(project):
    conf = (project.root / "conf.py").read_text() + (
        '\nexcellence_rules = {"no-alternative": "off", "record-without-page": "warning"}\n'
        'suppress_warnings = ["excellence.missing-banner", "excellence.unknown-reference"]\n'
    )
    project.write({**BROKEN, "conf.py": conf})
    told = [line.rpartition("excellence.")[2].rstrip("]") for line in project.build("html").warnings]
    assert sorted(told) == ["duplicate-home", "missing-argument", "record-without-page", "unknown-filter"]


def test_the_check_builder_fails_by_itself_and_writes_reports(project):
    project.write(BROKEN)
    result = project.build("excellence")
    assert result.code == 1
    report = json.loads(result.text("report.json"))
    assert {row["severity"] for row in report["findings"]} == {"error", "warning", "info"}
    assert "data/a.yaml:4:3: info record-without-page: pattern 'lost' has no page" in result.text("report.txt")
    assert not list(result.out.glob("*.html"))
    assert project.build("excellence").code == 1


def test_the_check_builder_fails_and_writes_reports_even_if_nothing_has_changed(project):
    project.write({**SITE, "data/lost.yaml": "patterns:\n  lost: {title: Lost, tier: bronze}\n"})
    first = project.build("excellence")
    report = first.text("report.json")
    for path in first.out.glob("report.*"):
        path.unlink()
    again = project.build("excellence")
    assert (first.code, again.code, again.text("report.json")) == (1, 1, report)


def test_the_check_builder_is_content_without_errors_and_obeys_suppression(project):
    project.write(SITE)
    assert project.build("excellence").code == 0
    conf = (project.root / "conf.py").read_text() + '\nsuppress_warnings = ["excellence"]\n'
    project.write({**BROKEN, "conf.py": conf})
    result = project.build("excellence")
    assert (result.code, result.text("report.txt")) == (0, "No findings.\n")


def test_settings_that_cannot_be_used_are_told_at_their_line_and_defaulted(project):
    conf = (project.root / "conf.py").read_text()
    line = len(conf.splitlines()) + 1
    conf += 'excellence_data = "data"\nexcellence_rules = {"no-alternativ": "off"}\nexcellence_as_of = "soon"\n'
    project.write({**SITE, "conf.py": conf})
    told = [warning for warning in project.build("html").warnings if "wrong-setting" in warning]
    assert [warning.split(": WARNING: ")[0] for warning in told] == [f"conf.py:{line + n}:1" for n in range(3)]
    assert "did you mean 'no-alternative'?" in told[1]


def test_a_record_or_page_that_goes_between_two_builds_is_told_and_leaves_nothing(project):
    project.write(SITE)
    assert project.build("html", "-W").code == 0
    (project.root / "source" / "saga.md").unlink()
    index = SITE["source/index.md"].replace("\nsaga\n", "\n")
    data = SITE["data/all.yaml"].replace("  odd:\n    title: Odd\n", "")
    project.write({"source/index.md": index, "data/all.yaml": data})
    result = project.build("html")
    assert not (result.out / "saga.html").exists()
    assert [line.rpartition("[")[2] for line in result.warnings] == ["excellence.unknown-reference]"] * 2
    assert {line.split(":")[0] for line in result.warnings} == {"source/index.md", "source/odd.md"}


def test_a_changed_record_rereads_exactly_the_pages_that_show_it(project):
    from sphinx.application import Sphinx

    project.write(SITE)
    read: list[list[str]] = []

    def build():
        app = Sphinx(
            project.root / "source", project.root, project.root / "out", project.root / "trees", "html", status=None
        )
        app.connect("env-before-read-docs", lambda _app, _env, names: read.append(list(names)))
        app.build()
        return app

    from sphinx.util.docutils import docutils_namespace

    with docutils_namespace():
        app = build()
    assert app.env.domains["excellence"].session.parsed == 1
    for old, new in (("Keys are sent", "Keys"), ("Cadence", "Temporal"), ("title: Odd", "title: Even")):
        text = (project.root / "data/all.yaml").read_text().replace(old, new)
        project.write({"data/all.yaml": text})
        with docutils_namespace():
            build()
    assert read[1:] == [["live", "rest", "review"], ["live", "review", "saga"], ["index", "live", "odd", "review"]]


def test_a_finding_that_is_mended_without_reading_a_page_is_gone(project):
    data = "patterns:\n  saga: {title: Saga, tier: silver}\n  odd: {title: Odd, tier: bronze, rationale: R%s}\n"
    project.write(
        {
            "data/a.yaml": data % "",
            "source/index.md": "# I\n\n```{pattern-tier} saga\n```\n\nText.\n",
        }
    )
    first = [line for line in project.build().warnings if "no-alternative" in line]
    project.write({"data/a.yaml": data % ", no_alternative: None is needed"})
    assert (len(first), [line for line in project.build().warnings if "no-alternative" in line]) == (1, [])
