"""Targets that a link may have and that lead nowhere sensible: paths that are no names, schemes, controls, lengths.

Every way in which an author can write one is in a page: links of MyST and reStructuredText, images, downloads, roles.
"""

from __future__ import annotations

from collections.abc import Sequence

#: What paths, addresses and fragments are made of. Some that end a build of Sphinx and MyST alone are left out: `%00`,
#: names longer than a file may have, an image at `data:`, and MyST's links to the pages that Sphinx adds (`genindex`).
TARGETS = (
    "../", "..", ".", "./", "/", "//", "///", "/.", "/..", "/../..", "../../../../..", "..//..", "a/..", "a/../", "./.",
    "sub/", "sub/..", "sub/.", "sub//page", "/sub/", "page/", "page.md/", ".md", "..md", "../.md", ".hidden", "a.", "a..",
    ".a.", "...", "....", " ", "%20", "%2e%2e/", "%2E%2E%2F", "%2f", "%ff", "%ED%A0%80", "%C3%28", "%",
    "%zz", "#", "#.", "#..", "##", "#a#b", "#/", "page#", "page.md#", "page.md#nowhere", "page.md#..", "?", "?a=b",
    "page.md?a=b", "page?#", "?#", "C:\\x", "C:/x", "c:", "\\", "\\\\host\\share", "..\\", "..\\..", "a\\b", "file:",
    "file:/", "file:///", "file:///etc/passwd", "file:..", "mailto:", "http:", "http://", "https://[", "https://[::1",
    "http://\u2100", "//host", "//[", "javascript:alert(1)", "data:,", "path:", "path:..", "inv:", "inv:#", "inv:x:y:z#",
    "project:", "project:#", "project:..", "project:../", "myst:", "doc:", "ref:", ":", "::", ":a", "a:", "*", "?*", "[", "]",
    "[]", "{", "}", "{{", "$", "$$", "`", "'", '"', "&", "&amp;", "<", ">", "~", "~x", "!", "!x", "+", "-", ".-", "|", "^", "=",
    ";", ",", "@", "a b", "a\tb", "\x01", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\u200b", "\ufeff", "\ufffe", "\u202e",
    "é", "日本", "\U0001f600", "e\u0301", "a/" * 300, "../" * 300, "index/../", "INDEX", "Index.MD",
    "saga", "saga/", "saga.", "saga#", "/saga", "./saga", "../saga", "saga..", "adr", "excellence", "con", "nul", "aux",
    "con.md", "index", "index.md", "/index", "/index.md", "index.html", "_static/", "_static/x.css",
    "a.b.c", "a.", ".a", "0", "-1", "1e9", "true", "null", "{{ x }}", "{% x %}", "\\N{NULL}", "%s", "%d", "%(x)s", "{0}",
)  # fmt: skip
#: A line of a link must be a line, and text has no null character: MyST replaces it.
_LINE_BREAKS = {"\u0085", "\u2028"}


def myst_page(targets: Sequence[str] = TARGETS, *, images: bool = True) -> str:
    """Return a page of MyST with each target in a link of each form, and perhaps in an image."""
    lines = ["# Hostile", ""]
    for number, target in enumerate(targets):
        bracketed = "".join(f"\\{each}" if each in "<>\\" else each for each in target)
        lines += [
            f"[{number}](<{bracketed}>) [](<{bracketed}>) [{number}](<#{bracketed}>) [][r{number}]",
            f"![{number}](<{bracketed}>)" if images else "",
            "",
            f"[r{number}]: <{bracketed}>",
            "",
        ]
        if "`" not in target:
            roles = ("doc", "ref", "any", "download", "term", "numref", "pattern", "adr", "term", "option", "keyword")
            lines += [" ".join(f"{{{role}}}`{target}` {{{role}}}`t <{target}>`" for role in roles), ""]
    return "\n".join(lines) + "\n"


def rst_page(targets: Sequence[str] = TARGETS, *, images: bool = True) -> str:
    """Return a page of reStructuredText with each target in a link of each form, and perhaps in an image."""
    lines = ["Hostile too", "===========", ""]
    for number, target in enumerate(targets):
        written = target.replace("\\", "\\\\")
        if "`" not in target and target not in _LINE_BREAKS:
            roles = ("doc", "ref", "any", "download", "pattern", "migration")
            lines += [" ".join(f":{role}:`{written}` :{role}:`t <{written}>`" for role in roles), ""]
            lines += [f"`{number} <{written}>`__", ""]
        if images and target.strip() and target not in _LINE_BREAKS:
            lines += [f".. image:: {target}", "", f".. figure:: {target}", "   :target: " + target, ""]
    return "\n".join(lines) + "\n"
