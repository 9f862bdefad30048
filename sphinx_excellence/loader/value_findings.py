"""Findings about values that a model refuses: pydantic's errors, each with what is accepted.

Owns the wording. ``records`` decides which part of a record is left out.
"""

from __future__ import annotations

from typing import Any, get_origin

from pydantic import BaseModel

from sphinx_excellence.findings import (
    Continuation,
    Finding,
    Fix,
    Path,
    Phrase,
    Renaming,
    Replacement,
    Severity,
    nearest,
    sole_match,
    suggestion,
)
from sphinx_excellence.loader.expected_types import (
    P,
    Shape,
    annotations_at,
    field_of,
    keys_of,
    literals_at,
    model_at,
    unwrapped,
)
from sphinx_excellence.loader.likely_colours import likely_colour
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import plain
from sphinx_excellence.model.record import Part, Record
from sphinx_excellence.model.tier import Colours
from sphinx_excellence.model.vocabulary import DECISION_STATUS, PATTERN_STATUS, RELATION, RELEVANCE, RISK
from sphinx_excellence.model.word_definition import LISTS_BY_NAME

_A_TEXT, _A_LIST, _A_MAPPING = Phrase("a string"), Phrase("a list"), Phrase("a mapping")
_A_WHOLE_NUMBER, _A_NUMBER, _TRUE_OR_FALSE = Phrase("an integer"), Phrase("a number"), Phrase("true or false")
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
#: What is said of a value that one of the models' own rules refuses.
_REFUSALS = {
    "wrong-id": N_("`%s`: '%s' is not a valid id"),
    "unsafe-url": N_("`%s`: '%s' is not a web address"),
    "wrong-value": N_("`%s`: '%s' is not a full date"),
}
#: What is said of a word that is none of a list; an open list takes any.
_NOT_IN_LIST = {
    PATTERN_STATUS: N_("`%s`: '%s' is not a status of patterns"),
    DECISION_STATUS: N_("`%s`: '%s' is not a status of decisions"),
    RELEVANCE: N_("`%s`: '%s' is not a relevance"),
    RELATION: N_("`%s`: '%s' is not a relation"),
    RISK: N_("`%s`: '%s' is not a risk"),
}  # fmt: skip
_OWN_RULES = frozenset({"wrong-value", "wrong-id", "unsafe-url", "missing-key"})

#: What is accepted in place of an unknown key, where no key is near, and the same for a key of a record.
_ACCEPTED = N_("accepted: %s")
_OR_WORD = N_("accepted: %s; a word of your own is declared as `%s`")
_OR_DECLARED = N_("accepted: %s; a field of your own is declared as `fields: {%s: {%s: ...}}`")


def type_word(value: Any) -> Phrase:
    """Say what sort of value ``value`` is, as messages do."""
    match value:
        case None:
            return Phrase("empty")
        case bool():
            return _TRUE_OR_FALSE
        case str():
            return Phrase("the string '%s'", shortened(value))
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


def finding_without_value(kind: Shape[P], record_id: str, origin: Origin, path: Path) -> Finding:
    """Return the finding of a key with no value."""
    accepted = _or_removed(kind.model, path, N_("give it a value"), N_("give it a value, or remove the key"))
    if model_at(kind.model, path[:-1]) is Colours:
        accepted = N_("a colour in quotes, such as '#8a6100': without them, `#` begins a comment")
    return Finding(
        "wrong-type",
        origin.place(path),
        "`%s` has no value",
        (_shown(origin, path),),
        accepted,
        record=(kind.name, record_id),
        severity=Severity.ERROR,
        path=path,
    )


def findings_of(
    kind: Shape[P], record_id: str, origin: Origin, path: Path, error_type: str, context: dict[str, Any], value: Any
) -> list[Finding]:
    """Return what is to be said of one of pydantic's errors: mostly one thing, one for each link in a prose."""
    targets = context.get("targets")
    contexts = [context] if targets is None else [{**context, "value": target} for target in targets]
    return [finding_of(kind, record_id, origin, path, error_type, each, value) for each in contexts]


