"""Plain values to records, with a finding for everything that does not fit.

Owns turning pydantic's errors into findings that say where, what and what instead. A value that does not fit is
left out and the rest of the record kept, so that one slip loses one value and never a page.
"""

from __future__ import annotations

import types
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sphinx_excellence.findings import (
    Continuation,
    Finding,
    Path,
    Phrase,
    Remedy,
    Renaming,
    Replacement,
    Severity,
    nearest,
    sole_match,
    suggestion,
)
from sphinx_excellence.loader.origins import Origin
from sphinx_excellence.messages import N_
from sphinx_excellence.model.fields import ID_FORM, is_id
from sphinx_excellence.model.prose import without_unsafe_links
from sphinx_excellence.model.record import Part

P = TypeVar("P", bound=Part)

_A_TEXT, _A_LIST, _A_MAPPING = Phrase("a text"), Phrase("a list"), Phrase("a mapping")
_A_WHOLE_NUMBER, _A_NUMBER, _TRUE_OR_FALSE = Phrase("a whole number"), Phrase("a number"), Phrase("true or false")
_TYPE_WORDS = {
    "string_type": _A_TEXT,
    "tuple_type": _A_LIST,
    "list_type": _A_LIST,
    "dict_type": _A_MAPPING,
    "model_type": _A_MAPPING,
    "model_attributes_type": _A_MAPPING,
    "bool_type": _TRUE_OR_FALSE,
    "bool_parsing": _TRUE_OR_FALSE,
    "int_type": _A_WHOLE_NUMBER,
    "int_parsing": _A_WHOLE_NUMBER,
    "int_from_float": _A_WHOLE_NUMBER,
    "float_type": _A_NUMBER,
    "float_parsing": _A_NUMBER,
}
#: What pydantic and the models call it where something is missing.
_ABSENT = frozenset({"missing", "missing-key", "too_short"})
#: What is said of a value that one of the models' own rules refuses.
_REFUSALS = {
    "wrong-id": N_("`%s`: '%s' cannot be an id"),
    "unsafe-url": N_("`%s`: '%s' is no web address"),
    "wrong-value": N_("`%s`: '%s' is no day"),
}
_OWN_RULES = frozenset({"wrong-value", "wrong-id", "unsafe-url", "missing-key"})


def type_word(value: Any) -> Phrase:
    """Say what sort of value ``value`` is, as messages do."""
    match value:
        case None:
            return Phrase("nothing")
        case bool():
            return _TRUE_OR_FALSE
        case str():
            return Phrase("the text '%s'", shortened(value))
        case int() | float():
            return Phrase("the number %s", str(value))
        case list():
            return _A_LIST
        case _:
            return _A_MAPPING


