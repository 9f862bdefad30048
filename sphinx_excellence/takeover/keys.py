"""What becomes of the keys of a record's front matter: a field, a key of another tool, or something that is kept.

Owns the decision by the maps of ``takeover.yaml``. Nothing is guessed: a value that the field does not take stays under
``kept``, and that is reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.loader.expected_types import Shape, keys_of
from sphinx_excellence.loader.front_matter import ID_KEY, KIND_KEY
from sphinx_excellence.loader.page_fields import KEYS_OF_OTHERS, fields_in_page, resolve_status
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.records import build_record
from sphinx_excellence.model.kinds import KINDS, Kind
from sphinx_excellence.model.tier import DEFAULT_TIERS
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY
from sphinx_excellence.takeover.front_matter_edit import KEPT, Edit, FrontMatter
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.takeover_file import FOREIGN, KEEP, Takeover

#: Keys that site generators and their themes read: they say nothing of a record.
KEYS_OF_THEMES = KEYS_OF_OTHERS | frozenset({
    "template", "hide", "icon", "search", "comments", "social", "revision_date", "render_macros", "tocdepth",
    "permalink", "slug", "sidebar_position", "sidebar_label", "parent", "nav_order", "has_children", "nav_exclude",
    "weight", "draft", "glightbox", "hero", "disqus", "page_path", "source", "toc_depth",
})  # fmt: skip


@dataclass(frozen=True)
class KeyEdit:
    """The edit of one page's front matter, and what is reported of it."""

    edit: Edit
    notes: tuple[Note, ...]


def home_of(kind: str, key: str) -> str:
    """Return what is proposed for a key: the field of that name, ``foreign`` or ``keep``."""
    field = known_field(KINDS[kind], key)
    if field is not None:
        return field
    return FOREIGN if key in KEYS_OF_THEMES else KEEP


@cache
def known_field(kind: Kind, key: str) -> str | None:
    """Return the field that pages of a kind write under ``key``; nothing where there is none."""
    return next(iter(fields_in_page(kind, {key: "x"}, ()).value), None) if key else None


def edit_of(path: str, kind: str, matter: FrontMatter, takeover: Takeover, lines_above: int = 1) -> KeyEdit:
    """Return how the front matter of a page of ``kind`` is changed; ``lines_above`` are those above the YAML."""
    maps = takeover.keys.get(kind, {})
    renamed: dict[str, str] = {}
    values: dict[str, str] = {}
    kept: list[str] = []
    notes: list[Note] = []
    taken: dict[str, str] = {}

    def tell(name: str, key: str, text: str) -> None:
        notes.append(Note(name, path, matter.lines.get(key, 0) + lines_above, text))

    for key, value in matter.values.items():
        if key in {KEPT, KIND_KEY, ID_KEY} and key not in maps:
            continue
        home = maps.get(key)
        if home is None:
            home = home_of(kind, key)
            if home == KEEP:
                tell("unmapped-key", key, Phrase("the key '%s' is not in `keys` of takeover.yaml; it is kept", key))
        if home == FOREIGN:
            continue
        if home == KEEP:
            kept.append(key)
            continue
        if home in taken:
            text = Phrase("`%s` and `%s` are both for the field '%s'; the second is kept", taken[home], key, home)
            tell("two-keys-for-one-field", key, text)
            kept.append(key)
            continue
        mapped = takeover.values.get(kind, {}).get(home, {}).get(_as_text(value))
        if mapped == KEEP:
            kept.append(key)
            continue
        if value not in (None, "", [], {}) and not fits(kind, home, value if mapped is None else mapped):
            shown = _shown(value if mapped is None else mapped)
            tell("value-without-home", key, Phrase("the field '%s' does not take %s; it is kept", home, shown))
            kept.append(key)
            continue
        taken[home] = key
        if mapped is not None and mapped != value:
            values[key] = mapped
        if known_field(KINDS[kind], key) != home:
            renamed[key] = home
    clashes = [
        key for key, name in renamed.items() if name in matter.values and name not in kept and name not in renamed
    ]
    for key in clashes:
        text = Phrase("`%s` cannot be called '%s': there is such a key already; it is kept", key, renamed.pop(key))
        tell("two-keys-for-one-field", key, text)
        kept.append(key)
    if kept and KEPT in matter.values and not isinstance(matter.values[KEPT], dict):
        kept.append(KEPT)  # a value of the page's own, which has no other place
    return KeyEdit(Edit(renamed, values, tuple(dict.fromkeys(kept))), tuple(notes))


def fits(kind: str, field: str, value: Any) -> bool:
    """Whether a field of a record takes a value as front matter writes it."""
    known = KINDS[kind]
    if isinstance(value, str | int | float | bool):
        return _scalar_fits(known, field, value)
    return _fits(known, field, value)


@cache
def _scalar_fits(kind: Kind, field: str, value: str | float) -> bool:
    return _fits(kind, field, value)


def _fits(kind: Kind, field: str, value: Any) -> bool:
    if field == "tier" and not (isinstance(value, str) and value in DEFAULT_TIERS):
        return False
    fields = fields_in_page(kind, {field: value}, ()).value
    if kind.name == "decision":
        resolve_status(fields, DEFAULT_VOCABULARY)
    given = {name: item for name, item in fields.items() if name in keys_of(kind.model)}
    if "title" not in given:
        given["title"] = "x"
    shape = Shape(kind.name, kind.noun, kind.model)
    _, findings = build_record(shape, "x", given, Origin("", Document()))
    return not any(finding.path and finding.path[0] == field for finding in findings)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"'{text[:57]}...'" if len(text) > 60 else f"'{text}'"
