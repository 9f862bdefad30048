"""Links within the one page that ``singlehtml`` writes.

Sphinx names a place of a file in that page as ``#document-FILE#ID``, which is the id of nothing: every link to a part
of another file is dead, and so are links to the first file, to files that no table of contents lists, and to the
general index, which are not there. Besides, two files may use one id. Here each id is made unique, and every link led
to it.
To be removed once ``SingleFileHTMLBuilder`` does that.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import INVENTORY_FILENAME

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

NAME = "singlehtml"
_FILE = "#document-"
_LINK = re.compile(rf'(?<=href="){_FILE}([^"#]*)#([^"]*)')
_ANCHOR = re.compile(r'<a\b[^>]*\bhref="([^"#]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)

#: An entry of an inventory up to its address, and the parts of that; four lines of text come before the entries.
_ENTRY = re.compile(rf"(?P<before>(?P<name>.+?) \S+ -?\d+ ){_FILE}(?P<file>[^\s#]*)#?(?P<anchor>\S*)")
_INVENTORY_HEAD = 4


def files_on_page(env: BuildEnvironment) -> set[str]:
    """Return the source files that the page is made of: those that tables of contents lead to from the first."""
    found: set[str] = set()
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found.add(docname)
            waiting += env.toctree_includes.get(docname, ())
    return found


def address_in(builder: Builder, docname: str, anchor: str) -> str | None:
    """Return the address of an anchor in the output of an HTML builder; nothing where its file is not in it."""
    if builder.name != NAME:
        return f"{builder.get_target_uri(docname)}#{anchor}"
    return f"#{anchor}" if docname in files_on_page(builder.env) else None


def _parts(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield every element below ``node`` with the file it is from."""
    waiting = [(docname, node)]
    while waiting:
        within, at = waiting.pop()
        if isinstance(at, addnodes.start_of_file):
            within = at["docname"]
        yield within, at
        waiting += [(within, child) for child in reversed(at.children) if isinstance(child, nodes.Element)]


