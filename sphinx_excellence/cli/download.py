"""Exchanges one request and its answer with a web server that may be hostile.

Owns the limits: time and size, http and https alone, a complete answer, and where a redirection may lead. The caller
checks what the answer says, and escapes it before showing it.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO, NoReturn, TypeVar
from urllib.parse import urlsplit

from sphinx_excellence.loader.value_findings import shortened
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.safe_reading import MAX_BYTES

#: For one step of the exchange, and for the whole of it.
STEP_SECONDS = 20.0
SECONDS = 60.0
#: More redirections than these lead nowhere.
_REDIRECTIONS = 5
_PORTS = {"http": 80, "https": 443}
T = TypeVar("T")


class DownloadError(Exception):
    """The document cannot be downloaded in full, or is not what was wanted; ``args`` are the reasons."""


class UnreachableError(DownloadError):
    """The server does not answer, or breaks off: it may answer another time."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirection that was followed: the status, and the address that it led to."""

    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: any status, with the content where that is 200, after the redirections in ``hops``."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes = b""
    hops: tuple[Hop, ...] = ()


class _RedirectHandler(urllib.request.HTTPRedirectHandler):
    """Follows a server to another web address, a bounded number of times.

    Never from https to http, and never from a public host to a private one, which could be a machine that only this
    network reaches. ``secret`` is a header that only the host it was meant for is sent.
    """

    max_redirections = _REDIRECTIONS
    max_repeats = 2

    def __init__(self, secret: tuple[str, str] | None = None) -> None:
        """Keep the secret."""
        super().__init__()
        self._secret = secret
        self.hops: list[Hop] = []

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request that follows. Raises ``DownloadError`` where there must be none."""
        if not is_web_address(newurl):
            fp.close()
            raise DownloadError(f"it redirects to '{shortened(newurl)}', which is not a web address")
        if urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme == "http":
            fp.close()
            raise DownloadError(f"it redirects from https to '{shortened(newurl)}'")
        if _is_private(newurl) and not _is_private(req.full_url):
            fp.close()
            raise DownloadError(f"it redirects to '{shortened(newurl)}', which is an address in a private network")
        followed = super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
        if followed is not None:
            self.hops.append(Hop(code, newurl))
            if req.get_method() == "HEAD":
                followed.method = "HEAD"
        if followed is not None and self._secret is not None and _origin(newurl) == _origin(req.full_url):
            followed.add_unredirected_header(*self._secret)
        return followed


def _origin(address: str) -> tuple[str, str, int | None]:
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme)


def _is_private(address: str) -> bool:
    """Whether the host of an address is this machine, or one of its own network. Asks the name service for a name."""
    host = urlsplit(address).hostname or ""
    try:
        found = [host] if _is_number(host) else [str(each[4][0]) for each in socket.getaddrinfo(host, None)]
    except (OSError, UnicodeError):
        return False  # what has no number cannot be reached either, except by a proxy, which decides for itself
    return any(not ipaddress.ip_address(each.partition("%")[0]).is_global for each in found)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _opener(redirections: _RedirectHandler) -> urllib.request.OpenerDirector:
    """Return an opener for http and https, without files, FTP and `data:`."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        redirections,
    ):
        opener.add_handler(handler)
    return opener


def download(address: str, *, seconds: float = SECONDS, step: float = STEP_SECONDS) -> bytes:
    """Return the document at a web address. Raises ``DownloadError``, with the reason, where it cannot be had.

    ``seconds`` are for all of it, ``step`` for each wait.
    """
    response = exchange(address, {"Accept": "application/json"}, seconds=seconds, step=step)
    if response.status != http.HTTPStatus.OK:
        raise DownloadError(f"the server responds with {response.status} {response.reason}".rstrip())
    return response.content


