"""The facts of a page that was just read: its links, the pages in its toctrees, and the tiers it names.

Collected once, when the page is read, and stored in the domain; the rules draw the conclusions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.doctree.reported_references import missing_in_texts
from sphinx_excellence.extension.domain.conditions import conditions_of
from sphinx_excellence.extension.domain.domain import NAME, ExcellenceDomain
from sphinx_excellence.extension.domain.objects import TAG_LIST
from sphinx_excellence.extension.reading.source_positions import source_line_of
from sphinx_excellence.extension.reading.tier_claims import tier_claims
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.pages import PageAddress, PageFacts, PageLink

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The kind of a link to a label, until it is known which page the label is in.
_LABEL = "label"
#: Words of a passage that says of what it links to that its time has passed.
_LEGACY_WORDS = re.compile(
    r"(?i)\b(?:legacy|deprecat|supersed|replac|obsolete|histor|former|outdated|older|earlier|grew out|gave way|retire"
    r"|instead of|used to|migrat|predecessor)"
)


def note_page(domain: ExcellenceDomain, docname: str, doctree: nodes.document) -> None:
    """Note the links of a page, the pages it lists, and the tiers that the page of a pattern names."""
    page, outside_views = nodes_below((doctree,)), nodes_below((doctree,), excellence_view)
    links = list(dict.fromkeys(_links(page, docname, domain)))
    toctree_pages = [name for node in page if isinstance(node, addnodes.toctree) for name in node["includefiles"]]
    addresses = list(dict.fromkeys(_addresses(outside_views, domain)))
    if links or toctree_pages or addresses:
        facts = domain.facts_of(docname)
        facts.links, facts.toctree_pages, facts.addresses = links, toctree_pages, addresses
    homes = domain.facts[docname].homes if docname in domain.facts else []
    tag_lists = domain.facts[docname].tag_lists if docname in domain.facts else []
    if homes or tag_lists:
        under = _conditions(outside_views)
        homes[:] = [home._replace(conditions=under.get(home.anchor, ())) for home in homes]
        tag_lists[:] = [each._replace(conditions=under.get(each.anchor, ())) for each in tag_lists]
    patterns = sorted({home.id for home in homes if home.kind == "pattern"})
    pattern = domain.registry.pattern(patterns[0]) if len(patterns) == 1 else None
    if pattern is not None:
        domain.facts[docname].claims = list(dict.fromkeys(tier_claims(doctree, pattern, domain)))


def _conditions(page: Iterable[nodes.Node]) -> dict[str, tuple[str, ...]]:
    """Return the conditions of the anchors of all views that are under any."""
    views = ((view, conditions_of(view)) for view in page if isinstance(view, excellence_view))
    return {anchor: conditions for view, conditions in views if conditions for anchor in view["ids"]}


def _links(page: Iterable[nodes.Node], docname: str, domain: ExcellenceDomain) -> Iterator[PageLink]:
    for node, link in _targets(page, docname, domain):
        line, file = source_line_of(node, domain)
        # The badge of a record says what it leads to.
        yield link._replace(line=line, says_legacy=bool(link.kind not in {"", _LABEL}) or _says_legacy(node), file=file)


def _targets(
    part: Iterable[nodes.Node], docname: str, domain: ExcellenceDomain
) -> Iterator[tuple[nodes.Element, PageLink]]:
    """Yield each link among the nodes of a part of a page, without its place."""
    for node in part:
        if isinstance(node, excellence_view) and isinstance(node.held, HeldView):
            for kind, name in node.held.references:
                if kind != TAG_LIST:
                    yield node, PageLink(domain.kind_of_role(kind), name, 0)
        if not isinstance(node, addnodes.pending_xref):
            continue
        target, kind = str(node.get("reftarget", "")), str(node.get("reftype", ""))
        match node.get("refdomain"), kind:
            case str(name), str(of) if name == NAME and of == TAG_LIST:
                if "instead" in node:
                    of_kind, record_id = node["instead"]
                    yield node, PageLink(domain.kind_of_role(of_kind), record_id, 0)
            case str(name), _ if name == NAME:
                yield node, PageLink(domain.kind_of_role(kind), target, 0)
            case ("std", "doc") | ("doc", "myst"):
                absolute = kind == "myst"
                yield node, PageLink("", target if absolute else docname_join(docname, target), 0)
            case ("std", "ref") | (None, "myst") | ("", "any"):
                yield node, PageLink(_LABEL, target, 0)


def _addresses(page: Iterable[nodes.Node], domain: ExcellenceDomain) -> Iterator[PageAddress]:
    """Yield the web addresses that a page names itself: what a view shows is in records."""
    for node in page:
        if isinstance(node, nodes.image) or (isinstance(node, nodes.reference) and "refuri" in node):
            address = str(node.get("refuri") or node.get("uri"))
            if is_web_address(address):
                line, file = source_line_of(node, domain)
                yield PageAddress(address, line, file)


def _says_legacy(node: nodes.Node) -> bool:
    """Whether the passage of a link, or a heading above it, says that it toctree_pages to something legacy."""
    at: nodes.Node | None = node.parent
    while at is not None:
        if isinstance(at, nodes.paragraph | nodes.list_item | nodes.row | nodes.definition_list_item):
            text = at.astext()
        elif isinstance(at, nodes.section):
            text = next((child.astext() for child in at.children if isinstance(child, nodes.title)), "")
        else:
            text = ""
        if _LEGACY_WORDS.search(text):
            return True
        at = at.parent
    return False


def links_in(part: nodes.Element, docname: str, domain: ExcellenceDomain) -> tuple[PageLink, ...]:
    """Return the links in a part of a page, without their places; it is not known yet where those to labels lead."""
    return tuple(dict.fromkeys(link for _node, link in _targets(nodes_below((part,)), docname, domain)))


def settling(env: BuildEnvironment) -> Callable[[PageLink], PageLink | None]:
    """Return what replaces the label of a link by the page that it is in; by nothing where no page has it."""
    std = env.domains["std"]
    labels = cast("dict[str, tuple[str, ...]]", {**std.data["anonlabels"], **std.data["labels"]})

    def settled(link: PageLink) -> PageLink | None:
        if link.kind != _LABEL:
            return link
        found = labels.get(link.target.lower()) or labels.get(link.target)
        page = found[0] if found else link.target if link.target in env.all_docs else None
        return link._replace(kind="", target=page) if page is not None else None

    return settled


def resolved_facts(env: BuildEnvironment, domain: ExcellenceDomain) -> dict[str, PageFacts]:
    """Return the facts of every page, with each label replaced by the page that it is in."""
    settled = settling(env)
    return {
        docname: replace(
            _as_written(facts, domain),
            links=[link for each in facts.links if (link := settled(each)) is not None],
            prose_problems=[*facts.prose_problems, *missing_in_texts(env, facts.text_references)],
        )
        for docname, facts in domain.page_facts().items()
    }


def _as_written(facts: PageFacts, domain: ExcellenceDomain) -> PageFacts:
    """Return the facts of a page without the homes, and the banners in them, that the builder drops."""
    dropped = [home for home in facts.homes if home.conditions and not domain.is_in_output(home.conditions)]
    if not dropped:
        return facts
    banners = list(facts.banners)
    for home in dropped:
        if home.kind == "pattern" and home.id in banners:
            banners.remove(home.id)
    return replace(facts, homes=[home for home in facts.homes if home not in dropped], banners=banners)
