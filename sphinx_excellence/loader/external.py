"""From an exported registry to the faces of its records.

Owns reading ``excellence.json``. The file comes from elsewhere: nothing in it is trusted to be of the shape that the
export has, and what is not costs one finding and the registry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from sphinx_excellence.findings import Finding, Place, RecordKey, Severity
from sphinx_excellence.loader.data_files import ExternalSource, read_text, shown_path
from sphinx_excellence.model.external import SEPARATOR, External
from sphinx_excellence.model.fields import is_id
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.tier import ScaledTier, Tier, TierScale

#: The version of the export that can be read.
VERSION = 1
#: What is taken of a record: what links, badges and rules show of one that is not the project's own.
_FACE = ("title", "summary", "tier", "status", "category", "introduced", "date", "company")


class _Unusable(Exception):  # noqa: N818 - it ends the reading, and is no error to anybody outside
    pass


def read_externals(root: Path, sources: Mapping[str, ExternalSource]) -> tuple[dict[str, External], list[Finding]]:
    """Return the registries of ``sources`` by name, and what is wrong with their files."""
    externals: dict[str, External] = {}
    findings: list[Finding] = []
    for name, source in sorted(sources.items()):
        path = root / source.path
        try:
            externals[name] = _external(name, source.base, _content(path, root))
        except _Unusable as reason:
            externals[name] = External(name, readable=False)
            place = Place(shown_path(path, root)) if path.exists() else source.place
            findings.append(
                Finding(
                    "unreadable-registry",
                    place,
                    "the registry '%s' cannot be used: %s",
                    (name, str(reason)),
                    "the file excellence.json that another project publishes, in version %s",
                    (str(VERSION),),
                    severity=Severity.ERROR,
                )
            )
    return externals, findings


def _content(path: Path, root: Path) -> dict[str, Any]:
    if not path.exists():
        raise _Unusable(f"'{shown_path(path, root)}' does not exist")
    text = read_text(path, root)
    if isinstance(text, Finding):
        raise _Unusable(text.text)
    return _parsed(text)


def usable(text: str) -> str | None:
    """Return why a text is no exported registry; nothing where it is one."""
    try:
        _parsed(text)
    except _Unusable as reason:
        return str(reason)
    return None


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = from_json(text)
    except ValueError as error:
        raise _Unusable(f"it is no JSON: {error}") from error
    if not isinstance(content, dict) or "version" not in content:
        raise _Unusable("it is no exported registry")
    if content["version"] != VERSION:
        raise _Unusable(f"it is of version {content['version']}")
    return content


def _external(name: str, base: str, content: dict[str, Any]) -> External:
    records: dict[RecordKey, Record] = {}
    for kind in KINDS:
        for record_id, written in _mapping(content.get(kind.key)):
            if is_id(record_id) and isinstance(written, dict) and isinstance(written.get("title"), str):
                prefixed = f"{name}{SEPARATOR}{record_id}"
                records[kind.name, prefixed] = _face(kind.model, name, prefixed, written)
    legacy = content.get("legacy")
    return External(
        name,
        records,
        _tiers(content.get("tiers")),
        frozenset(f"{name}{SEPARATOR}{each}" for each in legacy) if isinstance(legacy, list) else frozenset(),
        dict(_addresses(name, base, content.get("pages"))),
    )


def _mapping(value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()


def _face(model: type[Record], name: str, prefixed: str, written: dict[str, Any]) -> Record:
    shown = {key: written[key] for key in _FACE if key in model.model_fields and isinstance(written.get(key), str)}
    listed = written.get("aliases")
    aliases = tuple(f"{name}{SEPARATOR}{alias}" for alias in listed) if isinstance(listed, list) else ()
    # Without what its kind asks for besides: that is the other project's business.
    return model.model_construct(id=prefixed, aliases=aliases, **shown)


def _tiers(value: object) -> dict[str, ScaledTier]:
    tiers: dict[str, Tier | None] = {}
    for rank, written in enumerate(value if isinstance(value, list) else ()):
        if isinstance(written, dict) and isinstance(written.get("id"), str):
            given = {key: written[key] for key in ("title", "symbol", "legacy", "colours") if key in written}
            try:
                tiers[written["id"]] = Tier.model_validate({**given, "rank": rank})
            except ValidationError:
                continue
    scale = TierScale(tiers)
    return {tier_id: scale[tier_id] for tier_id in tiers}


def _addresses(name: str, base: str, value: object) -> Iterator[tuple[RecordKey, str]]:
    for kind in KINDS:
        for record_id, page in _mapping(dict(_mapping(value)).get(kind.key)):
            if isinstance(page, str):
                yield (kind.name, f"{name}{SEPARATOR}{record_id}"), f"{base.rstrip('/')}/{page.lstrip('/')}"
