"""Asks whether outside links still lead somewhere: one request after the other to a host, several hosts side by side.

Owns what is asked and what an answer means. What becomes of that over time is in ``model/link_state.py``.
"""

from __future__ import annotations

import http
import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from itertools import takewhile
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from sphinx_excellence.cli.answer_cache import AnswerCache, CachedAnswer
from sphinx_excellence.cli.download import DownloadError, Hop, Response, UnreachableError, exchange
from sphinx_excellence.cli.polite_client import LONGEST_WAIT, asked_wait, reason_of
from sphinx_excellence.collectors.collector import Request
from sphinx_excellence.loader.value_findings import shortened
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.link_state import Verdict
from sphinx_excellence.version import __version__

_NAME = "sphinx-excellence"
USER_AGENT = f"{_NAME}/{__version__} (links)"
#: So many hosts are asked at once; each is left alone for so many seconds between two requests.
_HOSTS = 4
_PAUSE = 1.0
#: The seconds for one answer, and for each step of it.
_SECONDS, _STEP = 40.0, 15.0
#: The part of a page that is searched for an anchor, and of a robots.txt that is read, in bytes.
_PAGE, _ROBOTS = 4_000_000, 500_000
#: What the cache adds to an address, so that its answer is no other command's.
_CACHED_AS = "links"
_GONE = frozenset({http.HTTPStatus.NOT_FOUND, http.HTTPStatus.GONE})
_FOR_GOOD = frozenset({http.HTTPStatus.MOVED_PERMANENTLY, http.HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTING = frozenset(
    {*_FOR_GOOD, http.HTTPStatus.FOUND, http.HTTPStatus.SEE_OTHER, http.HTTPStatus.TEMPORARY_REDIRECT}
)
_ERRORS, _SERVER_ERRORS = 400, 500
#: After so many requests in a row without an answer, a host is not asked again in this run.
_FAILURES = 2
#: Parts of pages that scripts make, or browsers find by themselves.
_MADE_BY_SCRIPTS = re.compile(r"[!/:~]|L\d+(?:[CL-]|$)|top$", re.IGNORECASE)
_ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)

Exchange = Callable[..., Response]


@dataclass
class LinkClient:
    """Asks, and keeps what was answered, with the day, in ``cache``.

    ``older_than`` are the days for which an answer holds; at least until the next day. ``ignores_anchor`` says which
    parts of pages are not looked for. ``waiting`` gets each pause, in words.
    """

    day: date
    cache: AnswerCache
    older_than: int = 1
    ignores_anchor: Callable[[str], bool] = lambda _anchor: False
    waiting: Callable[[str], None] = lambda _text: None
    sleep: Callable[[float], None] = time.sleep
    exchange: Exchange = exchange
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, addresses: Iterable[str]) -> dict[str, Verdict]:
        """Return what the cache knows of addresses, however old; those it does not know are left out."""
        found = {}
        for address in addresses:
            page, anchor = _parts(address)
            kept = _Kept.of(self.cache.get(_request(page)))
            verdict = kept.verdict_of(anchor if not self._is_passed_over(anchor) else "") if kept is not None else None
            if verdict is not None:
                found[address] = verdict
        return found

    def ask(
        self, addresses: Iterable[str], progress: Callable[[int, int], None] = lambda *_: None
    ) -> dict[str, Verdict]:
        """Return what became of each address."""
        by_host: dict[str, dict[str, list[str]]] = {}
        for address in dict.fromkeys(addresses):
            page, _ = _parts(address)
            by_host.setdefault(urlsplit(page).netloc.lower(), {}).setdefault(page, []).append(address)
        total, done = sum(len(pages) for pages in by_host.values()), 0
        found: dict[str, Verdict] = {}

        def of_host(pages: Mapping[str, Sequence[str]]) -> None:
            nonlocal done
            host = _Host(self)
            for page, asked in pages.items():
                anchors = {address: _parts(address)[1] for address in asked}
                verdicts = host.verdicts(page, {a for a in anchors.values() if not self._is_passed_over(a)})
                with self._lock:
                    found.update({address: verdicts.get(anchor, verdicts[""]) for address, anchor in anchors.items()})
                    done += 1
                    progress(done, total)

        with ThreadPoolExecutor(_HOSTS) as pool:
            # Which raises what went wrong in a thread.
            list(pool.map(of_host, by_host.values()))
        return {address: _with_anchor(found[address], address) for address in found}

    def _is_passed_over(self, anchor: str) -> bool:
        return not anchor or _MADE_BY_SCRIPTS.match(anchor) is not None or self.ignores_anchor(anchor)


