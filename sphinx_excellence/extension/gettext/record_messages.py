"""Puts the texts of records into the catalogue that the builder ``gettext`` writes for translators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.builders.gettext import I18nBuilder, MsgOrigin

from sphinx_excellence.extension.project.record_catalogs import records_domain
from sphinx_excellence.model.translation import message_of
from sphinx_excellence.views.translatable_texts import messages

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_excellence.loader.load import Loaded


def collect_messages(builder: Builder, loaded: Loaded, confdir: Path) -> None:
    """Put every text that has a letter into the catalogue of records, with the place where it is written."""
    catalogue = cast("I18nBuilder", builder).catalogs[records_domain(builder.config)]
    for message in messages(loaded.registry):
        if any(character.isalpha() for character in message.text):
            place = loaded.origins.place(message.key, message.path, before=message.before)
            catalogue.add(message_of(message.text), MsgOrigin(str(confdir / place.path), place.line))
