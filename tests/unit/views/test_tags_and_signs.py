"""What a tag's page lists, which links carry a sign, and what other tests of views leave out of their one big example."""

from __future__ import annotations

import pytest

from sphinx_excellence.views import manual
from sphinx_excellence.views.record_labels import sign_behind_link
from sphinx_excellence.views.tags import tagged
from sphinx_excellence.views.translatable_texts import messages
from tests.unit.views.outlines import outline

DATA = """
kinds:
  team: {title: Team, plural: All teams, fields: {site: {type: link}}}
tags:
  core: {title: Core part, description: What all others need.}
patterns:
  outbox: {title: outbox, tier: silver, summary: Sends *once*., tags: [core]}
  saga: {title: Inbox, tier: gold, tags: [core]}
  old: {title: Old, tier: bronze, status: legacy}
teams:
  web: {title: Web, tags: [core]}
decisions:
  adr-1: {title: One, status: superseded, superseded_by: adr-2}
  adr-2: {title: Two, status: accepted}
  adr-3: {title: Three}
"""


@pytest.fixture
def registry(bench):
    return bench.load(DATA).registry


def test_a_tag_lists_the_records_that_have_it_by_kind_and_title_with_their_summaries(registry):
    shown = outline(tagged("core", registry))
    found = [
        shown.index(text) for text in ("What all others need.", "Patterns", "saga", "outbox", "Sends", "All teams")
    ]
    assert found == sorted(found)
    assert shown.count("\N{EN DASH}") == 1
    assert "There are none yet." in outline(tagged("nowhere", registry))


@pytest.mark.parametrize(
    ("kind", "name", "word"),
    [
        ("decision", "adr-1", "superseded"),
        ("decision", "adr-2", None),
        ("decision", "adr-3", None),
        ("pattern", "old", "legacy"),
        ("pattern", "saga", None),
        ("team", "web", None),
        ("pattern", "nowhere", None),
    ],
)
def test_a_link_carries_the_sign_of_what_no_longer_holds_and_of_nothing_else(registry, kind, name, word):
    sign = sign_behind_link(kind, name, registry)
    assert word in str(sign) if word else sign is None


def test_the_names_of_a_projects_own_kind_can_be_translated(registry):
    found = {(message.text, message.key, message.path) for message in messages(registry)}
    assert ("Team", ("kind", "team"), ("title",)) in found
    assert ("All teams", ("kind", "team"), ("plural",)) in found


def test_a_word_that_holds_a_backtick_is_code_as_a_whole(monkeypatch):
    monkeypatch.setattr(manual, "interface_words", lambda: ["plain", "a `b` c"])
    shown = outline(manual.words())
    assert "`plain`" in shown
    assert "`` a `b` c ``" in shown
