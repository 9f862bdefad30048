"""``takeover.yaml``: all that a takeover decides, in one file that people review.

Owns its shape and reading it, with a finding for everything that does not fit. What is proposed in it is ``plan``'s
business, and what follows from it that of ``convert``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from sphinx_excellence.findings import Finding, Phrase, Place, Severity, suggestion
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.expected_types import Shape, keys_of
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.value_findings import findings_of
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import KINDS, KINDS_LISTED
from sphinx_excellence.model.record import Part
from sphinx_excellence.takeover.formats import FORMATS

#: The name of the file.
NAME = "takeover.yaml"
#: The kind of a page that is not a record.
PLAIN = "plain"
#: What may become of a key that is no field: it stays under ``kept``, or where it is.
KEEP, FOREIGN = "keep", "foreign"
#: The ledgers by which a loss is named.
LEDGERS = ("words", "headings", "anchors", "fences", "tables", "links", "dead-links", "outside", "front-matter", "urls",
           "assets", "pages", "notes")  # fmt: skip
Ledger = Literal[
    "words", "headings", "anchors", "fences", "tables", "links", "dead-links", "outside", "front-matter", "urls",
    "assets", "pages", "notes",
]  # fmt: skip


class _Entry(Part):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SourceEntry(_Entry):
    """What was planned: the format, and the state that the tree had."""

    format: Annotated[str, Field(description="The format of the source.")]
    revision: Annotated[str | None, Field(description="The Git revision of the source.")] = None
    files: Annotated[int | None, Field(description="How many files the source has.")] = None
    sha256: Annotated[str | None, Field(description="The checksum of the source's files.")] = None


class ClassRule(_Entry):
    """Which pages are records of a kind. ``where`` are keys of front matter and what they must hold."""

    pages: Annotated[str, Field(description="The pages, such as `patterns/**`.")]
    kind: Annotated[str, Field(description="The kind of record, or `plain`.")] = PLAIN
    where: Annotated[dict[str, Any], Field(description="Keys of front matter and their values, or `any`.")] = Field(
        default_factory=dict
    )


class UrlRule(_Entry):
    """Old addresses, as a regular expression, and where they lead now.

    Each page whose address ``to`` fits gets one redirect: from the address that ``from`` is with the same groups.
    """

    of: Annotated[str, Field(alias="from", description="A regular expression that matches old addresses.")]
    to: Annotated[str, Field(description="The new address; `$1` is what the first group matches.")]


class Repair(_Entry):
    """A line of front matter that is no YAML, and what it becomes once you accept it."""

    page: Annotated[str, Field(description="The page.")]
    line: Annotated[int, Field(description="The line in the page.")]
    was: Annotated[str, Field(description="The line as it is.")]
    becomes: Annotated[str, Field(description="The line as it should be.")]
    accepted: Annotated[bool, Field(description="Whether the repair is made.")] = False


class Loss(_Entry):
    """A loss that is accepted. ``lost`` lists what; without it, everything of the ledger in that page."""

    page: Annotated[str, Field(description="The page.")]
    ledger: Annotated[Ledger, Field(description="The ledger that lists the loss.")]
    lost: Annotated[tuple[str, ...], Field(description="What is lost.")] = ()
    reason: Annotated[str, Field(min_length=1, description="Why the loss is accepted.")]


class Takeover(_Entry):
    """All decisions of a takeover."""

    takeover: Annotated[Literal[1], Field(description="The version of the file.")] = 1
    source: Annotated[SourceEntry, Field(description="The source that was planned.")]
    title: Annotated[str | None, Field(description="The title of the new site.")] = None
    classes: Annotated[tuple[ClassRule, ...], Field(description="Which pages are records; the first rule counts.")] = ()
    keys: Annotated[
        dict[str, dict[str, str]],
        Field(description="By kind: a key of front matter, and its field, `keep` or `foreign`."),
    ] = Field(default_factory=dict)
    values: Annotated[
        dict[str, dict[str, dict[str, str]]],
        Field(description="By kind and field: old values and new ones, or `keep`."),
    ] = Field(default_factory=dict)
    ids: Annotated[dict[str, str | None], Field(description="Ids of pages, where the file's name is not the id.")] = (
        Field(default_factory=dict)
    )
    urls: Annotated[tuple[UrlRule, ...], Field(description="Old addresses that lead elsewhere.")] = ()
    repairs: Annotated[tuple[Repair, ...], Field(description="Repairs of front matter that is no YAML.")] = ()
    losses: Annotated[tuple[Loss, ...], Field(description="Losses that are accepted, each with a reason.")] = ()


@dataclass(frozen=True)
class TakeoverFile:
    """What was read: the decisions, or nothing where they cannot be used; what is wrong; and where each is written."""

    takeover: Takeover | None
    findings: tuple[Finding, ...]
    origin: Origin


_SHAPE = Shape("takeover", Phrase("file"), Takeover)


def read_takeover(path: Path, root: Path) -> TakeoverFile:
    """Read ``takeover.yaml``; files are named relative to ``root``."""
    text = read_text(path, root)
    if isinstance(text, Finding):
        return TakeoverFile(None, (text,), Origin(path.name, Document()))
    return takeover_of_text(text, path.name)


def takeover_of_text(text: str, file: str = NAME) -> TakeoverFile:
    """Read the text of ``takeover.yaml``."""
    document = read_yaml(text)
    origin = Origin(file, document)
    findings = [
        Finding(
            problem.rule, Place(file, problem.line, problem.column), problem.message,
            tuple(map(str, problem.args)), problem.accepted, severity=Severity.ERROR,
        )
        for problem in document.problems
    ]  # fmt: skip
    if findings:
        return TakeoverFile(None, tuple(findings), origin)
    if not isinstance(document.value, dict):
        said = N_("expected a mapping with the keys of a takeover; `import plan` writes one")
        return TakeoverFile(
            None, (_error("wrong-type", Place(file), N_("the file holds no takeover"), (), said),), origin
        )
    value = {key: item for key, item in document.value.items() if item is not None}
    try:
        takeover = Takeover.model_validate(value)
    except ValidationError as error:
        found = [
            finding
            for item in error.errors(include_url=False)
            for finding in findings_of(
                _SHAPE, file, origin, _path(item["loc"]), item["type"], item.get("ctx", {}), item["input"]
            )
        ]
        return TakeoverFile(None, tuple(found), origin)
    wrong = tuple(_wrong(takeover, origin))
    return TakeoverFile(None if wrong else takeover, wrong, origin)


def _path(loc: tuple[int | str, ...]) -> tuple[str | int, ...]:
    return tuple(step for step in loc if step != "[key]")


def _error(
    rule: str,
    place: Place,
    message: str,
    args: tuple[str, ...],
    accepted: str = "",
    accepted_args: tuple[str, ...] = (),
) -> Finding:
    return Finding(rule, place, message, args, accepted, accepted_args, severity=Severity.ERROR)


def _wrong(takeover: Takeover, origin: Origin) -> Iterator[Finding]:
    """Yield what is wrong with decisions that have the right shape."""
    kinds = sorted(KINDS.by_name)
    formats = [each.name for each in FORMATS]
    if takeover.source.format not in formats:
        accepted, args = suggestion(takeover.source.format, formats)
        message = N_("'%s' is not a format that can be taken over")
        place = origin.place(("source", "format"))
        yield _error("wrong-value", place, message, (takeover.source.format,), accepted, args)
    for number, rule in enumerate(takeover.classes):
        if rule.kind not in (*kinds, PLAIN):
            yield _unknown_kind(rule.kind, origin.place(("classes", number, "kind")), [*kinds, PLAIN])
    for name, of_kind in (("keys", takeover.keys), ("values", takeover.values)):
        for kind in of_kind:
            if kind not in kinds:
                yield _unknown_kind(kind, origin.place((name, kind), on_key=True), kinds)
    for kind, keys in takeover.keys.items():
        fields = keys_of(KINDS[kind].model) if kind in kinds else []
        for key, field in keys.items():
            if fields and field not in (*fields, KEEP, FOREIGN):
                message = N_("'%s' is not a field of the kind '%s'")
                near = suggestion(field, [*fields, KEEP, FOREIGN])
                yield _error("wrong-value", origin.place(("keys", kind, key)), message, (field, kind), *near)
    for kind, by_field in takeover.values.items():
        fields = keys_of(KINDS[kind].model) if kind in kinds else []
        for field in by_field:
            if fields and field not in fields:
                message = N_("'%s' is not a field of the kind '%s'")
                place = origin.place(("values", kind, field), on_key=True)
                yield _error("wrong-value", place, message, (field, kind), *suggestion(field, fields))
    for number, url in enumerate(takeover.urls):
        try:
            groups = re.compile(url.of).groups
        except re.error as error:
            message = N_("`from` is not a regular expression: %s")
            yield _error(
                "wrong-value", origin.place(("urls", number, "from")), message, (str(error),), N_("such as '/v1/(.*)'")
            )
            continue
        beyond = next((each for each in re.findall(r"\$(\d+)", url.to) if int(each) > groups), None)
        if beyond is not None:
            message = N_("`to` has '$%s', and `from` has %s groups")
            yield _error("wrong-value", origin.place(("urls", number, "to")), message, (beyond, str(groups)))
    for page, record_id in takeover.ids.items():
        if record_id == "":
            yield _error("wrong-id", origin.place(("ids", page)), N_("the id of '%s' is blank"), (page,))


def _unknown_kind(kind: str, place: Place, kinds: Collection[str]) -> Finding:
    accepted, args = suggestion(kind, kinds, most=KINDS_LISTED)
    return _error("wrong-value", place, N_("'%s' is not a kind of record"), (kind,), accepted, args)


def missing_pages(takeover: Takeover, origin: Origin, pages: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each page that the file names and the source has not."""
    named: list[tuple[str, tuple[str | int, ...], bool]] = [(page, ("ids", page), True) for page in takeover.ids]
    named += [(each.page, ("repairs", number, "page"), False) for number, each in enumerate(takeover.repairs)]
    named += [
        (each.page, ("losses", number, "page"), False)
        for number, each in enumerate(takeover.losses)
        if each.ledger not in {"notes", "assets"}
    ]
    known = set(pages)
    for page, path, on_key in named:
        if page not in known:
            accepted, args = suggestion(page, known, most=3)
            yield _error(
                "missing-page", origin.place(path, on_key=on_key), N_("the source has no page '%s'"), (page,), accepted,
                args,
            )  # fmt: skip


def rules_without_pages(takeover: Takeover, origin: Origin, used: Mapping[int, int]) -> Iterator[Finding]:
    """Yield a finding for each rule of classes that no page follows; ``used`` counts the pages of each rule."""
    for number, rule in enumerate(takeover.classes):
        if not used.get(number):
            message = N_("no page follows the rule for '%s'")
            accepted = N_("a pattern of paths below the source, such as `patterns/**`")
            place = origin.place(("classes", number))
            yield Finding("unused-rule", place, message, (rule.pages,), accepted, severity=Severity.WARNING)
