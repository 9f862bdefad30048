"""What a web address looks like.

Apart from the fields of records, since settings are looked at in runs that have no use for those.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an address with http or https and a host, and without blanks."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:  # brackets without an end, a port that is no number
        return False
    return parts.scheme in {"http", "https"} and bool(host) and re.search(r"[\s\x00-\x1f]", text) is None
