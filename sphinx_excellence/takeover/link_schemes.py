"""Links with a scheme that MyST takes for the name of a page, such as `tel:` and the misspelled `hhttps:`.

Owns which of them the target's configuration names, and which become HTML: these lead where they led before, and
another one of their kind is a warning, as it would be by default.
"""

from __future__ import annotations

import html
import re

from sphinx_excellence.takeover.inline_blocks import ATTRIBUTES, BRACKETS, TITLE, classes_of, with_changes

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
_LINK = re.compile(
    rf"(?<!!)\[(?P<text>{BRACKETS})\]\([ \t]*<?(?P<target>(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):|//)[^\s<>()]*"
    rf"(?:\([^\s<>()]*\)[^\s<>()]*)*)>?{TITLE}\){ATTRIBUTES}"
)


def with_schemes(text: str) -> tuple[str, set[str], list[str]]:
    """Return a body, the schemes that the configuration is to name, and the addresses whose links are HTML now."""
    known: set[str] = set()
    dead: list[str] = []
    if "](" not in text:
        return text, known, dead

    def made(link: re.Match[str]) -> str | None:
        scheme = (link["scheme"] or "").lower()
        if scheme in USUAL or scheme in _OTHERS:
            return None
        if scheme in KNOWN:
            known.add(scheme)
            return None
        dead.append(link["target"])
        return f'<a href="{html.escape(link["target"])}"{classes_of(link)}>{link["text"]}</a>'

    return with_changes(text, "link_open", (_LINK, lambda link, _environment: made(link))), known, dead
