"""``new decision``: the next one is written in the form of those in its folder."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.cli.sibling_form import Known, next_in_form
from sphinx_excellence.model.decision_sections import default_headings

KNOWN = Known("Use *a* queue", "0012", "proposed", "2026-03-02")
NYGARD = "# {n}. Do {n}\n\nDate: 2020-01-0{n}\n\n## Status\n\n{s}\n\n## Context\n\nWhy.\n\n## Decision\n\nThat.\n"
NEXT_NYGARD = "# 12. Use \\*a\\* queue\n\nDate: 2026-03-02\n\n## Status\n\n{s}\n\n## Context\n\n## Decision\n"


def made(*texts, in_rst=False):
    return next_in_form(texts, KNOWN, default_headings(), in_rst=in_rst)


@pytest.mark.parametrize(
    ("given", "status"), [("Accepted", "Proposed"), ("accepted", "proposed"), ("* **Done**", "Proposed")]
)
def test_a_log_of_adr_tools_goes_on_as_it_is(given, status):
    assert made(NYGARD.format(n=2, s=given), NYGARD.format(n=1, s="x")) == NEXT_NYGARD.format(s=status)


@pytest.mark.parametrize(
    ("title", "like"),
    [("ADR-0007: Do it", "ADR-0012: "), ("007 - Do it", "012 - "), ("Do 7. it", ""), ("2 phase commit", "")],
)
def test_the_title_begins_like_that_of_the_newest(title, like):
    assert made(f"# {title}\n\n## Status\n\nAccepted\n") == f"# {like}Use \\*a\\* queue\n\n## Status\n\nProposed\n"


def test_madr_has_the_keys_that_the_others_use_and_the_sections_that_most_have():
    newest = (
        "---\nparent: Decisions\nnav_order: 3\nstatus: accepted\ndate: 2025-01-01\ndecision-makers: [a]\nconsulted: x\n"
        "superseded-by: 0004\n---\n# Old\n\n## Context and Problem Statement\n\nA.\n\n### More\n\n## Odd one\n\n## Consequences\n\nB.\n"
    )
    older = "---\nparent: Decisions\nnav_order: 2\nstatus: x\ndate: x\ndecision-makers: [b]\n---\n# Old\n\n## Context\n\nA.\n"
    oldest = "---\nparent: Decisions\nnav_order: 1\nstatus: x\n---\n# Old\n\n## Context and Problem Statement\n"
    assert made(newest, older, oldest) == (
        "---\nparent: Decisions\nstatus: proposed\ndate: 2026-03-02\ndecision-makers: []\n---\n\n"
        "# Use \\*a\\* queue\n\n## Context and Problem Statement\n"
    )


def test_a_section_is_called_what_most_of_them_call_it():
    page = "# {n}. Old\n\n## Status\n\nAccepted\n\n## Context\n\n## {d}\n\nThat.\n"
    older = [page.format(n=n, d="Decision") for n in (3, 2, 1)]
    expected = "# 12. Use \\*a\\* queue\n\n## Status\n\nProposed\n\n## Context\n\n## Decision\n"
    assert made(page.format(n=4, d="Decision Outcome"), *older) == expected


@pytest.mark.parametrize(
    ("written", "next_one"),
    [("", ""), (" x", ""), (' ""', ""), (" null", ""), (" [a, b]", " []"), (" []", " []")],
)
def test_a_key_that_has_no_value_yet_is_written_as_the_others_write_it(written, next_one):
    lines = "---\nstatus: accepted\ndate: 2025-01-01\ndeciders:{}\n---\n# Old\n\n## Context\n"
    page = made(lines.format(written), lines.format(" y" if written != " [a, b]" else " [c]"))
    assert page is not None
    assert f"\ndeciders:{next_one}\n---\n" in page


def test_keys_that_are_empty_in_all_stay_empty():
    text = "---\nstatus: accepted\ndate: 2025-01-01\nconsulted:\ninformed:\n---\n# Old\n\n## Context\n"
    assert "\ndate: 2026-03-02\nconsulted:\ninformed:\n---\n" in made(text, text)
    assert "\ndate: 2026-03-02\nconsulted:\ninformed:\n---\n" in made(text)


def test_lines_below_the_title_say_what_they_say_in_the_others():
    text = (
        "# T\n\n* Status: Accepted  \n* Deciders: a\n* Date: 2020-01-01\n\nTechnical Story: x\n\n## Context\n\nWhy.\n"
    )
    assert made(text) == "# Use \\*a\\* queue\n\n* Status: Proposed  \n* Date: 2026-03-02\n\n## Context\n"


def test_restructuredtext_has_lines_below_its_headings():
    text = "1. Do it\n========\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n\nWhy.\n"
    assert made(text, in_rst=True) == (
        "12. Use \\*a\\* queue\n===================\n\nStatus\n------\n\nProposed\n\nContext\n-------\n"
    )


@pytest.mark.parametrize("texts", [(), ("# Just a page\n\nWith text.\n",), ("",)])
def test_without_a_form_to_go_by_there_is_none(texts):
    assert made(*texts) is None


def test_the_next_decision_of_a_folder_breaks_no_rule_that_fails(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    (tmp_path / "docs" / "conf.py").write_text("excellence_pages = {'adr/*': 'decision'}\n")
    for n in (1, 2):
        (folder / f"000{n}-do-{n}.md").write_text(NYGARD.format(n=n, s="Accepted"))
    told = CliRunner().invoke(main, ["new", "--root", "docs", "decision", "--title", "Use it"])
    assert told.stdout.split("\n")[0] == "made docs/adr/0003-use-it.md"
    assert (folder / "0003-use-it.md").read_text().startswith("# 3. Use it\n\nDate: ")
    checked = CliRunner().invoke(main, ["check", "--root", "docs", "--no-cache"])
    assert checked.exit_code == 0
    # Places are named from the folder that one is in; the command that applies the other rules can be copied.
    assert "docs/adr/0003-use-it.md:9:1: info empty-section" in checked.stdout
    assert checked.stderr.endswith("not applied: sphinx-build -b excellence docs docs/_build/excellence\n")


def test_templates_are_checked_with_everything_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "adr").mkdir()
    (tmp_path / "adr" / "template.md").write_text("# T\n")
    conf = "\nexcellence_templates = {'decison': 'x', 'decision': 'adr/temlate.md', 'pattern': ['adr', 'adr/template.md']}\n"
    (tmp_path / "conf.py").write_text(conf)
    told = CliRunner().invoke(main, ["check", "--format", "text", "--no-cache"]).stdout
    assert [line.partition("wrong-setting: ")[2] for line in told.split("\n") if line.startswith("conf.py:2:1:")] == [
        "`excellence_templates` names 'adr', which is not a file",
        "`excellence_templates` names 'adr/temlate.md', which does not exist",
        "`excellence_templates` names 'decison', which is not a kind of record",
    ]
    assert "help: did you mean 'adr/template.md'?" in told


@pytest.mark.parametrize(
    ("folders", "arguments", "made_in", "said"),
    [
        ({"a": 3, "b/deep": 1}, [], "a", "Chose the folder 'a', whose series of decisions is the longest; for another, add "
         "--folder b/deep."),
        ({"a": 1, "b": 3, "c": 1}, [], "b", "for another, add --folder a or --folder c."),
        ({"a": 3, "b": 1}, ["--folder", "b"], "b", ""),
        ({"a": 3}, [], "a", ""),
    ],
)  # fmt: skip
def test_where_several_folders_have_numbers_the_choice_is_told(tmp_path, folders, arguments, made_in, said):
    conf = 'extensions = ["myst_parser", "sphinx_excellence"]\nexcellence_pages = {"**": "decision"}\n'
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    for folder, count in folders.items():
        (tmp_path / "source" / folder).mkdir(parents=True)
        for number in range(1, count + 1):
            page = tmp_path / "source" / folder / f"000{number}-{folder[0]}{number}.md"
            page.write_text(f"---\nstatus: accepted\n---\n# Do {folder} {number}\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["new", "--root", str(tmp_path), "decision", "--title", "X", *arguments])
    assert run.exit_code == 0, run.output
    assert f"made source/{made_in}/000{folders[made_in] + 1}-x.md" in run.stdout
    assert run.stderr.strip().endswith(said)
    assert bool(run.stderr) == bool(said)
