"""The format of plain pages: a folder with Markdown or reStructuredText files and nothing that says more of them.

Owns how such a folder is read, and the HTML of its pages by CommonMark with tables, which is what most sites that show
such files make of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.source import Source, SourcePage
from sphinx_excellence.takeover.source_tree import MARKDOWN, read_tree

RST = frozenset({".rst", ".rest"})


def detects(root: Path) -> bool:
    """Whether there is a page anywhere below ``root``."""
    try:
        tree = read_tree(root, MARKDOWN | RST)
    except OSError:
        return False
    return bool(tree.pages)


def read(root: Path) -> Source:
    """Read a folder of pages. Raises ``UnreadableSource`` where it holds none."""
    tree = read_tree(root, MARKDOWN | RST)
    if not tree.pages:
        raise UnreadableSource(Phrase("the folder holds no Markdown and no reStructuredText"))
    in_rst = sum(is_rst(path) for path in tree.pages)
    return Source(
        format="pages",
        root=root,
        title=_title(tree.pages) or root.resolve().name,
        dialect="rst" if in_rst * 2 > len(tree.pages) else "commonmark",
        pages=tuple(SourcePage(path, data, render=rendered) for path, data in tree.pages.items()),
        assets=tree.assets,
        notes=tree.notes,
    )


def _title(pages: Mapping[str, bytes]) -> str:
    """Return the first heading of the root page, as text; empty where it has none."""
    page = next((pages[name] for name in ("index.md", "README.md") if name in pages), b"")
    tokens = _parser().parse(page.decode("utf-8-sig", "replace"))
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            words = [child.content for child in inline.children or () if child.type in {"text", "code_inline"}]
            return " ".join("".join(words).split())
    return ""


def is_rst(path: str) -> bool:
    """Whether a page is written in reStructuredText."""
    return PurePosixPath(path).suffix.lower() in RST


def rendered(page: SourcePage) -> str | None:
    """Return the HTML of a Markdown page by CommonMark with tables; nothing for other markup and undecodable bytes."""
    if is_rst(page.path):
        return None
    try:
        body = split_page(page.data).body
    except UnicodeDecodeError:
        return None
    return str(_parser().render(body))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(anchors_plugin, max_level=6)