def finding_of(
    kind: Shape[P],
    record_id: str,
    origin: Origin,
    path: Path,
    error_type: str,
    context: dict[str, Any],
    value: Any,
) -> Finding:
    """Return the finding of an error by pydantic's type and context; ``value`` is what it refuses at ``path``."""
    shown, key = _shown(origin, path), (kind.name, record_id)
    about = shown or _part_name(kind, record_id, origin, path)
    rule, message, accepted, on_key = "wrong-value", "", "", False
    args: tuple[str, ...] = (shown,)
    accepted_args: tuple[str, ...] = ()
    remedy: Fix | None = None
    model = model_at(kind.model, path[:-1])
    match error_type:
        case "extra_forbidden":
            rule, on_key = "unknown-key", True
            name = str(path[-1])
            message, args = N_("unknown key '%s' in %s"), (name, _part_name(kind, record_id, origin, path[:-1]))
            keys = keys_of(model) if model else []
            accepted, accepted_args = _instead_of_key(kind, path, keys)
            meant = sole_match(name, keys)
            if model is not None and issubclass(model, Part) and name in model.COMPUTED_KEYS:
                rule, message, args = "typed-score", N_("`%s` is computed"), (shown,)
                accepted, accepted_args, meant = N_("remove the key: the value follows from the signals"), (), None
            remedy = Renaming(key, path, meant) if meant is not None else None
        case "missing":
            rule = "missing-key"
            path, missing = path[:-1], str(path[-1])
            message, args = N_("%s is missing the key '%s'"), (_part_name(kind, record_id, origin, path), missing)
            accepted = _described(model, missing)
        case "string_too_short":
            message, accepted = (
                N_("`%s` is blank"),
                _or_removed(kind.model, path, N_("a string"), N_("a string, or remove the key")),
            )
        case "literal_error" | "unknown-word":
            choices = list(context.get("words", literals_at(kind.model, path)))
            message, args = _not_in_list(shown, value, context.get("list", ""))
            accepted, accepted_args = _instead_of_word(value, choices, context.get("list", ""))
            meant = sole_match(str(value), choices)
            remedy = Replacement(key, path, meant) if meant is not None else None
        case _ if error_type in _TYPE_WORDS:
            rule = "wrong-type"
            message, args = N_("`%s` is %s; expected %s"), (shown, type_word(value), _TYPE_WORDS[error_type])
            accepted = _shape(kind.model, path, value)
        case _ if error_type in _OWN_RULES:
            rule = error_type
            message, args = _refusal(kind.model, path, rule, about, context)
            accepted = context.get("accepted", "")
            remedy = Replacement(key, path, context["meant"]) if "meant" in context else None
        case "string_pattern_mismatch":
            message, args = N_("`%s`: '%s' is not a colour"), (shown, shortened(str(value)))
            meant = likely_colour(str(value))
            accepted, accepted_args = _colours_like(meant)
            remedy = Replacement(key, path, meant) if meant is not None else None
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
        fix=remedy,
    )


