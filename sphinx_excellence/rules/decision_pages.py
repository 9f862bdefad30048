"""Rules about the text of decisions that are pages: their sections, and what their template left in them."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.page_text import PageText
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: What a decision tells, by the field of the record and by the sections of a page that tell it.
_TOLD: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("context", frozenset({"context", "drivers"}), frozenset({"context", "drivers"})),
    ("decision", frozenset({"decision", "options"}), frozenset({"decision", "argument"})),
    (
        "consequences",
        frozenset({"consequences", "options", "lessons", "outcomes"}),
        # MADR asks for consequences or for what speaks for and against the options.
        frozenset({
            "consequences", "positive-consequences", "negative-consequences", "options", "pros-and-cons", "argument",
            "positions", "implications",
        }),
    ),
)  # fmt: skip


def _pages(knowledge: Knowledge) -> Iterator[tuple[Decision, PageText]]:
    for decision in knowledge.registry.all_of(Decision):
        text = knowledge.registry.page_texts.get(("decision", decision.id))
        if text is not None:
            yield decision, text


def _incomplete(knowledge: Knowledge) -> Iterator[Violation]:
    for decision, text in _pages(knowledge):
        meaning = knowledge.registry.meaning_of(DECISION_STATUS, decision, decision.status)
        if meaning != "in-force" or not text.has_headings:
            continue
        there = text.ids()
        missing = [
            name
            for name, fields, sections in _TOLD
            if there.isdisjoint(sections) and not (decision.model_fields_set - text.fields) & fields
        ]
        if missing:
            yield Violation(
                InRecord(("decision", decision.id)),
                "decision '%s' is %s, but its page has no section for: %s",
                (decision.id, str(decision.status), ", ".join(missing)),
                "add a heading such as `Context`, `Decision` or `Consequences`; `excellence_sections` names others",
            )


DECISION_WITHOUT_SECTION = Rule(
    "decision-without-section",
    Severity.INFO,
    "The page of a decision that is in force has no section for its context, for the decision or for what follows.",
    "Readers learn what holds, but not why, or not what it means for them. The sections are known by their headings; "
    "consequences may also be told by the options.",
    "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2026-01-01\n---\n# A\n\n## Context\n\nTwo writers.\n",
    "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2026-01-01\n---\n# A\n\n## Context\n\nTwo writers.\n\n"
    "## Decision\n\nOne queue.\n\n## Consequences\n\nOrders wait.\n",
    _incomplete,
)


def _empty(knowledge: Knowledge) -> Iterator[Violation]:
    for decision, text in _pages(knowledge):
        for section in text.sections:
            if section.is_empty:
                yield Violation(
                    InRecord(("decision", decision.id), ("sections", str(section.number))),
                    "the section '%s' of decision '%s' is empty",
                    (section.title, decision.id),
                    "write it, or remove its heading",
                )


EMPTY_SECTION = Rule(
    "empty-section",
    Severity.INFO,
    "A section of a decision's page has a heading and no text.",
    "Readers cannot tell whether there is nothing to say or nobody has written it yet.",
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Decision\n\n## Consequences\n\nOrders wait.\n",
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Decision\n\nOne queue.\n\n## Consequences\n\n"
    "Orders wait.\n",
    _empty,
)


def _left(knowledge: Knowledge) -> Iterator[Violation]:
    for decision, text in _pages(knowledge):
        if not text.placeholders:
            continue
        others = len(text.placeholders) - 1
        more = Phrase("; lines with others: %s", str(others)) if others else ""
        yield Violation(
            InRecord(("decision", decision.id), ("placeholders", 0)),
            "the page of decision '%s' has text of its template: %s%s",
            (decision.id, text.placeholders[0], more),
            "write what is meant; a page that is a template has `None` as its kind in `excellence_pages`",
        )


TEMPLATE_TEXT = Rule(
    "template-text",
    Severity.WARNING,
    "The page of a decision has a placeholder of its template, or `TBD` in place of a text.",
    "Readers take it for a part of the decision. The placeholders of MADR and of Nygard's template are known.",
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Considered Options\n\n* Polling\n"
    "* {title of option 2}\n",
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Considered Options\n\n* Polling\n* Webhooks\n",
    _left,
)


def _unconsidered(knowledge: Knowledge) -> Iterator[Violation]:
    for decision, text in _pages(knowledge):
        if text.unconsidered:
            yield Violation(
                InRecord(("decision", decision.id), ("chosen",)),
                "decision '%s' chooses '%s', which is none of the options that its page considers",
                (decision.id, text.unconsidered),
                "name one of these, or add it to them: %s",
                (", ".join(text.considered),),
            )


CHOSEN_OPTION_NOT_CONSIDERED = Rule(
    "chosen-option-not-considered",
    Severity.INFO,
    "The page of a decision names a chosen option that is none of its considered options.",
    "Readers cannot see how it compares with the others. Options that share a word with the chosen one are taken to be "
    "meant.",
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Considered Options\n\n* Polling\n* Webhooks\n\n"
    '## Decision Outcome\n\nChosen option: "Queue", because orders wait.\n',
    "---\nexcellence_kind: decision\nstatus: proposed\n---\n# A\n\n## Considered Options\n\n* Polling\n* Queue\n\n"
    '## Decision Outcome\n\nChosen option: "Queue", because orders wait.\n',
    _unconsidered,
)

RULES: tuple[Rule, ...] = (
    DECISION_WITHOUT_SECTION,
    EMPTY_SECTION,
    TEMPLATE_TEXT,
    CHOSEN_OPTION_NOT_CONSIDERED,
)
