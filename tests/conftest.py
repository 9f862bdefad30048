"""What all tests share: building a small project from texts."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow and not wrong, and the same examples are tried everywhere.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

CONF = """
project = "Test"
extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
html_sidebars = {"**": []}
html_copy_source = False
myst_heading_anchors = 3
"""


@dataclass
class Result:
    """One build: what it printed as warnings, how it ended, where it wrote."""

    warnings: list[str]
    code: int
    out: Path

    def text(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")


class Project:
    """A project in a folder, built by the real command line, in a process of its own or in this one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(
        self, builder: str = "html", *arguments: str, out: str | None = None, doctrees: str = "doctrees"
    ) -> Result:
        """Build in this process; warnings come without colour and without the project's folder."""
        from sphinx import locale
        from sphinx.cmd.build import build_main

        target = self.root / (out or f"out-{builder}")
        command = ["-b", builder, "-c", ".", "-d", doctrees, "-q", "--no-color", *arguments, "source", str(target)]
        stderr, before = io.StringIO(), Path.cwd()
        saved, path = sys.stderr, sys.path.copy()
        _forget_checksums()
        os.chdir(self.root)
        sys.stderr = stderr
        try:
            code = build_main(command)
        finally:
            sys.stderr = saved
            os.chdir(before)
            sys.path[:] = path
            _forget_modules(self.root)
            locale.translators.clear()  # a language stays for the next build of this process otherwise
        lines = [line.replace(f"{self.root}/", "") for line in stderr.getvalue().splitlines() if line.strip()]
        return Result(lines, code, target)

    def build_apart(self, builder: str, *arguments: str, out: str, doctrees: str) -> subprocess.CompletedProcess[str]:
        """Build in a process of its own."""
        command = [sys.executable, "-m", "sphinx", "-b", builder, "-c", ".", "-d", doctrees, "-q", *arguments]
        return subprocess.run([*command, "source", out], cwd=self.root, capture_output=True, text=True, check=False)


def _forget_checksums() -> None:
    """Make Sphinx look at style sheets anew: it keeps their checksums for as long as a process lives, mostly one build."""
    from sphinx.builders.html import _assets

    kept = getattr(_assets, "_file_checksum_inner", None)
    if kept is not None:
        kept.cache_clear()


def _forget_modules(root: Path) -> None:
    """Forget what the project imported, and what ``.`` was: another project may have a module of the same name."""
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(f"{root}{os.sep}"):
            del sys.modules[name]
    for entry in [entry for entry in sys.path_importer_cache if not entry.startswith(os.sep)]:
        del sys.path_importer_cache[entry]


@pytest.fixture(scope="session", autouse=True)
def quick_builds():
    """Spare the builds of a process what takes half the time of a small one, and which none of them is about.

    Jinja compiles each template once, and not once a build; what is compiled depends on the settings and the source
    alone. Nothing waits until the disk has a file: no test cuts the power. Sphinx's remarks for its own developers,
    hundreds in a build, are not made. What packages offer is looked up once for each search path, and which options
    docutils has once for each reader and writer.
    """
    from copy import copy
    from importlib.metadata import entry_points

    from docutils.frontend import OptionParser
    from jinja2 import Environment

    compiled, compile_template = {}, Environment.compile

    def compile_once(environment, source, *names, **options):
        means = (environment.autoescape, environment.finalize, environment.is_async, environment.optimized)
        set_up = (type(environment), environment.lexer, *environment.extensions, *means)
        key = (*set_up, source, names, *options.items())
        if key not in compiled:
            compiled[key] = compile_template(environment, source, *names, **options)
        return compiled[key]

    offered = {}

    def find_once(**wanted):
        key = (tuple(sys.path), *wanted.items())
        if key not in offered:
            offered[key] = entry_points(**wanted)
        return offered[key]

    populated, populate = {}, OptionParser.populate_from_components
    names = ("option_list", "option_groups", "_short_opt", "_long_opt", "lists", "relative_path_settings", "defaults")

    def populate_once(parser, components):
        # The first is the parser itself. What components have belongs to their classes.
        key = tuple(each if isinstance(each, type) else type(each) for each in components)
        if key not in populated:
            populate(parser, components)
            populated[key] = {name: getattr(parser, name) for name in names}
        vars(parser).update({name: copy(kept) for name, kept in populated[key].items()})
        for name, value in parser.defaults.items():
            parser.defaults[name] = copy(value) if isinstance(value, list | dict) else value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        patch.setattr(OptionParser, "populate_from_components", populate_once)
        for module in ("sphinx.registry", "sphinx.theming", "sphinx_excellence.model.kinds"):
            patch.setattr(f"{module}.entry_points", find_once)
        # The site is the same wherever it is tested: without links to where the repository is hosted.
        for name in ("GITHUB_REPOSITORY", "CI_PROJECT_URL", "READTHEDOCS_GIT_CLONE_URL"):
            patch.delenv(name, raising=False)
        patch.setattr(os, "fsync", lambda _file: None)
        logging.disable(logging.DEBUG)
        yield
        logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory):
    """The repository's own site: its folder and every page, parsed."""
    from tests.own_site import build_own_site, shared_folder

    return build_own_site(shared_folder(tmp_path_factory))


def pytest_terminal_summary(terminalreporter):
    """Say at the very end what was not tested because the machine lacks something."""
    from tests.lacking import summary_of

    for line in summary_of(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_sep("!", line, yellow=True, bold=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = Project(tmp_path)
    made.write({"conf.py": CONF})
    return made
