"""The reference of keys: what is said of each field of a model."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field

from sphinx_excellence.model.fields import Date, Day, Period, Prose, ProseMark, ReferenceTo, Url
from sphinx_excellence.model.interface_words import interface_words
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.record import Part, Record
from sphinx_excellence.views import manual
from sphinx_excellence.views.manual import fields_of
from tests.unit.views.outlines import outline


class Inner(Part):
    """Something inside."""

    deep: Annotated[str, Field(description="How deep.")]


class Outer(Part):
    """Something that holds it."""

    inner: Annotated[Inner, Field(description="What it holds.")]
    many: Annotated[tuple[Inner, ...], Field(alias="lots")] = ()


class Made(Record):
    """A record with a field of every sort."""

    text: Annotated[str, Field(description="A word.")]
    told: Annotated[Prose | None, Field(description="A sentence.")] = None
    flag: bool = False
    number: int | None = None
    share: float = 0.0
    size: Literal["small", "large"] = "small"
    legacy: Literal[True, "advisory"] | None = None
    made: Annotated[Date, Field(description="When.")]
    seen: Day | None = None
    used: Period | None = None
    page: Url | None = None
    pattern: Annotated[str | None, ReferenceTo("pattern"), Field(description="Another.")] = None
    tier: Annotated[str | None, ReferenceTo("tier")] = None
    names: tuple[str, ...] = ()
    by_name: dict[str, Annotated[str, ProseMark()]] = {}  # noqa: RUF012 - pydantic copies it
    outer: Outer | None = None


class MadeKind:
    name, key, model = "made", "mades", Made


def test_every_key_is_listed_with_what_it_takes_and_whether_it_must_be_there():
    table = fields_of(MadeKind).blocks[0]
    rows = [[cell.blocks[0].inlines[0].source for cell in row] for row in table.rows]
    told = {key.strip("`"): (takes, meaning) for key, takes, meaning in rows}
    assert {name: takes for name, (takes, _) in told.items() if name not in Record.model_fields} == {
        "text": "text (required)",
        "told": "prose",
        "flag": "true or false",
        "number": "an integer",
        "share": "a number",
        "size": "`small` | `large`",
        "legacy": "`true` | `advisory`",
        "made": "a date (required)",
        "seen": "a day",
        "used": "a period",
        "page": "a web address",
        "pattern": "the id of a pattern",
        "tier": "a tier",
        "names": "a list: text",
        "by_name": "a mapping: prose",
        "outer": "{inner, lots}",
    }
    assert told["text"][1] == "A word."
    assert "id" not in told
    assert all(row[0].heading for row in table.rows)
    head = "table.fields 'mades' widths=[3, 4, 6]\n    | 'Key' | 'Value' | 'Meaning'\n"
    assert outline(fields_of(MadeKind)).startswith(f"fields\n  {head}")


def test_mappings_inside_have_a_table_each_under_the_key_that_leads_there():
    titles = [line.strip() for line in outline(fields_of(MadeKind)).splitlines() if line.startswith("  part ")]
    assert titles == ["part 'mades.<id>.outer'", "part 'mades.<id>.outer.inner'", "part 'mades.<id>.outer.lots'"]


@pytest.mark.parametrize("kind", [*KINDS, None], ids=lambda kind: kind.name if kind else "tiers")
def test_every_field_of_every_kind_is_explained(kind):
    lines = [line for line in outline(fields_of(kind)).splitlines() if "#line <`" in line]
    model = kind.model if kind else manual.Tier
    keys = {field.alias or name for name, field in model.model_fields.items() if name != "id"}
    assert keys <= {line.split("<`")[1].split("`>")[0] for line in lines}
    assert [line for line in lines if line.endswith("line <>")] == []


def test_sources_and_waivers_are_told_once_with_the_patterns():
    for kind in KINDS:
        said = outline(fields_of(kind))
        assert (f"part '{kind.key}.<id>.sources'" in said) is (kind.name == "pattern"), kind.name


def test_words_that_a_project_can_replace_are_listed_as_they_are_written():
    (listed,) = manual.words().blocks
    assert listed.role == "words"
    shown = [line.inlines[0].source for (line,) in listed.items]
    assert shown == [f"`` {word} ``" if "`" in word else f"`{word}`" for word in interface_words()]
    assert "`Tags`" in shown
