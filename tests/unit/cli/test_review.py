"""The command that prints what a review has to look at."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.loader.load import load
from sphinx_excellence.views.events import events
from sphinx_excellence.views.review_items import review_items

DATA = """
patterns:
  saga: {title: "Saga *x* \\\\x1b", tier: gold, reviewed: 2024-01-01}
  odd: {title: Odd}
reviews:
  2025Q4: {decisions: [{pattern: odd}]}
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "conf.py").write_text("extensions = ['sphinx_excellence']\nexcellence_as_of = '2026-02-01'\n")
    (tmp_path / "data").mkdir()

    def ran(*arguments, data=DATA):
        (tmp_path / "data/a.yaml").write_text(data.replace("\\\\x1b", "[b](x)"))
        return CliRunner().invoke(main, ["review", "--root", str(tmp_path), *arguments])

    return ran


def test_the_newest_open_review_is_printed(run):
    result = run()
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Review of 2025 Q4",
        "",
        "Tier movements",
        "  [ ] pattern saga: The review is due on 2025-01-01.",
        "",
        "New patterns",
        "  [x] pattern odd: It has no tier.",
        "",
        "Content updates",
        "  [ ] pattern saga: No case study shows it. It has no source.",
    ]


def test_markdown_is_a_task_list_in_which_titles_are_no_markup(run):
    lines = run("--format", "markdown", "--quarter", "2025Q3").output.splitlines()
    assert lines[0] == "## Review checklist for 2025 Q3"
    assert "- [ ] Saga \\*x\\* \\[b\\](x): The review is due on 2025-01-01." in lines
    assert "- [ ] Odd: It has no tier." in lines


def test_json_has_every_item(run):
    found = json.loads(run("--format", "json").output)
    assert found["quarter"] == "2025Q4"
    assert [(item["id"], item["group"], item["decided"]) for item in found["items"]] == [
        ("saga", "tiers", False), ("odd", "new", True), ("saga", "content", False),
        ("saga", "content", False),
    ]  # fmt: skip


def test_without_an_open_review_it_is_the_quarter_of_today(run):
    assert run(data="patterns: {}\n").output == "Review of 2026 Q1\nThere is nothing to look at.\n"
    assert run("--as-of", "2024-04-01", data="patterns: {}\n").output.startswith("Review of 2024 Q2\n")


def test_what_is_no_quarter_is_refused(run):
    result = run("--quarter", "2025-Q3")
    assert result.exit_code == 2
    assert "'2025-Q3' is not a quarter; accepted: a year and a quarter, such as 2026Q4" in result.output


# Closing one ------------------------------------------------------------------------------------------------------

PATTERNS = """# All patterns.
patterns:
  saga:
    title: Saga   # the first one
    tier: silver
    reviewed: 2024-01-01  # by hand
    history:
      - {date: 2024-01-01, tier: silver, reason: New.}
    summary: It compensates.
  plain: {title: Plain, tier: gold}
  fresh:
    title: Fresh
    tier: silver
"""
REVIEW = """reviews:
  2025Q4:
    by: architecture group
    decisions:
      - {pattern: saga, tier: gold, reason: "Proven: *twice*.", decision: adr-1}
      - {pattern: plain}
      - {pattern: fresh, tier: bronze, reason: Old.}
      - {pattern: paged, tier: gold, reason: Good.}
decisions: {adr-1: {title: A, status: accepted, date: 2025-01-01}}
"""
PAGE = "---\nexcellence_tier: silver\nstatus: recommended\n---\n# Paged\n\n---\n\nText.\n"


@pytest.fixture
def closed(tmp_path):
    (tmp_path / "conf.py").write_text("extensions = ['myst_parser', 'sphinx_excellence']\n")
    for folder in ("data", "source"):
        (tmp_path / folder).mkdir()

    def ran(*arguments, patterns=PATTERNS, review=REVIEW, page=PAGE):
        (tmp_path / "data/patterns.yaml").write_text(patterns)
        (tmp_path / "data/reviews.yaml").write_text(review)
        (tmp_path / "source/paged.md").write_text(page)
        call = ["review", "close", "2025Q4", "--root", str(tmp_path), "--as-of", "2025-12-15", *arguments]
        result = CliRunner().invoke(main, call)
        return result, {path.name: path.read_text() for path in tmp_path.glob("*/*.*")}

    return ran