def _refusal(
    model: type[BaseModel], path: Path, rule: str, about: str, context: dict[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a value that one of the models' own rules refuses."""
    if "value" in context:
        return _REFUSALS[rule], (about, shortened(str(context["value"])))
    if "what" in context:
        what = context["what"]
    elif rule == "missing-key":
        what = Phrase("names nothing") if _can_name_pattern(model, path) else Phrase("has no heading")
    else:
        what = context.get("reason", "")
    return ("`%s`: %s" if path else "%s: %s"), (about, what)


def _not_in_list(shown: str, value: Any, list_name: str) -> tuple[str, tuple[str, ...]]:
    """Return what is said of a value that is no word of a list: of one of the vocabulary, or of the model's own."""
    if not isinstance(value, str):
        return N_("`%s` is %s"), (shown, type_word(value))
    return _NOT_IN_LIST.get(list_name, N_("`%s` cannot be '%s'")), (shown, shortened(value))


def _instead_of_word(value: Any, choices: list[str], list_name: str) -> tuple[str, tuple[str, ...]]:
    """Return what is accepted in place of a word: those of the list, or one that the data adds to the vocabulary."""
    accepted, args = suggestion(str(value), choices)
    if accepted != _ACCEPTED or list_name not in _NOT_IN_LIST or not isinstance(value, str):
        return accepted, args
    return _OR_WORD, (*args, _declaration(list_name, value))


def _declaration(list_name: str, word: str) -> str:
    """Return how the data adds a word to a list, such as ``statuses: {decision: {on-hold: ...}}``."""
    shown = next(key for key, name in LISTS_BY_NAME.items() if name == list_name)
    keys = [*shown.split("."), "-".join(word.casefold().split())]
    return "".join(f"{key}: {{" for key in keys[:-1]) + f"{keys[-1]}: ..." + "}" * (len(keys) - 1)


def _colours_like(meant: str | None) -> tuple[str, tuple[str, ...]]:
    """Return what is accepted in place of what is no colour, which was ``meant`` to be one."""
    return (N_("did you mean '%s'?"), (meant,)) if meant is not None else (N_("a colour such as #8a6100"), ())


def _can_name_pattern(model: type[BaseModel], path: Path) -> bool:
    """Whether the part at ``path`` can name a pattern and has no heading of its own."""
    part = model_at(model, path)
    return part is not None and "need" not in part.model_fields


def _limit(error_type: str, context: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what would be accepted in place of a value of the right type."""
    match error_type:
        case "greater_than_equal":
            return N_("at least %s"), (plain(context["ge"]),)
        case "less_than_equal":
            return N_("at most %s"), (plain(context["le"]),)
        case "finite_number":
            return N_("a finite number"), ()
        case "too_short":
            least = context["min_length"]
            return (N_("at least one entry"), ()) if least == 1 else (N_("at least %s entries"), (str(least),))
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


def _part_name(kind: Shape[P], record_id: str, origin: Origin, path: Path) -> str:
    return f"`{_shown(origin, path)}`" if path else Phrase("%s '%s'", kind.noun, record_id)


def _described(model: type[BaseModel] | None, key: str) -> str:
    field = field_of(model, key)
    described = field is not None and field.description
    return Phrase("%s: %s", key, Phrase(field.description)) if described else ""


def _instead_of_key(kind: Shape[P], path: Path, keys: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return what is accepted in place of an unknown key; one of a record may be a field to declare."""
    name = str(path[-1])
    if name == "<<":
        return N_("write the keys out: YAML 1.2 has no merge keys"), ()
    accepted, args = suggestion(name, keys)
    if accepted == _ACCEPTED and len(path) == 1 and name != "id" and issubclass(kind.model, Record):
        return _OR_DECLARED, (*args, kind.name, name)
    return accepted, args


def _or_removed(model: type[BaseModel], path: Path, accepted: str, removable: str) -> str:
    """Return what would be accepted at ``path``: ``removable`` where it is not required."""
    field = field_of(model_at(model, path[:-1]), path[-1])
    return accepted if field is not None and field.is_required() else removable


def _shape(model: type[BaseModel], path: Path, value: Any) -> str:
    """Say what the value at ``path`` should look like, from the model of its record.

    A text or number at that place is taken for what was meant, and is part of the example.
    """
    depth = next((depth for depth in range(len(path) - 1, -1, -1) if isinstance(path[depth], str)), None)
    if depth is None:
        return ""
    name = str(path[depth])
    field = field_of(model_at(model, path[:depth]), name)
    annotation = next(iter(annotations_at(model, path[: depth + 1])), None)
    if annotation is None:
        return ""
    inner = model_at(model, path[: depth + 1])
    is_list = any(get_origin(part) is tuple for part in unwrapped(annotation))
    is_mapping = any(get_origin(part) is dict for part in unwrapped(annotation))
    about = f"{field.description}" if field is not None else ""
    written = shortened(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else "..."
    if inner is not None:
        required = [each.alias or key for key, each in inner.model_fields.items() if each.is_required()]
        keys = required or keys_of(inner)[:1]
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


def unknown_top_level(name: str, choices: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return what would be accepted in place of an unknown top-level key."""
    near = nearest(name, choices, count=1)
    listed = ", ".join(choices)
    if near:
        return N_("did you mean '%s'? accepted: %s"), (near[0], listed)
    return N_("accepted: %s"), (listed,)
