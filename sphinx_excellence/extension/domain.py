"""The domain ``excellence``: which page is home to which record, and links to them.

Owns the facts that pages contribute, kept by page so that they survive pages that are not read again. What is
wrong with them is for the gate, when a page must be read again for ``invalidation``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import get_translation
from sphinx.util.nodes import make_refnode

from sphinx_excellence.extension.indices import indices
from sphinx_excellence.extension.session import Session
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.pages import Complaint, Home, Mention, PageFacts
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Question, RecordKey, Registry

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_excellence")

NAME = "excellence"
#: The role of each kind; where it is not the kind's own name, it is the field's customary word.
ROLE_OF_KIND: Mapping[str, str] = {"decision": "adr"}


def role_of(kind: str) -> str:
    """Return the name of the role that links to records of ``kind``."""
    return ROLE_OF_KIND.get(kind, kind)


@dataclass(slots=True)
class PageTrace:
    """What a page was made from.

    ``shown`` maps each question the page put to the registry to the digest of the answer; ``outline`` is a digest
    of its title and headings; ``refers`` holds the names its cross references may resolve by.
    """

    shown: dict[Question, str] = field(default_factory=dict)
    outline: str = ""
    refers: tuple[str, ...] = ()


class ExcellenceDomain(Domain):
    """Records as objects of a domain: roles, cross references, inventory, indices."""

    name = NAME
    label = "Excellence"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind.name: ObjType(kind.noun, role_of(kind.name)) for kind in KINDS if kind.has_home
    }
    initial_data: ClassVar[dict[str, Any]] = {"facts": {}, "traces": {}}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        """Open the domain on an environment; the session comes with the run."""
        super().__init__(env)
        self.indices = indices()  # type: ignore[misc]
        self.session: Session | None = None
        self.findings: tuple[Finding, ...] = ()
        self._homes: dict[RecordKey, tuple[str, str]] | None = None

    @property
    def registry(self) -> Registry:
        """Every record of this run; empty before they are loaded."""
        return self.session.registry if self.session is not None else Registry()

    # What pages contribute -------------------------------------------------------------------------------

    @property
    def facts(self) -> dict[str, PageFacts]:
        """What each page says about records; pages that say nothing are not in it."""
        return cast("dict[str, PageFacts]", self.data["facts"])

    @property
    def traces(self) -> dict[str, PageTrace]:
        """What each page was made from."""
        return cast("dict[str, PageTrace]", self.data["traces"])

    def _facts_of(self, docname: str) -> PageFacts:
        facts = self.facts.get(docname)
        if facts is None:
            facts = self.facts[docname] = PageFacts(self.file_of(docname))
        return facts

    def file_of(self, docname: str) -> str:
        """Return the page's file, relative to the configuration directory."""
        confdir = self.session.confdir if self.session is not None else self.env.srcdir
        return shown_path(self.env.doc2path(docname), confdir)

    def trace_of(self, docname: str) -> PageTrace:
        """Return what the page was made from, to add to."""
        return self.traces.setdefault(docname, PageTrace())

    def note_home(self, docname: str, home: Home) -> None:
        """Note that a page declares itself home to a record."""
        self._facts_of(docname).homes.append(home)
        self._homes = None

    def note_banner(self, docname: str, pattern_id: str) -> None:
        """Note that a page shows the banner of a pattern."""
        self._facts_of(docname).banners.append(pattern_id)

    def note_mention(self, docname: str, mention: Mention) -> None:
        """Note that a page names a record."""
        self._facts_of(docname).mentions.append(mention)

    def note_complaint(self, docname: str, complaint: Complaint) -> None:
        """Note something wrong that only reading the page could tell."""
        self._facts_of(docname).complaints.append(complaint)

    def note_shown(self, docname: str, question: Question) -> None:
        """Note that a page shows the registry's answer to ``question``."""
        self.trace_of(docname).shown[question] = self.registry.digest(question)

    def page_facts(self) -> dict[str, PageFacts]:
        """Return the facts of every page, those that say nothing included."""
        return {docname: self.facts.get(docname) or PageFacts(self.file_of(docname)) for docname in self.env.all_docs}

    def page_record(self, docname: str, kind: str) -> str | None:
        """Return the id of the record of ``kind`` that a page is home to, as far as it has been read.

        By its front matter, by a directive above, or because its file goes by the record's id or alias.
        """
        if self.session is not None:
            in_front_matter = self.session.loaded.homes_by_front_matter.get(docname)
            if in_front_matter is not None and in_front_matter[0] == kind:
                return in_front_matter[1]
        for home in self._facts_of(docname).homes:
            if home.kind == kind:
                return home.id
        return self.registry.resolve(kind, docname.rsplit("/", 1)[-1])

    # The domain's protocol -------------------------------------------------------------------------------

    def clear_doc(self, docname: str) -> None:
        """Forget what a page contributed."""
        self.facts.pop(docname, None)
        self.traces.pop(docname, None)
        self._homes = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of ``docnames``."""
        for name in ("facts", "traces"):
            self.data[name].update(
                {docname: value for docname, value in otherdata[name].items() if docname in docnames}
            )
        self._homes = None

    @property
    def homes(self) -> Mapping[RecordKey, tuple[str, str]]:
        """The home page and anchor of each record; of two claims the first page's in order counts."""
        if self._homes is None:
            self._homes = {}
            for docname, facts in sorted(self.facts.items()):
                for home in facts.homes:
                    self._homes.setdefault((home.kind, home.id), (docname, home.anchor))
        return self._homes

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return a link to the record's home; its text alone where it is known but has no page."""
        kind = next((kind.name for kind in KINDS if typ in (kind.name, role_of(kind.name))), typ)
        record_id = self.registry.resolve(kind, target)
        if record_id is None:
            return None
        home = self.homes.get((kind, record_id))
        if home is None:
            return cast("nodes.reference", contnode)
        title = self.registry.of_kind(kind)[record_id].title
        return make_refnode(builder, fromdocname, home[0], home[1], contnode, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return a link for each kind that has a record of that name and a page for it."""
        found = []
        for kind in KINDS:
            record_id = self.registry.resolve(kind.name, target)
            home = self.homes.get((kind.name, record_id)) if record_id is not None else None
            if home is not None and record_id is not None:
                title = self.registry.of_kind(kind.name)[record_id].title
                role = f"{NAME}:{role_of(kind.name)}"
                found.append((role, make_refnode(builder, fromdocname, home[0], home[1], contnode, title)))
        return found

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every record that has a home, for the inventory and the search."""
        for (kind, record_id), (docname, anchor) in sorted(self.homes.items()):
            record = self.registry.of_kind(kind).get(record_id)
            if record is not None:
                yield record_id, record.title, kind, docname, anchor, self._search_priority(record)

    def _search_priority(self, record: object) -> int:
        # Sphinx's scale: 0 stands before the pages that are found by text, 1 among them, 2 after them.
        if not isinstance(record, Pattern):
            return 1
        if self.registry.is_legacy(record):
            return 2
        tier = self.registry.tier_of(record)
        return 0 if tier is not None and tier.position == 0 else 1

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the target of a cross reference as it stands; ids need no qualifying."""
        return cast("str | None", node.get("reftarget"))


def domain_of(env: BuildEnvironment) -> ExcellenceDomain:
    """Return the domain of an environment."""
    return cast("ExcellenceDomain", env.domains[NAME])
