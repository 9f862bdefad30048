"""Links, images, references, footnote references and wiki links in a text."""

from __future__ import annotations

import re

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.attributes import attributes_behind
from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.options import Link
from sphinx_excellence.takeover.markdown.page import normalized

_TITLE = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_DESTINATION = re.compile(
    rf"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<plain>(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)?)"
    rf"(?P<title>\s+{_TITLE})?\s*\)",
    re.DOTALL,
)
#: A link in the text of a link.
_INNER = re.compile(r"(?<!!)\[[^\[\]]+\]\([^()\s]+\)")
_PARENTHESIS = re.compile(r"[()\n]")
_SPACED = re.compile(rf"\s*(?P<url>\S.*?)(?P<title>\s+{_TITLE})?\s*\Z", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
#: A name of an object of code, which plugins make links for.
_OBJECT = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")
_WIKI = re.compile(r"\[\[([\w0-9_ -]+)\]\]")
_THEMES = {"#only-light": "only-light", "#only-dark": "only-dark", "#gh-light-mode-only": "only-light",
           "#gh-dark-mode-only": "only-dark"}  # fmt: skip


def image(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take an image with its attributes."""
    if inline.text[start + 1 : start + 2] != "[":
        return None
    return _link(inline, start + 1, "image")


def link(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take a link or a reference with its attributes."""
    return _link(inline, start, "link")


def _link(inline: Inline, start: int, kind: str) -> tuple[int, str] | None:
    text = inline.text
    close = inline.brackets.get(start)
    if close is None:
        return None
    mark = "!" if kind == "image" else ""
    label = text[start + 1 : close]
    behind = text[close + 1 : close + 2]
    if behind == "(":
        taken = _destination(inline, close + 1, kind)
        if taken is not None:
            if kind == "link" and _shows_links(label):
                # Browsers end the outer link where the inner one begins.
                inline.page.tell(
                    "link-in-link", inline.line(start), Phrase("a link is in the text of a link: the inner one stays")
                )
                return taken[0], inline.inner(label, start + 1)
            if kind == "link" and inline.in_link:
                # A link in the text of a link is none to the source; to CommonMark the outer one would be none.
                return close + 1, f"\\[{inline.inner(label, start + 1)}\\]"
            end, destination, extra = taken
            if destination.lstrip("( <").startswith("{{"):
                # Nobody knows the address that a macro writes; what is written stays, as text.
                return close + 1, f"{mark}\\[{inline.inner(label, start + 1)}\\]"
            inner = label if kind == "image" else inline.inner(label, start + 1, in_link=True)
            end, attributes = attributes_behind(inline, end, kind)
            if kind == "link" and inner.strip() and destination in {"()", "(<>)"}:
                own = inline.page.options.link(Link("#", kind, inline.line(start)))
                destination = f"({own})" if own is not None else destination
            if kind == "link" and attributes and not inner.strip() and destination in {"()", "(<>)"}:
                return end, f"[]{attributes}"  # an anchor: a link that leads nowhere
            return end, f"{mark}[{inner}]{destination}{_merged(inline, attributes, extra)}"
    reference = re.compile(r"\s?\[([^\[\]]*)\]").match(text, close + 1)
    if reference is not None and normalized(reference[1] or label) in inline.page.references:
        inner = label if kind == "image" or not reference[1] else inline.inner(label, start + 1, in_link=True)
        end, attributes = attributes_behind(inline, reference.end(), kind)
        return end, f"{mark}[{inner}][{reference[1]}]{attributes}"
    if reference is not None and _OBJECT.fullmatch(reference[1]):
        inline.page.tell(
            "reference-undefined",
            inline.line(start),
            Phrase("no link is defined for %s; it is text here", reference[1]),
        )
    if normalized(label) in inline.page.references:
        end, attributes = attributes_behind(inline, close + 1, kind)
        # Another bracket behind it would be read as its label.
        apart = "[]" if text[end : end + 1] == "[" and not attributes else ""
        return end, f"{mark}[{label}]{apart}{attributes}"
    return None


def _shows_links(label: str) -> bool:
    """Say whether Python-Markdown makes links of those in the text of a link: behind other markup, not behind text."""
    found = _INNER.search(label)
    return found is not None and re.search(r"[*_`<]", label[: found.start()]) is not None


def _destination(inline: Inline, start: int, kind: str) -> tuple[int, str, str] | None:
    """Read ``(target "title")``: where it ends, its MyST, and a class that the target's address asked for."""
    text = inline.text
    found = _DESTINATION.match(text, start)
    if found is not None:
        target, title, end = (
            found["angle"] if found["angle"] is not None else found["plain"] or "",
            found["title"],
            found.end(),
        )
    else:
        close = _closing(text, start)
        spaced = _SPACED.match(text[start + 1 : close]) if close is not None else None
        if close is None or spaced is None or "\n" in spaced["url"]:
            return None
        target, title, end = spaced["url"], spaced["title"], close + 1
    new = inline.page.options.link(Link(target, kind, inline.line(start)))
    extra = next((name for ending, name in _THEMES.items() if target.endswith(ending)), "") if kind == "image" else ""
    if extra:
        new = (new if new is not None else target).partition("#")[0]
    if (new is None or new == target) and found is not None:
        return end, text[start:end], ""
    return end, f"({_angled(new if new is not None else target)}{title or ''})", extra


def _closing(text: str, start: int) -> int | None:
    depth = 0
    for found in _PARENTHESIS.finditer(text, start):
        if found[0] == "\n":
            return None
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.start()
    return None


def _angled(target: str) -> str:
    if not target:
        return "<>"
    if re.search(r"[\s()<>]", target):
        return "<" + target.replace("<", "%3C").replace(">", "%3E").replace("\n", " ") + ">"
    return target


def _merged(inline: Inline, attributes: str, extra: str) -> str:
    if not extra:
        return attributes
    inline.page.needs.add("attrs_inline")
    return f"{{{(attributes[1:-1].strip() + ' ' if attributes else '')}.{extra}}}"


def footnote_reference(inline: Inline, start: int) -> tuple[int, str] | None:
    """Keep a reference to a footnote; escape what would be one without a footnote."""
    found = _FOOTNOTE.match(inline.text, start)
    if found is None:
        return None
    if found[1] in inline.page.footnotes:
        return found.end(), found[0]
    if normalized("^" + found[1]) in inline.page.references:
        return None
    return start + 1, "\\["


def wiki_link(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``[[Page]]``."""
    if not inline.page.options.on("wikilinks"):
        return None
    found = _WIKI.match(inline.text, start)
    if found is None:
        return None
    name = found[1].strip()
    base = str(inline.page.options.setting("wikilinks", "base_url", "/"))
    end = str(inline.page.options.setting("wikilinks", "end_url", "/"))
    target = base + name.replace(" ", "_") + end
    new = inline.page.options.link(Link(target, "wiki", inline.line(start)))
    return found.end(), f"[{name}]({_angled(new if new is not None else target)})"
