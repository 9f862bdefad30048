"""How sources are cited, wherever a record lists them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from sphinx_excellence.messages import N_
from sphinx_excellence.model.record import Source
from sphinx_excellence.views.blocks import Block, Inline, Items, Label, Line, Part, WebLink, Words


def sources_part(sources: Sequence[Source]) -> tuple[Block, ...]:
    """Return the sources under their heading; nothing where there are none."""
    if not sources:
        return ()
    return (Part(Label(N_("Sources")), (source_items(sources),)),)


def source_items(sources: Sequence[Source]) -> Items:
    """Return the list of sources."""
    return Items(tuple((_citation(source),) for source in sources), role="sources")


def source_link(address: str, sources: Sequence[Source] = ()) -> WebLink:
    """Return a link to a source of which only the address is known: by its title in ``sources``, else by its host."""
    titles = (source.title for source in sources if source.url == address)
    parts = urlsplit(address)
    host = (parts.hostname or address).removeprefix("www.")
    # The resolver of DOIs has everybody's papers: what names one is its number.
    return WebLink(address, next(titles, "") or (f"doi:{parts.path.strip('/')}" if host == "doi.org" else host))


def bracketed(link: WebLink) -> tuple[Inline, ...]:
    """Return a link as it follows a statement."""
    return Words(" ("), link, Words(")")


def _citation(source: Source) -> Line:
    inlines: list[Inline] = [Words(f"{source.authors}, ")] if source.authors else []
    inlines.append(WebLink(source.url, source.title) if source.url else Words(source.title))
    rest = ", ".join(part for part in (source.venue, source.year) if part)
    if rest:
        inlines.append(Words(f", {rest}"))
    return Line(tuple(inlines))
