"""The cards of a site: which pages have one, what is on it, and its file, which has another name when it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.html.not_found_page import PAGE as NOT_FOUND
from sphinx_excellence.extension.html.svg import outline
from sphinx_excellence.extension.project.read_settings import wants_cards
from sphinx_excellence.extension.project.site_address import site_address, site_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_excellence.extension.domain.objects import PageCard

#: The folder of the cards, in the output.
FOLDER = "_cards"
WIDTH, HEIGHT = 1200, 630
TEMPLATE = Path(__file__).with_name("cards.typ")
_BUILDERS = frozenset({"html", "dirhtml"})
#: The colour of a card without a tier.
_ACCENT = "#6cb6ee"


def are_drawn(app: Sphinx) -> bool:
    """Whether the site has cards: they are asked for, its address is known, and there is what draws them."""
    return (
        app.builder.name in _BUILDERS
        and wants_cards(app.config)
        and site_address(app.config) is not None
        and bool(_version_of_typst())
    )


@cache
def _version_of_typst() -> str:
    try:
        return version("typst")
    except PackageNotFoundError:
        return ""


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


def card_of(app: Sphinx, docname: str) -> PageCard | None:
    """Return what a page shows of itself; nothing for one that nobody links to."""
    made_from = domain_of(app.env).dependencies.get(docname)
    return None if made_from is None or docname == NOT_FOUND else made_from.card


def title_of(app: Sphinx, docname: str) -> str:
    """Return the title of a page as plain text."""
    title = app.env.titles.get(docname)
    return " ".join(title.astext().split()) if title is not None else site_title(app.config)


def content_of(app: Sphinx, docname: str, card: PageCard) -> Mapping[str, str | list[str]]:
    """Return everything that a card is drawn from, as plain values."""
    config = app.config
    families = config.typst_fonts.get("sans", []) if isinstance(config.typst_fonts, dict) else []
    site, title = site_title(config), title_of(app, docname)
    return {
        "title": title,
        "about": card.about,
        "sentence": card.sentence,
        "colour": card.colour or _ACCENT,
        "outline": outline(card.icon) if card.icon else "",
        "symbol": card.symbol,
        "site": site if site != title else "",
        "address": urlsplit(site_address(config) or "").netloc,
        "language": (config.language or "en").partition("_")[0],
        "families": [families] if isinstance(families, str) else list(families),
    }


def file_of(docname: str, content: Mapping[str, str | list[str]]) -> str:
    """Return the name of the file of a card: another one when it looks different, since sites keep what they have."""
    basis = json.dumps([content, _template(), _version_of_typst()], sort_keys=True)
    digest = hashlib.blake2b(basis.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{docname.replace('/', '-')}-{digest}.png"
