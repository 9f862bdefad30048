"""Kinds of record that another package offers: the manual's example, run as it is printed, and broken packages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

MANUAL = Path(__file__).parents[3] / "source" / "manual" / "plug-ins.md"
CONF = 'extensions = ["myst_parser", "sphinx_excellence"]\nhtml_theme = "alabaster"\nexcellence_as_of = "2026-01-01"\n'


def example() -> dict[str, str]:
    """Return the files that the manual prints, by name."""
    pattern = r"^(`{3,})\{code-block\}[^\n]*\n:caption: (\S+)\n+(.*?)\n\1$"
    found = re.findall(pattern, MANUAL.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return {name: text.lstrip("\n") + "\n" for _fence, name, text in found}


def install(folder: Path, modules: dict[str, str], entry: str) -> None:
    """Put a package into a folder as pip would: its modules, and the folder that describes it."""
    for name, text in modules.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    info = folder / "principles-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: principles\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[sphinx_excellence.kinds]\n{entry}\n")


class Site:
    def __init__(self, root: Path) -> None:
        self.root, self.packages = root, root / "packages"

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.packages), "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, *command], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "sphinx", "-q", "-c", ".", "-d", "trees", *arguments, "source", "out")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-c", "from sphinx_excellence.cli import run; run()", *arguments)


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path)
    made.write({"conf.py": CONF, "source/index.md": "# Home\n"})
    return made


@pytest.fixture
def installed(site):
    files = example()
    modules = {name: text for name, text in files.items() if name.endswith(".py")}
    entry = re.search(r'kinds"\]\n(\S+) = "(\S+)"', files["pyproject.toml"])
    install(site.packages, modules, f"{entry[1]} = {entry[2]}")
    site.write({name: text for name, text in files.items() if name.startswith(("data/", "source/"))})
    return site


def test_the_example_of_the_manual_builds(installed):
    result = installed.build("-W", "-b", "html")
    assert (result.stderr, result.returncode) == ("", 0)
    page = (installed.root / "out" / "principles.html").read_text(encoding="utf-8")
    for text in ("Design for failure", "every network fails", "Retry twice"):
        assert text in page
    assert "principles.html#record-principle-design-for-failure" in (installed.root / "out" / "index.html").read_text()


def test_its_rules_run_in_the_build_and_in_the_command_and_can_be_set_and_waived(installed):
    data = installed.root / "data" / "principles.yaml"
    text = data.read_text(encoding="utf-8")
    bad = re.sub(r"\n    because:.*", "", text)
    assert bad != text
    data.write_text(bad, encoding="utf-8")
    checked = installed.command("check")
    assert "principle-without-reason" in checked.stdout
    assert checked.returncode == 1
    built = installed.build("-W", "-b", "html")
    assert "[excellence.principle-without-reason]" in built.stderr
    assert built.returncode != 0
    assert "principle-without-reason" in installed.command("explain").stdout
    waived = bad.replace(
        "    title: Design", "    waivers: [{rule: principle-without-reason, reason: Later}]\n    title: Design"
    )
    data.write_text(waived, encoding="utf-8")
    assert installed.command("check").returncode == 0
    data.write_text(bad, encoding="utf-8")
    installed.write({"conf.py": CONF + 'excellence_rules = {"principle-without-reason": "off"}\n'})
    assert installed.command("check").returncode == 0
    result = installed.build("-W", "-b", "html")
    assert (result.stderr, result.returncode) == ("", 0)


def test_the_command_and_the_manual_of_a_project_know_the_kind(installed):
    assert "design-for-failure" in installed.command("list", "--kind", "principle").stdout
    assert '"principles"' in installed.command("schema").stdout
    installed.write(
        {"source/index.md": "# Home\n\n```{excellence-rules} principles\n```\n\n```{toctree}\nprinciples\n```\n"}
    )
    result = installed.build("-W", "-b", "text")
    assert (result.stderr, result.returncode) == ("", 0)
    assert "principle-without-reason" in (installed.root / "out" / "index.txt").read_text(encoding="utf-8")


GOOD = "from sphinx_excellence.findings import Phrase\nfrom sphinx_excellence.model.kinds import Kind\n"


@pytest.mark.parametrize(
    ("module", "entry", "told"),
    [
        ("", "x = nowhere:KIND",
         "the kind of record 'x' of principles (nowhere:KIND) cannot be imported: ModuleNotFoundError: No module named 'nowhere'"),
        ("", "x = mine:KIND", "cannot be imported: AttributeError"),
        ("1 / 0", "x = mine:KIND", "cannot be imported: ZeroDivisionError: division by zero"),
        ("KIND = 3", "x = mine:KIND", "(mine:KIND) is int; expected a Kind of sphinx_excellence.model.kinds"),
        (f"{GOOD}KIND = Kind('pattern', 'x', Phrase('x'), 'sphinx_excellence.model.record:Record')", "x = mine:KIND",
         "cannot be used: 'pattern' is the name of something else"),
        (f"{GOOD}KIND = Kind('x', 'xs', Phrase('x'), 'sphinx_excellence.model.nothing:Record')", "x = mine:KIND",
         "'sphinx_excellence.model.nothing:Record', which a kind of record names, cannot be imported"),
        (f"{GOOD}KIND = Kind('x', 'xs', Phrase('x'), 'sphinx_excellence.model.record:Record', rules_path='mine:NO')",
         "x = mine:KIND", "'mine:NO', which a kind of record names, cannot be imported"),
        (f"{GOOD}KIND = Kind('x', 'xs', Phrase('x'), 'sphinx_excellence.model.record:Record', directives_path='mine:NO')",
         "x = mine:KIND", "'mine:NO', which a kind of record names, cannot be imported"),
        (f"{GOOD}from sphinx_excellence.rules.references import RULES\n"
         "KIND = Kind('x', 'xs', Phrase('x'), 'sphinx_excellence.model.record:Record', rules_path='mine:RULES')",
         "x = mine:KIND", "the kind of record 'x' has a rule 'unknown-reference', and there is one already"),
    ],
)  # fmt: skip
def test_a_broken_package_is_one_clear_message(site, module, entry, told):
    install(site.packages, {"mine.py": module}, entry)
    runs = [site.build("-b", "html")]
    if "directives_path" not in module:
        runs.append(site.command("check", "--source", "source"))
    for run in runs:
        assert told in " ".join(run.stderr.split())
        assert "most recent call" not in run.stderr
        assert run.returncode == 2
    assert site.command("--version").returncode == 0


def test_a_package_that_comes_or_goes_is_noticed_by_a_run_with_nothing_to_do(site):
    site.build("-W", "-b", "html")
    module = f"{GOOD}KIND = Kind('x', 'xs', Phrase('x'), 'sphinx_excellence.model.record:Record')"
    site.write({"data/xs.yaml": "xs: {a: {title: A}}\n"})
    assert "'xs' is not a kind of record" in site.build("-b", "html").stderr
    install(site.packages, {"mine.py": module}, "x = mine:KIND")
    assert "'xs' is not a kind of record" not in site.build("-b", "html").stderr
