"""What the README and the tutorial show is what happens: their files are written, their commands run, line for line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_excellence.rules.all_rules import FAMILIES
from tests.distribution.readme import blocks as fenced_blocks
from tests.distribution.readme import without_alternatives

REPOSITORY = Path(__file__).parents[2]


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Return the file's name (or nothing), the language and the text of each fenced block of a page."""
    return fenced_blocks((REPOSITORY / page).read_text(encoding="utf-8"))


def write(project, page: str) -> None:
    (project.root / "conf.py").unlink()
    project.write({name: text for name, _language, text in blocks(page) if name})


def test_the_readme_leads_from_install_to_gate(project):
    write(project, "README.md")
    assert project.build("html", "-W", "--keep-going").code == 0
    data = (project.root / "data" / "patterns.yaml").read_text(encoding="utf-8")
    project.write({"data/patterns.yaml": without_alternatives(data)})
    shown = [text for _name, language, text in blocks("README.md") if language == "text"]
    assert [line + "\n" for line in project.build("html", "-W", "--keep-going").warnings] == shown[:1]


def test_the_tutorial_says_what_happens(project):
    page = "source/manual/first-banner.md"
    write(project, page)
    told = [text.splitlines()[1:] for _name, language, text in blocks(page)
            if language == "console" and "build/html" in text]  # fmt: skip
    first = project.build("html", "-W")
    assert first.warnings == told[0]
    data = (project.root / "data" / "patterns.yaml").read_text(encoding="utf-8")
    added = next(text for name, language, text in blocks(page) if language == "yaml" and not name)
    summary = "    summary: Several services read and write the same tables.\n"
    project.write({"data/patterns.yaml": data.replace(summary, summary + added)})
    assert project.build("html", "-W").warnings == told[1]
    project.write({"data/patterns.yaml": data.replace(summary, summary + added.replace("service-apy", "service-api"))})
    assert project.build("html", "-W").code == 0
    result = project.build("excellence")
    report = next(text for _name, language, text in blocks(page) if language == "console" and "cat" in text)
    assert (result.code, result.text("report.txt")) == (0, report.partition("\n")[2])


@pytest.mark.parametrize("page", ["README.md", "source/manual/first-banner.md"])
def test_the_pages_hold_files_to_write(page):
    assert {name for name, *_ in blocks(page) if name} >= {"conf.py", "data/patterns.yaml", "source/index.md"}


def test_the_manual_has_every_family_of_rules():
    shown = re.findall(
        r"^```\{excellence-rules\} (\S+)$", (REPOSITORY / "source/manual/rules.md").read_text(), re.MULTILINE
    )
    assert shown == list(FAMILIES)
