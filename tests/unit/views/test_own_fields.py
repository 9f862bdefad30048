"""Where headers show the fields that a project adds: in every form, in the full one alone, or nowhere."""

from __future__ import annotations

import pytest

from sphinx_excellence.views import editions
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.own_records import with_own_fields
from tests.unit.views.outlines import outline

FIELDS = (
    "{unsaid: {}, full: {show: facts}, every: {show: banner}, both: {show: [banner, facts]},"
    " listed: {show: [catalogue, filter, search]}, hidden: {show: []},"
    " story: {type: text}, note: {type: text, show: banner}}"
)
VALUES = (
    "unsaid: v-unsaid, full: v-full, every: v-every, both: v-both, listed: v-listed, hidden: v-hidden,"
    " story: v-story, note: v-note"
)
DATA = f"""
kinds: {{box: {{fields: {FIELDS}}}}}
fields:
  pattern: {FIELDS}
  edition: {FIELDS}
  decision: {FIELDS}
editions:
  first: {{title: First, date: 2024-01, {VALUES}}}
patterns:
  saga: {{title: Saga, tags: [t], {VALUES}}}
decisions:
  one: {{title: One, date: 2024-01-01, {VALUES}}}
boxs:
  a: {{title: A, {VALUES}}}
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert [str(finding) for finding in loaded.findings] == []
    return loaded.registry


def shown(registry, kind, record, view, **options):
    text = outline(with_own_fields(view, registry.kinds[kind], record, registry, **options))
    names = ("unsaid", "full", "every", "both", "listed", "hidden", "story", "note")
    return [name for name in names if f"v-{name}" in text]


@pytest.mark.parametrize(
    ("kind", "name"), [("pattern", "saga"), ("edition", "first"), ("decision", "one"), ("box", "a")]
)
def test_a_full_header_shows_both_places_and_facts_is_the_default(registry, kind, name):
    record = registry.find(kind, name)
    view = registry.kinds[kind].view(record, registry)
    assert shown(registry, kind, record, view) == ["unsaid", "full", "every", "both", "story", "note"]


@pytest.mark.parametrize(
    ("kind", "name", "header"), [("pattern", "saga", banner), ("edition", "first", editions.edition)]
)
def test_a_compact_header_shows_the_place_banner_alone(registry, kind, name, header):
    record = registry.find(kind, name)
    view = header(record, registry, compact=True)
    assert shown(registry, kind, record, view, compact=True) == ["every", "both", "note"]
    assert "Tags" not in outline(with_own_fields(view, registry.kinds[kind], record, registry, compact=True))