def shortened(text: str, most: int = 60) -> str:
    """Return at most ``most`` characters of ``text``, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 3] + "..."


@dataclass(frozen=True, slots=True)
class Shape(Generic[P]):
    """What a value should become: a model, and the words that messages use for it."""

    name: str
    noun: Phrase
    model: type[P]


def lost_keys(findings: Collection[Finding]) -> frozenset[str]:
    """Return the keys of which something was left out, and those that a misspelled key was meant to be."""
    keys = {str(finding.path[0]) for finding in findings if finding.path}
    meant = {
        finding.accepted_args[0] for finding in findings if finding.rule == "unknown-key" and finding.accepted_args
    }
    return frozenset(keys | meant)


def build_record(kind: Shape[P], record_id: str, value: Any, origin: Origin) -> tuple[P | None, list[Finding]]:
    """Return the record that ``value`` describes, and what is wrong with it.

    The record is ``None`` where the value is no mapping or the id cannot be one.
    """
    key = (kind.name, record_id)
    if not is_id(record_id):
        near = "-".join(record_id.split()).lower()
        hint = Phrase("%s, such as '%s'", ID_FORM, near) if is_id(near) else ID_FORM
        return None, [
            Finding(
                "wrong-id",
                origin.place(on_key=True),
                "'%s' cannot be the id of a %s",
                (record_id, kind.noun),
                hint,
                record=key,
                severity=Severity.ERROR,
            )
        ]
    refused = origin.refused()
    if () in refused:
        return None, []
    if not isinstance(value, dict):
        return None, [
            Finding(
                "wrong-type",
                origin.place(on_key=True),
                "%s '%s' is %s; a mapping is expected",
                (kind.noun, record_id, type_word(value)),
                "its keys, indented below it, `title` first",
                record=key,
                severity=Severity.ERROR,
            )
        ]
    stray: list[Finding] = []
    if "id" in value:
        stray = [_finding(kind, record_id, origin, ("id",), "extra_forbidden", {}, value["id"])]
        value = {name: item for name, item in value.items() if name != "id"}
    without: list[Path] = []
    for path in _empty(value) if origin.document.has_blanks or refused else ():
        if path in refused:
            without.append(path)
        # What stands under a key that there is not is told by that key.
        elif not kind.model.may_be_nothing(path) and _annotations_at(kind.model, path):
            without.append(path)
            stray.append(_without_value(kind, record_id, origin, path))
    if not without:
        try:
            # The usual case first: nothing is copied for a record that is right.
            return kind.model.model_validate({**value, **_identity(kind.model, record_id)}), stray
        except ValidationError:
            pass
    record, findings = _repaired(kind, record_id, value, origin, without)
    return record, [*stray, *findings]


def _empty(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of keys and items that nothing stands behind."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _empty(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _empty(item, (*path, index))
    elif value is None:
        yield path


def _copied(value: Any) -> Any:
    """Return a copy of ``value`` in which nothing stands in two places, as it does behind an anchor."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _without_value(kind: Shape[P], record_id: str, origin: Origin, path: Path) -> Finding:
    return Finding(
        "wrong-type",
        origin.place(path),
        "`%s` has no value",
        (_shown(origin, path),),
        _or_removed(kind.model, path, N_("give one"), N_("give one, or remove the key")),
        record=(kind.name, record_id),
        severity=Severity.ERROR,
        path=path,
    )


def _identity(model: type[Part], record_id: str) -> dict[str, str]:
    return {"id": record_id} if "id" in model.model_fields else {}


def _repaired(
    kind: Shape[P], record_id: str, value: dict[str, Any], origin: Origin, without: Collection[Path]
) -> tuple[P | None, list[Finding]]:  # fmt: skip
    """Return the record that is left of ``value`` where what does not fit is taken out, and what is wrong with it.

    What stands at the paths ``without`` is taken out first: it has been told.
    """
    findings: list[Finding] = []
    data = {**_copied(value), **_identity(kind.model, record_id)}
    written: dict[Path, Path] = {}
    _remove(data, without, written)
    for repairs in range(50):
        try:
            return kind.model.model_validate(data), list(dict.fromkeys(findings))
        except ValidationError as error:
            items = error.errors(include_url=False)
        removals: list[Path] = []
        told = {*without, *_meant(kind.model, data, items, written)}
        for item in items:
            if item["type"] == "too_short" and item["input"]:
                continue  # pydantic counts only what fits: what does not is told by itself
            path = _data_path(data, item["loc"])
            at = _as_written(path, written)
            # What is missing since it was left out here, or stands under a misspelled key, is no news to the writer.
            is_left_out = repairs > 0 or any(known[: len(at)] == at for known in told)
            if not (is_left_out and item["type"] in _ABSENT):
                findings += _findings(kind, record_id, origin, at, item["type"], item.get("ctx", {}), item["input"])
            if item["type"] == "missing" and (name := _name_without_title(kind.model, record_id, path)) is not None:
                _put(data, path, name)
            elif "targets" in item.get("ctx", {}) and _replace(data, path, without_unsafe_links(str(item["input"]))):
                continue
            else:
                removals.append(path[:-1] if item["type"] == "missing" else path)
        _remove(data, {path for path in removals if path}, written)
        if () in removals:
            return None, findings
    return None, list(dict.fromkeys(findings))


def _meant(model: type[BaseModel], data: Any, items: Collection[Any], written: dict[Path, Path]) -> Iterator[Path]:
    """Yield the paths of the keys that misspelled ones were meant to be."""
    for item in items:
        if item["type"] == "extra_forbidden":
            at = _as_written(_data_path(data, item["loc"]), written)
            part = model_at(model, at[:-1])
            meant = sole_match(str(at[-1]), _keys(part)) if part is not None else None
            if meant is not None:
                yield (*at[:-1], meant)


