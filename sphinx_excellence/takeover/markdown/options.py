"""What the conversion of a body is reported, and what it gives back.

Owns the plain values of the package's interface. Which extensions of Python-Markdown a site has on is read from its
configuration by the format; here they are names with their options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Short names of Python-Markdown's own extensions, and what bundles hold.
_BUNDLES: Mapping[str, tuple[str, ...]] = {
    "extra": ("fenced_code", "footnotes", "attr_list", "def_list", "tables", "abbr", "md_in_html"),
    "pymdownx.extra": (
        "pymdownx.betterem", "pymdownx.superfences", "footnotes", "attr_list", "def_list", "tables", "abbr",
        "md_in_html",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A link of the source: ``kind`` is link, image, definition, autolink, html-href, html-src or wiki."""

    target: str
    kind: str
    line: int


@dataclass(frozen=True)
class BodyNote:
    """A remark about a body: ``line`` counts from 1 in the text that was converted."""

    kind: str
    line: int
    text: str
    lossy: bool = False


def _nothing(_asked: Any) -> None:
    return None


@dataclass(frozen=True)
class MarkdownOptions:
    """How the source reads its pages.

    ``extensions`` are names of Python-Markdown extensions with their options, as ``mkdocs.yml`` gives them.
    ``link`` gives the new target of a link, or nothing where it stays. ``snippet`` gives the text of a file that a
    snippet names, or nothing where there is none. ``icon`` gives the SVG of an icon such as ``material/account``.
    ``language`` is the language of the target: where it is not English, titles that the dialect makes are written out.
    ``shared_ids`` are ids of headings that more than one page has: they stay anchors, and become no labels.
    """

    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    link: Callable[[Link], str | None] = _nothing
    snippet: Callable[[str], str | None] = _nothing
    icon: Callable[[str], str | None] = _nothing
    language: str = "en"
    linked_tabs: bool = False
    shared_ids: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Write the names of extensions in their short form, and take bundles apart."""
        found: dict[str, Mapping[str, Any]] = {}
        for name, options in self.extensions.items():
            short = name.removeprefix("markdown.extensions.")
            found[short] = options or {}
            for part in _BUNDLES.get(short, ()):
                found.setdefault(part, (options or {}).get(part) or {})
        object.__setattr__(self, "extensions", found)

    def on(self, *names: str) -> bool:
        """Say whether one of the extensions is on."""
        return any(name in self.extensions for name in names)

    def setting(self, extension: str, name: str, default: Any) -> Any:
        """Return an option of an extension."""
        return self.extensions.get(extension, {}).get(name, default)


@dataclass(frozen=True)
class Converted:
    """A body as MyST. ``needs`` are names of what the target's configuration must have for it to be read.

    Names of MyST's syntax extensions stand alone (``deflist``, ``colon_fence``, ``attrs_inline``, ``attrs_block``,
    ``dollarmath``, ``tasklist``); Sphinx extensions are ``sphinx_design`` and ``sphinxcontrib.mermaid``;
    ``fence:mermaid`` is a word for ``myst_fence_as_directive``.
    """

    text: str
    notes: tuple[BodyNote, ...] = ()
    needs: frozenset[str] = frozenset()
