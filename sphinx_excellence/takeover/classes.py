"""Which pages become records: by the rules of ``takeover.yaml`` alone, never by a familiar key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.takeover.front_matter_edit import FrontMatter
from sphinx_excellence.takeover.takeover_file import PLAIN, ClassRule

#: What a condition says of a key that must be there with any value.
ANY = "any"


@dataclass(frozen=True)
class Classes:
    """The kind of each page by its path, ``plain`` where it is not a record; and how many pages follow each rule."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[int, int] = field(default_factory=dict)


def classify(matters: Mapping[str, FrontMatter], rules: Sequence[ClassRule]) -> Classes:
    """Return the kind of each page; ``matters`` are the front matters by path. The first rule that matches counts."""
    kinds: dict[str, str] = {}
    by_rule: dict[str, int] = {}
    used: dict[int, int] = {}
    for path, matter in matters.items():
        number = next((number for number, rule in enumerate(rules) if matches(path, matter.values, rule)), None)
        kinds[path] = PLAIN if number is None else rules[number].kind
        if number is not None:
            by_rule[path] = number
            used[number] = used.get(number, 0) + 1
    return Classes(kinds, by_rule, used)


def matches(path: str, values: Mapping[str, Any], rule: ClassRule) -> bool:
    """Whether a page is one of those that a rule speaks of."""
    return is_named(path, rule.pages) and all(_holds(values, key, wanted) for key, wanted in rule.where.items())


def is_named(path: str, pattern: str) -> bool:
    """Whether a path matches a pattern, as in ``excellence_pages``."""
    return bool(kind_of_page(path, {pattern: ANY}))


def _holds(values: Mapping[str, Any], key: str, wanted: Any) -> bool:
    given = values.get(key)
    if given in (None, "", [], {}):
        return False
    if wanted == ANY:
        return True
    accepted = (
        {str(each) for each in wanted}
        if isinstance(wanted, Iterable) and not isinstance(wanted, str)
        else {str(wanted)}
    )
    return str(given) in accepted