def _name_without_title(model: type[BaseModel], record_id: str, path: Path) -> str | None:
    """Return what a part is called whose title at ``path`` is missing: by its id, where it has one."""
    if path[-1] != "title":
        return None
    if len(path) == 1:
        return record_id
    has_id = any(
        get_origin(part) is dict for annotation in _annotations_at(model, path[:-2]) for part in _listed(annotation)
    )
    return str(path[-2]) if has_id else None


def _removal_order(path: Path) -> tuple[tuple[int, str], ...]:
    # Later list items go first, so that the indices of earlier ones still hold.
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _as_written(path: Path, written: dict[Path, Path]) -> Path:
    """Undo the shifts that removed list items have caused."""
    result: Path = ()
    for step in path:
        original = written.get((*result, "#", step)) if isinstance(step, int) else None
        result = (*result, original[0]) if original else (*result, step)
    return result


def _remove(data: Any, paths: Iterable[Path], written: dict[Path, Path]) -> None:
    """Take out what stands at ``paths``, and note in ``written`` which items of lists that shifts."""
    items: dict[Path, set[int]] = {}
    for path in sorted(paths, key=_removal_order):
        try:
            holder = _holder(data, path)
        except (KeyError, IndexError, TypeError):
            continue
        last = path[-1]
        if isinstance(holder, dict):
            holder.pop(last, None)
        elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            items.setdefault(path[:-1], set()).add(last)
    # A list inside another goes first, and each in one step: thousands of items may be wrong.
    for outer in sorted(items, key=len, reverse=True):
        holder = _holder(data, (*outer, 0))
        parent = _as_written(outer, written)
        kept = [index for index in range(len(holder)) if index not in items[outer]]
        numbers = [written.get((*parent, "#", index), (index,))[0] for index in kept]
        holder[:] = [holder[index] for index in kept]
        for index, number in enumerate(numbers):
            written[*parent, "#", index] = (number,)


def _holder(data: Any, path: Path) -> Any:
    """Return the mapping or list that holds what stands at ``path``."""
    for step in path[:-1]:
        data = data[step]
    return data


def _put(data: Any, path: Path, text: str) -> None:
    _holder(data, path)[path[-1]] = text


def _replace(data: Any, path: Path, text: str) -> bool:
    """Put a text in place of the one at ``path``; return whether that changed anything."""
    holder = _holder(data, path)
    if not path or not isinstance(holder, dict | list) or not text.strip():
        return False
    last: Any = path[-1]
    if holder[last] == text:
        return False
    holder[last] = text
    return True


def _data_path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """Return an error's location as a path into what was written: without steps that only the model has."""
    path: Path = ()
    here = data
    for position, step in enumerate(loc):
        if isinstance(here, dict) and (step in here or position == len(loc) - 1):
            path, here = (*path, step), here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            path, here = (*path, step), here[step]
    return path


def _findings(
    kind: Shape[P], record_id: str, origin: Origin, path: Path, error_type: str, context: dict[str, Any], value: Any
) -> list[Finding]:
    """Return what is to be said of one of pydantic's errors: mostly one thing, one for each link in a prose."""
    targets = context.get("targets")
    contexts = [context] if targets is None else [{**context, "value": target} for target in targets]
    return [_finding(kind, record_id, origin, path, error_type, each, value) for each in contexts]


