"""What a finding is: one violation of a named rule at one place.

Owns the plain values that every floor passes around when something is wrong: severities, places,
messages with their arguments, findings and their stable order. How a finding is worded belongs to the
rule or loader that makes it, how it is printed to ``reports`` and to the Sphinx gate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Self

from sphinx_excellence.messages import N_
from sphinx_excellence.spelling import is_one_slip, known_words

#: A record's kind and id.
RecordKey = tuple[str, str]
#: The keys and indices that lead from a record to a value in it.
Path = tuple[str | int, ...]


class Phrase(str):
    """Words of the toolkit's own inside a message, as one of its arguments: a literal with ``%s`` for its ``args``.

    As a text it is English. It is translated together with its message, so that no message is in two languages.
    """

    __slots__ = ("args", "message")

    message: str
    args: tuple[str, ...]

    def __new__(cls, message: str, *args: str) -> Self:
        """Make a phrase; ``args`` may be phrases themselves."""
        made = super().__new__(cls, message % args if args else message)
        made.message, made.args = message, args
        return made

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, ...]]:
        """Return what a copy is made of."""
        return Phrase, (self.message, *self.args)


class Continuation(Phrase):
    """A sentence that goes on where another text ends: in English, its first letter is a small one."""

    __slots__ = ()

    def __new__(cls, message: str) -> Self:
        """Make a phrase of a sentence."""
        made = str.__new__(cls, message[:1].lower() + message[1:])
        made.message, made.args = message, ()
        return made

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, ...]]:
        """Return what a copy is made of."""
        return Continuation, (self.message,)


def all_of(parts: Sequence[str]) -> str:
    """Return parts in a row: ``a, b and c``."""
    return _row(parts, N_("%s and %s"))


def any_of(parts: Sequence[str]) -> str:
    """Return parts in a row: ``a, b or c``."""
    return _row(parts, N_("%s or %s"))


def _row(parts: Sequence[str], last: str) -> str:
    if len(parts) < 2:
        return parts[0] if parts else ""
    first = parts[0]
    for part in parts[1:-1]:
        first = Phrase("%s, %s", first, part)
    return Phrase(last, first, parts[-1])


def worded(text: str, args: tuple[str, ...], translate: Callable[[str], str]) -> str:
    """Return a message with its arguments, all of it translated that is of the toolkit's own."""
    message, values = (text.message, text.args) if isinstance(text, Phrase) else (text, args)
    translated = translate(message) if message else ""  # gettext keeps the empty text for its own header
    if isinstance(text, Continuation) and translated == message:
        return str(text)
    told = tuple(worded(value, (), translate) if isinstance(value, Phrase) else value for value in values)
    return translated % told if told else translated


