"""How sources are named, of which records have an address and no more."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.record import Source
from sphinx_excellence.views.sources import source_link

KNOWN = (Source(title="Sagas", url="https://doi.org/10.1145/38713.38742"), Source(title="No address"))


@pytest.mark.parametrize(("address", "text"), [
    ("https://doi.org/10.1145/38713.38742", "Sagas"),
    ("https://doi.org/10.1145/1", "doi:10.1145/1"),
    ("https://www.example.org/a/b?c=d", "example.org"),
    ("http://blog.example.org:8080/", "blog.example.org"),
])  # fmt: skip
def test_a_source_is_called_by_its_title_its_doi_or_its_host(address, text):
    link = source_link(address, KNOWN)
    assert (link.url, link.text, link.label) == (address, text, None)