@dataclass
class _Kept:
    """What is kept of a page: the verdict, and which of its anchors there are; ``None`` where that cannot be said."""

    verdict: Verdict
    anchors: dict[str, bool | None] = field(default_factory=dict)

    @classmethod
    def of(cls, cached: CachedAnswer | None) -> _Kept | None:
        if cached is None:
            return None
        try:
            value: Any = json.loads(cached.content)
            return cls(Verdict(day=cached.day, **value["verdict"]), value["anchors"])
        except (ValueError, KeyError, TypeError):
            return None

    def verdict_of(self, anchor: str) -> Verdict | None:
        """Return the verdict on an address with an anchor; nothing where that one was not looked for."""
        if not anchor or self.verdict.outcome not in {"fine", "moved"}:
            return self.verdict
        if anchor not in self.anchors:
            return None
        return Verdict("no-anchor", self.verdict.day) if self.anchors[anchor] is False else self.verdict

    def content(self) -> bytes:
        verdict = {"outcome": self.verdict.outcome, "reason": self.verdict.reason, "moved_to": self.verdict.moved_to}
        return json.dumps({"verdict": verdict, "anchors": self.anchors}).encode()


class _Host:
    """One host, which is asked one thing at a time."""

    def __init__(self, client: LinkClient) -> None:
        self._client = client
        self._robots: RobotFileParser | None = None
        self._left = ""
        self._failures, self._down = 0, ""
        self._pause = _PAUSE
        self._was_asked = False

    def verdicts(self, page: str, anchors: set[str]) -> dict[str, Verdict]:
        """Return the verdict on a page, under the empty text, and on each of its anchors."""
        client, request = self._client, _request(page)
        cached = client.cache.get(request)
        kept = _Kept.of(cached)
        is_fresh = cached is not None and (client.day - cached.day).days < max(1, client.older_than)
        if kept is not None and is_fresh and all(kept.verdict_of(anchor) is not None for anchor in anchors):
            return {anchor: kept.verdict_of(anchor) or kept.verdict for anchor in ("", *anchors)}
        may_ask = kept is not None and all(anchor in kept.anchors for anchor in anchors)
        conditions = cached.conditions if cached is not None and may_ask else {}
        headers: Mapping[str, str] = {}
        try:
            response = self._answer(page, anchors, conditions)
        except _Refused as refused:
            return {anchor: Verdict("refused", client.day, str(refused)) for anchor in ("", *anchors)}
        except UnreachableError as error:
            self._failures += 1
            self._down = str(error) if self._failures >= _FAILURES else ""
            now = _Kept(Verdict("unanswered", client.day, _said(str(error))))
        except DownloadError as error:
            # It answers, and not with what can be followed or read.
            now = _Kept(Verdict("refused", client.day, _said(str(error))))
        else:
            self._failures, headers = 0, response.headers
            if response.status == http.HTTPStatus.NOT_MODIFIED and kept is not None:
                now = _Kept(replace(kept.verdict, day=client.day), kept.anchors)
            else:
                now = _Kept(_verdict(response, client.day), _found(anchors, response))
        client.cache.put(request, now.content(), client.day, headers)
        return {anchor: now.verdict_of(anchor) or now.verdict for anchor in ("", *anchors)}

    def _answer(self, page: str, anchors: set[str], conditions: Mapping[str, str]) -> Response:
        """Return the answer for a page. Raises ``_Refused`` and ``DownloadError``."""
        self._require_allowed(page)
        if not anchors:
            response = self._asked(page, "HEAD", 0, conditions)
            # Many servers answer HEAD in another way than what readers ask: only GET tells that a page is gone.
            is_down = response.status >= _SERVER_ERRORS and response.status != http.HTTPStatus.NOT_IMPLEMENTED
            if response.status < _ERRORS or is_down:
                return response
        return self._asked(page, "GET", _PAGE if anchors else 0, conditions)

    def _require_allowed(self, page: str) -> None:
        """Raise ``_Refused`` where the host's robots.txt does not let programs ask for a page."""
        if self._robots is None:
            parts = urlsplit(page)
            self._robots = RobotFileParser()
            try:
                given = self._asked(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")), "GET", _ROBOTS)
                lines = (
                    given.content.decode("utf-8", "replace").splitlines() if given.status == http.HTTPStatus.OK else []
                )
            except DownloadError:
                lines = []
            self._robots.parse(lines)
            delay = self._robots.crawl_delay(_NAME)
            self._pause = min(LONGEST_WAIT, max(_PAUSE, float(delay))) if delay is not None else _PAUSE
        if not self._robots.can_fetch(_NAME, _on_the_wire(page)):
            raise _Refused("its robots.txt asks programs to leave it alone")

    def _asked(self, page: str, method: str, largest: int, conditions: Mapping[str, str] | None = None) -> Response:
        headers = {"Accept": "*/*", "User-Agent": USER_AGENT, **(conditions or {})}
        for attempt in range(2):
            if self._left:
                raise _Refused(self._left)
            if self._down:
                raise UnreachableError(self._down)
            if self._was_asked:
                self._client.sleep(self._pause)
            self._was_asked = True
            response = self._client.exchange(
                _on_the_wire(page), headers, method=method, largest=largest, seconds=_SECONDS, step=_STEP, is_cut=True
            )
            wait = asked_wait(response) if response.status != http.HTTPStatus.FORBIDDEN else None
            is_busy = response.status == http.HTTPStatus.TOO_MANY_REQUESTS
            if wait is None and not is_busy:
                break
            if wait is None or wait > LONGEST_WAIT or attempt:
                said = f" for {round(wait)} seconds" if wait is not None else ""
                self._left = f"the server responds with {_status(response)}, and wants no requests{said}"
                if is_busy:
                    raise _Refused(self._left)
                break
            self._client.waiting(f"waiting {wait:g} seconds for {urlsplit(page).netloc}")
            self._client.sleep(wait)
        return response


class _Refused(Exception):  # noqa: N818 - the host may do so
    """A host does not want to be asked; the text says how it said so."""


def _request(page: str) -> Request:
    return Request(page, _CACHED_AS)


def _parts(address: str) -> tuple[str, str]:
    """Return the address of a page, and the part of it that is meant."""
    page, anchor = urldefrag(address)
    return page, anchor


def _with_anchor(verdict: Verdict, address: str) -> Verdict:
    """Return the verdict on a page as one on an address with an anchor, which moves with it."""
    anchor = _parts(address)[1]
    if not anchor or not verdict.moved_to or urlsplit(verdict.moved_to).fragment:
        return verdict
    return replace(verdict, moved_to=f"{verdict.moved_to}#{anchor}")


def _on_the_wire(address: str) -> str:
    """Return an address in the characters of one. Raises ``UnreachableError`` where its host cannot be one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if ":" not in host:
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise UnreachableError("its host is no name that can be asked") from None
    else:
        host = f"[{host}]"
    port = f":{parts.port}" if parts.port is not None else ""
    whole = urlunsplit((parts.scheme, host + port, parts.path, parts.query, ""))
    return quote(whole, safe="!#$%&'()*+,/:;=?@[]~")


def _status(response: Response) -> str:
    return _said(f"{response.status} {reason_of(response)}".rstrip())


def _said(text: str) -> str:
    """Return what a server said as it may be shown and kept: short, without control characters."""
    return shortened("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text), 100)


def _verdict(response: Response, day: date) -> Verdict:
    status = response.status
    if status in _GONE:
        return Verdict("dead", day, _status(response))
    if status >= _SERVER_ERRORS:
        return Verdict("unanswered", day, _status(response))
    if status >= _ERRORS:
        return Verdict("refused", day, f"the server responds with {_status(response)}")
    if status in _REDIRECTING:
        return Verdict("unanswered", day, "it redirects in a circle, too often, or to what is no web address")
    for_good = list(takewhile(lambda hop: hop.status in _FOR_GOOD, response.hops))
    target = _shown(for_good[-1]) if for_good else ""
    return Verdict("moved", day, moved_to=target) if target else Verdict("fine", day)


def _shown(hop: Hop) -> str:
    return hop.address if is_web_address(hop.address) and len(hop.address) <= 2000 else ""


def _found(anchors: set[str], response: Response) -> dict[str, bool | None]:
    """Return which anchors a page has; nothing of each where it is no page that can be searched."""
    is_html = "html" in response.headers.get("content-type", "").lower()
    is_plain = response.headers.get("content-encoding", "identity").strip().lower() in {"", "identity"}
    if not anchors or not is_html or not is_plain or response.status != http.HTTPStatus.OK:
        return dict.fromkeys(anchors)
    text = response.content.decode("utf-8", "replace")
    there = {unescape(next(filter(None, found.groups()), "")) for found in _ANCHOR.finditer(text)}
    is_whole = len(response.content) < _PAGE

    def has(anchor: str) -> bool | None:
        named = {anchor, unquote(anchor)}
        named |= {f"user-content-{each}" for each in named}
        return True if named & there else False if is_whole else None

    return {anchor: has(anchor) for anchor in anchors}
