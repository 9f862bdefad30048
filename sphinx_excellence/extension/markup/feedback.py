"""Puts the links of ``excellence_feedback`` at the records that pages show."""

from __future__ import annotations

from sphinx_excellence.extension.domain.domain import ExcellenceDomain
from sphinx_excellence.model.external import registry_of
from sphinx_excellence.model.feedback import addresses, uses_place
from sphinx_excellence.model.queries import PLACE, Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.feedback import with_feedback


def with_feedback_links(view: View, domain: ExcellenceDomain, docname: str, kind: str, record: Record) -> View:
    """Return the view of a record with the links that ``excellence_feedback`` has for it; as it is without any.

    A record of another project has its links there.
    """
    session = domain.session
    if session is None or not session.settings.feedback or registry_of(record.id) is not None:
        return view
    templates = session.settings.feedback
    values = {"id": record.id, "title": record.title, "page": docname}
    if uses_place(templates):
        # The record may move in its file while nothing in it changes.
        domain.note_query(docname, Query(kind, record.id, PLACE))
        place = session.loaded.origins.place((kind, record.id))
        values |= {"file": place.path, "line": str(place.line)}
    return with_feedback(view, addresses(templates, values, kind=kind))