def _finding(
    kind: Shape[P],
    record_id: str,
    origin: Origin,
    path: Path,
    error_type: str,
    context: dict[str, Any],
    value: Any,
) -> Finding:
    shown = _shown(origin, path)
    key = (kind.name, record_id)
    rule, message, accepted, on_key = "wrong-value", "", "", False
    args: tuple[str, ...] = (shown,)
    accepted_args: tuple[str, ...] = ()
    remedy: Remedy | None = None
    model = model_at(kind.model, path[:-1])
    match error_type:
        case "extra_forbidden":
            rule, on_key = "unknown-key", True
            name = str(path[-1])
            message, args = N_("'%s' is not a key of a %s"), (name, _part_noun(kind, path[:-1]))
            keys = _keys(model) if model else []
            accepted, accepted_args = suggestion(name, keys)
            if name == "<<":
                accepted, accepted_args = N_("the keys themselves: YAML 1.2 has no merge keys"), ()
            meant = sole_match(name, keys)
            remedy = Renaming(key, path, meant) if meant is not None else None
        case "missing":
            rule = "missing-key"
            path, missing = path[:-1], str(path[-1])
            message, args = N_("%s lacks the key '%s'"), (_part_name(kind, record_id, origin, path), missing)
            accepted = _described(model, missing)
        case "string_too_short":
            message, accepted = (
                N_("`%s`: is blank"),
                _or_removed(kind.model, path, N_("a text"), N_("a text; or remove it")),
            )
        case "literal_error":
            choices = _literals(model, path[-1]) if model else []
            message, args = N_("`%s` is %s"), (shown, type_word(value))
            accepted, accepted_args = suggestion(str(value), choices)
            meant = sole_match(str(value), choices)
            remedy = Replacement(key, path, meant) if meant is not None else None
        case _ if error_type in _TYPE_WORDS:
            rule = "wrong-type"
            message, args = N_("`%s` is %s; %s is expected"), (shown, type_word(value), _TYPE_WORDS[error_type])
            accepted = _shape(kind.model, path, value)
        case _ if error_type in _OWN_RULES:
            rule = error_type
            message, args = "`%s`: %s", (shown, context.get("reason", ""))
            if "value" in context:
                message, args = _REFUSALS[rule], (shown, shortened(str(context["value"])))
            elif "what" in context:
                args = (shown, context["what"])
            elif rule == "missing-key":
                args = (shown, Phrase("names nothing") if model_named(kind.model, path) else Phrase("has no heading"))
            accepted = context.get("accepted", "")
        case _:
            message, args = (
                N_("`%s` is %s"),
                (shown, Phrase("empty") if error_type == "too_short" else type_word(value)),
            )
            accepted, accepted_args = _limit(error_type, context)
    return Finding(
        rule,
        origin.place(path, on_key=on_key),
        message,
        args,
        accepted,
        accepted_args,
        record=key,
        severity=Severity.ERROR,
        path=path,
        remedy=remedy,
    )


def model_named(model: type[BaseModel], path: Path) -> bool:
    """Whether the part at ``path`` can name a pattern and has no heading of its own."""
    part = model_at(model, path)
    return part is not None and "need" not in part.model_fields


