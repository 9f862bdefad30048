"""Inline values as plain text, in the language of the project: for what has no markup, such as titles and cards."""

from __future__ import annotations

from sphinx_excellence.extension.project.labels import translated, worded
from sphinx_excellence.model import prose
from sphinx_excellence.views.blocks import (
    Badge,
    Inline,
    Label,
    PageReference,
    Reference,
    Rich,
    Sentence,
    Shortcut,
    Sparkline,
    StatusLabel,
    Tag,
    Unknown,
    WebLink,
    Words,
)


def plain_words(inline: Inline) -> str:
    """Return the text of a value."""
    match inline:
        case Words() | Tag() | Sparkline():
            return inline.text
        case Label():
            return translated(inline)
        case Badge():
            return worded(inline.title)
        case StatusLabel() | Shortcut():
            return translated(inline.label)
        case Rich():
            return prose.plain_text(inline.source)
        case Reference() | PageReference():
            return inline.title
        case Unknown():
            return inline.name
        case WebLink():
            return translated(inline.label) if inline.label is not None else inline.text
        case Sentence():
            parts = ("".join(map(plain_words, part)) for part in inline.parts)
            return worded(inline.message) % tuple(parts)
        case _:
            return ""
