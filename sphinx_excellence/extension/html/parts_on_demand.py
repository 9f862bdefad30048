"""Parts of a page that it loads when they are used: a script in ``_static`` that hands over the elements.

A script and not data or a page: pages opened as files may load nothing else. It holds elements as names, attributes and
texts, from which the page's own script makes them: no text of a record can become markup there. Owns the files, and
their removal; what is in them the visitors write, as they would into the page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from sphinx.util.osutil import relative_uri

from sphinx_excellence.extension.doctree.nodes import excellence_on_demand
from sphinx_excellence.extension.html.registry_file import BUILDERS
from sphinx_excellence.extension.storage.remove_files import remove_files
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: The folder of the files, in the output.
FOLDER = "_static/excellence-parts"
#: Elements that HTML has no end tags for.
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)

#: Names in SVG whose capitals the parser of HTML loses.
_SVG_NAMES = {"viewbox": "viewBox"}
#: Elements that hold no text, so that a line break in them is nothing: "" is around all.
_HOLDING_ELEMENTS = frozenset(("", "div", "ul", "ol", "table", "colgroup", "thead", "tbody", "tr"))

#: A text; or an element: its name, its attributes, and what is in it.
Written: TypeAlias = "str | list[Any]"


class _Elements(HTMLParser):
    """The elements of well-formed markup."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Any]] = [["", {}]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: list[Any] = [tag, {_SVG_NAMES.get(name, name): value or "" for name, value in attrs}]
        self.open[-1].append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data != "\n" or self.open[-1][0] not in _HOLDING_ELEMENTS:
            self.open[-1].append(data)


def elements_of(markup: str) -> list[Written]:
    """Return what well-formed markup is made of."""
    parser = _Elements()
    parser.feed(markup)
    parser.close()
    return parser.open[0][2:]


def publish_part(builder: Builder, page: nodes.document, part: excellence_on_demand, markup: str) -> str:
    """Write what is in a part of a page into a file, and return its address from there.

    Empty for builders whose pages are built into others (``json``): these know nothing of files next to them.
    """
    if builder.name not in BUILDERS:
        return ""
    docname = str(builder.current_docname)  # type: ignore[attr-defined]
    number = 1 + [id(each) for each in page.findall(excellence_on_demand)].index(id(part))
    # As Sphinx writes the page: half a surrogate pair has no UTF-8.
    written = json.dumps(
        elements_of(markup.encode("utf-8", "xmlcharrefreplace").decode()), ensure_ascii=False, separators=(",", ":")
    )
    # Browsers read JSON in a fraction of the time that the same takes as a script.
    quoted = written.replace("\\", "\\\\").replace("'", "\\'")
    script = f"document.currentScript.written=JSON.parse('{quoted}');\n"
    path = _path(docname, number)
    write_if_changed(Path(builder.outdir) / path, script)
    digest = hashlib.blake2b(script.encode(), digest_size=4).hexdigest()
    return f"{relative_uri(builder.get_target_uri(docname), quote(path))}?v={digest}"


def remove_other_parts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Remove the files of parts that a page had when it was last written, and has no more."""
    if doctree is None or next(part_files(Path(app.outdir), pagename), None) is None:
        return
    number = len([*doctree.findall(excellence_on_demand)])
    remove_files(Path(app.outdir), part_files(Path(app.outdir), pagename, after=number))


def _path(docname: str, number: int) -> str:
    return f"{FOLDER}/{docname}.{number}.js"


def part_files(outdir: Path, docname: str, *, after: int = 0) -> Iterator[Path]:
    """Yield the files that were written for a page, those of its first parts left out."""
    paths = (outdir / _path(docname, number) for number in count(after + 1))
    yield from takewhile(Path.is_file, paths)
