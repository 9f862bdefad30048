"""Asks public services, one request after the other, and leaves alone those that want to be left alone.

Owns repeating, waiting, and the token of a service. What an answer says is for the collectors.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from sphinx_excellence.cli.answer_cache import AnswerCache, CachedAnswer
from sphinx_excellence.cli.download import DownloadError, Response, UnreachableError, exchange
from sphinx_excellence.collectors.collection import NoAnswer
from sphinx_excellence.collectors.collector import Answer, Collector, Request
from sphinx_excellence.version import __version__

USER_AGENT = f"sphinx-excellence/{__version__} (health collect)"
#: How often one thing is asked, and how long the client waits before it asks again: twice as long each time.
_TRIES = 3
_FIRST_WAIT = 1.0
#: A service that wants to be left alone for longer is not asked again in this run.
LONGEST_WAIT = 60.0
#: After so many requests in a row without an answer, a host is not asked again in this run.
_FAILURES = 2
_BUSY = frozenset({
    HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT,
})  # fmt: skip


@dataclass
class PoliteClient:
    """Asks, and remembers what was answered.

    ``instead`` are beginnings of addresses, and those that are asked instead, such as a mirror. ``tokens`` are by the
    names of variables. ``waiting`` gets each pause, in words.
    """

    day: date
    cache: AnswerCache
    instead: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    waiting: Callable[[str], None] = lambda _text: None
    sleep: Callable[[float], None] = time.sleep
    _answers: dict[Request, Answer | str] = field(default_factory=dict)
    _left: dict[str, str] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)

    def ask(self, request: Request, collector: Collector) -> Answer:
        """Return the answer. Raises ``NoAnswer``, with the reason."""
        known = self._answers.get(request)
        if known is None:
            known = self._ask_once(request, collector)
            self._answers[request] = known
        if isinstance(known, str):
            raise NoAnswer(known)
        return known

    def _ask_once(self, request: Request, collector: Collector) -> Answer | str:
        kept = self.cache.get(request)
        if kept is not None and kept.day == self.day:
            return Answer(request, kept.content, kept.day)
        address = self._on_the_wire(request.address)
        host = urlsplit(address).netloc
        if host in self._left:
            return self._left[host]
        try:
            content = self._content(request, address, collector, kept)
        except NoAnswer as reason:
            return str(reason)
        answer = Answer(request, content, self.day)
        seconds = collector.pause(answer) if collector.pause is not None else 0
        if seconds > LONGEST_WAIT:
            self._left[host] = f"not asked: the service wants no requests for {seconds:g} seconds"
        elif seconds > 0:
            self._wait(host, seconds)
        return answer

    def _content(self, request: Request, address: str, collector: Collector, kept: CachedAnswer | None) -> bytes:
        """Ask until there is an answer, or no sense in asking again. Raises ``NoAnswer``."""
        host = urlsplit(address).netloc
        for attempt in range(1, _TRIES + 1):
            wait = _FIRST_WAIT * 2 ** (attempt - 1)
            try:
                response = self._exchange(request, address, collector, kept)
            except UnreachableError as error:
                reason = str(error)
            except DownloadError as error:
                raise NoAnswer(str(error)) from None
            else:
                if response.status == HTTPStatus.OK:
                    self._failures[host] = 0
                    self.cache.put(request, response.content, self.day, response.headers)
                    return response.content
                if response.status == HTTPStatus.NOT_MODIFIED and kept is not None:
                    self._failures[host] = 0
                    self.cache.put(request, kept.content, self.day, _as_headers(kept))
                    return kept.content
                reason = f"the server responds with {response.status} {reason_of(response)}".rstrip()
                asked_for = asked_wait(response)
                if asked_for is None and response.status not in _BUSY:
                    self._failures[host] = 0
                    raise NoAnswer(reason)
                if asked_for is not None and asked_for > LONGEST_WAIT:
                    hint = (
                        f"; set {collector.token} to be allowed more" if self._lacks_token(collector, address) else ""
                    )
                    self._left[host] = f"{reason}, and wants no requests for {round(asked_for)} seconds{hint}"
                    raise NoAnswer(self._left[host])
                wait = max(wait, asked_for or 0)
            if attempt < _TRIES:
                self._wait(host, wait)
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= _FAILURES:
            self._left[host] = f"not asked: {host} did not answer {_FAILURES} requests ({reason})"
        raise NoAnswer(f"{reason}, {_TRIES} times")

    def _exchange(self, request: Request, address: str, collector: Collector, kept: CachedAnswer | None) -> Response:
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": USER_AGENT}
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        if kept is not None:
            headers |= kept.conditions
        token = self.tokens.get(collector.token, "")
        secret = ("Authorization", f"Bearer {token}") if token and _may_have_token(collector, address) else None
        body = None if request.body is None else request.body.encode()
        try:
            return exchange(address, headers, body=body, secret=secret, largest=request.largest)
        except DownloadError as error:
            said = [str(each).replace(token, "***") if token else str(each) for each in error.args]
            raise type(error)(*said) from None

    def _lacks_token(self, collector: Collector, address: str) -> bool:
        return bool(collector.token) and not self.tokens.get(collector.token) and _may_have_token(collector, address)

    def _on_the_wire(self, address: str) -> str:
        for begin, other in self.instead.items():
            if address.startswith(begin):
                return other + address.removeprefix(begin)
        return address

    def _wait(self, host: str, seconds: float) -> None:
        self.waiting(f"waiting {seconds:g} seconds for {host}")
        self.sleep(seconds)


def _may_have_token(collector: Collector, address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(collector.token_host) and parts.netloc.lower() == collector.token_host


def _as_headers(kept: CachedAnswer) -> Mapping[str, str]:
    names = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
    return {names[asks]: value for asks, value in kept.conditions.items() if asks in names}


def reason_of(response: Response) -> str:
    """Return what a server says of its status, or what the status means."""
    if response.reason:
        return response.reason
    try:
        return HTTPStatus(response.status).phrase
    except ValueError:
        return ""


def asked_wait(response: Response) -> float | None:
    """Return for how many seconds a server that refuses a request wants no other; nothing where it does not say.

    https://www.rfc-editor.org/rfc/rfc9110#name-retry-after and
    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
    """
    if response.status not in {*_BUSY, HTTPStatus.FORBIDDEN}:
        return None
    headers = response.headers
    now = datetime.now(tz=UTC)
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    if said:
        try:
            return max(0.0, (parsedate_to_datetime(said).astimezone(UTC) - now).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return None
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(0.0, float(reset[:12]) - now.timestamp())
    return None
