"""What ``init --into`` adds to a Sphinx project that is there already, and what it leaves to its author.

Owns the plan: nothing is written here. Files that exist stay as they are, except for one entry in conf.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from sphinx_excellence.cli.conf_edits import with_extension, with_line
from sphinx_excellence.cli.project import is_without_myst, pages_folder
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.conf_file import NAME, ConfFile, read_conf
from sphinx_excellence.loader.data_files import DEFAULT, SUFFIXES, read_text
from sphinx_excellence.loader.definitions import DEFINITION_KEYS
from sphinx_excellence.loader.file_formats import read_document
from sphinx_excellence.model.kinds import KINDS, LINKS_KEY, TIERS_KEY
from sphinx_excellence.model.word_definition import VOCABULARY_KEYS
from sphinx_excellence.safe_reading import content_of, is_generated, walk_once
from sphinx_excellence.takeover.project_files import literal

EXTENSION = "sphinx_excellence"
#: Where records are kept if the folder `data` holds something else.
_OTHER_FOLDER = "records"
_DATA_FILE = "patterns.yaml"
#: Folders of decisions, and files that are some.
_DECISION_FOLDERS = frozenset(
    {"adr", "adrs", "decisions", "decision-records", "architecture-decisions", "decision_records"}
)
_DECISION_FILE = re.compile(r"(?i)(?:adr[-_])?\d{1,5}[-_].*\.(?:md|rst)$")
_NO_DECISIONS = ("index", "README", "readme")
_TEMPLATE = re.compile(r"(?i)(?:.*[-_])?template\.(?:md|rst)$")
_FIRST_RECORDS = """\
# Records of patterns, by id. A page shows one with the directive `pattern-tier`. An example:
#
# patterns:
#   circuit-breaker:
#     title: Circuit breaker
#     tier: gold
#     summary: Stops calling a service that keeps failing.
#
# The manual lists all keys; `sphinx-excellence check` reports what is wrong.
patterns: {}
"""


@dataclass
class Plan:
    """What to write, by file, and what to say of it.

    ``done`` describes it, ``left`` is what stays as it is and why, ``lines`` are those to add to conf.py by hand, and
    ``offered`` those that the author may want.
    """

    root: Path
    writes: dict[Path, bytes] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


def plan_for(folder: Path) -> Plan:
    """Return what is missing in the project in ``folder``. Raises ``click.UsageError`` where there is none."""
    root = _conf_folder(folder)
    conf = read_conf(root)
    plan = Plan(root)
    content = content_of(root / NAME)
    content = _plan_extension(plan, content)
    _plan_data(plan, conf, content)
    _offer_decisions(plan, conf)
    return plan


def _conf_folder(folder: Path) -> Path:
    if (folder / NAME).is_file():
        return folder
    found = sorted(path.parent for path in (*folder.glob(f"*/{NAME}"), *folder.glob(f"*/*/{NAME}")))
    found = [path for path in found if not any(is_generated(each.parent, each.name) for each in (path, path.parent))]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"there are several projects in '{folder}': {', '.join(map(str, found[:5]))}; name one")
    raise click.UsageError(
        f"there is no {NAME} in '{folder}'; name the folder of a Sphinx project, or make a new one with "
        f"sphinx-excellence init {folder}"
    )


def _plan_extension(plan: Plan, content: bytes) -> bytes:
    path = plan.root / NAME
    edit = with_extension(content, EXTENSION)
    if edit.is_there:
        plan.left.append(f"{path}: `extensions` have {EXTENSION} already")
    elif edit.content is not None:
        plan.writes[path] = edit.content
        plan.done.append(f"{path}: {EXTENSION} added to `extensions`")
        return edit.content
    else:
        plan.left.append(f"{path}: {edit.reason}, so add the extension by hand")
        plan.lines.append(f'extensions = [*extensions, "{EXTENSION}"]')
    return content


def _plan_data(plan: Plan, conf: ConfFile, content: bytes) -> None:
    setting = "excellence_data"
    if setting in conf.places:
        plan.left.append(f"{conf.place(setting).path}: `{setting}` is set, so your records are where it says")
        return
    for name in (DEFAULT, _OTHER_FOLDER):
        folder = plan.root / name
        if os.path.lexists(folder) and not folder.is_dir():
            continue
        kept = _kept_in(folder)
        if kept == "records":
            plan.left.append(f"{folder}: holds records already")
        elif kept == "nothing":
            plan.writes[folder / _DATA_FILE] = _FIRST_RECORDS.encode()
            plan.done.append(f"{folder / _DATA_FILE}: made, for your first records")
        else:
            plan.left.append(f"{folder}: holds other files, so records go elsewhere")
            continue
        if name != DEFAULT:
            _plan_setting(plan, content, f'{setting} = ["{name}"]')
        return
    plan.left.append(f"no folder for records: both {DEFAULT} and {_OTHER_FOLDER} hold something else")
    plan.lines.append(f'{setting} = ["a-folder-for-records"]')


def _plan_setting(plan: Plan, content: bytes, line: str) -> None:
    made = with_line(content, line)
    # Without a word of `extensions`, what else conf.py does is not known either.
    if made is None or plan.lines:
        plan.lines.append(line)
    else:
        plan.writes[plan.root / NAME] = made
        plan.done.append(f"{plan.root / NAME}: `{line}` added at the end")


def _kept_in(folder: Path) -> str:
    """Return what a folder holds: ``records``, ``nothing``, or ``others``."""
    files = [Path(name) / file for name, _, names in walk_once(folder) for file in sorted(names)]
    files = [file for file in files if not file.name.startswith(".")]
    if not files:
        return "nothing"
    keys = {*KINDS.by_key, TIERS_KEY, LINKS_KEY, *DEFINITION_KEYS, *VOCABULARY_KEYS}
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            continue
        text = read_text(file, folder)
        if isinstance(text, Finding):
            continue
        value: Any = read_document(text, file.suffix).value
        if isinstance(value, Mapping) and not keys.isdisjoint(value):
            return "records"
    return "others"


def _offer_decisions(plan: Plan, conf: ConfFile) -> None:
    if "excellence_pages" in conf.places:
        return
    source = pages_folder(plan.root)
    kinds: dict[str, str | None] = {}
    templates: list[str] = []
    needs_myst = False
    for name, folders, files in walk_once(source):
        parent = Path(name)
        folders[:] = sorted(child for child in folders if not is_generated(parent, child, source))
        if parent.name.lower() in _DECISION_FOLDERS and any(_DECISION_FILE.match(file) for file in files):
            needs_myst |= any(_DECISION_FILE.match(file) and file.endswith(".md") for file in files)
            way = parent.relative_to(source).as_posix()
            prefix = "" if way == "." else f"{way}/"
            stems = {Path(file).stem for file in files}
            kinds |= {f"{prefix}{stem}": None for stem in _NO_DECISIONS if stem in stems}
            kinds[f"{prefix}*"] = "decision"
            templates += sorted(f"{prefix}{file}" for file in files if _TEMPLATE.match(file))
    if kinds:
        shown = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in kinds.items())
        if needs_myst and is_without_myst(conf):
            plan.offered.append('extensions = [*extensions, "myst_parser"]')
        plan.offered.append(f"excellence_pages = {{{shown}}}")
        excluded = conf.values.get("exclude_patterns", ())
        templates = [each for each in templates if each not in excluded]
        if templates:
            sign = "+=" if "exclude_patterns" in conf.places else "="
            plan.offered.append(f"exclude_patterns {sign} [{', '.join(map(literal, templates))}]")


def report_of(plan: Plan, *, dry_run: bool) -> list[str]:
    """Return what was done, what was left and what is for the author to do, line by line."""
    lines: list[str] = []
    if plan.done:
        lines += ["Would change:" if dry_run else "Changed:", *(f"  {each}" for each in plan.done), ""]
    else:
        lines += ["Nothing to change.", ""]
    if plan.left:
        lines += ["Left as it is:", *(f"  {each}" for each in plan.left), ""]
    if plan.lines:
        lines += [f"Add to {plan.root / NAME}:", "", *(f"  {each}" for each in plan.lines), ""]
    if plan.offered:
        lines += [
            f"Your decisions can be records where they are. To try it, add to {plan.root / NAME}:", "",
            *(f"  {each}" for each in plan.offered), "",
        ]  # fmt: skip
    root = "" if plan.root == Path() else f" --root {plan.root}"
    return [
        *lines,
        f"Next: add sphinx-excellence to what installs your documentation, and run sphinx-excellence check{root}",
        'The manual\'s page "Add it to an existing project" has the rest: continuous integration, autobuild, themes.',
    ]
