"""What a project's data says of its own model: kinds and fields.

Owns reading ``kinds`` and ``fields``, which come before any record, from all files together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sphinx_excellence.findings import (
    Finding,
    Fix,
    Phrase,
    Place,
    RecordKey,
    Replacement,
    Severity,
    nearest,
    sole_match,
    suggestion,
)
from sphinx_excellence.findings import Path as Steps
from sphinx_excellence.loader.expected_types import Shape, keys_of
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.records import build_record, lost_keys
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.messages import N_
from sphinx_excellence.model.external import EXPORT_KEYS
from sphinx_excellence.model.kinds import KINDS, KINDS_LISTED, LINKS_KEY, TIERS_KEY, Kind, Kinds
from sphinx_excellence.model.own_fields import (
    PLAIN_TYPES,
    FieldDefinition,
    OwnField,
    own_field,
    unknown_field,
    with_own_fields,
)
from sphinx_excellence.model.own_kinds import CATALOG_SUFFIX, KindDefinition, default_key, own_kind
from sphinx_excellence.model.reserved_names import RESERVED_NAMES
from sphinx_excellence.model.word_definition import VOCABULARY_KEYS

KINDS_KEY, FIELDS_KEY = "kinds", "fields"
DEFINITION_KEYS = (KINDS_KEY, FIELDS_KEY)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NAME_FORM = Phrase("small letters, digits and hyphens, starting with a letter")
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_KEY_FORM = Phrase("small letters, digits, '-' and '_', starting with a letter")
#: What decides which values a field takes: where one of these is lost, so is the field.
_DECISIVE = frozenset({"type", "choices", "many"})
_KIND = Phrase("kind")
_FIELD = Phrase("field")


@dataclass
class _Given:
    """A definition of a field, and where it is written."""

    key: str
    definition: FieldDefinition
    origin: Origin


@dataclass
class Definitions:
    """The definitions of all data files, as they are read."""

    findings: list[Finding] = field(default_factory=list)
    #: Keys of kinds that could not be read: what is under them is not reported.
    lost: set[str] = field(default_factory=set)
    _kinds: dict[str, tuple[KindDefinition, Origin]] = field(default_factory=dict)
    _kind_places: dict[str, Place] = field(default_factory=dict)
    _fields: dict[str, dict[str, _Given]] = field(default_factory=dict)
    _of_kinds: dict[str, Origin] = field(default_factory=dict)
    #: Names of kinds, and keys of fields by their kind, that could not be read: the same for what names them.
    _lost_kinds: set[str] = field(default_factory=set)
    _lost_fields: dict[str, set[str]] = field(default_factory=dict)

    def origins(self) -> Iterator[tuple[RecordKey, Origin]]:
        """Yield where each kind and each field is defined."""
        yield from ((("kind", name), origin) for name, (_definition, origin) in self._kinds.items())
        for kind, fields in self._fields.items():
            yield from ((("field", f"{kind}.{key}"), given.origin) for key, given in fields.items())

    def read(self, key: str, content: Mapping[str, Any], origin: Origin) -> None:
        """Take in the section ``key`` of a file."""
        for name, value in content.items():
            inner = replace(origin, prefix=(key, name))
            if key == KINDS_KEY:
                self._kind(name, value, inner)
            elif isinstance(value, dict):
                self._of_kinds.setdefault(name, inner)
                for field_key, definition in value.items():
                    self._field(name, field_key, definition, replace(inner, prefix=(*inner.prefix, field_key)))
            elif () not in inner.refused():
                self._tell(
                    "wrong-type",
                    inner.place((), on_key=True),
                    N_("`%s` is %s; expected a mapping"),
                    (f"{FIELDS_KEY}.{name}", type_word(value)),
                    N_("the key of each field, and what it is below the key"),
                )

    def _tell(
        self, rule: str, place: Place, message: str, args: tuple[str, ...] = (), accepted: str = "",
        accepted_args: tuple[str, ...] = (), fix: Fix | None = None,
    ) -> None:  # fmt: skip
        self.findings.append(
            Finding(rule, place, message, args, accepted, accepted_args, severity=Severity.ERROR, fix=fix)
        )

    def _kind(self, name: str, value: Any, origin: Origin) -> None:
        earlier = self._kind_places.get(name)
        if earlier is not None:
            self._tell_duplicate(origin, _KIND, name, earlier)
            return
        self._kind_places[name] = origin.place(on_key=True)
        if _NAME.fullmatch(name) is None:
            self.lost.add(_key_of(name, value))
            self._lost_kinds.add(name)
            self._tell_name(origin, name, _KIND, _NAME_FORM)
            return
        value, fields = _without_fields({} if value is None else value)
        definition, findings = build_record(Shape("kind", _KIND, KindDefinition), name, value, origin)
        self.findings += [_of_definition(finding, ("kind", name)) for finding in findings]
        if definition is None or not self._is_free(name, definition, origin):
            self.lost.add(_key_of(name, value))
            self._lost_kinds.add(name)
            return
        self._kinds[name] = (definition, origin)
        for key, inner in fields.items():
            self._field(name, key, inner, replace(origin, prefix=(*origin.prefix, FIELDS_KEY, key)))

    def _tell_name(self, origin: Origin, name: str, noun: Phrase, form: Phrase) -> None:
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        hint = Phrase("%s, such as '%s'", form, near) if _NAME.fullmatch(near) else form
        self._tell("wrong-id", origin.place(on_key=True), N_("'%s' is not a valid %s id"), (name, noun), hint)

    def _tell_duplicate(self, origin: Origin, noun: Phrase, name: str, earlier: Place) -> None:
        self._tell(
            "duplicate-id",
            origin.place(on_key=True),
            N_("%s '%s' is already defined at %s"),
            (noun, name, str(earlier)),
            N_("one definition per id: merge the two, or rename one"),
        )

    def _is_free(self, name: str, definition: KindDefinition, origin: Origin) -> bool:
        """Whether a kind can have its name and its key; tell why not."""
        taken = RESERVED_NAMES | {word for kind in KINDS for word in (kind.name, kind.role_name, kind.directive_name)}
        if name in taken or name.endswith(CATALOG_SUFFIX):
            self._tell(
                "wrong-id",
                origin.place(on_key=True),
                N_("no kind can be called '%s': a directive or a role has that name"),
                (name,),
                N_("another name, such as '%s', for the kind, its pages and its references"),
                (f"{name}-record",),
            )
            return False
        key = definition.key or default_key(name)
        others = {kind.key for kind in KINDS} | {TIERS_KEY, LINKS_KEY, *DEFINITION_KEYS, *EXPORT_KEYS, *VOCABULARY_KEYS}
        others |= {given.key or default_key(other) for other, (given, _origin) in self._kinds.items()}
        if key in others or _KEY.fullmatch(key) is None:
            self._tell(
                "wrong-value",
                origin.place(("key",) if definition.key else (), on_key=not definition.key),
                N_("no kind can have the key '%s': another has it")
                if key in others
                else N_("'%s' is not a key of data files"),
                (key,),
                N_("another `key`") if key in others else _KEY_FORM,
            )
            return False
        return True

    def _field(self, kind: str, key: str, value: Any, origin: Origin) -> None:
        if _KEY.fullmatch(key) is None:
            self._tell_name(origin, key, _FIELD, _KEY_FORM)
            self._lost_fields.setdefault(kind, set()).add(key)
            return
        definition, findings = build_record(
            Shape("field", _FIELD, FieldDefinition), key, {} if value is None else value, origin
        )
        self.findings += [_of_definition(finding, ("field", f"{kind}.{key}")) for finding in findings]
        if definition is None or not _DECISIVE.isdisjoint(lost_keys(findings)):
            self._lost_fields.setdefault(kind, set()).add(key)
        else:
            self._take_field(kind, key, definition, origin)

    def _take_field(self, kind: str, key: str, definition: FieldDefinition, origin: Origin) -> None:
        known = self._fields.setdefault(kind, {})
        if key in known:
            self._tell_duplicate(origin, _FIELD, key, known[key].origin.place(on_key=True))
        else:
            known[key] = _Given(key, definition, origin)

    def kinds(self) -> Kinds:
        """Return the kinds of the project: the installed ones with their fields, then its own."""
        if not self._kinds and not self._of_kinds and not self._lost_kinds:
            return KINDS
        names = {kind.name for kind in KINDS} | set(self._kinds)
        for name, origin in self._of_kinds.items():
            if name not in names | self._lost_kinds:
                self._tell(
                    "unknown-key",
                    origin.place(on_key=True),
                    N_("'%s' is not a kind of record"),
                    (name,),
                    *suggestion(name, sorted(names), most=KINDS_LISTED),
                )
        made = [self._with_fields(kind, names) for kind in KINDS]
        for name, (definition, _origin) in sorted(self._kinds.items()):
            fields = tuple(self._own_fields(name, set(keys_of(own_kind(name, definition, ()).model)), names))
            made.append(own_kind(name, definition, fields))
        return Kinds(made, unusable=self._lost_kinds)

    def _with_fields(self, kind: Kind, names: Collection[str]) -> Kind:
        if kind.name not in {*self._fields, *self._lost_fields}:
            return kind
        fields = tuple(self._own_fields(kind.name, set(keys_of(kind.model)), names))
        return replace(kind, own_fields=fields, made_model=with_own_fields(kind.model, fields)) if fields else kind

    def _own_fields(self, kind: str, taken: Collection[str], names: Collection[str]) -> Iterator[OwnField]:
        attributes: dict[str, str] = {}
        for key in sorted(self._lost_fields.get(kind, set()) - set(taken) - set(self._fields.get(kind, {}))):
            yield unknown_field(key)
        for key, given in self._fields.get(kind, {}).items():
            if key not in taken and given.definition.type in self._lost_kinds:
                yield unknown_field(key)
            elif not self._is_usable(kind, given, taken, names):
                # What records have there is not reported as well.
                if key not in taken:
                    yield unknown_field(key)
            else:
                made = own_field(key, given.definition)
                twin = attributes.setdefault(made.attribute, key)
                if twin == key:
                    yield made
                else:
                    self._tell_field(
                        given, (), "duplicate-id",
                        N_("'%s' differs from the field '%s' in its hyphens alone"), (key, twin),
                        N_("one of the two"),
                    )  # fmt: skip

    def _tell_field(
        self, given: _Given, path: Steps, rule: str, message: str, args: tuple[str, ...], accepted: str = "",
        accepted_args: tuple[str, ...] = (), fix: Fix | None = None,
    ) -> None:  # fmt: skip
        self._tell(rule, given.origin.place(path, on_key=not path), message, args, accepted, accepted_args, fix)

    def _is_usable(self, kind: str, given: _Given, taken: Collection[str], names: Collection[str]) -> bool:
        """Whether a field can be made; tell why not."""
        definition, key = given.definition, given.key
        if key in taken or key == "id":
            self._tell_field(
                given, (), "wrong-id", N_("every %s has a field '%s' already"), (Phrase(kind.replace("-", " ")), key),
                N_("another key"),
            )  # fmt: skip
        elif definition.type not in PLAIN_TYPES and definition.type not in names:
            choices = [*PLAIN_TYPES, *sorted(names)]
            near = nearest(definition.type, choices, count=1)
            hint = N_("did you mean '%s'? accepted: %s") if near else N_("accepted: %s")
            meant = sole_match(definition.type, choices)
            self._tell_field(
                given, ("type",), "wrong-value", N_("'%s' is neither a type of field nor a kind of record"),
                (definition.type,), hint, (*near, ", ".join(choices)),
                Replacement(("field", f"{kind}.{key}"), ("type",), meant) if meant is not None else None,
            )  # fmt: skip
        elif (definition.type == "choice") != bool(definition.choices):
            is_choice = definition.type == "choice"
            self._tell_field(
                given, () if is_choice else ("choices",), "missing-key" if is_choice else "wrong-value",
                N_("field '%s' is missing the key 'choices'")
                if is_choice
                else N_("field '%s' has choices, and its type is not `choice`"),
                (key,),
                N_("choices: the values that it may have") if is_choice else N_("`type: choice`, or no `choices`"),
            )  # fmt: skip
        elif definition.reverse is not None and definition.type in PLAIN_TYPES:
            self._tell_field(
                given, ("reverse",), "wrong-value", N_("field '%s' refers to no record"), (key,),
                N_("`reverse` for fields whose type is a kind of record"),
            )  # fmt: skip
        else:
            return True
        return False


def _without_fields(value: Any) -> tuple[Any, dict[str, Any]]:
    """Return what is said of a kind, and what of each of its fields: those are read like all others."""
    fields = value.get(FIELDS_KEY) if isinstance(value, dict) else None
    if not isinstance(fields, dict):
        return value, {}
    return {key: item for key, item in value.items() if key != FIELDS_KEY}, fields


def _of_definition(finding: Finding, key: RecordKey) -> Finding:
    """Return a finding about a definition, not a record; ``key`` is that of its origin, where a fix finds it."""
    fix = finding.fix
    return replace(finding, record=None, fix=replace(fix, key=key) if fix is not None else None)


def _key_of(name: str, value: Any) -> str:
    key = value.get("key") if isinstance(value, dict) else None
    return key if isinstance(key, str) else default_key(name)
