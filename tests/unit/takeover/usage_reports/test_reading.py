"""The body of a report becomes a record: nothing of it is lost, and what is wrong is told with its line."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.loader.load import load
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.takeover.record_yaml import record_yaml
from sphinx_excellence.takeover.usage_reports.answers import answers
from sphinx_excellence.takeover.usage_reports.data_file import DataFileError, with_record
from sphinx_excellence.takeover.usage_reports.forms import form_of
from sphinx_excellence.takeover.usage_reports.measures import outcome_of, scale_of
from sphinx_excellence.takeover.usage_reports.report import read_report

TODAY = date(2026, 10, 1)
BODY = """\
### Pattern

Saga (saga)

### Company

_No response_

### Scale

1.2 million orders/day

### Implementation details

An orchestrator.

#### Deeper

```
### Pattern
no heading
```

### Outcomes

- Failed orders: from 40 a day to 2 a day
- Reliability: better

### Would you recommend it?

It depends

### Why or why not?

Steps must be undone.

### Budget

3 people

### Verified by

Me
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    (root / "data").mkdir()
    (root / "data/a.yaml").write_text(
        "patterns:\n  saga: {title: Saga}\n  two-phase-commit: {title: Two-Phase Commit, aliases: [2pc]}\n"
        "usage_reports:\n  saga-acme: {pattern: saga, company: Acme, date: 2026-01-01}\n"
    )
    return load(root, ["data"]).registry


def read(registry, body, **more):
    return read_report(body, registry, today=TODAY, **more)


def said(report):
    return [f"{each.line}{'!' if each.is_error else ''} {each.message}" for each in report.remarks]


def test_the_answers_of_a_form_become_a_record(registry):
    report = read(registry, BODY, source="https://example.org/12")
    assert report.is_usable
    assert report.record_id == "saga-anonymous-2026-10-01"
    assert report.record == {
        "pattern": "saga",
        "anonymous": True,
        "date": "2026-10-01",
        "scale": {"figure": 1_200_000, "unit": "orders/day"},
        "details": [
            "An orchestrator.\n\n#### Deeper\n\n```\n### Pattern\nno heading\n```",
            "**Outcomes**\n\n- Reliability: better",
            "**Budget**\n\n3 people",
            "**Verified by**\n\nMe",
        ],
        "outcomes": [{"metric": "Failed orders", "before": "40 a day", "after": "2 a day"}],
        "recommend": "depends",
        "why": "Steps must be undone.",
        "source": "https://example.org/12",
    }
    assert said(report) == [
        "26 these outcomes have no figures before and after; they go into `details`",
        "39 'Budget' is no field of a report; it goes into `details`",
        "43 a report does not say itself who verified it; the answer goes into `details`",
    ]


def test_the_template_in_markdown_becomes_a_record(registry):
    body = (
        "<!-- Pattern Usage Report\nTemplate -->\n## Pattern Usage Report\n\n**Pattern**: 2PC\n**Company**: Acme\n"
        "**Scale**: three services\n**Duration:** 2 years\n\nA remark.\n\n### Implementation Details\n[Architecture overview]\n\n"
        "### Outcomes\n- Performance impact:\n- Operational changes:\n\n### Lessons Learned\n- One\n- Two\n\n"
        "### Would you recommend? Why/why not?\nNo, because it blocks.\n"
    ).replace("\n", "\r\n")
    report = read(registry, body.replace("2PC", "2pc"))
    assert report.record == {
        "pattern": "two-phase-commit",
        "company": "Acme",
        "date": "2026-10-01",
        "scale": {"text": "three services"},
        "duration": "2 years",
        "details": "A remark.",
        "lessons": ["One", "Two"],
        "recommend": "no",
        "why": "because it blocks.",
    }
    assert [each.line for each in report.remarks] == [7, 10]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "1! names no pattern"),
        ("### Company\n\nAcme\n", "1! names no pattern"),
        ("\n### Pattern\n\nSga\n", "4! unknown pattern 'Sga'; did you mean 'Saga'?"),
        ("### Pattern\n\nsaga\n\n### Details\n\nx\n[y](javascript:alert(1))\n", "8! links to 'javascript:alert"),
        ("### Pattern\n\nsaga\n\n### Details\n\nx\n\n{download}`a`\n", "9 role 'download' is not for texts"),
        ("### Pattern\n\nsaga\n\n### Date\n\nyesterday\n", "7! `date`:"),
        ("### Pattern\n\nsaga\n\n### Why\n\n\x07\n", "7! holds the character U+0007"),
        ("### Pattern\n\nsaga\n\n### Pattern\n\nother\n", "7 'Pattern' is answered a second time"),
        ("x" * 200_001, "1! has 200001 characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(registry, body, told):
    report = read(registry, body)
    assert any(each.startswith(told) for each in said(report)), said(report)
    assert report.is_usable == ("!" not in told)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1200000 requests/day", (1_200_000, "requests/day")),
        ("1,200,000 requests a day", (1_200_000, "requests a day")),
        ("100M requests/day", (100_000_000, "requests/day")),
        ("5k rps", (5_000, "rps")),
        ("2.5 million users", (2_500_000, "users")),
        ("12 teams", (12, "teams")),
        ("99.5 %", None),
        ("1.200 requests", None),  # 1.2, or 1200
        ("10-20 teams", None),
        ("a lot", None),
        ("3 services on 4 hosts", None),
        (f"{'9' * 400} requests/day", None),
        (f"{2**53 + 2} requests/day", None),
        ("9999 billion requests/day", (9_999_000_000_000, "requests/day")),
    ],
)
def test_a_scale_is_read_where_it_is_clear(text, scale):
    assert scale_of(text) == (None if scale is None else {"figure": scale[0], "unit": scale[1]})


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("- Latency: p99 from 450 ms to 120 ms", ("Latency", "450 ms", "120 ms", "p99")),
        ("Cost: 40 -> 12 EUR", ("Cost", "40", "12 EUR", None)),
        ("| Errors | 3 % | 0.1 % |", ("Errors", "3 %", "0.1 %", None)),
        ("- Latency: much better", None),
        ("| Metric | Before | After |", None),
        ("- Latency: down to 120 ms", None),
    ],
)
def test_an_outcome_is_read_where_it_has_figures(line, outcome):
    found = outcome_of(line)
    keys = ("metric", "before", "after", "qualifier")
    assert (None if found is None else tuple(found.get(key) for key in keys)) == outcome


