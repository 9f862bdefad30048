"""`import plan` and `import run` on small trees: what is decided, written, kept and told."""

from __future__ import annotations

import json
import os

import pytest

from sphinx_excellence.takeover.front_matter_edit import read_matter
from tests.unit.takeover.taking_over import write_tree
from tests.unit.takeover.trees import command, content

PATTERN = """---
# about
excellence_tier: {tier}
status: {status}
reading_time: 5 min   # counted
hide: [toc]
---
# {title}

See [others](../) and `[code](../)`.
"""


def pattern(title: str, tier: str = "gold", status: str = "recommended") -> str:
    return PATTERN.format(title=title, tier=tier, status=status)


TREE = {
    "README.md": "# Our *handbook*\n\n[Patterns](patterns/saga.md)\n",
    "patterns/index.md": "# Patterns\n",
    "patterns/saga.md": pattern("Saga"),
    "patterns/outbox.md": pattern("Outbox", "platinum", "use-with-expertise"),
    "patterns/more/saga.md": pattern("Another saga"),
    "notes/plain.md": "---\ntitle: Plain\nstatus: whatever\n---\n# Plain\n",
    "notes/broken.md": "---\ntitle: a: b\nowner: me\n---\n# Broken\n",
    "img/a b.png": b"\x89PNG",
}


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_tree(tmp_path / "src", TREE)


def test_plan_writes_one_file_and_run_the_same_bytes_each_time(tree, tmp_path):
    assert command("plan", "src").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["src", "takeover.yaml"]
    first = (tmp_path / "takeover.yaml").read_bytes()
    assert command("plan", "src").exit_code == 0
    assert (tmp_path / "takeover.yaml").read_bytes() == first
    assert command("run", "src", "--into", "a").exit_code == 0
    assert command("run", "src", "--into", "b").exit_code == 0
    assert content(tmp_path / "a") == content(tmp_path / "b")
    again = command("run", "src", "--into", "a")
    assert "0 files written" in again.stdout
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_pages_become_records_by_rules_alone_and_nothing_is_lost_or_guessed(tree, tmp_path):
    result = command("plan", "src")
    planned = " ".join((tmp_path / "takeover.yaml").read_text().split())
    assert "{pages: patterns/**, kind: pattern, where: {excellence_tier: any}}" in planned
    assert "reading_time: keep # 3 pages: patterns/more/saga.md:5, patterns/outbox.md:5, ..." in planned
    assert "hide: foreign" in planned
    assert "use-with-expertise: keep # 1 page: patterns/outbox.md:4" in planned
    assert "platinum: keep" in planned
    assert "patterns/saga.md: # several pages would be the pattern 'saga'" in planned
    assert "several pages would be the pattern 'saga': patterns/more/saga.md and patterns/saga.md" in result.stderr
    assert command("run", "src", "--into", "out").exit_code == 0
    made = content(tmp_path / "out/source")
    assert made["patterns/outbox.md"].decode() == (
        "---\n# about\nexcellence_kind: pattern\nhide: [toc]\nkept:\n  excellence_tier: platinum\n  status: use-with-expertise\n"
        "  reading_time: 5 min   # counted\n---\n# Outbox\n\nSee [others](../README.md) and `[code](../)`.\n"
    )
    for name in (
        "README.md",
        "patterns/index.md",
        "notes/plain.md",
        "notes/broken.md",
        "img/a b.png",
    ):
        assert made[name].startswith((tree / name).read_bytes()), name
    # Two pages of one id stay plain: the key that would make them records is kept.
    assert made["patterns/saga.md"].decode() == (
        "---\n# about\nstatus: recommended\nreading_time: 5 min   # counted\nhide: [toc]\nkept:\n  excellence_tier: gold\n"
        "---\n# Saga\n\nSee [others](../README.md) and `[code](../)`.\n"
    )


def test_reports_in_json_turn_no_text_around(tree):
    write_tree(tree, {"patterns/other.md": pattern("Other").replace("reading_time", "reading\u202etime")})
    command("plan", "src")
    shown = command("run", "src", "--into", "out", "--format", "json").stdout
    assert "\u202e" not in shown
    assert any("reading\u202etime" in note["text"] for note in json.loads(shown)["notes"])


