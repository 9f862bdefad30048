"""What a site is called, and the address that it says it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_excellence.model.addresses import is_web_address

if TYPE_CHECKING:
    from sphinx.config import Config

#: The characters other than letters and digits that a URI may have in it.
_OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"


def site_address(config: Config) -> str | None:
    """Return the address of the site, which ends in a slash; nothing where it has none that others can use."""
    base = str(config.html_baseurl or "")
    if not is_web_address(base) or "?" in base or "#" in base:
        return None
    # Programs that read it take nothing but characters of a URI.
    return f"{quote(base.rstrip('/'), safe=_OF_ADDRESSES)}/"


def site_title(config: Config) -> str:
    """Return the title of the site as plain text."""
    return " ".join(re.sub(r"<[^>]*>", "", str(config.html_title or "")).split()) or str(config.project)
