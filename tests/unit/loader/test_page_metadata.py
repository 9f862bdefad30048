"""Front matter that costs a page its metadata is told, whether or not it speaks of a record; and notebooks have one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main

FAULTS = {
    "title: Law 2: The Law\ntype: law\n": "2:13 malformed-yaml: invalid YAML: mapping values are not allowed",
    "tags: [a, b\ntype: law\n": "malformed-yaml: invalid YAML: did not find expected",
    "a: 1\n\tb: 2\n": "3:1 malformed-yaml: a tab is used where YAML requires spaces",
    "title: @x\n": "malformed-yaml",
    "title: 'open\n": "malformed-yaml",
    "a: *nowhere\n": "2:4 malformed-yaml: the alias '*nowhere' has no anchor",
    "title: A\ntags: [x]\ntitle: B\n": "4:1 duplicate-key: duplicate key 'title'; the first one is at line 2",
    "- a\n- b\n": "2:1 wrong-type: the front matter is a list; expected a mapping",
    "just a line\n": "2:1 wrong-type: the front matter is the string 'just a line'; expected a mapping | keys and "
    "values; if this is not front matter, a blank line above the first '---'",
    "when: !ruby/object x\n": "2:7 unsafe-yaml: the tag '!ruby/object' is not allowed",
}


@pytest.mark.parametrize("matter", FAULTS)
def test_it_is_told_once_with_its_line(bench, matter):
    (told,) = bench.told({"source/a.md": f"---\n{matter}---\n# A\n", "data/a.yaml": "patterns: {x: {title: X}}\n"})
    assert told.startswith("source/a.md:")
    assert FAULTS[matter] in told


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Law 2\nauthor: {name: x}\nwhen: 2026-01-01\n<<: 1\n---\n# A\n",
        "---\n---\n# A\n",
        "---\n# only a comment\n---\n# A\n",
        "---\ndate: !!timestamp 2026-01-01\n---\n# A\n",
        "---\n\n# A page that begins with a line\n\ntext: with a colon\n",
        "---\nNote: a paragraph\nthat goes on\n\n# A\n",
        "---\nSome text\n\n# A\n",
        "---\n",
        "# A\n\n---\n\na: b: c\n",
        "----\na: b: c\n",
        "",
    ],
)  # fmt: skip
def test_what_is_right_or_no_front_matter_is_no_finding(bench, text):
    assert bench.told({"source/a.md": text, "data/a.yaml": "patterns: {x: {title: X}}\n"}) == []


@pytest.mark.parametrize(
    "text",
    ["---\ntags: [a]\n\n# A\n", "---\ntitle: x\n- y\n  z: 1\n# comment\n", "---\nexcellence_tier: gold\n\n# A\n"],
)
def test_a_fence_that_is_never_closed_is_told(bench, text):
    (told,) = bench.told({"source/a.md": text, "data/a.yaml": "patterns: {x: {title: X}}\n"})
    assert told == (
        "source/a.md:1:1 malformed-yaml: the front matter that starts here is not closed | "
        "a line with '---' below the last key"
    )


def test_a_reference_is_not_excused_by_front_matter_that_speaks_of_nothing(bench):
    uses = "patterns: {x: {title: X, related: [{pattern: law, kind: variant}]}}\n"
    told = bench.told({"source/law.md": "---\ntitle: a: b\n---\n# A\n", "data/a.yaml": uses})
    assert [line.split()[1] for line in told] == ["unknown-reference:", "malformed-yaml:"]
    told = bench.told({"source/law.md": "---\nexcellence_tier: a: b\n---\n# A\n", "data/a.yaml": uses})
    assert [line.split()[1] for line in told] == ["malformed-yaml:"]


def test_check_and_fix_tell_it(tmp_path):
    (tmp_path / "conf.py").write_text("excellence_data = []\n")
    (tmp_path / "index.md").write_text("---\ntitle: Law 2: The Law\n---\n# Law\n")
    checked = CliRunner().invoke(main, ["check", "--root", str(tmp_path), "--source", str(tmp_path)])
    assert (checked.exit_code, "index.md:2:13: error malformed-yaml" in checked.stdout) == (1, True)
    fixed = CliRunner().invoke(main, ["fix", "--root", str(tmp_path), "--source", str(tmp_path)])
    assert "not examined: index.md:2:13: malformed-yaml" in fixed.stderr


# Notebooks ------------------------------------------------------------------------------------------------------------


def notebook(metadata: dict, *cells: dict) -> str:
    made = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, indent=1)


def prose(*lines: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": list(lines)}


def test_the_metadata_of_a_notebook_is_its_front_matter(bench):
    text = notebook({"kernelspec": {}, "excellence_tier": "gold", "status": "odd"}, prose("# A *note*\n", "text"))
    loaded = bench.load({"source/notes/n.ipynb": text})
    pattern = loaded.registry.pattern("n")
    assert (pattern.title, pattern.tier) == ("A note", "gold")
    (finding,) = loaded.findings
    assert (finding.rule, finding.place.path) == ("wrong-value", "source/notes/n.ipynb")
    line = text.split("\n")[finding.place.line - 1]
    assert line[finding.place.column - 1 :].startswith('"odd"')
    assert loaded.homes_by_front_matter == {"notes/n": ("pattern", "n")}


def test_a_misspelt_key_of_a_notebook_is_told(bench):
    (told,) = bench.told({"source/n.ipynb": notebook({"excellence_teir": "gold"}, prose("# N"))})
    assert "unknown-key: 'excellence_teir' is not a key of a record in front matter" in told


@pytest.mark.parametrize(
    "text",
    [
        notebook({"kernelspec": {"name": "python3"}, "title": "T"}, prose("# N")),
        notebook({}, {"cell_type": "code", "source": ["x = {'excellence_tier': 1}"], "outputs": [], "metadata": {}}),
        notebook({}, prose('say "excellence_tier": "gold"')),
        '{"cells": 1, "metadata": []}',
        '{"excellence_tier": "gold"}',
        '{"excellence_tier": ',
        "[]",
        "",
    ],
)
def test_other_notebooks_are_left_alone(bench, text):
    loaded = bench.load({"source/n.ipynb": text, "data/a.yaml": "patterns: {x: {title: X}}\n"})
    assert (loaded.findings, list(loaded.registry.of_kind("pattern"))) == ((), ["x"])


def test_fix_mends_the_metadata_of_a_notebook(tmp_path):
    (tmp_path / "conf.py").write_text('extensions = ["myst_nb", "sphinx_excellence"]\nexcellence_data = []\n')
    (tmp_path / "source").mkdir()
    file = tmp_path / "source" / "n.ipynb"
    text = notebook({"excellence_tier": "gold", "status": "recomended"}, prose("# N"))
    file.write_text(text)
    fixed = CliRunner().invoke(main, ["fix", "--yes", "--root", str(tmp_path)])
    assert fixed.exit_code == 0, fixed.output
    assert file.read_text() == text.replace("recomended", "recommended")