def test_a_page_that_says_that_it_is_something_else_is_no_pattern(tree, tmp_path):
    said = {
        "case": ("type: case-study\ncompany: Example", "case-study"),
        "nobody": ("type: case-study", "plain"),
        "other": ("type: Guide", "plain"),
        "users": ("company: Example", "plain"),
        "own": ("type: pattern", "pattern"),
        "none": ("owner: us", "pattern"),
    }
    for name, (line, _) in said.items():
        write_tree(tree, {f"mixed/{name}.md": f"---\nexcellence_tier: gold\n{line}\nbest_for: A, B\n---\n# {name}\n"})
    assert command("plan", "src").exit_code == 0
    assert command("run", "src", "--into", "out").exit_code == 0
    for name, (_, kind) in said.items():
        text = (tmp_path / f"out/source/mixed/{name}.md").read_text()
        matter = read_matter(text.split("---\n")[1])
        assert (
            matter.values.get("excellence_kind", "pattern" if "excellence_tier" in matter.values else "plain") == kind
        )
        assert ("best_for" in matter.values) == (kind == "pattern"), "a list of one line is taken"
        assert (matter.values.get("kept", {}).get("excellence_tier") == "gold") == (kind != "pattern")


def test_what_a_person_wrote_in_takeover_yaml_stays(tree, tmp_path):
    command("plan", "src")
    file = tmp_path / "takeover.yaml"
    mine = (
        file.read_text()
        .replace("reading_time: keep", "reading_time: foreign")
        .replace("ids:", "# my own remark\nids:")
        .replace("  patterns/saga.md: #", "  patterns/saga.md: saga-itself #")
        .replace("platinum: keep", "platinum: gold")
    )
    file.write_text(mine)
    write_tree(tree, {"patterns/new.md": pattern("New").replace("hide", "owner")})
    result = command("plan", "src")
    assert result.exit_code == 0
    now = file.read_text()
    for text in ("reading_time: foreign", "# my own remark", "patterns/saga.md: saga-itself", "platinum: gold"):
        assert text in now
    assert "owner: keep # 1 page: patterns/new.md:6" in " ".join(now.split())
    assert command("run", "src", "--into", "out").exit_code == 0
    saga = (tmp_path / "out/source/patterns/saga.md").read_text()
    assert "pattern: saga-itself\n" in saga
    assert "excellence_tier: gold" in (tmp_path / "out/source/patterns/outbox.md").read_text()


def test_a_repair_is_proposed_and_made_once_it_is_accepted(tree, tmp_path):
    result = command("plan", "src")
    assert "notes/broken.md:2" in result.stderr
    file = tmp_path / "takeover.yaml"
    assert "becomes: 'title: ''a: b'''" in file.read_text() or "becomes: \"title: 'a: b'\"" in file.read_text()
    file.write_text(file.read_text().replace("accepted: false", "accepted: true"))
    assert command("run", "src", "--into", "out").exit_code == 0
    assert (tmp_path / "out/source/notes/broken.md").read_text().startswith("---\ntitle: 'a: b'\nowner: me\n---\n")


def test_an_edited_tree_is_merged(tree, tmp_path):
    command("plan", "src")
    command("run", "src", "--into", "out")
    page = tmp_path / "out/source/patterns/index.md"
    page.write_text("# Patterns\n\nMine.\n")
    write_tree(tree, {"patterns/index.md": "# Patterns!\n"})
    result = command("run", "src", "--into", "out")
    assert result.exit_code == 1
    assert "source/patterns/index.md: changed here and in the source" in result.stderr
    assert page.read_text() == "# Patterns\n\nMine.\n"
    assert "the source has changed since it was planned" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "nowhere"), "'nowhere' does not exist"),
        (("plan", "file"), "'file' is not a folder"),
        (("plan", "empty"), "'empty' is empty"),
        (("plan", "unknown"), "'unknown' is of no known format; accepted: "),
        (
            ("run", "src", "--into", "out"),
            "'takeover.yaml' does not exist; `sphinx-excellence import plan SRC` writes it",
        ),
        (("verify", "--into", "empty"), "run `import run SRC --into empty` first"),
    ],
)
def test_misuse_is_told_in_one_message(tree, tmp_path, arguments, said):
    write_tree(tmp_path, {"file": "", "unknown/x.bin": b"\0"})
    (tmp_path / "empty").mkdir()
    result = command(*arguments)
    assert (result.exit_code, said in result.stderr.replace("\n", " ")) == (2, True), result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("target", ["src/out", "used", "src"])
