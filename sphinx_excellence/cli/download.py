"""Downloads one document from a web server that may be hostile.

Owns the limits: time and size, http and https alone, and a complete answer. The caller checks what the answer says, and
escapes it before showing it.
"""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from email.message import Message
from typing import IO, NoReturn
from urllib.parse import urlsplit

from sphinx_excellence.loader.value_findings import shortened
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.safe_reading import MAX_BYTES

#: For one step of the exchange, and for the whole of it.
STEP_SECONDS = 20.0
SECONDS = 60.0
#: More redirections than these lead nowhere.
_REDIRECTIONS = 5


class DownloadError(Exception):
    """The document cannot be downloaded in full, or is not what was wanted; ``args`` are the reasons."""


class _RedirectHandler(urllib.request.HTTPRedirectHandler):
    """Follows a server to another web address, never from https to http, and a bounded number of times."""

    max_redirections = _REDIRECTIONS
    max_repeats = 2

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
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for http and https, without files, FTP and `data:`."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _RedirectHandler(),
    ):
        opener.add_handler(handler)
    return opener


def download(address: str, *, seconds: float = SECONDS, step: float = STEP_SECONDS) -> bytes:
    """Return the document at a web address. Raises ``DownloadError``, with the reason, where it cannot be had.

    ``seconds`` are for all of it, ``step`` for each wait.
    """
    outcome: list[bytes | Exception] = []

    def run() -> None:
        try:
            outcome.append(_read_response(address, step))
        except Exception as error:  # noqa: BLE001 - reported by the thread that waits
            outcome.append(error)

    # A server that sends a byte now and then keeps every single wait short: only another thread can end it.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise DownloadError(f"it took longer than {seconds:g} seconds")
    if isinstance(outcome[0], Exception):
        _raise_refused(outcome[0])
    return outcome[0]


def _raise_refused(error: Exception) -> NoReturn:
    match error:
        case DownloadError():
            raise error
        case urllib.error.HTTPError():
            error.close()
            reason = f"the server responds with {error.code} {shortened(str(error.reason))}".rstrip()
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
    raise DownloadError(reason) from error


def _read_response(address: str, step: float) -> bytes:
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310 - checked by the caller
    with _opener().open(request, timeout=step) as answer:
        if answer.status != http.HTTPStatus.OK:
            raise DownloadError(f"the server responds with {answer.status}")
        encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in {"", "identity"}:
            # It was not asked for, and a few bytes could unfold to any size.
            raise DownloadError(f"the response has the encoding '{shortened(encoding)}', which was not requested")
        length = answer.length
        if length is not None and length > MAX_BYTES:
            raise DownloadError(_too_large())
        content: bytes = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DownloadError(_too_large())
    if length is not None and len(content) < length:
        raise DownloadError(f"it ends after {len(content)} of {length} bytes")
    return content


def _too_large() -> str:
    return f"it is larger than {MAX_BYTES // 1_000_000} MB"