def test_closing_makes_the_patterns_say_what_was_decided_and_touches_nothing_else(closed):
    result, files = closed("--yes")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "3 files changed.")
    assert files["patterns.yaml"] == (
        "# All patterns.\npatterns:\n  saga:\n    title: Saga   # the first one\n    tier: gold\n"
        "    reviewed: 2025-12-15  # by hand\n    history:\n      - {date: 2024-01-01, tier: silver, reason: New.}\n"
        '      - {date: 2025-12-15, tier: gold, reason: "Proven: *twice*.", decision: adr-1}\n'
        "    summary: It compensates.\n"
        "  plain: {title: Plain, tier: gold, reviewed: 2025-12-15}\n"
        "  fresh:\n    title: Fresh\n    tier: bronze\n    reviewed: 2025-12-15\n    history:\n"
        "      - {date: before 2025-12-15, tier: silver}\n"
        '      - {date: 2025-12-15, tier: bronze, reason: "Old."}\n'
    )
    assert files["reviews.yaml"] == REVIEW.replace("decisions: {adr", "    closed: 2025-12-15\ndecisions: {adr")
    assert files["paged.md"] == (
        "---\nexcellence_tier: gold\nstatus: recommended\nreviewed: 2025-12-15\nhistory:\n"
        "  - {date: before 2025-12-15, tier: silver}\n"
        '  - {date: 2025-12-15, tier: gold, reason: "Good."}\n---\n# Paged\n\n---\n\nText.\n'
    )


def test_the_gate_agrees_with_what_closing_wrote(closed, tmp_path):
    closed("--yes")
    told = CliRunner().invoke(
        main, ["check", "--root", str(tmp_path), "--as-of", "2025-12-15", "--select", "review-not-applied"]
    )
    assert told.exit_code == 0, told.output


def test_a_move_from_a_tier_without_a_history_is_a_move_and_no_new_pattern(closed, tmp_path):
    closed("--yes")
    registry = load(tmp_path, ["data"]).registry
    assert [event.id for event in events(registry, until=date(2025, 12, 31)) if "/fresh/" in event.id] == [
        "pattern/fresh/2025-12-15/bronze"
    ]
    assert [item.record for item in review_items(registry, "2025Q4") if item.group == "new"] == []


def test_what_is_later_than_the_day_of_closing_stays(closed):
    later = PATTERNS.replace("reviewed: 2024-01-01", "reviewed: 2025-12-31")
    _result, files = closed("--yes", patterns=later)
    assert "reviewed: 2025-12-31  # by hand" in files["patterns.yaml"]
    later = PATTERNS.replace("date: 2024-01-01", "date: 2025-12-31")
    result, files = closed("--yes", patterns=later)
    assert (result.exit_code, files["patterns.yaml"], files["reviews.yaml"]) == (1, later, REVIEW)
    assert "by hand, because its history has an entry of 2025-12-31, which is later: pattern saga" in result.output


def test_nothing_is_written_before_one_agrees(closed):
    for arguments in ((), ("--diff",)):
        result, files = closed(*arguments)
        assert (result.exit_code, files["patterns.yaml"]) == (1, PATTERNS)
        assert "+    reviewed: 2025-12-15  # by hand" in result.output


@pytest.mark.parametrize(
    ("arguments", "changed", "told"),
    [
        ((), {"review": REVIEW.replace("2025Q4", "2025Q3")}, "there is no review '2025Q4'; did you mean '2025Q3'?"),
        ((), {"review": REVIEW.replace("by:", "closed: 2025-12-01\n    by:")}, "was closed on 2025-12-01"),
        ((), {"patterns": PATTERNS.replace("title: Plain", "titel: Plain")}, "fix the errors in the records first"),
        (("--by",), {}, "requires an argument"),
    ],
)
def test_what_cannot_be_closed_is_said(closed, arguments, changed, told):
    result, _files = closed(*arguments, **changed)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_what_cannot_be_written_is_told_and_nothing_is(closed):
    shared = PATTERNS.replace("    history:\n", "    history: &h\n").replace(
        "    title: Fresh", "    title: Fresh\n    history: *h"
    )
    result, files = closed("--yes", patterns=shared)
    assert (result.exit_code, files["patterns.yaml"], files["reviews.yaml"]) == (1, shared, REVIEW)
    assert "by hand, because other values would change too, such as those of an anchor: pattern saga: history:" in (
        result.output
    )


def test_the_role_is_written_where_the_review_has_none(closed):
    _result, files = closed("--yes", "--by", "team: \u2028x", review=REVIEW.replace("    by: architecture group\n", ""))
    assert '    by: "team: ' in files["reviews.yaml"]