def _limit(error_type: str, context: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what would be accepted in place of a value of the right type."""
    match error_type:
        case "greater_than_equal":
            return N_("at least %s"), (f"{context['ge']:g}",)
        case "less_than_equal":
            return N_("at most %s"), (f"{context['le']:g}",)
        case "too_short":
            least = context["min_length"]
            return (N_("give at least one"), ()) if least == 1 else (N_("give at least %s"), (str(least),))
        case "string_pattern_mismatch":
            return N_("a colour such as #8a6100"), ()
        case _:
            return error_type.replace("_", " "), ()


def _shown(origin: Origin, path: Path) -> str:
    """Return a path as messages show it: ``alternatives[0].when``."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step + 1}]"
        else:
            shown += ("." if shown else "") + origin.names.get(step, step)
    return shown


def _part_noun(kind: Shape[P], path: Path) -> Phrase:
    names = [str(step) for step in path if isinstance(step, str)]
    return Phrase("%s's `%s`", kind.noun, names[-1]) if names else kind.noun


def _part_name(kind: Shape[P], record_id: str, origin: Origin, path: Path) -> str:
    return f"`{_shown(origin, path)}`" if path else Phrase("%s '%s'", kind.noun, record_id)


def _described(model: type[BaseModel] | None, key: str) -> str:
    field = _field(model, key)
    described = field is not None and field.description
    return Phrase("%s: %s", key, Phrase(field.description)) if described else ""


def _field(model: type[BaseModel] | None, key: str | int) -> Any:
    for name, field in (model.model_fields if model else {}).items():
        if key in (name, field.alias):
            return field
    return None


def _or_removed(model: type[BaseModel], path: Path, accepted: str, removable: str) -> str:
    """Return what would be accepted at ``path``: ``removable`` where it is not required."""
    field = _field(model_at(model, path[:-1]), path[-1])
    return accepted if field is not None and field.is_required() else removable


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if name != "id"]


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the types inside an annotation: what is optional, listed or annotated, one by one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in {Union, types.UnionType, tuple, dict}:
        for argument in get_args(annotation):
            yield from _alternatives(argument)
    else:
        yield annotation


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model of the part at ``path``; nothing where there is no mapping of known keys."""
    models = (part for annotation in _annotations_at(model, path) for part in _alternatives(annotation))
    return next((part for part in models if isinstance(part, type) and issubclass(part, BaseModel)), None)


def _annotations_at(model: type[BaseModel], path: Path) -> list[Any]:
    """Return the types that the value at ``path`` may have; none where it has no business there."""
    here: list[Any] = [model]
    for step in path:
        here = [part for annotation in here for part in _stepped(annotation, step)]
    return here


def _stepped(annotation: Any, step: str | int) -> Iterator[Any]:
    """Yield the types of what stands under ``step`` in a value of the type ``annotation``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _stepped(get_args(annotation)[0], step)
    elif origin in {Union, types.UnionType}:
        for argument in get_args(annotation):
            yield from _stepped(argument, step)
    elif origin is tuple and isinstance(step, int):
        yield get_args(annotation)[0]
    elif origin is dict and isinstance(step, str):
        yield get_args(annotation)[1]
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = _field(annotation, step)
        if field is not None:
            yield field.annotation
        elif (cells := _field(annotation, "cells")) is not None:
            # A comparison's row holds its cells under keys of its own.
            yield from _stepped(cells.annotation, step)


def _literals(model: type[BaseModel], key: str | int) -> list[str]:
    field = _field(model, key)
    if field is None:
        return []
    return [
        str(choice)
        for part in _alternatives(field.annotation)
        if get_origin(part) is Literal
        for choice in get_args(part)
    ]


def _shape(model: type[BaseModel], path: Path, value: Any) -> str:
    """Say what the value at ``path`` should look like, from the model of its record.

    A text or number that stands there is taken for what was meant, and shown in its place.
    """
    depth = next((depth for depth in range(len(path) - 1, -1, -1) if isinstance(path[depth], str)), None)
    if depth is None:
        return ""
    name = str(path[depth])
    field = _field(model_at(model, path[:depth]), name)
    annotation = next(iter(_annotations_at(model, path[: depth + 1])), None)
    if annotation is None:
        return ""
    inner = model_at(model, path[: depth + 1])
    is_list = any(get_origin(part) is tuple for part in _listed(annotation))
    is_mapping = any(get_origin(part) is dict for part in _listed(annotation))
    about = f"{field.description}" if field is not None else ""
    written = shortened(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else "..."
    if inner is not None:
        required = [each.alias or key for key, each in inner.model_fields.items() if each.is_required()]
        keys = required or _keys(inner)[:1]
        example = "{" + ", ".join(f"{key}: {written if key == keys[0] else '...'}" for key in keys) + "}"
    else:
        example = written if is_list else ""
    if not example:
        return Phrase(about) if about else ""
    if is_list:
        example = f"[{example}]"
    elif is_mapping:
        example = f"{{...: {example}}}"
    return Phrase("%s: %s, %s", name, example, Continuation(about)) if about else f"{name}: {example}"


def _listed(annotation: Any) -> Iterator[Any]:
    """Yield an annotation, and what it is where it may also be absent or is annotated."""
    yield annotation
    if get_origin(annotation) is Annotated:
        yield from _listed(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, types.UnionType}:
        for argument in get_args(annotation):
            yield from _listed(argument)


def unknown_top_level(name: str, choices: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return what would be accepted in place of an unknown top-level key."""
    near = nearest(name, choices, count=1)
    listed = ", ".join(choices)
    if near:
        return N_("did you mean '%s'? accepted: %s"), (near[0], listed)
    return N_("accepted: %s"), (listed,)
