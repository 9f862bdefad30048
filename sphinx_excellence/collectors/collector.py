"""What a collector is: what it asks of a service for one thing that a pattern tracks, and what it reads in the answers.

A collector is one :class:`Collector`. Packages offer theirs under the entry-point group
``sphinx_excellence.collectors``, and so does this one. A collector never opens a connection: its functions yield
requests and are sent the answers, so that saved answers do as well as the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from pkgutil import resolve_name

from sphinx_excellence.collectors.periods import Period
from sphinx_excellence.model.offered import called, loaded
from sphinx_excellence.safe_reading import MAX_BYTES

#: The entry-point group under which a package offers collectors.
ENTRY_POINT_GROUP = "sphinx_excellence.collectors"
#: What messages call one that a package offers.
_NOUN = "the collector"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: The collectors of this package, in the order in which their readings count: what a registry says of a package comes
#: before what its repository says.
OWN = ("pypi", "npm", "github", "osv", "ietf", "w3c", "endoflife", "web_feature", "stack_exchange")


class CollectorError(Exception):
    """A collector that a package offers cannot be used; the text says why."""


class NotMeasured(Exception):  # noqa: N818 - the service is as it is: nobody is at fault
    """A value cannot be had, or cannot be understood; the text says why."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: an address, with a document to post where the service wants one.

    ``largest`` is the size in bytes from which the answer is refused.
    """

    address: str
    body: str | None = None
    largest: int = MAX_BYTES

    @property
    def shown(self) -> str:
        """What people see of it: the address, and what is posted."""
        return self.address if self.body is None else f"POST {self.address} {self.body}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered on a day."""

    request: Request
    content: bytes
    day: date


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of a signal, and the address at which people can look it up."""

    signal: str
    value: str | int | float | date
    source: str


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A signal that has no value, and why."""

    signal: str
    reason: str


#: Yields requests, is sent their answers, and returns what was measured. Raises ``NotMeasured``.
Measurement = Generator[Request, Answer, Iterable[Measured | Unmeasured]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a collector measures, independent of its others: the signals that it gives, and how."""

    signals: tuple[str, ...]
    measure: Callable[[str, Period], Measurement]


@dataclass(frozen=True, slots=True)
class Collector:
    """Measures what one service knows.

    ``name`` is the key under ``tracked`` whose values it reads, ``subject`` the form of such a value, and ``form`` the
    same in words. ``token`` is the variable of the environment with a token for the service, which is sent only to
    ``token_host``. ``pause`` reads in an answer how many seconds the service asks to be left alone.
    """

    name: str
    title: str
    subject: re.Pattern[str]
    form: str
    measures: Sequence[Measure]
    token: str = ""
    token_host: str = ""
    pause: Callable[[Answer], float] | None = None


def installed_collectors() -> Mapping[str, Collector]:
    """Return the collectors that packages offer, by name: those of this one first, in the order in which they count.

    Raises ``CollectorError`` for one that cannot be used.
    """
    found: dict[str, Collector] = {name: resolve_name(_own(name)) for name in OWN}
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: (point.name, point.value)):
        if point.name in OWN and point.value == _own(point.name):
            continue
        collector = _loaded(point)
        if collector.name in found:
            raise CollectorError(
                f"{called(point, _NOUN)} cannot be used: there is another one named '{collector.name}'"
            )
        found[collector.name] = collector
    return found


def _own(name: str) -> str:
    return f"{__package__}.{name}:COLLECTOR"


def _loaded(point: EntryPoint) -> Collector:
    collector = loaded(point, _NOUN, Collector, CollectorError)
    if not _NAME.fullmatch(collector.name):
        raise CollectorError(
            f"{called(point, _NOUN)} has the name '{collector.name}'; expected small letters, digits and '_'"
        )
    return collector
