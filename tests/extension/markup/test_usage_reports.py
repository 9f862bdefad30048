"""Reports from use in pages: the line in the banner leads to their list, and the links for feedback follow the data."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

DATA = """
patterns:
  saga: {title: "Saga & <co>", tier: silver, problems: [acid]}
  outbox: {title: Outbox, tier: silver}
selectors:
  choose:
    title: Choose
    scales: {any: {title: Any}}
    problems: {acid: {title: All or nothing, recommend: {any: {silver: [saga]}}}}
usage_reports:
  one:
    pattern: saga
    company: Acme
    date: 2026-05-01
    scale: {figure: 1200000, unit: orders a day}
    recommend: yes
    why: It holds.
    verified_by: platform team
  two: {pattern: saga, anonymous: true, date: 2026-06-01, scale: {figure: 3, unit: teams}}
"""
FILES = {
    "data/a.yaml": DATA,
    "source/index.md": "# Home\n\n```{toctree}\nsaga\nlist\nchoose\none\n```\n",
    "source/saga.md": "# Saga & &lt;co&gt;\n\n```{pattern-tier}\n```\n",
    "source/list.md": "# List\n\n```{usage-reports} saga\n```\n",
    "source/choose.md": "# Choose\n\n```{pattern-selector} choose\n```\n",
    "source/one.md": "# One\n\n```{usage-report}\n```\n",
}
LATEX = '\nlatex_documents = [("index", "test.tex", "Test", "nobody", "manual")]\n'
FEEDBACK = """
excellence_feedback = {
    "report": "https://example.org/new?title={title}&pattern={id}",
    "change": "https://example.org/edit/{page}",
    "source": "https://example.org/blob/{file}#L{line}",
}
"""


def soup_of(result, name):
    return BeautifulSoup(result.text(name), "html.parser")


def test_the_banner_leads_to_the_list(project):
    project.write(FILES)
    first = project.build("html")
    (line,) = soup_of(first, "saga.html").select(".excellence-usage")
    assert line.get_text() == "2 reports from use, 1 verified"
    target = line.a["href"]
    page, _, anchor = target.partition("#")
    assert soup_of(first, page).find(id=anchor) is not None
    # Without a list, the line leads nowhere.
    project.write({"source/list.md": "# List\n"})
    (line,) = soup_of(project.build("html"), "saga.html").select(".excellence-usage")
    assert line.a is None


def test_the_list_of_a_page_is_that_of_its_pattern(project):
    project.write({**FILES, "source/saga.md": FILES["source/saga.md"] + "\n```{usage-reports}\n```\n"})
    shown = soup_of(project.build("html"), "saga.html").select_one(".excellence-usage-reports").get_text(" ")
    for word in ("2 reports from use, 1 verified", "1\xa0200\xa0000 orders a day", "Yes: 1", "Acme", "Not verified"):
        assert word in " ".join(shown.split(" ")), word


def test_only_verified_reports_count_in_the_selector(project):
    project.write(FILES)
    shown = project.build("html").text("_static/excellence-parts/choose.1.js")
    assert "Reported in use by 1 team, at 1\xa0200\xa0000 orders a day" in shown


def test_pages_follow_the_reports(project):
    project.write(FILES)
    project.build("html")
    project.write({"data/a.yaml": DATA.replace("anonymous: true, date", "company: Beta, verified_by: a team, date")})
    again = project.build("html")
    clean = project.build("html", out="clean", doctrees="clean-doctrees")
    for page in ("saga.html", "list.html", "choose.html", "_static/excellence-parts/choose.1.js", "one.html"):
        assert again.text(page) == clean.text(page), page
    assert "2 reports from use, 2 verified" in again.text("saga.html")


def links(result, name):
    return {each.get_text(): each["href"] for each in soup_of(result, name).select(".excellence-feedback a")}


def test_links_for_feedback_are_encoded_and_follow_the_data(project):
    project.write({**FILES, "conf.py": (project.root / "conf.py").read_text() + LATEX + FEEDBACK})
    first = project.build("html")
    assert links(first, "saga.html") == {
        "Report use": "https://example.org/new?title=Saga%20%26%20%3Cco%3E&pattern=saga",
        "Propose a change": "https://example.org/edit/saga",
        "Source of this record": "https://example.org/blob/data/a.yaml#L3",
    }
    assert links(first, "one.html").keys() == {"Propose a change", "Source of this record"}
    assert links(first, "list.html") == {}
    project.write({"data/a.yaml": f"# A line more.\n{DATA}"})
    assert links(project.build("html"), "saga.html")["Source of this record"].endswith("#L4")
    assert "Report use" in project.build("latex", doctrees="other").text("test.tex")
    assert "Report use" not in project.build("text", doctrees="other").text("saga.txt")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"reprot": "https://example.org"}, "'reprot' is not a link; did you mean 'report'?"),
        ({"report": "javascript:alert('{id}')"}, "'report' is not a web address"),
        ({"report": "https://{id}.example.org/"}, "'report' is not a web address"),
        ({"report": "https://example.org/{idd}"}, "'report' has the unknown placeholder '{idd}'; did you mean 'id'?"),
        ({"report": "https://example.org/{"}, "'report' has a brace that is no placeholder"),
        ({"report": 1}, "the address of 'report' is not a string"),
        ({1: "https://example.org/"}, "'1' is not a link"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_finding(project, value, told):
    conf = (project.root / "conf.py").read_text()
    good = {"change": "https://example.org/edit/{id}"}
    project.write({**FILES, "conf.py": f"{conf}\nexcellence_feedback = { {**value, **good}!r}\n"})
    result = project.build("excellence")
    rows = [row for row in json.loads(result.text("report.json"))["findings"] if row["rule"] == "wrong-setting"]
    assert len(rows) == 1
    assert told in f"{rows[0]['message']} {rows[0]['help']}"
    assert links(project.build("html"), "saga.html").keys() == {"Propose a change"}
