"""Joins the PDFs of the parts to one: pages, links, bookmarks, named places, page labels, tags.

A destination is a page and a point on it. While pages go from one file to the other, it has the number of its page in
the whole document in place of the page.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf

#: How labels begin of headings without a name of their own, by which nobody opens the document.
UNNAMED = "heading:"
#: What a link of a part to a label is, whichever part has it.
SCHEME = "place:"
#: The compiler leads links to a little above what they lead to.
_ABOVE = 10.0

Object = Any  # pikepdf's objects have their attributes from the file


def join(target: Path, parts: Sequence[Mapping[str, Any]], places: Mapping[str, Any]) -> None:
    """Write one PDF of all parts.

    Each part has its ``file``, its number of ``pages``, and for each page of stand-ins behind these the places that
    they stand for; ``places`` are those of labels. A place is a ``page`` of the whole document, from 0, a point ``x``
    and ``y`` from its left and top, and the ``number`` on the page.
    """
    files = [Pdf.open(part["file"]) for part in parts]
    counts = [int(part["pages"]) for part in parts]
    offsets = [sum(counts[:number]) for number in range(len(parts))]
    heights = [
        float(page.mediabox[3]) for file, count in zip(files, counts, strict=True) for page in file.pages[:count]
    ]
    wording = _wording(files[0], counts[0])
    names: dict[str, Array] = {}
    labels: list[Any] = []
    for file, part, count, offset in zip(files, parts, counts, offsets, strict=True):
        leading = _Leading(file, count, offset, part["stand_ins"], places, heights, wording)
        leading.lead_links()
        names |= leading.names()
        labels += _page_labels(file, count, offset, labels)
    whole = files[0]
    _Leading(whole, counts[0], 0, parts[0]["stand_ins"], places, heights, wording).lead_bookmarks()
    del whole.pages[counts[0] :]
    tags = _Tags(whole)
    for number, (file, count, offset) in enumerate(zip(files, counts, offsets, strict=True)):
        if number:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that links and names are lost, which are led here
                whole.pages.extend(file.pages[:count])
            tags.add(file, whole.pages[offset : offset + count], f"{number}.")
    tags.finish()
    _put_pages(whole, names)
    if labels:
        whole.Root.PageLabels = Dictionary(Nums=Array(labels))
    _put_metadata(whole, parts)
    whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


class _Leading:
    """Gives the destinations in one part's file the numbers of their pages in the whole document."""

    def __init__(
        self,
        file: Pdf,
        count: int,
        offset: int,
        stand_ins: Sequence[Sequence[Mapping[str, Any]]],
        places: Mapping[str, Any],
        heights: Sequence[float],
        wording: str,
    ) -> None:
        self._file, self._count, self._offset = file, count, offset
        self._stand_ins, self._places, self._heights, self._wording = stand_ins, places, heights, wording
        self._numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}

    def lead_links(self) -> None:
        """Lead the links on the part's own pages."""
        for page in self._file.pages[: self._count]:
            for link in page.obj.get("/Annots", []):
                address = str(link.A.get("/URI", "")) if "/A" in link else ""
                if address.startswith(SCHEME):
                    place = self._places[address.removeprefix(SCHEME)]
                    del link["/A"]
                    link.Dest = self._at(place)
                    link.Contents = self._wording.replace("#", str(place["number"]))
                elif "/Dest" in link:
                    link.Dest = self._led(link.Dest)

    def lead_bookmarks(self) -> None:
        """Lead the bookmarks."""
        for bookmark in _bookmarks(self._file.Root.get("/Outlines")):
            bookmark.Dest = self._led(bookmark.Dest)

    def names(self) -> dict[str, Array]:
        """Return the part's named destinations on its own pages."""
        names = self._file.Root.get("/Names")
        found = NameTree(names.Dests).items() if names is not None and "/Dests" in names else ()
        return {
            str(name): self._led(to)
            for name, to in found
            if self._numbers[to[0].objgen] < self._count and not str(name).startswith(UNNAMED)
        }

    def _led(self, to: Object) -> Array:
        if not isinstance(to, Array):
            return self._at(self._places[str(to)])
        number = self._numbers[to[0].objgen]
        if number < self._count:
            return Array([self._offset + number, *list(to)[1:]])
        # The page behind the last has the report, those after it the stand-ins, a point below each other.
        height = float(self._file.pages[number].mediabox[3])
        row = round(height - _ABOVE - float(to[3]))
        return self._at(self._stand_ins[number - self._count - 1][row])

    def _at(self, place: Mapping[str, Any]) -> Array:
        top = self._heights[place["page"]] - max(place["y"] - _ABOVE, 0)
        return Array([place["page"], Name.XYZ, round(place["x"], 5), round(top, 5), 0])


def _wording(file: Pdf, count: int) -> str:
    """Return what the compiler writes of a link to a page, in the document's language: `page #`."""
    said = (str(link.get("/Contents", "")) for page in file.pages[:count] for link in page.obj.get("/Annots", []))
    found = (re.fullmatch(r"(?:[^#\d]*, )?([^#\d]*)\d+([^#\d]*)", each) for each in said)
    return next((f"{each[1]}#{each[2]}" for each in found if each is not None), "#")


