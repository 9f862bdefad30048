"""The rule about what a text of blocks must not hold, and what of it cannot be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from sphinx_excellence.findings import Severity, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.annotated_values import Marked, prose
from sphinx_excellence.model.block_prose import DIRECTIVES, Located, is_one_paragraph, read_blocks
from sphinx_excellence.model.contributed_prose import (
    CONTRIBUTED_DIRECTIVES,
    CONTRIBUTED_ROLES,
    ContributedMark,
    refused_markup,
)
from sphinx_excellence.model.fields import BlockMark, ProseMark
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.rule import ByRecord, InRecord, Knowledge, Reads, Rule, Violation

_MESSAGES: Mapping[str, str] = MappingProxyType({
    "html": N_("an HTML block starts here"),
    "directive": N_("the directive `%s` is not for texts of records"),
    "role": N_("the role `%s` is not for texts of records"),
    "file": N_("the directive `%s` reads a file here"),
    "unclosed": N_("the block that starts here with `%s` does not end"),
    "nesting": N_("lists and quotations nest too deeply here"),
    "target": N_("the label `%s` leads nowhere: several pages may show this text"),
    "footnote": N_("the footnote `%s` has no place: several pages may show this text"),
    "contributed directive": N_("the directive `%s` is not for texts that others contribute"),
    "contributed role": N_("the role `%s` is not for texts that others contribute"),
    "contributed image": N_("texts that others contribute show no images, such as '%s'"),
})  # fmt: skip
_ACCEPTED: Mapping[str, str] = MappingProxyType({
    "html": N_("Markdown; `\\` before a character makes it literal"),
    "role": N_("another role, or the text without it"),
    "file": N_("the content itself, below the directive's name"),
    "unclosed": N_("the same signs again in a line of their own, where the block ends"),
    "nesting": N_("fewer levels"),
    "target": N_("no label, or the text with its label in the page"),
    "footnote": N_("the remark in the text itself, or in the page"),
    "contributed image": N_("a link to the image, or the image in a page"),
})  # fmt: skip


def _not_accepted(problem: Located, record_roles: Collection[str]) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    """Return message and arguments, accepted and arguments, for what a text must not hold."""
    args = (problem.name,) if "%s" in _MESSAGES[problem.kind] else ()
    accepted: str = _ACCEPTED.get(problem.kind, "")
    accepted_args: tuple[str, ...] = ()
    if problem.kind == "directive":
        accepted, accepted_args = suggestion(problem.name, sorted(DIRECTIVES))
    elif problem.kind == "contributed directive":
        accepted, accepted_args = suggestion(problem.name, sorted(CONTRIBUTED_DIRECTIVES))
    elif problem.kind == "contributed role":
        accepted, accepted_args = suggestion(problem.name, sorted({*CONTRIBUTED_ROLES, *record_roles}))
    return _MESSAGES[problem.kind], args, accepted, accepted_args


def _problems_of(text: Marked[ProseMark], record_roles: Collection[str]) -> Iterator[Located]:
    """Yield what a text of blocks must not hold."""
    yield from read_blocks(text.value).problems
    if isinstance(text.mark, ContributedMark):
        for found in refused_markup(text.value, record_roles):
            yield Located(found.name, found.offset, f"contributed {found.kind}")


def _unsuitable_in(registry: Registry, kind: str, record: Record) -> Iterator[Violation]:
    record_roles = [each.role_name for each in registry.kinds]
    for text in prose(record):
        if isinstance(text.mark, BlockMark) and not is_one_paragraph(text.value):
            for problem in _problems_of(text, record_roles):
                at = InRecord((kind, record.id), text.path, before=text.value[: problem.offset])
                yield Violation(at, *_not_accepted(problem, record_roles))


def _unsuitable_on_pages(knowledge: Knowledge) -> Iterator[Violation]:
    # Of a text that several pages show, each page says the same; a finding is reported once.
    for _docname, facts in sorted((knowledge.pages or {}).items()):
        for found in facts.prose_problems:
            if found.id in knowledge.registry.of_kind(found.kind):
                at = InRecord((found.kind, found.id), found.path, before=found.before)
                yield Violation(at, found.message, found.args, found.accepted, found.accepted_args)


PROSE_MARKUP = Rule(
    "prose-markup",
    Severity.ERROR,
    "A text of a record contains markup that has no place there, or that cannot be shown.",
    "Several pages may show the text, in every format. HTML has no meaning in most of them, a label would be in all "
    "of these pages, and a directive that reads files or runs something belongs in a page.",
    "decisions:\n  adr-1:\n    title: Use sagas\n    status: accepted\n    date: 2026-03-02\n    context: |\n"
    "      Why?\n\n      ```{include} why.md\n      ```",
    "decisions:\n  adr-1:\n    title: Use sagas\n    status: accepted\n    date: 2026-03-02\n    context: |\n"
    "      Why?\n\n      - Orders span services.\n      - Payments must be reversible.",
    ByRecord(_unsuitable_in, Reads.NAMES, _unsuitable_on_pages),
)

RULES: tuple[Rule, ...] = (PROSE_MARKUP,)
