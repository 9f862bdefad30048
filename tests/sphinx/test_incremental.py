"""An incremental build is a clean build: random edits, compared byte for byte with a build from nothing."""

from __future__ import annotations

import filecmp
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CONF

FOLDERS = ("alpha", "beta")
WORDS = ["queue", "broker", "commit", "replica", "leader", "ledger", "quorum", "lease", "token", "shard"]


class Base:
    """A knowledge base that can be edited at random; `write` puts its present state into the project."""

    def __init__(self, seed: int, theme: str) -> None:
        self.random = random.Random(seed)
        self.theme = theme
        self.records = {f"pat-{n}": self.record(n) for n in range(8)}
        self.file_of = {name: self.random.choice(("one", "two")) for name in self.records}
        self.decisions = {"adr-1": "Choose a queue", "adr-2": "Keep the lease"}
        self.gold = "Gold"
        self.pages = {f"{self.random.choice(FOLDERS)}/{name}": self.page(name) for name in self.records}
        self.pages["beta/front"] = self.front("Front")
        self.pages["beta/notes"] = self.notes()
        self.written: dict[str, str] = {}

    def sentence(self) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(6)).capitalize() + "."

    def record(self, number: int) -> dict[str, str]:
        return {
            "title": f"Pattern {number}",
            "tier": self.random.choice(("gold", "silver", "bronze")),
            "summary": self.sentence(),
            "alternative": f"pat-{(number + 1) % 8}",
            "alias": "",
        }

    def page(self, name: str) -> dict[str, str]:
        return {
            "title": f"Page of {name}",
            "name": name,
            "body": self.sentence(),
            "links": "",
            "label": "",
            "front": "",
        }

    def front(self, title: str) -> dict[str, str]:
        front = f"---\nexcellence_tier: gold\nstatus: recommended\nsummary: {self.sentence()}\n---\n"
        return {"title": title, "name": "", "body": self.sentence(), "links": "", "label": "", "front": front}

    def notes(self) -> dict[str, str]:
        links = "{pattern}`pat-1`, {pattern}`text <pat-2>`, {adr}`adr-1`, {pattern}`front`, {ref}`spot`, {doc}`/index`"
        return {"title": "Notes", "name": "", "body": self.sentence(), "links": links, "label": "", "front": ""}

    def source(self, page: dict[str, str]) -> str:
        banner = f"```{{pattern-tier}} {page['name']}\n```\n\n" if page["name"] in self.records else ""
        label = f"(extra)=\n## {page['label']}\n\n" if page["label"] else ""
        more = "\n```{pattern-alternatives}\n```\n" if banner else ""
        return f"{page['front']}# {page['title']}\n\n{banner}{page['body']}\n\n{page['links']}\n\n{label}{more}"

    def files(self) -> dict[str, str]:
        data: dict[str, list[str]] = {"one": ["patterns:"], "two": ["patterns:"]}
        for name, record in self.records.items():
            legacy = record["tier"] == "bronze"
            lines = [
                f"  {name}:", f"    title: {record['title']}", f"    tier: {record['tier']}",
                f"    summary: {record['summary']}", "    category: things",
            ]  # fmt: skip
            if record["alias"]:
                lines.append(f"    aliases: [{record['alias']}]")
            if record["alternative"] in self.records and record["alternative"] != name:
                lines.append(f"    alternatives: [{{pattern: {record['alternative']}, when: needed}}]")
            elif legacy:
                lines.append("    no_alternative: none yet")
            data[self.file_of[name]] += lines
        files = {
            f"data/{file}.yaml": "\n".join(lines) + "\n" if len(lines) > 1 else "patterns: {}\n"
            for file, lines in data.items()
        }
        files["data/rest.yaml"] = f"tiers:\n  gold: {{title: {self.gold}}}\ndecisions:\n" + "".join(
            f"  {name}: {{title: {title}, status: accepted, date: 2024-01-02}}\n"
            for name, title in self.decisions.items()
        )
        tree = "\n".join(sorted(self.pages))
        files["source/index.md"] = (
            "# Home\n\n(spot)=\n## A spot\n\n```{pattern-catalog}\n```\n\n```{adr-log}\n```\n\n"
            f"```{{toctree}}\n:maxdepth: 2\n\n{tree}\n```\n"
        )
        files |= {f"source/{name}.md": self.source(page) for name, page in self.pages.items()}
        files["conf.py"] = (
            'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence"]\n'
            f'html_theme = "{self.theme}"\nhtml_sidebars = {{"**": []}} if html_theme == "alabaster" else {{}}\n'
            'suppress_warnings = ["excellence", "ref", "myst", "toc"]\nhtml_last_updated_fmt = None\n'
        )
        return files

    def write(self, root: Path) -> None:
        """Write what has changed, and remove what is gone."""
        files = self.files()
        for name in set(self.written) - set(files):
            (root / name).unlink()
        for name, text in files.items():
            if self.written.get(name) != text:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.written = files

    # Edits ---------------------------------------------------------------------------------------------------

    def edit(self) -> str:
        """Make one random edit; return its name."""
        edits = [name for name in dir(self) if name.startswith("do_")]
        name = self.random.choice(edits)
        getattr(self, name)()
        return name

    def any_record(self) -> str:
        return self.random.choice(sorted(self.records))

    def any_page(self) -> dict[str, str]:
        return self.pages[self.random.choice(sorted(self.pages))]

    def do_change_summary(self) -> None:
        self.records[self.any_record()]["summary"] = self.sentence()

    def do_change_title(self) -> None:
        self.records[self.any_record()]["title"] = f"Renamed {self.random.randrange(100)}"

    def do_move_tier(self) -> None:
        self.records[self.any_record()]["tier"] = self.random.choice(("gold", "silver", "bronze"))

    def do_change_alternative(self) -> None:
        self.records[self.any_record()]["alternative"] = self.any_record()

    def do_add_record(self) -> None:
        number = self.random.randrange(20, 99)
        name = f"pat-{number}"
        self.records[name] = self.record(number)
        self.file_of[name] = "two"

    def do_remove_record(self) -> None:
        if len(self.records) > 3:
            del self.records[self.any_record()]

    def do_rename_record_with_alias(self) -> None:
        old = self.any_record()
        new = f"new-{self.random.randrange(1000)}"
        self.records[new] = {**self.records.pop(old), "alias": old}
        self.file_of[new] = "one"

    def do_move_record_between_files(self) -> None:
        name = self.any_record()
        self.file_of[name] = "two" if self.file_of[name] == "one" else "one"

    def do_edit_page(self) -> None:
        self.any_page()["body"] = self.sentence()

    def do_retitle_page(self) -> None:
        self.any_page()["title"] = f"Title {self.random.randrange(100)}"

    def do_add_heading_with_label(self) -> None:
        for page in self.pages.values():
            page["label"] = ""
        self.any_page()["label"] = f"Heading {self.random.randrange(100)}"

    def do_add_link(self) -> None:
        target = self.random.choice(sorted(self.pages))
        self.any_page()["links"] = f"[](/{target}.md) {{pattern}}`{self.any_record()}` {{ref}}`extra`"

    def do_add_page(self) -> None:
        name = f"page-{self.random.randrange(1000)}"
        self.pages[f"{self.random.choice(FOLDERS)}/{name}"] = self.page(self.any_record())

    def do_delete_page(self) -> None:
        if len(self.pages) > 4:
            del self.pages[self.random.choice(sorted(self.pages))]

    def do_move_page(self) -> None:
        old = self.random.choice(sorted(self.pages))
        folder, _, name = old.partition("/")
        self.pages[f"{'beta' if folder == 'alpha' else 'alpha'}/{name}"] = self.pages.pop(old)

    def do_change_front_matter(self) -> None:
        for page in self.pages.values():
            if page["front"]:
                page["front"] = self.front("x")["front"]

    def do_change_decision(self) -> None:
        self.decisions["adr-2"] = self.sentence()[:-1]

    def do_rename_tier(self) -> None:
        self.gold = self.random.choice(("Gold", "Adopt", "First"))


