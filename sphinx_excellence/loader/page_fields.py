"""How front matter writes the fields of a record: under which names, and in which forms.

Owns the customary names of decisions (MADR 2 to 4, adr-tools, log4brains, Structured MADR) and the forms that their
values take there: people in one text, `superseded by` as a status. What a value means is left to ``records``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from sphinx_excellence.loader.customary_dates import customary_day
from sphinx_excellence.loader.decision_text import LINKS, SUPERSEDED, said_of_status, text_of_link
from sphinx_excellence.loader.expected_types import keys_of
from sphinx_excellence.loader.status_translations import find_status
from sphinx_excellence.model.annotated_values import holds_list_of_names
from sphinx_excellence.model.decisions_by_number import DecisionsByNumber
from sphinx_excellence.model.fields import id_like
from sphinx_excellence.model.kinds import KINDS, Kind
from sphinx_excellence.model.vocabulary import DECISION_STATUS, Vocabulary

#: What else a decision's fields are called.
_DECISION_NAMES: Mapping[str, str] = MappingProxyType({
    "decision_makers": "deciders",
    "author": "deciders",
    "authors": "deciders",
    "created": "date",
    "description": "summary",
    "replaces": "supersedes",
    "replaced_by": "superseded_by",
    "related": "relates_to",
})  # fmt: skip
_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "decision": _DECISION_NAMES,
    "pattern": MappingProxyType({"excellence_tier": "tier"}),
})  # fmt: skip
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
#: A number at the beginning of what names a decision; a title may follow.
_NUMBER = re.compile(r"(?i)(?:[a-z]+[-_ #]+|adr|#)?\d+[a-z]?(?![0-9A-Za-z])")
#: What Sphinx, MyST, Jupyter and the tools around them read from front matter.
KEYS_OF_OTHERS = frozenset({
    "author", "authors", "date", "description", "file_format", "html_meta", "html_theme", "jupytext", "kernelspec",
    "keywords", "language_info", "layout", "myst", "no-search", "nocomments", "nosearch", "og:description", "og:image",
    "og:title", "orphan", "substitutions", "title", "tocdepth", "toc", "mystnb",
    "anaconda-cloud", "celltoolbar", "colab", "execution", "hide_input", "interpreter", "nbsphinx", "orig_nbformat",
    "papermill", "rise", "toc-autonumbering", "varInspector", "vscode", "widgets",
})  # fmt: skip
#: The bibliographic fields of reStructuredText, in any case:
#: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#bibliographic-fields
BIBLIOGRAPHIC = frozenset({
    "abstract", "address", "author", "authors", "contact", "copyright", "date", "dedication", "organization",
    "revision", "status", "version",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFields:
    """The fields that front matter gives a record.

    ``value`` holds them by the record's own names, ``names`` the key that each is written under, ``unknown`` the keys
    that are no field of the kind, in their order.
    """

    value: dict[str, Any]
    names: dict[str, str]
    unknown: tuple[str, ...]


def fields_in_page(kind: Kind, written: Mapping[str, Any], own_keys: Iterable[str]) -> PageFields:
    """Return the fields of a record of ``kind`` in front matter; ``own_keys`` say something else of the record.

    A hyphen in a key stands for an underscore, a capital for a small letter. A key without a value is ignored.
    """
    known = _known_names(kind)
    value: dict[str, Any] = {}
    names: dict[str, str] = {}
    unknown = []
    # A key that is written exactly comes before one that stands for it.
    for key, given in sorted(written.items(), key=lambda item: item[0] not in known):
        if key in own_keys:
            continue
        name = _field_of(key, known)
        if name is None or name in value:
            unknown.append(key)
        elif given not in (None, "", {}, []):
            value[name], names[name] = given, key
    for name in list(value):
        value[name] = _plain(value[name])
        if holds_list_of_names(kind.model, name):
            value[name] = _as_list(value[name])
    if kind.name == "decision":
        _read_status(value, names)
        if isinstance(value.get("date"), str):
            value["date"] = customary_day(value["date"])
    return PageFields(value, names, tuple(unknown))


def field_of_key(kind: str, key: str) -> str | None:
    """Return the field of a record of a kind that is there by default that front matter writes under a key."""
    return _field_of(key, _known_names(KINDS[kind]))


def _field_of(key: str, known: Mapping[str, str]) -> str | None:
    return known.get(key) or known.get(key.replace("-", "_").lower()) or known.get(key.replace("_", "-").lower())


@cache
def _known_names(kind: Kind) -> Mapping[str, str]:
    """Return the keys under which pages of a kind may write its fields, each with the field's name."""
    return {**{key: key for key in keys_of(kind.model)}, **_NAMES.get(kind.name, {})}


def _plain(given: Any) -> Any:
    """Return a value without the braces that it has in MADR's template: ``{accepted}``, ``{ann, ben}``."""
    if isinstance(given, dict) and given and all(value is None for value in given.values()):
        return ", ".join(given)
    return given


def _as_list(given: Any) -> Any:
    """Return names in one text, or one number, as a list."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        return [given]
    return [part for part in re.split(r"\s*[,;]\s*", given.strip()) if part] if isinstance(given, str) else given


def _read_status(value: dict[str, Any], names: dict[str, str]) -> None:
    """Take a decision's status for what its words say, with the date and the decisions that it may name."""
    written = value.get("status")
    if not isinstance(written, str):
        return
    said = said_of_status(written)
    for each in said:
        if each.field != "status" and each.field not in value:
            value[each.field] = names_of_decisions(each.value) if each.field in LINKS else each.value
            names[each.field] = names["status"]
    status = next((each.value for each in said if each.field == "status"), written)
    word = " ".join(status.split()).casefold()
    value["status"] = word


def resolve_status(value: dict[str, Any], vocabulary: Vocabulary) -> None:
    """Replace what a decision's front matter calls its status by the word of the project's vocabulary that it is."""
    written = value.get("status")
    if isinstance(written, str):
        words = vocabulary[DECISION_STATUS]
        # A page that names its successor says so by `superseded`, whatever the project calls it.
        superseded = words.that_mean("superseded")[:1] if written == SUPERSEDED else ()
        value["status"] = find_status(written, words) or next(iter(superseded), written)


def names_of_decisions(written: str) -> list[str]:
    """Return what a text names as other decisions: each link in it, or what its commas divide."""
    links = [found[0] for found in _LINK.finditer(written)]
    return links or [part for part in re.split(r"\s*[,;]\s*|\s+and\s+", written.strip()) if part]


class DecisionIds(frozenset[str]):
    """Ids of decisions, which are found by their numbers too."""

    @cached_property
    def numbers(self) -> DecisionsByNumber:
        """What each number means."""
        return DecisionsByNumber(self)


def decision_id(written: str, ids: DecisionIds) -> str:
    """Return the id of the decision that a page names: by a link to its page, by its id, or by its number.

    What is written is returned where it leads to none of ``ids``, or to several: of a link, the text and the target.
    """
    link = _LINK.search(written)
    if link is not None:
        stem = PurePosixPath(unquote(link[2].partition("#")[0])).stem
        for name in (stem, id_like(stem)):
            if name in ids:
                return name
    name = ((link[1] if link is not None else "") or written).strip().rstrip(".")
    if name in ids:
        return name
    number = _NUMBER.match(name)
    unknown = name if link is None else text_of_link(name, link[2])
    meant = ids.numbers.meant_by(number[0]) if number is not None else ()
    return meant[0] if len(meant) == 1 else unknown