def test_every_field_of_the_forms_is_read_back():
    form = yaml.safe_load(form_of("github", [("saga", "Saga: a #1")]))
    labels = [each["attributes"]["label"] for each in form["body"]]
    found = answers("".join(f"### {label}\n\nx\n\n" for label in labels))
    assert [each.field for each in found] == [each["id"] for each in form["body"]]
    choices = [option for each in form["body"] for option in each["attributes"].get("options", ())]
    assert choices == ["Saga: a #1 (saga)", "Yes", "No", "It depends"]
    assert form_of("github", [(f"p{number}", "P") for number in range(99)]).count("type: dropdown") == 1
    template = form_of("gitlab", [("saga", "Saga")])
    assert "saga" in template
    assert [each for each in answers(template) if each.text.strip("- \n:") and each.field != "outcomes"] == []


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
LINES = st.one_of(
    WORDS,
    st.sampled_from(["### Pattern", "### Company", "**Scale**: 5 teams", "```", "## X", "", "### Why", "- a: from 1 to 2",
                     "### Outcomes", "saga", "<!--", "-->", "### Would you recommend it?", "Yes", "~~~", "| a | 1 | 2 |"]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(LINES, max_size=20))
def test_no_word_of_any_body_is_lost(registry, lines):
    body = "### Pattern\n\nsaga\n\n" + "\n".join(lines)
    report = read(registry, body)
    written = record_yaml({"usage_reports": {"r": report.record}})
    assert not read_yaml(written).problems
    kept = written.casefold() + " ".join(each.message for each in report.remarks).casefold()
    for answer in answers(body):
        for word in answer.text.split():
            bare = word.strip("#*-|:~`_.,;!<>()[]\"'\\").casefold()
            is_plain = bare.isascii() and bare.isalpha() and bare not in {"from", "to", "a"}
            if is_plain and answer.field not in {"pattern", "anonymous", "recommend"}:
                assert bare in kept, (word, answer)


RECORD = {"pattern": "saga", "details": "One.\n\n- two"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "patterns: {}\n",
        "# A remark\nusage_reports:  # here\n    # and here\n    old: {pattern: saga}\n\npatterns:\n  x: {title: X}\n",
        "usage_reports:\n",
        "usage_reports:",
        "patterns:\n  x: {title: X}",
    ],
)
def test_a_record_is_added_and_nothing_else_changes(text):
    made = with_record(text, "usage_reports", "new", RECORD)
    held = read_yaml(made)
    assert not held.problems
    assert held.value["usage_reports"]["new"] == RECORD
    assert [line for line in text.split("\n") if line not in made] == []


@pytest.mark.parametrize("text", ["usage_reports: {a: {pattern: saga}}\n", "usage_reports: [", "- 1\n",
                                  "usage_reports:\n  new: {pattern: saga}\n", "a: 1\na: 2\n"])  # fmt: skip
def test_a_file_that_cannot_take_it_stays_as_it_is(text):
    with pytest.raises(DataFileError):
        with_record(text, "usage_reports", "new", RECORD)