def test_a_target_that_is_not_ours_is_refused(tree, tmp_path, target):
    write_tree(tmp_path, {"used/mine.txt": "x"})
    command("plan", "src")
    before = content(tmp_path)
    assert command("run", "src", "--into", target).exit_code == 2
    assert content(tmp_path) == before


def test_links_that_lead_out_and_in_circles_are_told_and_accepted(tree, tmp_path):
    (tmp_path / "secret").write_text("x")
    (tree / "outside.md").symlink_to(tmp_path / "secret")
    (tree / "notes/loop").symlink_to(tree)
    (tree / "dead.md").symlink_to(tree / "nowhere.md")
    result = command("plan", "src")
    assert result.exit_code == 1
    assert "outside.md: is a link that leads out of the folder; it is not followed" in result.stderr
    file = tmp_path / "takeover.yaml"
    losses = "\n".join(
        f"  - {{page: {page}, ledger: notes, lost: [{kind}], reason: known}}"
        for page, kind in (("outside.md", "outside-link"), ("dead.md", "unreadable-file"))
    )
    file.write_text(file.read_text().replace("losses: []", f"losses:\n{losses}"))
    result = command("plan", "src")
    assert (result.exit_code, "not accepted" in result.stderr) == (0, False), result.output
    assert command("run", "src", "--into", "out").exit_code == 0
    assert "x" not in {text.decode("latin-1") for text in content(tmp_path / "out").values()}


HOSTILE = {
    "mkdocs.yml": "site_name: '{{ x }} \"'\nplugins: [macros]\nhooks: [docs/conf.py]\nmarkdown_extensions: [admonition, toc]\n",
    "docs/index.md": "# Home\n\n[a](sp%20ace/ü%20[x].md)\n",
    "docs/sp ace/ü [x].md": "# Ü [x] <b>\n",
    "docs/empty.md": "",
    "docs/bom.md": b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n# B\r\n\r\n!!! note\r\n    hi\r\n",
    "docs/nul.md": "# A\0B\n\x0b\x1b\n",
    "docs/bytes.md": bytes(range(256)),
    "docs/deep.md": "> " * 300 + "x\n\n" + "- " * 200 + "y\n" + "[" * 1000 + "](x)\n",
    "docs/alias.md": "---\na: &a [*a]\n---\n# x\n",
    "docs/tag.md": "---\na: !!python/object/apply:os.mkdir [executed]\n---\n# x\n",
    "docs/odd.md": "---\nexcellence_tier: {a: b}\nrelated: 5\nstatus: [x]\npattern: 'a b'\nkept: 1\ntime: 5\n? [a]\n: x\n---\n# x\n",
    "docs/odder.md": "---\nexcellence_tier: {a: b}\nrelated: 5\nstatus: [x]\nkept: 1\ntime: 5\n---\n# x\n",
    "docs/twice.md": "---\nexcellence_tier: gold\nexcellence_tier: silver\n---\n# x\n",
    "docs/-dash.md": "# d\n",
    "docs/{{x}}.md": "# {{x}} {% if %}\n",
    "docs/x.md/y.md": "# y\n",
    "docs/a/README.md": "# A\n",
    "docs/a/index.md": "# A index\n",
    "docs/conf.py": "import os\nos.mkdir('executed')\n",
}