def _bookmarks(node: Object) -> Iterator[Object]:
    """Yield all bookmarks below a node."""
    child = node.get("/First") if node is not None else None
    while child is not None:
        yield child
        yield from _bookmarks(child)
        child = child.get("/Next")


def _put_pages(whole: Pdf, names: Mapping[str, Array]) -> None:
    """Put the pages themselves into the destinations, and the named destinations into the file."""
    pages = [page.obj for page in whole.pages]

    def paged(to: Object) -> Array:
        return Array([pages[int(to[0])], *list(to)[1:]])

    links = (link for page in pages for link in page.get("/Annots", []))
    for each in (*links, *_bookmarks(whole.Root.get("/Outlines"))):
        if "/Dest" in each:
            each.Dest = paged(each.Dest)
    if names:
        tree = NameTree.new(whole)
        for name, to in names.items():
            tree[name] = paged(to)
        whole.Root.Names = Dictionary(Dests=tree.obj)
    elif "/Names" in whole.Root:
        del whole.Root["/Names"]


def _page_labels(file: Pdf, count: int, offset: int, before: Sequence[Any]) -> list[Any]:
    """Return the labels of a part's own pages, each behind the number of the page from which it holds."""
    tree = file.Root.get("/PageLabels")
    if tree is None:
        # What the last label before says goes on otherwise.
        goes_on: list[Any] = [offset, Dictionary(Type=Name.PageLabel)]
        return goes_on if before and "/S" in before[-1] else []
    pairs = list(tree.Nums)
    found: list[Any] = []
    for number, label in zip(pairs[::2], pairs[1::2], strict=True):
        if int(number) < count:
            found += [int(number) + offset, Dictionary({str(key): value for key, value in label.items()})]
    return found


class _Tags:
    """The tags for assistive technology: those of all parts below one root."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._root: Object = whole.Root.get("/StructTreeRoot")
        if self._root is None:
            return
        self._next = int(self._root.ParentTreeNextKey)
        self._parents = list(self._root.ParentTree.Nums)
        self._ids = _pairs(self._root.get("/IDTree"))

    def add(self, file: Pdf, pages: Sequence[pikepdf.Page], prefix: str) -> None:
        """Add the tags of a file whose ``pages`` are in the whole already; ``prefix`` makes its ids its own."""
        given = file.Root.get("/StructTreeRoot")
        if self._root is None or given is None:
            return
        root: Object = self._whole.copy_foreign(given if given.is_indirect else file.make_indirect(given))
        for page in pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self._next
            for link in page.obj.get("/Annots", []):
                if "/StructParent" in link:
                    link.StructParent = int(link.StructParent) + self._next
        top = self._root.K[0]
        for document in root.K:
            for child in document.K:
                child.P = top
                top.K.append(child)
        parents = list(root.ParentTree.Nums)
        for key, owner in zip(parents[::2], parents[1::2], strict=True):
            shifted: list[Any] = [int(key) + self._next, owner]
            self._parents += shifted
        for key, value in root.RoleMap.items() if "/RoleMap" in root else ():
            self._root.RoleMap[key] = value
        self._next += int(root.ParentTreeNextKey)
        self._ids += _own_ids(_pairs(root.get("/IDTree")), prefix)

    def finish(self) -> None:
        """Write what was gathered."""
        if self._root is None:
            return
        self._root.ParentTree = self._whole.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._root.ParentTreeNextKey = self._next
        if self._ids:
            tree = NameTree.new(self._whole)
            for key, owner in self._ids:
                tree[key] = owner
            self._root.IDTree = tree.obj


def _pairs(tree: Object) -> list[tuple[str, Object]]:
    return [(str(key), owner) for key, owner in NameTree(tree).items()] if tree is not None else []


def _own_ids(ids: Sequence[tuple[str, Object]], prefix: str) -> list[tuple[str, Object]]:
    """Return ids with a prefix, given to what has them and in the tables whose cells name them."""
    tables = {}
    for key, owner in ids:
        owner.ID = pikepdf.String(prefix + key)
        above = owner
        while above is not None and above.get("/S") != Name.Table:
            above = above.get("/P")
        if above is not None:
            tables[above.objgen] = above
    for table in tables.values():
        for cell in _below(table):
            for attributes in cell.get("/A", []) if isinstance(cell.get("/A"), Array) else []:
                if "/Headers" in attributes:
                    attributes.Headers = Array([pikepdf.String(prefix + str(each)) for each in attributes.Headers])
    return [(prefix + key, owner) for key, owner in ids]


def _below(tag: Object) -> Iterator[Object]:
    for child in tag.K if isinstance(tag.get("/K"), Array) else []:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _below(child)


def _put_metadata(whole: Pdf, parts: Sequence[Mapping[str, Any]]) -> None:
    """Put what is only known of the whole into the metadata of the first part."""
    metadata = whole.Root.get("/Metadata")
    if metadata is None:
        return
    digest = hashlib.sha256()
    for part in parts:
        digest.update(Path(part["file"]).read_bytes())
    instance = b64encode(digest.digest()[:16])
    text = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % len(whole.pages), metadata.read_bytes())
    text = re.sub(rb"(<xmpMM:InstanceID>)[^<]*", rb"\g<1>" + instance, text)
    metadata.write(text)