def built(result) -> None:
    """Make sure that a build came to its end."""
    assert result.code == 0 and not result.warnings, "\n".join(result.warnings)


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same, byte for byte, in two folders."""
    names = {p.relative_to(root) for root in (one, other) for p in root.rglob("*") if p.is_file()}
    return sorted(
        str(name)
        for name in names
        if not ((one / name).is_file() and (other / name).is_file())
        or not filecmp.cmp(one / name, other / name, shallow=False)
    )


@pytest.mark.parametrize(
    ("seed", "theme", "steps"),
    [(1, "alabaster", 14), (2, "alabaster", 14), (3, "alabaster", 14), (4, "alabaster", 14), (5, "furo", 6)],
)
def test_after_random_edits_an_incremental_build_is_a_clean_build(project, seed, theme, steps):
    base = Base(seed, theme)
    base.write(project.root)
    project.build("html", doctrees="kept", out="html")
    project.build("text", doctrees="kept", out="text")
    made = []
    for step in range(steps):
        made += [base.edit() for _ in range(base.random.choice((1, 1, 2)))]
        base.write(project.root)
        jobs = ("-j", str(1 + step % 2))
        for builder in base.random.sample(("html", "text"), 2):
            project.build(builder, *jobs, doctrees="kept", out=builder)
        for builder in ("html", "text"):
            clean = f"clean-{builder}"
            shutil.rmtree(project.root / clean, ignore_errors=True)
            shutil.rmtree(project.root / "fresh", ignore_errors=True)
            built(project.build(builder, doctrees="fresh", out=clean))
            different = differences(project.root / builder, project.root / clean)
            assert different == [], f"{builder} after step {step}: {made[-4:]}"


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_two_clean_builds_are_the_same_whatever_the_number_of_jobs(project, theme):
    Base(9, theme).write(project.root)
    for name, jobs in (("a", "1"), ("b", "2"), ("c", "1")):
        built(project.build("html", "-j", jobs, doctrees=f"trees-{name}", out=name))
    assert differences(project.root / "a", project.root / "b") == []
    assert differences(project.root / "a", project.root / "c") == []


def test_the_edits_are_at_least_fifty():
    steps = test_after_random_edits_an_incremental_build_is_a_clean_build.pytestmark[0].args[1]
    assert sum(case[2] for case in steps) >= 50
    assert os.environ.get("PYTEST_CURRENT_TEST")


def quiet_run(project) -> tuple[list[str], int, bool]:
    """Build in a process of its own; return its warnings, how it ended, and whether it loaded the models."""
    code = (
        "import sys\n"
        "from sphinx.cmd.build import build_main\n"
        "code = build_main(['-b', 'html', '-W', '--keep-going', '-q', '-c', '.', 'source', 'out'])\n"
        "print('LOADED', code, 'pydantic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, check=False)
    ended = done.stdout.splitlines()[-1].split()
    return sorted(done.stderr.splitlines()), int(ended[1]), ended[2] == "True"


QUIET = {
    "data/a.yaml": "patterns:\n  old: {title: Old, tier: bronze}\n  new: {title: New, tier: gold}\n",
    "source/index.md": "# Home\n\n```{toctree}\nold\n```\n",
    "source/old.md": "# Old\n\n```{pattern-tier} old\n```\n",
}


def test_a_run_with_nothing_to_do_loads_no_record_and_says_the_same(project):
    project.write(QUIET)
    first, code, loaded = quiet_run(project)
    assert (code, loaded) == (1, True)
    assert "no-alternative" in first[0]
    assert quiet_run(project) == (first, 1, False)


@pytest.mark.parametrize(
    "change",
    [
        {"data/a.yaml": QUIET["data/a.yaml"] + "  more: {title: More, tier: bronze}\n"},
        {"data/b.yaml": "patterns:\n  more: {title: More, tier: bronze}\n"},
        {"conf.py": CONF + "excellence_rules = {'no-alternative': 'info'}\n"},
        {"source/old.md": "# Old\n\n```{pattern-tier} new\n```\n\n{pattern}`odl`\n"},
    ],
)
def test_whatever_findings_depend_on_ends_the_quiet(project, change):
    project.write(QUIET)
    before = quiet_run(project)
    assert quiet_run(project) == (before[0], before[1], False)
    project.write(change)
    after, _code, loaded = quiet_run(project)
    assert loaded
    assert after != before[0]


def test_a_page_read_by_a_run_that_failed_does_not_bring_back_older_findings(project):
    project.write(QUIET)
    quiet_run(project)
    project.write({
        "source/old.md": "# Old\n\nNo banner.\n",
        "conf.py": CONF + "def setup(app):\n    import os\n    if os.path.exists('fail'):\n"
        "        app.connect('doctree-resolved', lambda *a: 1 / 0)\n",
        "fail": "",
    })  # fmt: skip
    assert quiet_run(project)[1] == 2  # the build breaks down while it writes
    (project.root / "fail").unlink()
    assert any("missing-banner" in line for line in quiet_run(project)[0])