def test_a_hostile_tree_is_taken_over_and_nothing_of_it_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_tree(tmp_path / "src", HOSTILE)
    os.mkfifo(tmp_path / "src/docs/pipe.md")
    for arguments in (("plan", "src"), ("run", "src", "--into", "out"), ("run", "src", "--into", "out")):
        result = command(*arguments)
        assert isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code == 1, result.output
    assert "0 files written" in result.stdout
    assert not any(path.name == "executed" for path in tmp_path.rglob("*"))
    made = content(tmp_path / "out/source")
    assert made["bytes.md"] == HOSTILE["docs/bytes.md"]
    for name in ("alias.md", "tag.md", "twice.md"):
        assert made[name].startswith(HOSTILE[f"docs/{name}"].encode()), name
    assert b"kept:\n  excellence_tier: {a: b}\n  related: 5\n  status: [x]\n  kept: 1\n  time: 5\n" in made["odder.md"]
    assert '"bytes.md"' in (tmp_path / "out/conf.py").read_text()
    assert "bytes.md" not in made["index.md"].decode()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("needs.json", "not json", "needs.json:1:1: invalid JSON"),
        ("needs.json", '{"current_version": "1"}', "needs.json:1:1: the file is a mapping; accepted: a mapping with"),
        ("build/needs/needs.json", "[1", "needs.json:1:3: invalid JSON"),
        ("landscape.yml", "landscape:\n  - category: [\n", "landscape.yml:3:1: invalid YAML"),
        ("landscape.yml", "- a\n", "landscape.yml:1:1: the file is a list; accepted: a list of categories"),
    ],
)
def test_a_file_with_the_name_of_a_format_says_what_is_wrong_with_it(tmp_path, monkeypatch, name, text, said):
    monkeypatch.chdir(tmp_path)
    write_tree(tmp_path / "src", {name: text})
    result = command("plan", "src")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "takeover.yaml").exists()


def test_counts_of_one_have_the_singular(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_tree(tmp_path / "src", {"a.md": "# A\n", "b.png": b"x"})
    planned = command("plan", "src").stdout
    assert "1 page and 1 other file. takeover.yaml: written" in planned
    assert command("run", "src", "--into", "out").exit_code == 0
    (tmp_path / "out/source/a.md").unlink()
    (tmp_path / "src/a.md").write_text("# B\n")
    result = command("run", "src", "--into", "out")
    assert result.exit_code == 1
    assert "Next: resolve 1 conflict, listed above: source/a.md; then run again" in result.stdout


def test_plan_says_with_its_line_what_becomes_html(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (
        "---\na: b\n---\n<h1>Title</h1>\n\n![a](gone.png)\n\n[b](hhttps://x.org)\n\n"
        "!!! note\n    ![d](img/no%20file.png) ![e](gone.png)\n"
    )
    site = "site_name: T\nmarkdown_extensions: [admonition]\n"
    write_tree(tmp_path / "src", {"mkdocs.yml": site, "docs/index.md": page})
    expected = [("dead-image", 6), ("dead-image", 11), ("html-title", 4), ("unknown-scheme", 8)]
    for arguments in (["plan", "src"], ["run", "src", "--into", "site"]):
        made = command(*arguments, "--format", "json")
        notes = json.loads(made.output)["notes"]
        assert sorted((note["kind"], note["line"]) for note in notes if note["path"] == "index.md") == expected


@pytest.mark.parametrize("page", ["takeover.yaml", "../more/decisions.yaml"])
def test_a_note_about_a_rule_for_old_addresses_is_at_the_rule_in_the_file_that_was_given(tmp_path, monkeypatch, page):
    write_tree(tmp_path, {"src/mkdocs.yml": "site_name: A\n", "src/docs/index.md": "# A\n"})
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    file = tmp_path / "more" / "decisions.yaml"
    file.parent.mkdir()
    text = (
        "source: {format: mkdocs}\nurls:\n- {from: /old/, to: /}\n- {from: '/v1/.*', to: /}\n"
        "-   {from: /gone/, to: /nowhere/}\n"
    )
    file.write_text(text)
    into = ("--into", "out", "--file", "../more/decisions.yaml")
    done = command("run", "../src", *into)
    assert "../more/decisions.yaml:4:3: '/v1/.*' does not say its old addresses one by one" in done.stderr
    assert "../more/decisions.yaml:5:5: the redirect of '/gone/' leads to '/nowhere/'" in done.stderr
    assert "such as {page: takeover.yaml, ledger: notes, lost: [dead-redirect]" in done.stderr
    told = json.loads(command("run", "../src", *into, "--format", "json").stdout)["notes"]
    assert [(note["path"], note["line"], note["column"]) for note in told if "redirect" in note["kind"]] == [
        ("../more/decisions.yaml", 4, 3),
        ("../more/decisions.yaml", 5, 5),
    ]
    file.write_text(f"{text}losses: [{{page: {page}, ledger: notes, lost: [dead-redirect], reason: Gone.}}]\n")
    assert command("run", "../src", *into).exit_code == 0