class SinglePage:
    """The ids of the page, by the file and the id in it."""

    def __init__(self) -> None:
        """Know of no file yet."""
        self._ids: dict[tuple[str, str], str] = {}

    def fragment(self, docname: str, anchor: str) -> str:
        """Return the fragment that leads to an anchor of a file; to the file's beginning where there is none."""
        found = self._ids.get((docname, anchor))
        return f"#{found}" if found is not None else f"{_FILE}{docname}"

    def make_ids_unique(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Make the ids of the whole tree unique, and lead its links to them."""
        parts = list(_parts(doctree, docname))
        self._ids = self._unique(parts, docname)
        self._number(app.env)
        files = {within for within, _part in parts}
        first = next(iter(doctree.findall(nodes.section)), doctree)
        first["ids"].append(f"{_FILE[1:]}{docname}")
        for within, part in parts:
            for attribute in ("ids", "backrefs"):
                if attribute in part:
                    part[attribute] = [self._ids.get((within, each), each) for each in part[attribute]]
            if "refid" in part:
                part["refid"] = self._ids.get((within, part["refid"]), part["refid"])
            if isinstance(part, nodes.reference) and part.get("internal") and "refuri" in part:
                self._rewrite_link(app.builder, part, files)

    def _unique(self, parts: list[tuple[str, nodes.Element]], root: str) -> dict[tuple[str, str], str]:
        ids: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        # The first file keeps its ids, wherever in it the others are put.
        for within, part in sorted(parts, key=lambda each: each[0] != root):
            own: list[str] = part.get("ids", [])
            for each in own:
                unique = each
                number = 0
                while unique in taken and (within, each) not in ids:
                    number += 1
                    unique = f"{_plain(within)}-{each}" if number == 1 else f"{_plain(within)}-{each}-{number}"
                taken.add(unique)
                ids.setdefault((within, each), unique)
        return ids

    def _number(self, env: BuildEnvironment) -> None:
        """Let sections and figures keep their numbers, which Sphinx looks up by their ids."""
        for (docname, old), new in self._ids.items():
            sections, figures = env.toc_secnumbers.get(docname, {}), env.toc_fignumbers.get(docname, {})
            for numbers, prefix in ((sections, "#"), *((each, "") for each in figures.values())):
                if old != new and f"{prefix}{old}" in numbers:
                    numbers[f"{prefix}{new}"] = numbers[f"{prefix}{old}"]

    def _rewrite_link(self, builder: Builder, link: nodes.reference, files: set[str]) -> None:
        address = link["refuri"]
        if address.startswith(_FILE):
            docname, _, anchor = address.removeprefix(_FILE).partition("#")
            if docname in files:
                link["refuri"] = self.fragment(docname, anchor)
                return
        elif not any(address.partition("#")[0] == f"{name}{builder.out_suffix}" for name in _unwritten(builder.env)):  # type: ignore[attr-defined]
            return
        link.replace_self(link.children)

    def rewrite_navigation(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Lead the links of the theme's tables of contents, and offer none of the pages that are not there."""
        unwritten = set(_unwritten(app.env))
        absent = {f"{name}{app.builder.out_suffix}" for name in unwritten}  # type: ignore[attr-defined]

        def rewritten(markup: str) -> str:
            # A toctree may name the general index or the search, which then are words without a link.
            linked = _ANCHOR.sub(lambda link: link[2] if html.unescape(link[1]) in absent else link[0], markup)
            return _LINK.sub(lambda link: html.escape(self.fragment(*map(html.unescape, link.groups()))), linked)

        has_page = context.get("hasdoc")
        if has_page is not None:
            context["hasdoc"] = lambda name: name not in unwritten and has_page(name)
        if "toc" in context:
            context["toc"] = rewritten(context["toc"])
        toctree = cast("Callable[..., str] | None", context.get("toctree"))
        if toctree is not None:
            context["toctree"] = lambda **options: rewritten(toctree(**options))

    def write_inventory(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the inventory again, with addresses that are there."""
        file = Path(app.outdir) / INVENTORY_FILENAME
        if exception is not None or not self._ids or not file.is_file():
            return

        *head, packed = file.read_bytes().split(b"\n", _INVENTORY_HEAD)
        entries = (
            self._rewritten(entry, files_on_page(app.env)) for entry in zlib.decompress(packed).decode().split("\n")
        )
        text = "\n".join(entry for entry in entries if entry is not None)
        file.write_bytes(b"\n".join([*head, zlib.compress(text.encode(), 9)]))

    def _rewritten(self, entry: str, files: set[str]) -> str | None:
        """Return an entry of the inventory with an address that is there; nothing where its file is not."""
        found = _ENTRY.match(entry)
        if found is None:
            return entry
        if found["file"] not in files:
            return None
        if not found["anchor"]:
            return entry
        # A dollar sign is short for the name.
        address = self.fragment(found["file"], found["anchor"].replace("$", found["name"]))
        return f"{found['before']}{address}{entry[found.end() :]}"


def _plain(docname: str) -> str:
    return re.sub(r"[^\w.-]", "-", docname)


def _unwritten(env: BuildEnvironment) -> Iterator[str]:
    """Yield the names of the pages that only other HTML builders write."""
    yield from ("genindex", "search")
    for domain in env.domains.values():
        yield from (f"{domain.name}-{index.name}" for index in domain.indices)


def add_single_page(app: Sphinx) -> None:
    """Correct the links of ``singlehtml``, where that is the builder."""

    def connect(app: Sphinx) -> None:
        if app.builder.name == NAME:
            page = SinglePage()
            # Late: when everything that is dropped has been dropped, and all links lead somewhere.
            app.connect("doctree-resolved", page.make_ids_unique, priority=950)
            # Early: themes draw their own navigation from what Sphinx offers.
            app.connect("html-page-context", page.rewrite_navigation, priority=100)
            app.connect("build-finished", page.write_inventory)

    app.connect("builder-inited", connect)
