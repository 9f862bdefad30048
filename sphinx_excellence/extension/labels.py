"""The toolkit's own texts in the language of the project."""

from __future__ import annotations

from sphinx.locale import get_translation

from sphinx_excellence.views.blocks import Label

_ = get_translation("sphinx_excellence")


def translated(label: Label) -> str:
    """Return the toolkit's own text in the language of the project."""
    if not label.message:  # gettext keeps the empty text for its own header
        return ""
    text = str(_(label.message))
    args = tuple(translated(arg) if isinstance(arg, Label) else arg for arg in label.args)
    return text % args if args else text
