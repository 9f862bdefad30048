"""Which pages to write again: those that depend on something that has changed since this builder last wrote them.

A page's output depends on more than its source: on the titles and homes that its links resolve to, and on the
pages around it in the navigation. Sphinx itself writes a page again only when its source or a toctree entry of it
was read. Here each page's output is summed up in a digest of

- the moment it was last read (so that a second builder on the same doctrees notices what the first one read),
- what the names it refers to mean: documents, labels and the objects of every domain,
- the outline of the whole site (titles, headings, toctrees, numbers), which navigation repeats on every page,
- what surrounds every page: the colours of the tiers, whose style sheet every page names with a checksum, the
  editions of the site that can be offered, and whether there are indices of patterns to lead to,

and a page whose digest differs from the one remembered for this builder is written again.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.incremental.reference_inputs import inventory_stamps, unlisted_targets
from sphinx_excellence.extension.reading.reading_paths import stops_by_page
from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def _digest(parts: Iterable[str]) -> str:
    # A page may hold half a surrogate pair (the directive `unicode` makes any character), which has no UTF-8.
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def names_in(doctree: nodes.document, docname: str) -> tuple[str, ...]:
    """Return every name that a cross reference in the page may resolve by."""
    names: set[str] = set()
    for target in _targets_in(doctree):
        path, _, fragment = target.partition("#")
        names |= {target, target.lower(), path, fragment, target.rpartition(".")[2]}
        if path:
            resolved = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)).lstrip("/")
            # A link may lead to a folder, even to the root: not every path has a name that could end in a suffix.
            names |= {resolved, posixpath.splitext(resolved)[0], path.lstrip("/")}
    names.discard("")
    return tuple(sorted(names))


def _targets_in(doctree: nodes.document) -> Iterator[str]:
    """Yield what the cross references in a page, and those in views that are held as values, lead to."""
    for node in nodes_below((doctree,)):
        if isinstance(node, addnodes.pending_xref):
            yield str(node.get("reftarget", ""))
            if "instead" in node:
                yield node["instead"][1]
        elif isinstance(node, excellence_view) and isinstance(node.held, HeldView):
            yield from (name for _kind, name in node.held.references)


def outline_of(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of a page's title and headings, as navigation may show them."""
    parts = [title.astext() for title in (env.titles.get(docname), env.longtitles.get(docname)) if title is not None]
    toc = env.tocs.get(docname)
    # All of it: each option of a toctree shows in some theme's navigation, and parts may be under a condition.
    return _digest([*parts, toc.pformat() if toc is not None else ""])


def note_dependencies(env: BuildEnvironment, docname: str, doctree: nodes.document) -> None:
    """Keep what a page that was just read refers to, and its outline."""
    made_from = domain_of(env).dependencies_of(docname)
    made_from.reference_names = names_in(doctree, docname)
    made_from.outline = outline_of(env, docname)


def reading_fingerprint(env: BuildEnvironment, surroundings: str) -> str:
    """Return one digest of when every page was read and of what surrounds it: equal means nothing changed."""
    stamps = (f"{docname}={stamp}" for docname, stamp in sorted(env.all_docs.items()))
    return _digest([__version__, surroundings, inventory_stamps(env), *stamps])


def _site_outline(env: BuildEnvironment, surroundings: str) -> str:
    dependencies = domain_of(env).dependencies
    outlines = (f"{docname}={made_from.outline}" for docname, made_from in sorted(dependencies.items()))
    return _digest(
        [
            __version__,
            surroundings,
            *outlines,
            repr(sorted(env.toctree_includes.items())),
            json.dumps(env.toc_secnumbers, sort_keys=True),
            json.dumps(env.toc_fignumbers, sort_keys=True),
        ]
    )


def _targets(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield every name that references may use, and what it means."""
    for docname in env.found_docs:
        slugs = env.metadata.get(docname, {}).get("myst_slugs", "")
        title = env.titles.get(docname)
        yield docname, f"{title.astext() if title else ''}{slugs!r}"
    yield from unlisted_targets(env)
    for tag, place in domain_of(env).tag_lists.items():
        yield tag, f"tag:{place.docname}#{place.anchor}"
    for domain in env.domains.values():
        for name, shown, kind, docname, anchor, _priority in domain.get_objects():
            meaning = f"{domain.name}:{kind}:{shown}:{docname}#{anchor}"
            yield name, meaning
            yield name.lower(), meaning
            yield name.rpartition(".")[2], meaning


def page_digests(env: BuildEnvironment, surroundings: str) -> dict[str, str]:
    """Return the digest of what each page's output depends on; ``surroundings``: see above."""
    meanings: dict[str, list[str]] = {}
    for name, meaning in _targets(env):
        meanings.setdefault(name, []).append(meaning)
    summed = {name: _digest(sorted(values)) for name, values in meanings.items()}
    site, late, stops = _site_outline(env, surroundings), _LateDigests(env), stops_by_page(env)

    def digest(docname: str) -> str:
        on_paths = repr(stops[docname]) if docname in stops else ""
        return _digest([_page_digest(env, docname, summed, site), late.of(docname), on_paths])

    return {docname: digest(docname) for docname in env.found_docs}


class _LateDigests:
    """What the views that depend on all pages show, and where the records are that they lead to."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._domain = domain_of(env)

    @cached_property
    def _homes(self) -> str:
        objects = self._domain.objects.items()
        return _digest(f"{key} {found.docname}#{found.anchor}" for key, found in sorted(objects))

    def of(self, docname: str) -> str:
        """Return the digest of those in a page; empty where there are none."""
        made_from = self._domain.dependencies.get(docname)
        if made_from is None or not made_from.late_views:
            return ""
        return _digest([self._homes, *(repr(self._domain.late_views.get(key)) for key in made_from.late_views)])


def _page_digest(env: BuildEnvironment, docname: str, meanings: Mapping[str, str], site: str) -> str:
    made_from = domain_of(env).dependencies.get(docname)
    reference_names = made_from.reference_names if made_from is not None else ()
    return _digest([str(env.all_docs.get(docname)), site, *(meanings.get(name, "") for name in reference_names)])
