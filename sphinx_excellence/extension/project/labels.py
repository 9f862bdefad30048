"""The toolkit's own texts in the language of the project."""

from __future__ import annotations

from sphinx.locale import get_translation

from sphinx_excellence.views.blocks import Label

_ = get_translation("sphinx_excellence")


def translated(label: Label | str) -> str:
    """Return the toolkit's own text in the language of the project; what is no label is of a record, and stays."""
    if isinstance(label, str):
        return label
    if not label.message:  # gettext keeps the empty text for its own header
        return ""
    text = str(_(label.message))
    args = tuple(translated(arg) for arg in label.args)
    return text % args if args else text
