"""Links for those who have something to say about a record: templates of addresses, and filling them in.

Owns what a template may hold. Where the links are shown is for the views and the extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from sphinx_excellence.findings import Phrase, suggestion
from sphinx_excellence.model.addresses import is_web_address

#: What each link is for: to report use of a pattern, to propose a change of a record, to see where a record is written.
LINKS = ("report", "change", "source")
#: What stands for something in a template: the record's id and title, the page's name, the record's file and line.
PLACEHOLDERS = ("id", "title", "page", "file", "line")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Those of which a slash is a part.
_PATHS = frozenset({"page", "file"})


def template_fault(name: object, template: object) -> Phrase | None:
    """Return what is wrong with the template of one link; nothing where it can be used."""
    if not isinstance(name, str) or name not in LINKS:
        accepted, args = suggestion(str(name), LINKS)
        return Phrase("%s; %s", Phrase("'%s' is not a link", str(name)), Phrase(accepted, *args))
    if not isinstance(template, str):
        return Phrase("the address of '%s' is not a string", name)
    for placeholder in _PLACEHOLDER.findall(template):
        if placeholder not in PLACEHOLDERS:
            accepted, args = suggestion(placeholder, PLACEHOLDERS)
            return Phrase(
                "%s; %s", Phrase("'%s' has the unknown placeholder '{%s}'", name, placeholder), Phrase(accepted, *args)
            )
    listed = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
    bare = _PLACEHOLDER.sub("x", template)
    if "{" in bare or "}" in bare:
        return Phrase("'%s' has a brace that is no placeholder; accepted: %s", name, listed)
    host = re.split(r"[/?#]", template.partition("://")[2])[0]
    if not is_web_address(bare) or "{" in host:
        return Phrase("'%s' is not a web address; accepted: one that starts with https:// or http:// and a host", name)
    return None


def uses_place(templates: Mapping[str, str]) -> bool:
    """Whether any template needs to know where a record is written."""
    return any({"file", "line"} & set(_PLACEHOLDER.findall(template)) for template in templates.values())


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its placeholders filled in, percent-encoded."""

    def encoded(found: re.Match[str]) -> str:
        name = found[1]
        return quote(values[name], safe="/" if name in _PATHS else "", errors="replace")

    return _PLACEHOLDER.sub(encoded, template)


def addresses(templates: Mapping[str, str], values: Mapping[str, str], *, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the links about a record of ``kind``, each with its address. Use is reported of patterns alone."""
    for name in LINKS:
        if name in templates and (name != "report" or kind == "pattern"):
            yield name, filled(templates[name], values)
