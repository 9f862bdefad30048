"""The settings of a build, from Sphinx's configuration.

Owns taking values from Sphinx. What each may hold, and what is used where it is wrong, is the loader's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader import settings
from sphinx_excellence.loader.conf_file import read_conf
from sphinx_excellence.loader.data_files import ExternalSource
from sphinx_excellence.loader.settings import SETTINGS, usable

if TYPE_CHECKING:
    from sphinx.config import Config


@dataclass(frozen=True)
class Settings:
    """The settings of one project, checked. ``data`` is nothing where it is not set."""

    data: tuple[str, ...] | None
    severities: Mapping[str, Severity]
    as_of: date
    data_place: Place
    external: Mapping[str, ExternalSource]
    problems: tuple[Finding, ...]


def read_settings(config: Config, confdir: Path) -> Settings:
    """Return the project's settings; what cannot be used is a problem and replaced by its default."""
    conf = read_conf(confdir)
    values, problems = usable({setting.name: config[setting.name] for setting in SETTINGS}, conf.place)
    return Settings(
        data=settings.data_of(values["excellence_data"]),
        severities=settings.severities_of(values["excellence_rules"]),
        as_of=settings.day_of(values["excellence_as_of"]),
        data_place=conf.place("excellence_data"),
        external=settings.externals_of(values["excellence_external"], conf.place("excellence_external")),
        problems=problems,
    )


def paths_of(config: Config) -> tuple[str, ...] | None:
    """Return the files and folders with records; nothing where they are not set or the setting cannot be used."""
    return settings.data_of(_value(config, "excellence_data"))


def external_of(config: Config) -> dict[str, ExternalSource]:
    """Return where the registries of other projects are; none where the setting cannot be used."""
    return settings.externals_of(_value(config, "excellence_external"), Place("conf.py"))


def editions_of(config: Config) -> dict[str, str]:
    """Return the file of each other edition; none where the setting cannot be used."""
    return dict(_value(config, "excellence_editions"))


def reread_of(config: Config) -> frozenset[str]:
    """Return the types of warnings whose pages are read again in every run; the default where it cannot be used."""
    return frozenset(_value(config, "excellence_reread"))


def day_of(config: Config) -> date:
    """Return the day that counts as today; as if it were not set where the setting cannot be used."""
    return settings.day_of(_value(config, "excellence_as_of"))


def _value(config: Config, name: str) -> Any:
    (setting,) = (setting for setting in SETTINGS if setting.name == name)
    return setting.used(config[name])
