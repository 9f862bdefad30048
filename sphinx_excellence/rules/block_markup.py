"""The rule about block markup in fields that take a single paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from sphinx_excellence.findings import RecordKey, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.annotated_values import Marked, marked_values, prose
from sphinx_excellence.model.block_markup import block_markup
from sphinx_excellence.model.fields import BlockMark, ProseMark
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.rule import ByRecord, InRecord, Knowledge, Reads, Rule, Violation

_MESSAGES: Mapping[str, str] = MappingProxyType({
    "list": N_("`%s` takes a single paragraph, but a list starts here"),
    "code": N_("`%s` takes a single paragraph, but a code block starts here"),
    "table": N_("`%s` takes a single paragraph, but a table starts here"),
    "heading": N_("`%s` takes a single paragraph, but a heading starts here"),
    "quote": N_("`%s` takes a single paragraph, but a block quotation starts here"),
    "html": N_("`%s` takes a single paragraph, but an HTML block starts here"),
    "rule": N_("`%s` takes a single paragraph, but here is a horizontal rule"),
    "paragraph": N_("`%s` takes a single paragraph, but a second one starts here"),
    "directive": N_("`%s` takes a single paragraph, but a directive starts here"),
    "formula": N_("`%s` takes a single paragraph, but a display formula starts here"),
    "definition": N_("`%s` takes a single paragraph, but here is a link definition"),
    "image": N_("`%s` takes a single paragraph of text, but here is an image"),
    "break": N_("`%s` takes a single paragraph, but here is a hard line break"),
})  # fmt: skip
_ACCEPTED: Mapping[str, str] = MappingProxyType({
    "paragraph": N_("one paragraph; a key that takes a list takes one entry per paragraph"),
    "list": N_("plain text, with the list in the page or under a key that takes a list; `\\-` is a literal hyphen"),
    "definition": N_("an inline link: [text](https://example.org)"),
    "image": N_("a link to the image, or the image in the page"),
    "break": N_("text without a hard break: end the line without spaces or a backslash"),
})  # fmt: skip
_OTHERWISE = N_("plain text, with the rest in the page; `\\` before a character makes it literal")


def _in_record(_registry: Registry, kind: str, record: Record) -> Iterator[Violation]:
    lines = (text for text in prose(record) if not isinstance(text.mark, BlockMark))
    yield from _block_markup((kind, record.id), lines)


def _in_tiers(knowledge: Knowledge) -> Iterator[Violation]:
    for tier in knowledge.registry.tiers.values():
        for name in tier.written:
            yield from _block_markup(("tier", tier.id), _of_tier(name, getattr(tier, name)))


def _of_tier(name: str, value: object) -> Iterator[Marked[ProseMark]]:
    if name in {"headline", "definition"}:
        yield Marked((name,), str(value), ProseMark())
    elif name == "criteria" and isinstance(value, tuple):
        for index, criterion in enumerate(value):
            yield from marked_values(criterion, ProseMark, (name, index))


def _block_markup(key: RecordKey, texts: Iterable[Marked[ProseMark]]) -> Iterator[Violation]:
    for text in texts:
        for markup in block_markup(text.value):
            shown = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in text.path)
            yield Violation(
                InRecord(key, text.path, before=text.value[: markup.offset]),
                _MESSAGES[markup.kind],
                (shown.removeprefix("."),),
                _ACCEPTED.get(markup.kind, _OTHERWISE),
            )


BLOCK_MARKUP = Rule(
    "block-markup",
    Severity.ERROR,
    "A text that takes a single paragraph contains a list, code, a table, an image or several paragraphs.",
    "Tables, banners and search results show it inline. A list, code or a table would become one garbled sentence, "
    "and an image its alternative text.",
    "patterns:\n  saga:\n    title: Saga\n    summary: |\n      It has\n\n      - steps\n      - compensations",
    "patterns:\n  saga:\n    title: Saga\n    summary: |\n      It has steps\n      and compensations.",
    ByRecord(_in_record, Reads.NOTHING_ELSE, _in_tiers),
)

RULES: tuple[Rule, ...] = (BLOCK_MARKUP,)
