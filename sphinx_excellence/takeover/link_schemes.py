"""Links without an address, and with a scheme that MyST takes for the name of a page: `tel:`, the misspelled `hhttps:`.

Owns which of them the target's configuration names, and which become HTML: these lead where they led before, and
another one of their kind is a warning, as it would be by default.
"""

from __future__ import annotations

import html
import re
from typing import Any

from sphinx_excellence.takeover.inline_blocks import ATTRIBUTES, BRACKETS, TITLE, classes_of, defined, with_changes

#: What MyST takes for a scheme by itself.
USUAL = ("http", "https", "mailto", "ftp")
#: Schemes that programs of readers open.
KNOWN = frozenset({
    "bitcoin", "callto", "facetime", "ftps", "geo", "git", "irc", "ircs", "ldap", "magnet", "matrix", "msteams", "news",
    "nfs", "sftp", "sip", "sips", "skype", "slack", "sms", "ssh", "steam", "svn", "tel", "tg", "vscode", "webcal",
    "whatsapp", "xmpp", "zoommtg",
})  # fmt: skip
#: Those that MyST gives a meaning, or that CommonMark makes no link of.
_OTHERS = frozenset({"path", "project", "inv", "myst", "javascript", "vbscript", "file", "data"})
_SCHEME = re.compile(r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):|//)")
_LINK = re.compile(
    rf"(?<!!)\[(?P<text>{BRACKETS})\]\([ \t]*<?(?P<target>(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):|//)[^\s<>()]*"
    rf"(?:\([^\s<>()]*\)[^\s<>()]*)*)>?{TITLE}\){ATTRIBUTES}"
)


#: A link without an address, which leads to the page that it is on.
_EMPTY = re.compile(rf"(?<!!)\[(?P<text>{BRACKETS})\]\([ \t]*(?:<[ \t]*>)?(?P<target>){TITLE}\){ATTRIBUTES}")
_REFERENCE = re.compile(rf"(?<![!\]\\])\[(?P<text>{BRACKETS})\](?!\()(?:\[(?P<name>[^\[\]]*)\])?{ATTRIBUTES}")


def with_schemes(text: str, *, indented_code: bool = True) -> tuple[str, set[str], list[str]]:
    """Return a body, the schemes that the configuration is to name, and the addresses whose links are HTML now.

    A link by a definition is one too. An address may be empty.
    """
    known: set[str] = set()
    dead: list[str] = []
    if "](" not in text and "]:" not in text:
        return text, known, dead

    def as_html(link: re.Match[str], target: str) -> str:
        dead.append(target)
        return f'<a href="{html.escape(target)}"{classes_of(link)}>{link["text"]}</a>'

    def made(link: re.Match[str], target: str, scheme: str) -> str | None:
        if scheme in USUAL or scheme in _OTHERS:
            return None
        if scheme in KNOWN:
            known.add(scheme)
            return None
        return as_html(link, target)

    def by_definition(link: re.Match[str], environment: dict[str, Any]) -> str | None:
        target = defined(link["name"] or link["text"], environment)
        scheme = _SCHEME.match(target) if target is not None else None
        if target == "":
            return as_html(link, "")
        return made(link, target or "", (scheme["scheme"] or "").lower()) if scheme is not None else None

    written = with_changes(
        text,
        "link_open",
        (_EMPTY, lambda link, _environment: as_html(link, "")),
        (_LINK, lambda link, _environment: made(link, link["target"], (link["scheme"] or "").lower())),
        (_REFERENCE, by_definition),
        indented_code=indented_code,
    )
    return written, known, dead
