"""Icons that a page has many times: their outlines once, and a reference to it at each place.

A page that lists all patterns has a medal for each, and their outlines were a tenth of what it weighs. Pages with few
icons stay as they are. Owns a text in, a text out; the outlines come after all else, where no script takes them away.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_excellence.extension.html.registry_file import BUILDERS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: So many icons of one outline are worth a reference.
_MANY = 40
_ICON = re.compile(
    r'<svg xmlns="http://www.w3.org/2000/svg" class="excellence-symbol" viewBox="([^"]*)" aria-hidden="true">'
    r'(<path d="[^"]*"/>)</svg>'
)
_NAME = "outline-"


def connect(app: Sphinx) -> None:
    """Share icons in all pages that Sphinx writes from now on."""
    # Behind all that adds to the text of a page, before a theme has it.
    app.connect("html-page-context", _share, priority=700)


def _share(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if app.builder.name in BUILDERS and isinstance(context.get("body"), str):
        context["body"] = with_shared_icons(context["body"])


def with_shared_icons(body: str) -> str:
    """Return the text of a page in which outlines that it has often stand once, at its end."""
    if body.count('class="excellence-symbol"') < _MANY:
        return body
    counted = Counter(found.groups() for found in _ICON.finditer(body))
    names = {icon: f"{_NAME}{number}" for number, (icon, many) in enumerate(counted.items()) if many >= _MANY}
    if not names:
        return body

    def shared(found: re.Match[str]) -> str:
        name = names.get(found.groups())
        return f'<svg class="excellence-symbol" aria-hidden="true"><use href="#{name}"/></svg>' if name else found[0]

    symbols = "".join(
        f'<symbol id="{name}" viewBox="{box}">{outline}</symbol>' for (box, outline), name in names.items()
    )
    return (
        f"{_ICON.sub(shared, body)}\n"
        f'<svg class="excellence-outlines" width="0" height="0" aria-hidden="true">{symbols}</svg>\n'
    )
