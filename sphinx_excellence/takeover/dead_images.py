"""Images whose file the source does not have: they stay what they were to readers, and are no warning of Sphinx.

Owns finding them in the text of the target. They become HTML, which Sphinx does not look into.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from sphinx_excellence.takeover.inline_blocks import (
    ATTRIBUTES,
    BRACKETS,
    TARGET,
    TITLE,
    classes_of,
    defined,
    target_of,
    with_changes,
)

_IMAGE = re.compile(rf"!\[(?P<alt>{BRACKETS})\]\({TARGET}{TITLE}\){ATTRIBUTES}")
_REFERENCE = re.compile(rf"!\[(?P<alt>[^\[\]]+)\](?!\()(?:\[(?P<name>[^\[\]]*)\])?{ATTRIBUTES}")


def with_dead_images(text: str, is_dead: Callable[[str], bool], *, indented_code: bool = True) -> tuple[str, list[str]]:
    """Return a body with its dead images as HTML, and the target of each."""
    if "![" not in text:
        return text, []
    targets: list[str] = []

    def as_html(image: re.Match[str], target: str | None) -> str | None:
        if target is None or not is_dead(target):
            return None
        targets.append(target)
        alt = html.escape(" ".join(image["alt"].replace("`", "").split()))
        return f'<img src="{html.escape(target)}" alt="{alt}"{classes_of(image)}>'

    written = with_changes(
        text,
        "image",
        (_IMAGE, lambda image, _environment: as_html(image, target_of(image))),
        (_REFERENCE, lambda image, environment: as_html(image, defined(image["name"] or image["alt"], environment))),
        indented_code=indented_code,
    )
    return written, targets
