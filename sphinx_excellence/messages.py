"""The marker for the toolkit's own texts. They are written where they are shown, and translated in ``locales``.

Those of the Typst builders are translated in ``typst/locales``.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the gettext convention for "translate later"
    """Mark a literal for extraction into the message catalogue; return it unchanged."""
    return message
