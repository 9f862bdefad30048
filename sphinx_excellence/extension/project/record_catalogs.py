"""Which message catalogues the records of a project are translated by: its own, as Sphinx translates pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

#: The catalogue of the records, unless the project has but one for everything.
DOMAIN = "excellence"


def records_domain(config: Config) -> str:
    """Return the name of the catalogue that the texts of records are in."""
    compact = config.gettext_compact
    return compact if isinstance(compact, str) else DOMAIN


def catalogue_files(config: Config, srcdir: Path) -> list[Path]:
    """Return the compiled catalogues for the language of the project; what comes first counts before the others.

    First that of the records, in the order of the folders that are set; a country's language before the language.
    """
    found: list[tuple[int, int, str, Path]] = []
    own = records_domain(config)
    for order, language in enumerate(_languages(config.language)):
        for folder in config.locale_dirs:
            place = srcdir / folder / language / "LC_MESSAGES"
            for path in sorted(place.rglob("*.mo")) if place.is_dir() else ():
                domain = path.relative_to(place).with_suffix("").as_posix()
                found.append((order, int(domain != own), domain, path))
    return [path for *_order, path in sorted(found, key=lambda each: each[:3])]


def _languages(language: str | None) -> list[str]:
    if not language:
        return []
    return list(dict.fromkeys([language, language.partition("_")[0]]))


def collects_messages(builder: Builder) -> bool:
    """Whether a builder collects what is to be translated: it needs the texts as they are written."""
    return builder.name == "gettext"
