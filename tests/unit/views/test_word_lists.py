"""The lists of the vocabulary as pages show them: words of a project's own beside those of the toolkit, with icons and meanings."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.translatable_texts import messages
from sphinx_excellence.views.word_lists import word_list_view
from tests.unit.views.outlines import outline

DATA = """
statuses:
  decision:
    pending: {title: In question, icon: ⏳, description: Nothing holds *yet*., means: open}
categories:
  data: {title: Data}
  stores: {title: Stores, icon: ★, parent: data}
relations:
  feeds: {title: Feeds, icon: ➜, description: Sends events.}
tags:
  core: {title: Core part, icon: ◆, description: What all others need.}
patterns:
  saga: {title: Saga, tier: gold, category: undefined-one, tags: [core, loose-end]}
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert loaded.findings == ()
    return loaded.registry


@pytest.mark.parametrize(
    ("name", "list_name", "texts"),
    [
        ("statuses.decision", "decision-status", ["In question", "⏳", "Nothing holds", "Accepted"]),
        ("categories", "category", ["★ Data \N{EN DASH} Stores", "Undefined one"]),
        ("relations", "relation", ["➜", "Feeds", "Sends events.", "Complements"]),
        ("tags", "tag", ["◆ Core part", "What all others need.", "Loose end"]),
    ],
)
def test_a_list_shows_all_its_words_with_their_icons_and_meanings(registry, name, list_name, texts):
    shown = outline(word_list_view(name, list_name, registry))
    assert [text for text in texts if text.casefold() not in shown.casefold()] == []


def test_words_of_a_project_can_be_translated_and_lead_to_where_they_are(registry):
    found = {(message.text, message.key[0], message.path) for message in messages(registry)}
    assert ("In question", "word", ("title",)) in found
    assert ("What all others need.", "word", ("description",)) in found
