"""Keys of front matter that are no field of the record that their page is: each is reported once, with a count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.loader.expected_types import keys_of
from sphinx_excellence.loader.front_matter import NAMES, FrontMatter
from sphinx_excellence.loader.page_fields import BIBLIOGRAPHIC, KEYS_OF_OTHERS
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kinds
from sphinx_excellence.spelling import known_words

#: A key that resembles a field more than this is the field, misspelt.
_A_SLIP = 0.85


def unknown_front_matter(
    matters: Iterable[FrontMatter], foreign: Collection[str], root: Path, kinds: Kinds
) -> Iterator[Finding]:
    """Yield a finding for each key, at the first page that has it; ``foreign`` are those that belong to other tools."""
    pages: dict[tuple[str, str], list[FrontMatter]] = {}
    for matter in matters:
        for key in matter.unknown:
            is_bibliographic = matter.page.has_fields and key.lower() in BIBLIOGRAPHIC
            if key not in foreign and key not in KEYS_OF_OTHERS and not is_bibliographic:
                pages.setdefault((matter.kind, key), []).append(matter)
    for (kind, key), found in pages.items():
        first = found[0]
        origin = Origin(shown_path(first.page.path, root), first.document, first.prefix, line_offset=first.line_offset)
        near = _meant(key.replace("-", "_"), [*keys_of(kinds[kind].model), *NAMES.values()])
        accepted = N_("list it in `excellence_foreign_keys` if it belongs to another tool")
        if near:
            accepted = N_("did you mean '%s'? If not, list it in `excellence_foreign_keys`")
        yield Finding(
            "unknown-front-matter",
            origin.place((key,), on_key=True),
            "'%s' is not a field of this %s; pages with it: %s",
            (key, kinds[kind].noun, str(len(found))),
            accepted,
            tuple(near),
            severity=Severity.WARNING,
        )


def _meant(key: str, fields: Collection[str]) -> list[str]:
    """Return the field that a key was meant to be, if one is likely: a misspelt one, or one that it ends in."""
    similar = known_words(fields).matches(key)[:1]
    ends = [field for field in fields if key.endswith(f"_{field}")]
    if ends and not any(match.likeness >= _A_SLIP for match in similar):
        return [max(ends, key=len)]
    return [match.word for match in similar]
