"""The body of the directive ``diagram``, from YAML to a record, with what is wrong with it.

Owns the keys of each form, the short ways to write a step or a link, and the faults. Parts, links and steps that have a
fault are left out; a record of which nothing is left is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from sphinx_excellence.findings import Path, Phrase, suggestion
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.value_findings import shortened, type_word
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import is_date, period_range
from sphinx_excellence.model.diagram import (
    DIRECTIONS,
    SHAPES,
    TONES,
    Diagram,
    Direction,
    Event,
    Graph,
    Group,
    Layers,
    Link,
    Message,
    NodeShape,
    Note,
    Part,
    Record,
    Ring,
    Sequence,
    Timeline,
    Tone,
    Wait,
    Wording,
)

#: What a diagram may have of anything: more is not read at one look, and takes long to lay out.
MOST = 80
_COMMON = ("title", "description")
#: The keys of each form, the one that it cannot do without first.
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "sequence": ("steps", "participants"),
    "flow": ("links", "nodes", "groups", "direction"),
    "state": ("transitions", "states", "start", "end", "direction"),
    "layers": ("layers",),
    "ring": ("nodes", "links", "cycle", "centre"),
    "timeline": ("events",),
})  # fmt: skip
_ARROW = re.compile(r"\s+(<-->|<->|-->|->|--x|-x)\s+")
_ARROWS = N_("write two names with an arrow between blanks, such as 'A -> B: text'; arrows: -> --> -x --x")
_LINKS = N_("write two names with an arrow between blanks, such as 'A -> B: text'; arrows: -> --> <-> <--> -x --x")
_EVENT = N_("write a date or a period (2019, 2020-05 - 2021), or a number with a unit (95 s, 0 s - 95 s)")
_TONE = re.compile(r"\s+tone:")
_NOTE = re.compile(r"note\s+(?P<over>.+)")
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\d\s-]*)")
_SPAN = re.compile(r"\s+(?:-|to|\N{EN DASH})\s+")
_PART_KEYS = ("label", "detail", "tone")
T = TypeVar("T")


class Fault(NamedTuple):
    """Something wrong in the body: line and column there, from 1; the rest is as in a finding."""

    line: int
    column: int
    message: str
    args: tuple[str | int, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()


def read_diagram(form: str, body: str) -> tuple[Diagram | None, list[Fault]]:
    """Return the diagram that a body describes, and what is wrong with it; ``form`` is one of ``FORMS``."""
    document = read_yaml(body)
    faults = [Fault(each.line, each.column, each.message, each.args, each.accepted) for each in document.problems]
    if not document.readable:
        return None, [_with_colon(fault, body.split("\n")) for fault in faults]
    reader = _Reader(form, document, body)
    diagram = reader.read()
    return diagram, sorted([*faults, *reader.faults], key=lambda fault: fault[:2])


def _with_colon(fault: Fault, lines: list[str]) -> Fault:
    """Return a fault with what helps where a tone follows a step or a link that has no colon."""
    above, here = ["", *lines, ""][min(fault.line, len(lines)) - 1 :][:2]
    if _TONE.match(here) and _ARROW.search(above) and ":" not in above:
        return fault._replace(accepted=N_("write a colon at the end of the line above"))
    return fault


class _Reader:
    def __init__(self, form: str, document: Document, body: str) -> None:
        self.faults: list[Fault] = []
        self._form = form
        self._document = document
        self._lines = body.split("\n")

    def read(self) -> Diagram | None:
        value, own = self._document.value, KEYS[self._form]
        if value is None and not self.faults and not self._document.problems:
            self._tell((), "", N_("the diagram is empty"), (), N_("write its `%s`"), (own[0],))
        elif value is not None and not isinstance(value, dict):
            self._tell((), "", N_("the diagram is %s; expected a mapping"), (type_word(value),), N_("accepted: %s"),
                       (", ".join((*_COMMON, *own)),))  # fmt: skip
        if not isinstance(value, dict):
            return None
        known = (*_COMMON, *own)
        self._check_keys(value, (), known)
        read: Callable[[dict[str, Any]], Record | None] = {
            "sequence": self._sequence, "flow": self._flow, "state": self._states, "layers": self._layers,
            "ring": self._ring, "timeline": self._timeline,
        }[self._form]  # fmt: skip
        if value.get(own[0]) is None:
            self._tell((), "", N_("the diagram is missing the key '%s'"), (own[0],), N_("write its `%s`"), (own[0],))
            return None
        record = read(value)
        if record is None and not self.faults:
            self._tell((own[0],), "", N_("`%s` has no entries"), (own[0],), N_("write at least one"))
        title, description = (self._wording(value.get(key), (key,)) for key in _COMMON)
        return Diagram(self._form, record, title, description) if record is not None else None

    # The forms ---------------------------------------------------------------------------------------------------

    def _sequence(self, value: dict[str, Any]) -> Record | None:
        parts = self._named(value.get("participants"), ("participants",), _PART_KEYS)
        steps: list[Message | Note | Wait] = []
        for said, text, tone, path in self._entries(value["steps"], ("steps",), _ARROWS):
            note = _NOTE.fullmatch(said)
            if said == "wait" or note is not None:
                if text is None:
                    self._tell(path, said, N_("'%s' has no text"), (said,), N_("write it after a colon"))
                elif note is None:
                    steps.append(Wait(text))
                elif over := self._names_in(note["over"], parts, path):
                    steps.append(Note(min(over), max(over), text, tone))
                continue
            for left, sign, right in self._arrows(said, text, path, _ARROWS):
                if "<" in sign:
                    self._tell(path, sign, N_("a step has one direction, and '%s' has two"), (sign,), _ARROWS)
                    continue
                senders, receivers = self._names_in(left, parts, path), self._names_in(right, parts, path)
                for sender, receiver in product(senders, receivers):
                    lost = "x" in sign
                    tone_of_lost: Tone = tone or ("bad" if lost else "")
                    steps.append(Message(sender, receiver, text, sign.startswith("--"), lost, tone_of_lost))
        return Sequence(parts.parts, tuple(steps)) if steps else None

    def _flow(self, value: dict[str, Any]) -> Record | None:
        names = self._named(value.get("nodes"), ("nodes",), (*_PART_KEYS, "shape"))
        links = self._links(value["links"], ("links",), names)
        groups = tuple(self._groups(value.get("groups"), names))
        direction = cast("Direction", self._choice(value.get("direction"), ("direction",), DIRECTIONS))
        return Graph(names.parts, links, groups, direction) if names.parts else None

    def _groups(self, value: Any, names: _Names) -> Iterator[Group]:
        if value is None:
            return
        if not isinstance(value, dict):
            self._expected(("groups",), value, Phrase("a mapping"),
                           N_("write a name for each, and the names of its nodes: {Region: [A, B]}"))  # fmt: skip
            return
        taken: set[int] = set()
        for name, members in value.items():
            path = ("groups", name)
            if not isinstance(members, list):
                self._expected(path, members, Phrase("a list"), N_("name the group's nodes: [A, B]"))
                continue
            found: list[int] = []
            for number, member in enumerate(members):
                for each in self._names_in(str(member), names, (*path, number), known=True):
                    if each in taken:
                        self._tell((*path, number), "", N_("'%s' is in two groups"), (str(member),),
                                   N_("name it in one of them"))  # fmt: skip
                    else:
                        found.append(each)
                        taken.add(each)
            if found:
                yield Group(Wording(name, self._line(path, on_key=True)), tuple(found))

    def _states(self, value: dict[str, Any]) -> Record | None:
        names = self._named(value.get("states"), ("states",), _PART_KEYS)
        links = list(self._links(value["transitions"], ("transitions",), names))
        if not names.parts:
            return None
        parts = [replace(part, shape="round") for part in names.parts]
        for key, shape in (("start", "start"), ("end", "end")):
            if value.get(key) is None:
                continue
            given = value[key] if isinstance(value[key], list) else [value[key]]
            found = [
                each
                for number, name in enumerate(given)
                for each in self._names_in(
                    str(name), names, (key, number) if isinstance(value[key], list) else (key,), known=True
                )
            ]
            if found:
                here = len(parts)
                parts.append(Part(Wording(""), shape=cast("NodeShape", shape)))
                new = [Link(here, each) if key == "start" else Link(each, here) for each in found]
                links = [*new, *links] if key == "start" else [*links, *new]
        direction = cast("Direction", self._choice(value.get("direction"), ("direction",), DIRECTIONS))
        return Graph(tuple(parts), tuple(links), (), direction)

    def _layers(self, value: dict[str, Any]) -> Record | None:
        layers = tuple(part for _name, part, _path in self._parts(value["layers"], ("layers",), (*_PART_KEYS, "parts")))
        return Layers(layers) if layers else None

    def _ring(self, value: dict[str, Any]) -> Record | None:
        names = self._named(value["nodes"], ("nodes",), _PART_KEYS)
        links = self._links(value.get("links"), ("links",), names, loops=False)
        cycle = value.get("cycle")
        if cycle is not None and not isinstance(cycle, bool):
            self._expected(("cycle",), cycle, Phrase("true or false"), N_("accepted: %s"), ("true, false",))
        centre = self._wording(value.get("centre"), ("centre",))
        return Ring(names.parts, links, cycle is True, centre) if names.parts else None

    def _timeline(self, value: dict[str, Any]) -> Record | None:
        found = []
        unit: str | None = None
        for when, text, tone, path in self._entries(value["events"], ("events",), _EVENT):
            read = [each for each in (_dates(when), _amounts(when)) if each is not None]
            fits = [each for each in read if unit in {None, each[0]}]
            if not fits:
                message = N_("'%s' is not on the scale of the others") if read else N_("'%s' is no point in time")
                self._tell(path, when, message, (when,), _EVENT)
                continue
            unit, begin, end = fits[0]
            if end is not None and end < begin:
                self._tell(path, when, N_("'%s' ends before it begins"), (when,), N_("put the earlier one first"))
                continue
            found.append(Event(Wording(when, self._line(path, on_key=True)), begin, end, text, tone))
        return Timeline(tuple(found)) if found else None

    # Their parts -------------------------------------------------------------------------------------------------

    def _entries(self, value: Any, path: Path, accepted: str) -> Iterator[tuple[str, Wording | None, Tone, Path]]:
        """Yield what each entry of a list says, its text and its tone, and the path to what it says."""
        for number, entry in enumerate(self._listed(value, path)):
            here: Path = (*path, number)
            if isinstance(entry, dict):
                first = next((key for key in entry if key != "tone"), None)
                if first is None:
                    self._tell(here, "", N_("the entry says nothing"), (), accepted)
                    continue
                for key in entry:
                    if key not in {first, "tone"}:
                        message = N_("unknown key '%s' in an entry")
                        self._tell((*here, key), key, message, (key,), N_("accepted: %s"), ("tone",))
                tone = cast("Tone", self._choice(entry.get("tone"), (*here, "tone"), TONES))
                yield first, self._wording(entry[first], (*here, first)), tone, (*here, first)
            elif entry is None or isinstance(entry, list):
                self._tell(here, "", N_("the entry is %s"), (type_word(entry),), accepted)
            else:
                yield str(entry), None, "", here

    def _links(self, value: Any, path: Path, names: _Names, *, loops: bool = True) -> tuple[Link, ...]:
        found = []
        for said, text, tone, here in self._entries(value, path, _LINKS) if value is not None else ():
            for left, sign, right in self._arrows(said, text, here, _LINKS):
                for source, target in product(self._names_in(left, names, here), self._names_in(right, names, here)):
                    if source == target and not loops:
                        message = N_("'%s' is linked to itself, which a ring does not show")
                        self._tell(here, right, message, (right,), N_("name two nodes"))
                        continue
                    lost = "x" in sign
                    of_lost: Tone = tone or ("bad" if lost else "")
                    found.append(Link(source, target, text, "--" in sign, sign.startswith("<"), lost, of_lost))
        return tuple(found)

    def _arrows(self, said: str, text: Wording | None, path: Path, accepted: str) -> Iterator[tuple[str, str, str]]:
        """Yield source, arrow and target of each arrow in a text such as ``A -> B -> C``."""
        names, arrows = _ARROW.split(said)[::2], _ARROW.findall(said)
        if not arrows:
            self._tell(path, said, N_("'%s' has no arrow between two names"), (shortened(said),), accepted)
        elif len(arrows) > 1 and text is not None:
            message = N_("'%s' has several arrows, and one text")
            self._tell(path, said, message, (shortened(said),), N_("write one line for each arrow that has a text"))
        else:
            yield from zip(names, arrows, names[1:], strict=False)

    def _names_in(self, written: str, names: _Names, path: Path, *, known: bool = False) -> list[int]:
        """Return the numbers of the parts that a text names, separated by commas."""
        found = []
        for name in [written] if written in names else [each.strip() for each in written.split(",")]:
            number = names.number_of(name, self._line(path, on_key=True), known=known)
            if number is not None:
                found.append(number)
            else:
                message = N_("unknown name '%s'") if name else N_("a name is missing")
                self._tell(path, name, message, (name,) if name else (), *suggestion(name, names.names))
        return found

    def _named(self, value: Any, path: Path, keys: tuple[str, ...]) -> _Names:
        """Return parts that links name, each once."""
        found: dict[str, Part] = {}
        for name, part, here in self._parts(value, path, keys):
            if name in found:
                self._tell(here, name, N_("'%s' is listed twice"), (name,), N_("name each once"))
            else:
                found[name] = part
        return _Names(found)

    def _parts(self, value: Any, path: Path, keys: tuple[str, ...]) -> list[tuple[str, Part, Path]]:
        """Return parts with names and paths, from a list of names or a mapping of names to what they say."""
        entries: list[tuple[str, Any, dict[str, Any], Path]]
        if isinstance(value, dict):
            entries = [(name, each, {}, (*path, name)) for name, each in value.items()]
        else:
            entries = [*self._listed_parts(value, path, keys)]
        if len(entries) > MOST:
            self._too_many(len(entries), path)
        return [(name, self._part(name, said, more, here, keys), here) for name, said, more, here in entries[:MOST]]

    def _listed_parts(
        self, value: Any, path: Path, keys: tuple[str, ...]
    ) -> Iterator[tuple[str, Any, dict[str, Any], Path]]:
        for number, entry in enumerate(self._listed(value, path) if value is not None else ()):
            here: Path = (*path, number)
            if isinstance(entry, dict):
                name = next((key for key in entry if key not in keys), None)
                if name is None:
                    self._tell(
                        here, "", N_("the entry has no name"), (), N_("write a name first, such as 'Orders: ...'")
                    )
                    continue
                yield name, entry[name], {key: each for key, each in entry.items() if key != name}, (*here, name)
            elif entry is None or isinstance(entry, list):
                self._tell(
                    here, "", N_("the entry is %s"), (type_word(entry),), N_("write a name, or a name with its text")
                )
            else:
                yield str(entry), None, {}, here

    def _part(self, name: str, said: Any, more: dict[str, Any], path: Path, keys: tuple[str, ...]) -> Part:
        """Return a part: ``said`` is its detail, the names of its own parts, or a mapping; ``more`` is next to it."""
        inside = said if isinstance(said, dict) else {}
        self._check_keys(inside, path, keys)
        self._check_keys(more, path[:-1], keys)
        fields = {key: (each, (*path[:-1], key)) for key, each in more.items()}
        fields |= {key: (each, (*path, key)) for key, each in inside.items()}
        if isinstance(said, list) and "parts" in keys:
            fields["parts"] = (said, path)
        elif said is not None and not isinstance(said, dict):
            fields["detail"] = (said, path)

        def field(key: str, read: Callable[..., T | None], *choices: Any) -> T | None:
            return read(*fields[key], *choices) if key in fields and key in keys else None

        return Part(
            field("label", self._wording) or Wording(name, self._line(path, on_key=True)),
            field("detail", self._wording),
            cast("Tone", field("tone", self._choice, TONES) or ""),
            cast("NodeShape", field("shape", self._choice, SHAPES) or "box"),
            tuple(part for _name, part, _path in field("parts", self._parts, _PART_KEYS) or ()),
        )

    # Values ------------------------------------------------------------------------------------------------------

    def _check_keys(self, value: Mapping[str, Any], path: Path, known: tuple[str, ...]) -> None:
        for key in value:
            if key not in known:
                self._tell((*path, key), key, N_("unknown key '%s'"), (key,), *suggestion(key, known))

    def _listed(self, value: Any, path: Path) -> list[Any]:
        if not isinstance(value, list):
            self._expected(path, value, Phrase("a list"), N_("write one line for each, after a hyphen"))
            return []
        if len(value) > MOST:
            self._too_many(len(value), path)
        return value[:MOST]

    def _too_many(self, count: int, path: Path) -> None:
        self._tell(path, "", N_("`%s` has %s entries"), (str(path[-1]), str(count)),
                   N_("make several diagrams; one shows at most %s"), (str(MOST),))  # fmt: skip

    def _wording(self, value: Any, path: Path) -> Wording | None:
        if isinstance(value, dict | list):
            self._expected(path, value, Phrase("a string"),
                           N_("write a string; quote one that contains ': ' or begins with a bracket"))  # fmt: skip
            return None
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
        return Wording(text, self._line(path))

    def _choice(self, value: Any, path: Path, choices: tuple[str, ...]) -> str:
        if value is None or value in choices:
            return value or ""
        self._tell(path, "", N_("`%s` cannot be %s"), (str(path[-1]), type_word(value)),
                   *suggestion(str(value), choices))  # fmt: skip
        return ""

    def _line(self, path: Path, *, on_key: bool = False) -> int:
        return self._document.locate(path, on_key=on_key)[0]

    def _expected(
        self, path: Path, value: Any, what: Phrase, accepted: str, accepted_args: tuple[str, ...] = ()
    ) -> None:
        """Note that a value is of another type than ``what``."""
        message = N_("`%s` is %s; expected %s")
        self._tell(path, "", message, (str(path[-1]), type_word(value), what), accepted, accepted_args)

    def _tell(
        self,
        path: Path,
        word: str,
        message: str,
        args: tuple[str, ...] = (),
        accepted: str = "",
        accepted_args: tuple[str, ...] = (),
    ) -> None:
        """Note a fault at the value at ``path``; at its key, where that is or has in it the ``word``."""
        line, column = self._document.locate(path, on_key=bool(word))
        if word and line <= len(self._lines):
            at = self._lines[line - 1].find(word, column - 1)
            column = at + 1 if at >= 0 else column
        self.faults.append(Fault(line, column, message, args, accepted, accepted_args))


class _Names:
    """Parts by their names. Where none are declared, a part is made of each name that is used."""

    def __init__(self, declared: Mapping[str, Part]) -> None:
        self._parts = dict(declared)
        self._is_open = not declared

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        return [*self._parts]

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._parts.values())

    def number_of(self, name: str, line: int, *, known: bool) -> int | None:
        """Return the number of a part by its name, which may be one that is not ``known`` yet."""
        if name not in self._parts:
            if known or not self._is_open or not name:
                return None
            self._parts[name] = Part(Wording(name, line))
        return [*self._parts].index(name)


# Points in time --------------------------------------------------------------------------------------------------


def _dates(when: str) -> tuple[str, float, float | None] | None:
    """Return begin and end in days, behind an empty unit's place: ``date``. The end of a single date is ``None``."""
    try:
        first, last = period_range(when)
    except ValueError:
        return None
    end = None if is_date(when) else float(last.toordinal()) if last is not None else math.inf
    return "date", float(first.toordinal()), end


def _amounts(when: str) -> tuple[str, float, float | None] | None:
    """Return the unit, and begin and end in it; the end of a single number is ``None``."""
    parts = _SPAN.split(when)
    found = [each for each in map(_AMOUNT.fullmatch, parts) if each is not None]
    units = {each[2] for each in found} - {""}
    if len(found) != len(parts) or len(parts) > 2 or len(units) > 1:
        return None
    numbers = [float(each[1]) for each in found]
    return "".join(units), numbers[0], numbers[1] if len(numbers) == 2 else None