def exchange(
    address: str,
    headers: Mapping[str, str],
    *,
    body: bytes | None = None,
    secret: tuple[str, str] | None = None,
    largest: int = MAX_BYTES,
    seconds: float = SECONDS,
    step: float = STEP_SECONDS,
    method: str | None = None,
    is_cut: bool = False,
) -> Response:
    """Return what a server answers, whatever the status. Raises ``DownloadError`` where there is no complete answer.

    ``body`` is posted where it is given; ``method`` is what is asked for otherwise, by default GET. ``secret`` is a
    header for the host of the address alone. ``largest`` is in bytes, as they are after unpacking: an answer is
    unpacked only if ``headers`` accept gzip. With ``is_cut``, the first ``largest`` bytes are an answer too.
    """
    request = urllib.request.Request(address, data=body, headers=dict(headers), method=method)  # noqa: S310 - checked by the caller
    if secret is not None:
        request.add_unredirected_header(*secret)
    try:
        return _within(seconds, lambda: _read_response(request, secret, largest, step, is_cut=is_cut))
    except Exception as error:  # noqa: BLE001 - each is reported, or raised again
        _raise_refused(error)


def _within(seconds: float, run: Callable[[], T]) -> T:
    """Return what a function returns, or raise what it raises; ``DownloadError`` where it takes too long."""
    outcome: list[T] = []
    failure: list[Exception] = []

    def run_and_keep() -> None:
        try:
            outcome.append(run())
        except Exception as error:  # noqa: BLE001 - reported by the thread that waits
            failure.append(error)

    # A server that sends a byte now and then keeps every single wait short: only another thread can end it.
    thread = threading.Thread(target=run_and_keep, daemon=True)
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not outcome:
        raise UnreachableError(f"it took longer than {seconds:g} seconds")
    return outcome[0]


def _raise_refused(error: Exception) -> NoReturn:
    match error:
        case DownloadError():
            raise error
        case urllib.error.URLError():
            reason = shortened(str(error.reason))
        case TimeoutError():
            reason = "the server does not respond in time"
        case http.client.HTTPException():
            # The names of these say more than their texts.
            reason = f"the server's answer is not valid HTTP ({type(error).__name__})"
        case OSError():
            reason = error.strerror or shortened(str(error)) or type(error).__name__
        case ValueError() | LookupError() | TypeError() | AttributeError():
            reason = f"the server's answer cannot be understood ({type(error).__name__})"
        case _:
            raise error
    is_passing = isinstance(error, urllib.error.URLError | http.client.HTTPException | OSError)
    raise (UnreachableError if is_passing else DownloadError)(reason) from error


def _read_response(
    request: urllib.request.Request, secret: tuple[str, str] | None, largest: int, step: float, *, is_cut: bool
) -> Response:
    redirections = _RedirectHandler(secret)
    try:
        answer = _opener(redirections).open(request, timeout=step)
    except urllib.error.HTTPError as error:
        with error:
            reason = shortened(str(error.reason))
            return Response(error.code, reason, _headers(error.headers), hops=tuple(redirections.hops))
    with answer:
        headers, hops = _headers(answer.headers), tuple(redirections.hops)
        if answer.status != http.HTTPStatus.OK or request.get_method() == "HEAD" or (is_cut and not largest):
            return Response(answer.status, "", headers, hops=hops)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        accepted = {"", "identity"} | ({"gzip"} if request.get_header("Accept-encoding") == "gzip" else set())
        if encoding not in accepted:
            # It was not asked for, and a few bytes could unfold to any size.
            raise DownloadError(f"the response has the encoding '{shortened(encoding)}', which was not requested")
        length = answer.length
        if is_cut:
            return Response(http.HTTPStatus.OK, "", headers, answer.read(largest), hops)
        if length is not None and length > largest:
            raise DownloadError(_too_large(largest))
        content: bytes = answer.read(largest + 1)
    if len(content) > largest:
        raise DownloadError(_too_large(largest))
    if length is not None and len(content) < length:
        raise UnreachableError(f"it ends after {len(content)} of {length} bytes")
    plain = _unpacked(content, largest) if encoding == "gzip" else content
    return Response(http.HTTPStatus.OK, "", headers, plain, hops)


def _headers(message: Message) -> Mapping[str, str]:
    return {name.lower(): str(value) for name, value in message.items()}


def _unpacked(content: bytes, largest: int) -> bytes:
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = unpacking.decompress(content, largest + 1)
    except zlib.error:
        raise DownloadError("the response is not valid gzip") from None
    if len(plain) > largest:
        raise DownloadError(_too_large(largest))
    if not unpacking.eof:
        raise DownloadError("it ends before the packed content does")
    return plain


def _too_large(largest: int) -> str:
    return f"it is larger than {largest // 1_000_000} MB"
