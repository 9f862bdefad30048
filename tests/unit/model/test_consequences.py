"""What follows from a decision, in one text, in several, or told apart as good, bad and neutral."""

from __future__ import annotations

import jsonschema
import pytest

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.schema import data_schema
from sphinx_excellence.views.decisions import record
from sphinx_excellence.views.translatable_texts import messages
from tests.unit.views.outlines import outline

FORMS = {
    "a text": (
        "Slow.\n\n- one",
        {"text": ("Slow.\n\n- one",)},
        ["text  'Slow.\\n\\n- one' decision.a.consequences.text.0"],
    ),
    "texts": (
        ["Slow.", "Sure."],
        {"text": ("Slow.", "Sure.")},
        [
            "list",
            "-",
            "text  'Slow.' decision.a.consequences.text.0",
            "-",
            "text  'Sure.' decision.a.consequences.text.1",
        ],
    ),
    "both": (
        {"text": "Slow.", "good": ["Sure."]},
        {"text": ("Slow.",), "good": ("Sure.",)},
        [
            "text  'Slow.' decision.a.consequences.text.0",
            "list.arguments",
            "-",
            "text {argument pro 'Good:'} ' ' 'Sure.' decision.a.consequences.good.0",
        ],
    ),
}


@pytest.mark.parametrize(("written", "read", "shown"), FORMS.values(), ids=FORMS)
def test_consequences_are_read_shown_and_in_the_schema(written, read, shown):
    decision = {"title": "A", "consequences": written}
    found = Decision.model_validate({"id": "a", **decision})
    registry = Registry({"decision": {"a": found}})
    assert found.consequences.model_dump(exclude_defaults=True) == read
    lines = [line.strip() for line in outline(record(found, registry)).splitlines()]
    assert lines[lines.index("part 'Consequences'") + 1 :] == shown
    jsonschema.validate({"decisions": {"a": decision}}, data_schema())
    there = {message.path for message in messages(registry)}
    assert {("consequences", name, 0) for name in read} <= there
