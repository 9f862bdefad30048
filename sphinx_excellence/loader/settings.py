"""The settings in conf.py: declared once, with what each accepts.

Owns what a setting may hold and what is used where it is absent or wrong. Whether conf.py was run (a build) or only
looked at (the command) makes no difference here.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Literal

from sphinx_excellence.findings import Finding, Place, Severity, suggestion
from sphinx_excellence.loader.data_files import ExternalSource
from sphinx_excellence.model.addresses import is_web_address


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of conf.py. ``check`` returns what is wrong with a value, or nothing."""

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    description: str
    check: Callable[[Any], str | None]


def _is_list_of_paths(value: Any) -> str | None:
    if value is None or (isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)):
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
        if not is_web_address(pair[0]):
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
        None,
        "",
        "Files and folders with records, relative to the folder of conf.py; absent: the folder `data`, where there is "
        "one.",
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


def usable(values: Mapping[str, Any], place_of: Callable[[str], Place]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the value of every setting, its default where it is absent or wrong, and what is wrong."""
    used: dict[str, Any] = {}
    problems = []
    for setting in SETTINGS:
        value = values.get(setting.name, setting.default)
        reason = setting.check(value)
        if reason is not None:
            problems.append(
                Finding(
                    "wrong-setting",
                    place_of(setting.name),
                    "`%s` is %s",
                    (setting.name, repr(value)),
                    reason,
                    severity=Severity.ERROR,
                )
            )
            value = setting.default
        used[setting.name] = value
    return used, tuple(problems)


def data_of(value: Any) -> tuple[str, ...] | None:
    """Return the files and folders of `excellence_data`; nothing where it is not set."""
    return None if value is None else tuple(value)


def severities_of(value: Mapping[str, str]) -> dict[str, Severity]:
    """Return the severities of `excellence_rules`."""
    return {rule: Severity(level) for rule, level in value.items()}


def externals_of(value: Mapping[str, tuple[str, str]], place: Place) -> dict[str, ExternalSource]:
    """Return where the registries of other projects are; ``place`` is that of `excellence_external`."""
    return {name: ExternalSource(base, path, place) for name, (base, path) in value.items()}


def day_of(value: str | None) -> date:
    """Return the day that counts as today: that of `excellence_as_of`, else SOURCE_DATE_EPOCH's, else the clock's."""
    if value is not None:
        return date.fromisoformat(value)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    with contextlib.suppress(ValueError, OverflowError, OSError):  # a moment that no calendar knows
        if epoch.isdecimal():
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return datetime.now(tz=UTC).date()
