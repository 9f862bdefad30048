"""``fix``: what it fixes, what it leaves unchanged, and what it leaves to you."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_excellence.cli import main
from sphinx_excellence.findings import Addition, Ordering, Renaming, Replacement
from sphinx_excellence.fixes.fix_rounds import FixedFile, write
from sphinx_excellence.fixes.text_fixes import LocatedFix, apply_fixes
from sphinx_excellence.fixes.value_fixes import FixNotApplicable, apply_fix
from sphinx_excellence.loader.yaml_reader import read_yaml

KEY = ("pattern", "a")
PREFIX = ("patterns", "a")


@pytest.fixture
def fix(tmp_path):
    def invoke(files, *arguments):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(main, ["fix", "--root", str(tmp_path), *arguments])

    return invoke


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # a name that resembles one, with the quotes and comments that stand there
            "patterns:\n  # first\n  a:  # eol\n    title: A\n    related:\n      - {pattern: 'sga', kind: requires}  # why\n"
            "  saga: {title: Saga}\n",
            "patterns:\n  # first\n  a:  # eol\n    title: A\n    related:\n      - {pattern: 'saga', kind: requires} # why\n"
            "  saga: {title: Saga}\n",
        ),
        (  # a key
            'patterns:\n  a:\n    title: A\n    sumary: "no: yes"\n\n    # below\n    tier: gold\n',
            'patterns:\n  a:\n    title: A\n    summary: "no: yes"\n\n    # below\n    tier: gold\n',
        ),
        (  # a value of a list of choices
            "patterns:\n  a: {title: A, status: Recomended}\n",
            "patterns:\n  a: {title: A, status: recommended}\n",
        ),
        (  # words of the vocabulary, what they are part of, what they mean, what they look like
            "categories:\n  a: {title: A}\n  base: {title: B}\n  c: {parent: bsae, icon: sheild}\n"
            "statuses:\n  decision:\n    pending-now: {means: opn}\n    ok: acceptd\n    fine: {synonym_of: acceptd}\n"
            "relevance:\n  niche: {colours: {light: 'fff000', dark: '#abc'}}\n"
            "words:\n  en: {Decidrs: Owners}\n",
            "categories:\n  a: {title: A}\n  base: {title: B}\n  c: {parent: base, icon: shield}\n"
            "statuses:\n  decision:\n    pending-now: {means: open}\n    ok: accepted\n    fine: {synonym_of: accepted}\n"
            "relevance:\n  niche: {colours: {light: '#fff000', dark: '#aabbcc'}}\n"
            "words:\n  en: {Deciders: Owners}\n",
        ),
        (  # fields and kinds of a project's own
            "fields:\n  pattern:\n    site: {type: lnik, show: [baner]}\n"
            "kinds:\n  team:\n    titel: Team\n    fields:\n      size: {type: numbr}\n",
            "fields:\n  pattern:\n    site: {type: link, show: [banner]}\n"
            "kinds:\n  team:\n    title: Team\n    fields:\n      size: {type: number}\n",
        ),
        (  # a reference that stands alone where a list may
            "patterns:\n  a: {title: A, evolution: {from: sga}}\n  saga: {title: Saga, evolution: {to: a}}\n",
            "patterns:\n  a: {title: A, evolution: {from: saga}}\n  saga: {title: Saga, evolution: {to: a}}\n",
        ),
        (  # a reverse link, into nothing, into one name, into a list in lines
            "patterns:\n  a: {title: A, evolution: {to: [b, c, d]}}\n  b:\n    title: B\n  c: {title: C, evolution: {from: x}}\n"
            "  d:\n    title: D\n    evolution:\n      from:\n        - x  # older\n"
            "  x: {title: X, evolution: {to: [c, d]}}\n",
            "patterns:\n  a: {title: A, evolution: {to: [b, c, d]}}\n  b:\n    title: B\n    evolution: {from: [a]}\n"
            "  c: {title: C, evolution: {from: [x, a]}}\n"
            "  d:\n    title: D\n    evolution:\n      from:\n        - x  # older\n        - a\n"
            "  x: {title: X, evolution: {to: [c, d]}}\n",
        ),
        (  # decisions, many to many
            "decisions:\n  a: {title: A, status: superseded, date: 2026-01-01, superseded_by: [b]}\n"
            "  b: {title: B, status: accepted, date: 2026-01-02}\n",
            "decisions:\n  a: {title: A, status: superseded, date: 2026-01-01, superseded_by: [b]}\n"
            "  b: {title: B, status: accepted, date: 2026-01-02, supersedes: [a]}\n",
        ),
        (  # a timeline, with what stands beside its entries and what follows it
            "evolutions:\n  e:\n    title: E\n    timeline:\n      - {year: 2000, label: C}  # c\n      - year: 1970s\n"
            "        label: A  # a\n      - {year: 1987, label: B}\n\n  # next\n  f: {title: F, timeline: [{year: 1, label: X}]}\n",
            "evolutions:\n  e:\n    title: E\n    timeline:\n      - year: 1970s\n        label: A  # a\n"
            "      - {year: 1987, label: B}\n      - {year: 2000, label: C}  # c\n\n  # next\n"
            "  f: {title: F, timeline: [{year: 1, label: X}]}\n",
        ),
        (  # a column, and a line that the writer would put otherwise stays
            "comparisons:\n  c:\n    title:   C\n    columns: [{id: when}]\n    rows:\n    - {need: X,wehn:  Now}\n",
            "comparisons:\n  c:\n    title:   C\n    columns: [{id: when}]\n    rows:\n    - {need: X, when: Now}\n",
        ),
        (  # one remedy makes room for another
            "patterns:\n  a: {title: A, evolution: {to: [sga]}}\n  saga: {title: Saga}\n",
            "patterns:\n  a: {title: A, evolution: {to: [saga]}}\n  saga: {title: Saga, evolution: {from: [a]}}\n",
        ),
        (  # a waiver
            "patterns:\n  a: {title: A, waivers: [{rule: unrated-patern, reason: Soon.}]}\n",
            "patterns:\n  a: {title: A, waivers: [{rule: unrated-pattern, reason: Soon.}]}\n",
        ),
    ],
)
def test_what_is_mended_and_nothing_else(fix, tmp_path, before, after):
    result = fix({"data/a.yaml": before}, "--yes")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "data/a.yaml").read_text() == after
    again = fix({}, "--yes")
    assert "Nothing to fix" in again.output


@pytest.mark.parametrize(
    "text",
    [
        "patterns:\n  a: {title: A, related: [{pattern: b1, kind: requires}]}\n  b2: {title: B}\n  b3: {title: C}\n",
        "patterns:\n  a: {title: A, tier: platinum}\n",
        "patterns:\n  a: {title: A, summary: x, sumary: y}\n",
        "patterns:\n  a: {title: A, tier: bronze}\n",
        "patterns:\n  a: {title: A\n",
    ],
)
def test_what_needs_a_person_is_left(fix, tmp_path, text):
    assert fix({"data/a.yaml": text}, "--yes").exit_code == 0
    assert (tmp_path / "data/a.yaml").read_text() == text


TIMELINE = "evolutions:\n  e:\n    title: E\n    timeline:\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # a comment above an entry goes with it, one beside it too
            "      - {year: 1987, label: B}  # b\n      # the first\n      # of all\n      - {year: 1978, label: A}\n",
            "      # the first\n      # of all\n      - {year: 1978, label: A}\n      - {year: 1987, label: B}  # b\n",
        ),
        (  # where all have one, the first's is its own; blank lines stay where they are
            "      # b\n      - year: 1987\n        label: B\n\n      # a\n      - {year: 1978, label:   A}\n  # next\n"
            "  f: {title: F, timeline: [{year: 1, label: X}]}\n",
            "      # a\n      - {year: 1978, label:   A}\n\n      # b\n      - year: 1987\n        label: B\n  # next\n"
            "  f: {title: F, timeline: [{year: 1, label: X}]}\n",
        ),
        (  # no line end at the end
            "      - {year: 1987, label: B}\n      - {year: 1978, label: A}",
            "      - {year: 1978, label: A}\n      - {year: 1987, label: B}",
        ),
    ],
)
def test_entries_are_sorted_with_the_comments_that_speak_of_them(fix, tmp_path, before, after):
    result = fix({"data/a.yaml": TIMELINE + before}, "--yes")
    assert (tmp_path / "data/a.yaml").read_text() == TIMELINE + after, result.output


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            TIMELINE + "      # what came first\n      - {year: 1987, label: B}\n      - {year: 1978, label: A}\n",
            "the comment above the first entry may be about all of them: data/a.yaml:7:16: timeline-order",
        ),
        (
            "patterns:\n  a: {title: A, tier: silver, teir: gold}\n",
            "'tier' is already there: data/a.yaml:2:31: unknown-key",
        ),
        (
            "patterns:\n  a: {title: A, evolution: &e {from: []}}\n  b: {title: B, evolution: *e}\n"
            "  c: {title: C, evolution: {to: [a]}}\n",
            "an anchor shares the value with another place: data/a.yaml:4:34: asymmetric-evolution",
        ),
    ],
)
def test_what_is_left_says_why_and_no_fact_is_made_up(fix, tmp_path, text, reason):
    result = fix({"data/a.yaml": text}, "--yes")
    assert (tmp_path / "data/a.yaml").read_text() == text
    assert f"not fixed, because {reason}" in result.output


def test_what_cannot_be_mended_keeps_nothing_else_from_it(fix, tmp_path):
    text = "patterns:\n  a: {title: A, summary: X, sumary: Y, evolution: {to: [b]}}\n  b: {title: B}\n"
    fix({"data/a.yaml": text}, "--yes")
    assert (tmp_path / "data/a.yaml").read_text() == text.replace("{title: B}", "{title: B, evolution: {from: [a]}}")


def test_a_text_without_a_last_line_end_keeps_its_other_lines_as_they_are(fix, tmp_path):
    text = "patterns:\n    saga:\n        title:   Saga   # c\n        status: lgacy\n        aliases:\n        - a1"
    fix({"data/a.yaml": text}, "--yes")
    assert (tmp_path / "data/a.yaml").read_text() == text.replace("lgacy", "legacy")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{"patterns": {\n "a": {"title": "A", "evolution": {"to": ["b", "c", "d", "e"]}},\n "b": {"title": "B"},\n'
            ' "c": {"title": "C",\n       "evolution": {"from": "x"}},\n "d": {"title": "D", "evolution": { }},\n'
            ' "e": {"title": "E", "evolution": {"from": [\n  "x",\n  "y"\n ]}},\n'
            ' "x": {"title": "X", "evolution": {"to": ["c", "e"]}}, "y": {"title": "Y", "evolution": {"to": "e"}}}}',
            '{"patterns": {\n "a": {"title": "A", "evolution": {"to": ["b", "c", "d", "e"]}},\n'
            ' "b": {"title": "B", "evolution": {"from": ["a"]}},\n'
            ' "c": {"title": "C",\n       "evolution": {"from": ["x", "a"]}},\n'
            ' "d": {"title": "D", "evolution": {"from": ["a"]}},\n'
            ' "e": {"title": "E", "evolution": {"from": [\n  "x",\n  "y",\n  "a"\n ]}},\n'
            ' "x": {"title": "X", "evolution": {"to": ["c", "e"]}}, "y": {"title": "Y", "evolution": {"to": "e"}}}}',
        ),
        (
            '{ "evolutions": { "e": { "title": "E", "timeline": [ {"year":1987,  "label":"B"},\n {"year": 1978, "label": "A"} ] } } }\n',
            '{ "evolutions": { "e": { "title": "E", "timeline": [ {"year": 1978, "label": "A"},\n {"year":1987,  "label":"B"} ] } } }\n',
        ),
        (
            '{"patterns":{"a":{"title":"A","teir":"gld","sumary":"X"}}}',
            '{"patterns":{"a":{"title":"A","tier":"gold","summary":"X"}}}',
        ),
    ],
)
def test_only_what_a_remedy_is_about_changes_in_json(fix, tmp_path, before, after):
    result = fix({"data/a.json": before}, "--yes")
    assert (tmp_path / "data/a.json").read_text() == after, result.output


def test_line_ends_mark_rights_and_links_are_kept(fix, tmp_path):
    real = tmp_path / "shared.yaml"
    content = b"\xef\xbb\xbfpatterns:\r\n  a: {title: A, teir: gold}\r\n"
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").symlink_to(real)
    real.write_bytes(content)
    real.chmod(0o640)
    assert fix({}, "--yes").exit_code == 0
    assert real.read_bytes() == content.replace(b"teir", b"tier")
    assert (tmp_path / "data/a.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == [".excellence_cache", "data", "shared.yaml"]


def test_json_and_front_matter(fix, tmp_path):
    page = "---\nexcellence_tier: gld\nevolution: {from: saga}  # older\n---\n\n# Page\n\n`teir`\n"
    files = {
        "data/a.json": json.dumps(
            {"patterns": {"saga": {"title": "Sägä", "teir": "gold"}}}, indent=4, ensure_ascii=False
        ),
        "source/page.md": page,
    }
    assert fix(files, "--yes").exit_code == 0
    assert (tmp_path / "source/page.md").read_text() == page.replace("gld", "gold")
    saga = json.loads((tmp_path / "data/a.json").read_text())["patterns"]["saga"]
    assert saga == {"title": "Sägä", "tier": "gold", "evolution": {"to": ["page"]}}
    assert '    "patterns"' in (tmp_path / "data/a.json").read_text()


def test_the_change_is_shown_first_and_written_only_on_request(fix, tmp_path):
    text = "patterns:\n  a: {title: A, teir: gold}\n"
    for arguments in (["--diff"], []):
        shown = fix({"data/a.yaml": text}, *arguments)
        assert shown.exit_code == 1
        assert "-  a: {title: A, teir: gold}\n+  a: {title: A, tier: gold}\n" in shown.output
        assert (tmp_path / "data/a.yaml").read_text() == text
    assert fix({}, "--yes", "--ignore", "unknown-key").exit_code == 0
    assert (tmp_path / "data/a.yaml").read_text() == text


@pytest.mark.parametrize(("answer", "code", "written"), [("y", 0, "saga"), ("n", 1, "sga")])
def test_on_a_terminal_the_command_asks_before_it_writes(tmp_path, monkeypatch, answer, code, written):
    data = tmp_path / "data.yaml"
    data.write_text("patterns:\n  saga: {title: Saga}\n  a: {title: A, related: [{pattern: sga, kind: requires}]}\n")
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True), stdout=sys.stdout)
    monkeypatch.setattr("sphinx_excellence.cli.changed_files.sys", terminal)
    result = CliRunner().invoke(main, ["fix", "--root", str(tmp_path), "data.yaml"], input=f"{answer}\n")
    assert "\nFix 1 file? [y/N]: " in result.output
    assert (result.exit_code, f"pattern: {written}," in data.read_text()) == (code, True)


def test_a_file_that_has_changed_in_the_meantime_is_not_written(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("b\n")
    with pytest.raises(OSError, match="has changed in the meantime"):
        write(FixedFile(path, "a\n", "c\n"))
    assert path.read_text() == "b\n"
    assert [child.name for child in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize(
    "remedy",
    [
        Replacement(KEY, ("related", 3, "pattern"), "x"),
        Renaming(KEY, ("title",), "tier"),
        Renaming(KEY, ("nothing",), "x"),
        Addition(("pattern", "a"), ("title", "from"), "x"),
        Ordering(KEY, ("sources",), (0, 1)),
    ],
)
def test_a_remedy_that_does_not_fit_changes_nothing(remedy):
    text = "patterns:\n  a: {title: A, tier: gold, sources: [{title: X}]}\n"
    with pytest.raises(FixNotApplicable):
        apply_fix(read_yaml(text).value, PREFIX, {}, remedy)
    after, made, reasons = apply_fixes(text, [LocatedFix(remedy, PREFIX, {})], ".yaml")
    assert (after, made, list(reasons)) == (text, [], [remedy])


scalars = st.sampled_from(
    ["A", "'b: c'", '"d # e"', "1987", "no", "~", "2026-10-01", "é", "0x1F", "1e3", "*x", "[a]", "{}"]
)
noise = st.sampled_from(["", "  # note", "   "])


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(scalars, noise), min_size=1, max_size=5), st.integers(1, 5), st.booleans())
def test_whatever_stands_beside_a_remedy_reads_the_same_afterwards(values, indent, crowded):
    pad = " " * indent
    text = f"patterns:\n{pad}a:\n" + "".join(
        f"{pad * 2}k{n}:{' ' if crowded else '   '}{value}{after}\n" for n, (value, after) in enumerate(values)
    )
    text += f"{pad * 2}teir: gold\n"
    remedy = Renaming(KEY, ("teir",), "tier")
    after, made, _reasons = apply_fixes(text, [LocatedFix(remedy, PREFIX, {})], ".yaml")
    before = read_yaml(text)
    if not made:
        assert after == text
        return
    expected = {("tier" if key == "teir" else key): value for key, value in before.value["patterns"]["a"].items()}
    assert read_yaml(after).value == {"patterns": {"a": expected}}
    assert after.count("#") == text.count("#")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Status\n\nAcceptd\n", "## Status\n\nAccepted\n"),
        ("## Status\n\n**acceptd** on 2020-01-02, after much talk\n", "## Status\n\n**accepted** on 2020-01-02, after much talk\n"),
        ("* Status: Acceptd\n\n## Context\n", "* Status: Accepted\n\n## Context\n"),
        ("## Status\n\nUnheard of\n", None),
    ],
)  # fmt: skip
def test_the_status_in_the_text_of_a_decision_is_corrected_where_it_is(fix, tmp_path, before, after):
    page = "# 1. A\n\nDate: 2020-01-01\n\n"
    conf = "excellence_pages = {'adr/*': 'decision'}\n"
    told = fix({"conf.py": conf, "adr/0001-a.md": page + before}, "--yes")
    assert (tmp_path / "adr/0001-a.md").read_text() == page + (after or before)
    assert told.stdout.startswith("Nothing to fix") == (after is None)
