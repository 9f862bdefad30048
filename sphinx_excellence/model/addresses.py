"""What a web address looks like.

Separate from the fields of records, because some runs check settings and load no records.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from sphinx_excellence.characters import ACTING


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an address with http or https and a host, and without blanks."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:  # brackets without an end, a port that is not a number
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not re.search(r"\s", text) and not ACTING.search(text)


def is_page_address(text: str) -> bool:
    """Whether ``text`` is an address below that of its site: no host, no way up, no blanks or control characters."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme or parts.netloc or text.startswith("//") or ACTING.search(text) or re.search(r"[\s\\]", text):
        return False
    return ".." not in unquote(parts.path).split("/")
