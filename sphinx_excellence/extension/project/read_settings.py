"""The settings of a build, from Sphinx's configuration.

Owns taking values from Sphinx. What each may hold, and what is used where it is wrong, is the loader's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx_excellence import settings
from sphinx_excellence.extension.project.site_address import site_address
from sphinx_excellence.findings import Finding, Phrase, Place, Severity
from sphinx_excellence.loader.conf_file import read_conf
from sphinx_excellence.loader.unknown_settings import unknown_settings
from sphinx_excellence.settings import SETTINGS, ExternalSource, Setting, usable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True)
class Settings:
    """The settings of one project, checked.

    ``data`` is nothing where it is not set, ``pages`` are the kinds of pages by patterns of their names,
    ``headings`` is the section that each heading of a decision begins.
    """

    data: tuple[str, ...] | None
    severities: Mapping[str, Severity]
    as_of: date
    data_place: Place
    external: Mapping[str, ExternalSource]
    pages: Mapping[str, str]
    pages_place: Place
    headings: Mapping[str, str]
    foreign_keys: frozenset[str]
    feedback: Mapping[str, str]
    templates: Mapping[str, object]
    templates_place: Place
    queries: str | None
    queries_place: Place
    problems: tuple[Finding, ...]


def read_settings(config: Config, confdir: Path) -> Settings:
    """Return the project's settings; what cannot be used is a problem and replaced by its default."""
    conf = read_conf(confdir)
    values, problems = usable({setting.name: configured_value(config, setting) for setting in SETTINGS}, conf.place)
    return Settings(
        data=settings.data_of(values["excellence_data"]),
        severities=settings.severities_of(values["excellence_rules"]),
        as_of=settings.day_of(values["excellence_as_of"]),
        data_place=conf.place("excellence_data"),
        external=settings.externals_of(values["excellence_external"], conf.place("excellence_external")),
        pages=values["excellence_pages"],
        pages_place=conf.place("excellence_pages"),
        headings=settings.headings_of(values["excellence_sections"]),
        foreign_keys=frozenset(values["excellence_foreign_keys"]),
        feedback=values["excellence_feedback"],
        templates=values["excellence_templates"],
        templates_place=conf.place("excellence_templates"),
        queries=values["excellence_queries"],
        queries_place=conf.place("excellence_queries"),
        problems=(
            *problems,
            *_missing_for_cards(config, conf.place("excellence_social_cards")),
            *unknown_settings(unregistered(config), (), conf.place),
        ),
    )


def _missing_for_cards(config: Config, place: Place) -> Iterator[Finding]:
    """Yield what social cards cannot be made without."""
    if not wants_cards(config):
        return
    if site_address(config) is None:
        yield Finding(
            "wrong-setting",
            place,
            "`%s` is set, and `%s` is no address of a site",
            ("excellence_social_cards", "html_baseurl"),
            Phrase("expected the address at which the site is published, such as 'https://docs.example.org/'"),
            severity=Severity.ERROR,
        )
    if find_spec("typst") is None:
        yield Finding(
            "wrong-setting",
            place,
            "`%s` is set, and the package `%s` is not installed",
            ("excellence_social_cards", "typst"),
            Phrase("it comes with the extra `pdf`: pip install 'sphinx-excellence[pdf]'"),
            severity=Severity.ERROR,
        )


def unregistered(config: Config) -> list[str]:
    """Return the names that conf.py, the command line or an extension sets, and that are not registered."""
    # What is set on the object itself comes from an extension, or from the function `setup` of conf.py.
    written = config._raw_config  # noqa: SLF001 - Sphinx shows it nowhere else
    # What conf.py imports and defines for its own use is not a setting, whatever its name.
    named = {name for name, value in written.items() if not (isinstance(value, ModuleType) or callable(value))}
    names = {*named, *config.overrides, *vars(config)}
    return sorted(name for name in names if name not in config and not name.startswith("_"))


def configured_value(config: Config, setting: Setting) -> Any:
    """Return what a setting is given: by conf.py, or as a text by ``-D`` on the command line."""
    value = config[setting.name]
    if setting.is_list and isinstance(value, str) and setting.name in config.overrides:
        # Sphinx does so for settings that are lists by default.
        value = value.split(",")
    return setting.read(value)


def data_folder(app: Sphinx) -> Path:
    """Return the folder that data and other projects' registries are relative to: that of conf.py.

    sphinx-multiversion builds each version from a copy with the conf.py of today; there it is the version's own folder.
    """
    version = getattr(app.config, "smv_current_version", None)
    versions = getattr(app.config, "smv_metadata", None) or {}
    confdir = versions.get(version, {}).get("confdir") if version else None
    return Path(confdir) if confdir and Path(confdir).is_dir() else Path(app.confdir)


def written_folders(app: Sphinx) -> tuple[Path, Path]:
    """Return the folders that this build writes to."""
    return Path(app.outdir), Path(app.doctreedir)


def paths_of(config: Config) -> tuple[str, ...] | None:
    """Return the files and folders with records; nothing where they are not set or the setting cannot be used."""
    return settings.data_of(_value(config, "excellence_data"))


def external_of(config: Config) -> dict[str, ExternalSource]:
    """Return where the registries of other projects are; none where the setting cannot be used."""
    return settings.externals_of(_value(config, "excellence_external"), Place("conf.py"))


def editions_of(config: Config) -> dict[str, str]:
    """Return the file of each other edition; none where the setting cannot be used."""
    return dict(_value(config, "excellence_editions"))


def has_feeds(config: Config) -> bool:
    """Whether a site that has an address has feeds; the default where the setting cannot be used."""
    return bool(_value(config, "excellence_feeds"))


def wants_cards(config: Config) -> bool:
    """Whether pages have social cards; the default where the setting cannot be used."""
    return bool(_value(config, "excellence_social_cards"))


def has_instant_search(config: Config) -> bool:
    """Whether a key opens the search on every page; the default where the setting cannot be used."""
    return bool(_value(config, "excellence_instant_search"))


def searches_code(config: Config) -> bool:
    """Whether Sphinx's search finds code blocks; the default where the setting cannot be used."""
    return bool(_value(config, "excellence_search_code"))


def reread_of(config: Config) -> frozenset[str]:
    """Return the types of warnings whose pages are read again in every run; the default where it cannot be used."""
    return frozenset(_value(config, "excellence_reread"))


def templates_of(config: Config) -> Mapping[str, object]:
    """Return the templates of new records, by kind; none where the setting cannot be used."""
    return dict(_value(config, "excellence_templates"))


def heading_anchors_of(config: Config) -> str | None:
    """Return the generator whose anchors headings have too; nothing where there is none, or it cannot be used."""
    name: str | None = _value(config, "excellence_heading_anchors")
    return name


def published_files_of(config: Config) -> tuple[str, ...]:
    """Return the patterns of files that a site has at the same path; none where the setting cannot be used."""
    return tuple(_value(config, "excellence_published_files"))


def base_of(config: Config, confdir: Path) -> Path | None:
    """Return the folder that reports name files from; nothing where it is not set or the setting cannot be used."""
    return settings.base_of(_value(config, "excellence_base"), confdir)


def day_of(config: Config) -> date:
    """Return the day that counts as today; as if it were not set where the setting cannot be used."""
    return settings.day_of(_value(config, "excellence_as_of"))


def _value(config: Config, name: str) -> Any:
    (setting,) = (setting for setting in SETTINGS if setting.name == name)
    return setting.used(configured_value(config, setting))
