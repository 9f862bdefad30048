"""`import verify` builds the project once and lists what readers lost; what is accepted does not count."""

from __future__ import annotations

import json

import pytest

from tests.unit.takeover.taking_over import write_tree
from tests.unit.takeover.trees import command, content

TREE = {
    "index.md": "# Home\n\nSome words. [A](a.md#further-on) [Dead](gone.md)\n",
    "a.md": "---\nowner: me\n---\n# A\n\n## Further on\n\nMore words, `code`.\n\n| K | V |\n| - | - |\n| 1 | 2 |\n",
    "b.md": "# B\n\nEven more.\n\n```\nx  = 1\n```\n",
    "deep/c.md": "# C\n\n## Same\n\n## Same\n\n[B](../b.md) <https://x.org/>\n",
}


@pytest.fixture(scope="module")
def verified(tmp_path_factory):
    root = tmp_path_factory.mktemp("verify")
    source, target, file = write_tree(root / "src", TREE), root / "out", root / "takeover.yaml"
    assert command("plan", source, "--file", file).exit_code == 0
    assert command("run", source, "--into", target, "--file", file).exit_code == 0
    for name, old, new in (
        ("a.md", "More words", "More"),
        ("b.md", "Even more.", "More."),
        ("a.md", "owner: me\n", ""),
    ):
        page = target / "source" / name
        page.write_text(page.read_text().replace(old, new))
    decisions = target / "takeover/takeover.yaml"
    loss = "losses:\n  - {page: b.md, ledger: words, lost: [Even, more], reason: shorter}\n"
    decisions.write_text(decisions.read_text().replace("losses: []\n", loss))
    before = set(content(target))
    result = command("verify", "--into", target)
    return target, result, set(content(target)) - before


def test_what_is_lost_is_told_and_what_is_accepted_is_not(verified):
    _, result, _ = verified
    assert result.exit_code == 1
    assert "a.md: words: 1 lost: words" in result.stderr
    assert "a.md: front-matter: 1 lost: owner: me" in result.stderr
    assert "b.md" not in result.stderr
    table = {row.split()[0]: row.split()[1:] for row in result.stdout.splitlines() if row[:1].islower()}
    assert table["words"][3:] == ["3", "2", "1"]
    assert table["anchors"][1:4] == table["anchors"][1:2] * 2 + ["0"]
    assert table["links"][3:] == table["dead-links"][3:] == table["fences"][3:] == ["0", "0", "0"]
    assert "Links of the source that led nowhere before: 1" in result.stdout


def test_everything_is_in_one_file_and_nothing_else_is_written(verified):
    target, _, new = verified
    assert new == {"takeover/ledgers.json"}
    value = json.loads((target / "takeover/ledgers.json").read_text())
    assert {(each["page"], each["ledger"]): each["lost"] for each in value["losses"]} == {
        ("a.md", "front-matter"): ["owner: me"], ("a.md", "words"): ["words"], ("b.md", "words"): ["Even", "more"],
    }  # fmt: skip
    assert value["dead_links"] == {"index.md": ["gone.md"]}


def test_a_source_without_pages_says_that_nothing_was_compared(tmp_path):
    source = write_tree(tmp_path / "src", {"radar.csv": "name,ring,quadrant\nSaga,Adopt,Tools\n"})
    file, target = tmp_path / "takeover.yaml", tmp_path / "out"
    assert command("plan", source, "--file", file).exit_code == 0
    assert command("run", source, "--into", target, "--file", file).exit_code == 0
    result = command("verify", "--into", target)
    assert (result.exit_code, "Nothing is lost" in result.stdout, "ledger" in result.stdout) == (0, False, False)
    assert "Nothing was compared: the source has no pages, and its records are data." in result.stdout
