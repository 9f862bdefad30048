"""The toolkit's own texts in the language of the project, and in the words that the project has in their place."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

from sphinx.locale import get_translation

from sphinx_excellence.views.blocks import Label

_ = get_translation("sphinx_excellence")
_NONE: Mapping[str, str] = MappingProxyType({})
#: What the project has in place of the toolkit's words; set for each run.
_REPLACED: ContextVar[Mapping[str, str]] = ContextVar("sphinx_excellence_words", default=_NONE)


def use_words(words: Mapping[str, str]) -> None:
    """Show ``words`` in place of the toolkit's from now on."""
    _REPLACED.set(words)


def worded(message: str) -> str:
    """Return a text of the toolkit as the project has it: in its own words, else translated."""
    return _REPLACED.get().get(message) or str(_(message))


def translated(label: Label | str) -> str:
    """Return the toolkit's own text in the language of the project; what is no label is of a record, and stays."""
    if isinstance(label, str):
        return label
    if not label.message:  # gettext keeps the empty text for its own header
        return ""
    text = worded(label.message)
    args = tuple(translated(arg) for arg in label.args)
    return text % args if args else text