class Severity(Enum):
    """How much a finding matters; ``OFF`` silences a rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file.

    ``path`` is relative to the configuration directory, with forward slashes; ``line`` and ``column`` count
    from 1. A problem of a whole file is at 1:1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A fix: another text at ``path``."""

    key: RecordKey
    path: Path
    value: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """A fix: another name for the key at the end of ``path``, which no other key there has."""

    key: RecordKey
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A fix: one more text in the list at ``path``, which is made where there is none."""

    key: RecordKey
    path: Path
    value: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """A fix: another order for the list at ``path``, as the present indices of its items in their new order."""

    key: RecordKey
    path: Path
    order: tuple[int, ...]


#: A change to one record that fixes a finding automatically.
Fix = Replacement | Renaming | Addition | Ordering


#: How a finding about another project's registry begins: the registry's name, and the rest of the sentence.
IN_REGISTRY = N_("in the registry '%s': %s")


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation of a rule at one place.

    ``message`` is a literal with ``%s`` placeholders for ``args``, so that it can be translated; ``accepted``
    says what would be accepted (nearest match first) and is a literal of the same kind. What is of the toolkit's own
    among the arguments is a ``Phrase``; both texts may be one, with its own arguments. ``record`` is the
    ``(kind, id)`` of the record in question, which is how a waiver finds it, and ``path`` leads from the record to
    the value in question. ``fix`` is given where it can be fixed automatically. ``registry`` is the name of the
    other project's registry that the finding is about; empty for the project's own files.
    """

    rule: str
    place: Place
    message: str
    args: tuple[str, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()
    record: RecordKey | None = None
    severity: Severity = field(default=Severity.WARNING)
    path: Path = ()
    fix: Fix | None = None
    registry: str = ""

    @property
    def text(self) -> str:
        """The English sentence, without what would be accepted."""
        text = self.message % self.args if self.args else self.message
        return IN_REGISTRY % (self.registry, text) if self.registry else text

    @property
    def help(self) -> str:
        """What would be accepted, in English; empty where the message says it all."""
        return self.accepted % self.accepted_args if self.accepted_args else self.accepted

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, line, column, then rule and text: the one order of every report."""
        return (self.place.path, self.place.line, self.place.column, self.rule, self.text)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings sorted by place, rule and text, each once.

    What several records say by one value, which they share by an anchor, is one finding.
    """
    once: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(findings, key=lambda finding: (finding.sort_key(), finding.record or ("", ""))):
        once.setdefault((finding.sort_key(), finding.help), finding)
    return list(once.values())


def nearest(word: str, choices: Iterable[str], *, count: int = 3) -> list[str]:
    """Return up to ``count`` (at most three) of ``choices`` that resemble ``word``, nearest first, ignoring case."""
    return [match.word for match in known_words(choices).matches(word)[:count]]


def sole_match(word: str, choices: Iterable[str], *, but: Collection[str] = ()) -> str | None:
    """Return the one of ``choices`` that ``word`` was surely meant to be; nothing where there is a doubt.

    Of several that resemble it much alike, it is the one that a single slip turns into the word. It is none of ``but``.
    """
    hits = [match for match in known_words(choices).matches(word) if match.likeness >= 0.7 and match.word not in but]
    if len(hits) > 1 and hits[0].likeness - hits[1].likeness < 0.1:
        hits = [match for match in hits if is_one_slip(word, match.word)]
        return hits[0].word if len(hits) == 1 else None
    return hits[0].word if hits else None


#: How many letters the names of records have together that a message lists in full.
_LONGEST_LIST = 80


def suggestion(
    word: str, choices: Iterable[str], *, most: int = 12, listed_by: str = "", but: Collection[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """Return the ``accepted`` text and arguments for an unknown ``word``.

    The nearest match comes first, then the accepted words (at most ``most`` of them). ``listed_by`` is the command that
    lists names of records: they are named in full only where they are few and short. None of ``but`` is meant.
    """
    known = known_words(choices)
    listed = known.listed
    near = [match.word for match in known.matches(word) if match.word not in but]
    if listed_by and (len(listed) > most or sum(map(len, listed)) > _LONGEST_LIST):
        return _nearest_names(near, len(listed), listed_by)
    shown = ", ".join(listed[:most]) + (", ..." if len(listed) > most else "")
    if near and len(listed) > most:
        return N_("did you mean '%s'?"), (near[0],)
    if near:
        return N_("did you mean '%s'? accepted: %s"), (near[0], shown)
    if not listed:
        return "", ()
    return N_("accepted: %s"), (shown,)


def _nearest_names(near: list[str], count: int, listed_by: str) -> tuple[str, tuple[str, ...]]:
    """Return what is accepted in place of an unknown name of ``count`` records: the nearest ones."""
    if not near:
        return N_("accepted: one of %s names, see `%s`"), (str(count), listed_by)
    meant = any_of([f"'{each}'" for each in near])
    if count == len(near):
        return N_("did you mean %s?"), (meant,)
    return N_("did you mean %s? %s more: `%s`"), (meant, str(count - len(near)), listed_by)


def listing_command(kind: str = "") -> str:
    """Return the command that lists the records of a kind, or of all kinds."""
    return f"sphinx-excellence list --kind {kind}" if kind else "sphinx-excellence list"
