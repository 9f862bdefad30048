"""The settings in conf.py: declared once, with what each accepts.

A setting that cannot be used is reported where it stands and falls back to its default.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Literal

from sphinx_excellence.findings import Finding, Place, Severity, suggestion
from sphinx_excellence.loader.data_files import ExternalSource, shown_path

if TYPE_CHECKING:
    from sphinx.config import Config


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of conf.py. ``check`` returns what is wrong with a value, or nothing."""

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    description: str
    check: Callable[[Any], str | None]


def _is_list_of_paths(value: Any) -> str | None:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return None
    return "a list of files and folders, such as ['data'], is expected"


def _is_severities(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "a mapping of rule to severity, such as {'record-without-page': 'off'}, is expected"
    levels = [severity.value for severity in Severity]
    # Looked up only here: the rules are not needed in a run that has nothing to do.
    known = sorted(resolve_name("sphinx_excellence.rules.catalogue:BY_NAME")) if value else []
    for rule, severity in value.items():
        if rule not in known:
            accepted, args = suggestion(str(rule), known)
            return f"'{rule}' is no rule; " + accepted % args
        if severity not in levels:
            return f"'{severity}' is no severity; accepted: {', '.join(levels)}"
    return None


def _is_externals(value: Any) -> str | None:
    expected = "a mapping such as {'core': ('https://core.example.org/', 'core/excellence.json')} is expected"
    if not isinstance(value, dict):
        return expected
    for name, pair in value.items():
        if not (isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9._-]+", name)):
            return f"{name!r} cannot be a prefix; {expected}"
        if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
            return expected
        if not re.match(r"https?://[^\s/]", pair[0]):
            return f"{pair[0]!r} is no web address; {expected}"
    return None


def _is_editions(value: Any) -> str | None:
    if isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair):
        files = [Path(path).name for path in value.values()]
        return None if len(set(files)) == len(files) else "two editions have files of the same name"
    return "a mapping of name to file, such as {'PDF': 'build/pdf/handbook.pdf'}, is expected"


def _is_day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "a day such as '2026-10-01' is expected"
    return None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "excellence_data",
        ["data"],
        "",
        "Files and folders with records, relative to the folder of conf.py.",
        _is_list_of_paths,
    ),
    Setting("excellence_rules", {}, "", "The severity of rules: `error`, `warning`, `info` or `off`.", _is_severities),
    Setting(
        "excellence_external",
        {},
        "",
        "Other projects to refer to, by the prefix of their names: the address of the site, and the file with its "
        "exported registry, relative to the folder of conf.py.",
        _is_externals,
    ),
    Setting(
        "excellence_editions",
        {},
        "",
        "Other editions of the site, by name: the file of each, relative to the folder of conf.py. The directive "
        "`editions` offers those that are there.",
        _is_editions,
    ),
    Setting(
        "excellence_as_of",
        None,
        "",
        "The day that counts as today; absent: SOURCE_DATE_EPOCH, else the clock.",
        _is_day,
    ),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one project, checked."""

    data: tuple[str, ...]
    severities: Mapping[str, Severity]
    as_of: date
    data_place: Place
    external: Mapping[str, ExternalSource]
    problems: tuple[Finding, ...]


def read_settings(config: Config, confdir: Path) -> Settings:
    """Return the project's settings; what cannot be used is a problem and replaced by its default."""
    values: dict[str, Any] = {}
    problems = []
    for setting in SETTINGS:
        value = config[setting.name]
        reason = setting.check(value)
        if reason is not None:
            problems.append(
                Finding(
                    "wrong-setting",
                    place_of_setting(confdir, setting.name),
                    "`%s` is %s",
                    (setting.name, repr(value)),
                    reason,
                    severity=Severity.ERROR,
                )
            )
            value = setting.default
        values[setting.name] = value
    return Settings(
        data=paths_of(config),
        severities={rule: Severity(level) for rule, level in values["excellence_rules"].items()},
        as_of=day_of(config),
        data_place=place_of_setting(confdir, "excellence_data"),
        external=external_of(config, confdir),
        problems=tuple(problems),
    )


def paths_of(config: Config) -> tuple[str, ...]:
    """Return the files and folders with records; the default where the setting cannot be used."""
    given = config.excellence_data
    return tuple(given if _is_list_of_paths(given) is None else ("data",))


def external_of(config: Config, confdir: Path) -> dict[str, ExternalSource]:
    """Return where the registries of other projects are; none where the setting cannot be used."""
    given = config.excellence_external
    if not given or _is_externals(given) is not None:
        return {}
    place = place_of_setting(confdir, "excellence_external")
    return {name: ExternalSource(base, path, place) for name, (base, path) in given.items()}


def editions_of(config: Config) -> dict[str, str]:
    """Return the file of each other edition; none where the setting cannot be used."""
    given = config.excellence_editions
    return dict(given) if _is_editions(given) is None else {}


def day_of(config: Config) -> date:
    """Return the day that counts as today; as if it were not set where the setting cannot be used."""
    given = config.excellence_as_of
    return _as_of(given if _is_day(given) is None else None)


def _as_of(given: str | None) -> date:
    if given is not None:
        return date.fromisoformat(given)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return datetime.now(tz=UTC).date()


def place_of_setting(confdir: Path, name: str) -> Place:
    """Return where conf.py assigns ``name``; the top of conf.py where it does not."""
    path = confdir / "conf.py"
    shown = shown_path(path, confdir)
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return Place(shown)
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else ()
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                return Place(shown, target.lineno, target.col_offset + 1)
    return Place(shown)
