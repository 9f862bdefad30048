"""The domain ``excellence``: which page is home to which record, and links to them.

Owns the facts that pages contribute, stored by page so that they outlast a run that does not read the page. What is
wrong with them is for the rules, when a page must be read again for ``incremental``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast
from urllib.parse import quote

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_excellence.extension.domain.anchors import part_anchor
from sphinx_excellence.extension.domain.conditions import all_hold
from sphinx_excellence.extension.domain.indices import indices
from sphinx_excellence.extension.domain.kind_indices import IndexedKind, kind_indices, set_labels
from sphinx_excellence.extension.domain.objects import TAG_LIST, HomePlace, PageDependencies, RecordObject
from sphinx_excellence.extension.project.kind_errors import kind_errors_as_extension_errors
from sphinx_excellence.extension.project.labels import use_words
from sphinx_excellence.extension.storage.lazy_pickle import LazyPickle
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.model.kinds import KINDS, Kinds
from sphinx_excellence.model.pages import Home, Mention, PageFacts, PageProblem, ProseProblem, TagList, TextReference
from sphinx_excellence.model.queries import PLACE, TODAY, Query

if TYPE_CHECKING:
    from datetime import date

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Index
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.project.session import Session
    from sphinx_excellence.extension.storage.stored_warning import StoredWarning
    from sphinx_excellence.findings import Finding
    from sphinx_excellence.model.registry import Registry
    from sphinx_excellence.model.site import Site
    from sphinx_excellence.views.blocks import View

NAME = "excellence"


class KindNames(NamedTuple):
    """What the domain stores of a kind, for runs that load no records: its names."""

    name: str
    key: str
    noun: str
    role: str
    directive: str
    #: What readers see its records called: of kinds that have an index, which the toolkit's own have not.
    plural: str


class Destination(NamedTuple):
    """Where a reference leads to, and the title of the record there."""

    docname: str
    anchor: str
    title: str


class ExcellenceDomain(Domain):
    """Records as objects of a domain: roles, cross references, inventory, indices."""

    name = NAME
    label = "Excellence"
    initial_data: ClassVar[dict[str, Any]] = {
        "facts": LazyPickle({}),
        "dependencies": LazyPickle({}),
        "objects": {},
        "tag_lists": {},
        "warnings": {},
        "kinds": [],
        "former_kinds": [],
        "words": {},
        "late_views": LazyPickle({}),
        "site": LazyPickle(None),
    }
    data_version = 23

    def __init__(self, env: BuildEnvironment) -> None:
        """Set the domain up on an environment; the session comes with the run."""
        super().__init__(env)
        self._name_kinds()
        use_words(self.data["words"])
        self.own_indices: list[type[Index]] = []
        self._make_indices()
        self.session: Session | None = None
        self.findings: tuple[Finding, ...] = ()
        self._by_name: dict[RecordKey, RecordObject] | None = None
        self._app: Sphinx | None = None
        self._in_output: dict[RecordKey, RecordObject] | None = None

    @property
    def kinds(self) -> list[KindNames]:
        """The names of the kinds that the project has, as far as its records have been loaded once."""
        stored = cast("list[KindNames]", self.data["kinds"])
        if stored:
            return stored
        with kind_errors_as_extension_errors():
            return _names(KINDS, {})

    def set_kinds(self, kinds: Kinds, words: Mapping[str, str]) -> bool:
        """Set the kinds that the project has; return whether their names have changed since pages were read.

        ``words`` are the translations of what readers see kinds called.
        """
        before, indexed = self.data["kinds"], self._indexed_kinds()
        now = self.data["kinds"] = _names(kinds, words)
        keys = {kind.key for kind in now}
        self.data["former_kinds"] = sorted({*self.data["former_kinds"], *(kind.key for kind in before)} - keys)
        self._name_kinds()
        self._make_indices()
        set_labels(self.env, self.name, indexed, self._indexed_kinds())
        return bool(before) and before != now

    def _indexed_kinds(self) -> list[IndexedKind]:
        return [(kind.name, kind.key, kind.plural) for kind in self.kinds if kind.plural]

    def _make_indices(self) -> None:
        """Set the indices to those of the toolkit and of the kinds; others have added theirs, which stay."""
        ours = [*indices(), *kind_indices(self._indexed_kinds())]
        self.indices = [*ours, *(each for each in self.indices if each not in self.own_indices)]  # type: ignore[misc]
        self.own_indices = ours

    @property
    def former_indices(self) -> list[str]:
        """The names of the pages that the indices of kinds had which the project has no more."""
        return [f"{self.name}-{key}" for key in self.data["former_kinds"]]

    def set_words(self, words: Mapping[str, str]) -> bool:
        """Set what the project has in place of the toolkit's words; return whether it differs from the last run."""
        if self.data["words"] == words:
            return False
        self.data["words"] = dict(words)
        use_words(words)
        self._make_indices()
        for index in indices():
            # As Sphinx does at the beginning of a run, when the words are those of the last one.
            name = f"{self.name}-{index.name}"
            self.env.domains["std"].note_hyperlink_target(name, name, "", index.localname)
        return True

    def _name_kinds(self) -> None:
        # By the role, and by the name that cross references carry, which is the kind's: intersphinx asks for both.
        self.object_types = {  # type: ignore[misc]
            kind.name: ObjType(kind.noun, *dict.fromkeys((kind.role, kind.name))) for kind in self.kinds
        }
        self._role2type.clear()
        self._type2role.clear()
        for name, object_type in self.object_types.items():
            for role in object_type.roles:
                self._role2type.setdefault(role, []).append(name)
            self._type2role[name] = object_type.roles[0]

    def role_of(self, kind: str) -> str:
        """Return the name of the role that links to records of ``kind``."""
        return next((each.role for each in self.kinds if each.name == kind), kind)

    def kind_of_role(self, role: str) -> str:
        """Return the kind that a role links to."""
        return next((each.name for each in self.kinds if role in (each.name, each.role)), role)

    def begin_run(self, app: Sphinx) -> None:
        """Begin a run: objects are those in the output of this run's builder."""
        self._app = app
        use_words(self.data["words"])
        self._in_output = self._by_name = None

    @property
    def registry(self) -> Registry:
        """Every record. Raises ``RuntimeError`` before they are loaded, which is when a page is to be read."""
        if self.session is None:
            msg = "records are loaded only while pages are read"
            raise RuntimeError(msg)
        return self.session.registry

    @property
    def today(self) -> date:
        """The day that counts as today. Raises ``RuntimeError`` as ``registry`` does."""
        if self.session is None:
            msg = "settings are read only where pages are"
            raise RuntimeError(msg)
        return self.session.settings.as_of

    # What pages contribute -------------------------------------------------------------------------------

    @property
    def facts(self) -> dict[str, PageFacts]:
        """What each page says about records; pages that say nothing are not in it."""
        return cast("dict[str, PageFacts]", self.data["facts"].value)

    @property
    def dependencies(self) -> dict[str, PageDependencies]:
        """What each page was made from."""
        return cast("dict[str, PageDependencies]", self.data["dependencies"].value)

    def facts_of(self, docname: str) -> PageFacts:
        """Return the facts of a page, to add to."""
        facts = self.facts.get(docname)
        if facts is None:
            facts = self.facts[docname] = PageFacts(self.file_of(docname))
        return facts

    def file_of(self, docname: str) -> str:
        """Return the page's file, relative to the configuration directory."""
        confdir = self.session.confdir if self.session is not None else self.env.srcdir
        return shown_path(self.env.doc2path(docname), confdir)

    def dependencies_of(self, docname: str) -> PageDependencies:
        """Return what the page was made from, to add to."""
        return self.dependencies.setdefault(docname, PageDependencies())

    def note_home(self, docname: str, home: Home) -> None:
        """Note that a page declares itself home to a record."""
        self.facts_of(docname).homes.append(home)

    def note_banner(self, docname: str, pattern_id: str) -> None:
        """Note that a page shows the banner of a pattern."""
        self.facts_of(docname).banners.append(pattern_id)

    def note_tag_list(self, docname: str, tag_list: TagList) -> None:
        """Note that a page lists the records with a tag."""
        self.facts_of(docname).tag_lists.append(tag_list)

    def note_mention(self, docname: str, mention: Mention) -> None:
        """Note that a page names a record."""
        self.facts_of(docname).mentions.append(mention)

    def note_problem(self, docname: str, problem: PageProblem) -> None:
        """Note a problem that only reading the page can show."""
        self.facts_of(docname).problems.append(problem)

    def note_prose_problem(self, docname: str, problem: ProseProblem) -> None:
        """Note a problem in a record's text that showing it in a page has shown."""
        self.facts_of(docname).prose_problems.append(problem)

    def note_text_reference(self, docname: str, reference: TextReference) -> None:
        """Note a reference in a record's text that a page shows."""
        self.facts_of(docname).text_references.append(reference)

    def note_query(self, docname: str, query: Query) -> None:
        """Note that a page shows the registry's answer to ``query``."""
        self.dependencies_of(docname).answers[query] = self.digest(query)

    def digest(self, query: Query) -> str:
        """Return the digest of the answer to ``query``: the registry's, where a record is written, or today."""
        if query.facet == TODAY:
            return self.today.isoformat()
        if query.facet != PLACE:
            return self.registry.digest(query)
        key = (query.kind, query.id)
        origins = self.session.loaded.origins if self.session is not None else None
        return str(origins.place(key)) if origins is not None and origins.get(key) is not None else ""

    def page_facts(self) -> dict[str, PageFacts]:
        """Return the facts of every page, those that say nothing included."""
        return {docname: self.facts.get(docname) or PageFacts(self.file_of(docname)) for docname in self.env.all_docs}

    def home_by_front_matter(self, docname: str) -> RecordKey | None:
        """Return the record that a page is home to by its front matter."""
        return self.session.loaded.homes_by_front_matter.get(docname) if self.session is not None else None

    def page_record(self, docname: str, kind: str) -> str | None:
        """Return the id of the record of ``kind`` that a page is home to, as far as it has been read.

        By its front matter, by a directive above, or because its file has the record's id or alias as its name.
        """
        in_front_matter = self.home_by_front_matter(docname)
        if in_front_matter is not None and in_front_matter[0] == kind:
            return in_front_matter[1]
        for home in self.facts_of(docname).homes:
            if home.kind == kind:
                return home.id
        return self.registry.resolve_exactly(kind, docname.rsplit("/", 1)[-1])

    # The domain's protocol -------------------------------------------------------------------------------

    def note_late_view(self, docname: str, key: str) -> None:
        """Note that a page shows a view that depends on all pages."""
        made_from = self.dependencies_of(docname)
        made_from.late_views = tuple(dict.fromkeys((*made_from.late_views, key)))

    @property
    def late_views(self) -> dict[str, View]:
        """The views that depend on all pages, by key, as they were computed when pages were last read."""
        return cast("dict[str, View]", self.data["late_views"].value)

    def set_late_views(self, views: dict[str, View]) -> None:
        """Set these views, once all pages are read."""
        self.data["late_views"] = LazyPickle(views)

    @property
    def site(self) -> Site | None:
        """The pages as the scorecard measures them; nothing where nothing has asked for them."""
        return cast("Site | None", self.data["site"].value)

    def set_site(self, site: Site | None) -> None:
        """Set the pages as the scorecard measures them, once all are read."""
        self.data["site"] = LazyPickle(site)

    def clear_doc(self, docname: str) -> None:
        """Forget what a page contributed."""
        self.facts.pop(docname, None)
        self.dependencies.pop(docname, None)
        self.warnings.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of ``docnames``; what it warned of, it has passed on itself."""
        for name in ("facts", "dependencies"):
            read = otherdata[name].value.items()
            self.data[name].value.update({docname: value for docname, value in read if docname in docnames})

    @property
    def warnings(self) -> dict[str, list[StoredWarning]]:
        """The warnings of reading, by page; those of no page under the empty name.

        It is stored with the environment: that is what makes Sphinx skip a page.
        """
        return cast("dict[str, list[StoredWarning]]", self.data["warnings"])

    @property
    def objects(self) -> dict[RecordKey, RecordObject]:
        """The records that have a home in the output, as they were when pages were last read."""
        if self._in_output is None:
            settled = cast("dict[RecordKey, RecordObject]", self.data["objects"])
            kept = {key: self._placed(found) for key, found in settled.items()}
            self._in_output = {key: found for key, found in kept.items() if found is not None}
        return self._in_output

    def _placed(self, found: RecordObject) -> RecordObject | None:
        """Return a record at the first of its places that is in the output."""
        if not found.places[0].conditions:
            return found
        place = next((place for place in found.places if self.is_in_output(place.conditions)), None)
        return found._replace(docname=place.docname, anchor=place.anchor) if place is not None else None

    def is_in_output(self, conditions: tuple[str, ...]) -> bool:
        """Whether what is under ``conditions`` is in the output of this run's builder."""
        return self._app is None or all_hold(conditions, self._app)

    def condition_results(self) -> list[tuple[tuple[str, ...], bool]]:
        """Return all conditions that homes are under, and whether each holds for this run's builder."""
        settled = cast("dict[RecordKey, RecordObject]", self.data["objects"])
        found = {place.conditions for record in settled.values() for place in record.places}
        found |= {place.conditions for places in self._settled_tag_lists().values() for place in places}
        return [(conditions, self.is_in_output(conditions)) for conditions in sorted(found) if conditions]

    def _settled_tag_lists(self) -> dict[str, tuple[HomePlace, ...]]:
        return cast("dict[str, tuple[HomePlace, ...]]", self.data["tag_lists"])

    @property
    def tag_lists(self) -> dict[str, HomePlace]:
        """Where all records with a tag are listed in the output, by the tag: the first place of several."""
        found = {tag: self._tag_list(tag) for tag in self._settled_tag_lists()}
        return {tag: place for tag, place in found.items() if place is not None}

    def _tag_list(self, tag: str) -> HomePlace | None:
        places = self._settled_tag_lists().get(tag, ())
        return next((place for place in places if self.is_in_output(place.conditions)), None)

    def set_tag_lists(self) -> None:
        """Set where the records with each tag are listed, once all pages are read."""
        lists: dict[str, tuple[HomePlace, ...]] = {}
        for docname, facts in sorted(self.facts.items()):
            for each in facts.tag_lists:
                lists[each.tag] = (*lists.get(each.tag, ()), HomePlace(docname, each.anchor, each.conditions))
        self.data["tag_lists"] = lists

    def homes(self) -> dict[RecordKey, tuple[HomePlace, ...]]:
        """Return the places that claim to be home to each record, by the order of pages."""
        homes: dict[RecordKey, tuple[HomePlace, ...]] = {}
        for docname, facts in sorted(self.facts.items()):
            for home in facts.homes:
                key = (home.kind, home.id)
                homes[key] = (*homes.get(key, ()), HomePlace(docname, home.anchor, home.conditions))
        return homes

    def set_objects(self, objects: dict[RecordKey, RecordObject]) -> None:
        """Set the objects that links lead to, once all pages are read."""
        self.data["objects"] = objects
        self._in_output = self._by_name = None

    def _object(self, kind: str, name: str) -> RecordObject | None:
        if self._by_name is None:
            self._by_name = {(k, alias): found for (k, _id), found in self.objects.items() for alias in found.aliases}
            self._by_name |= self.objects
        return self._by_name.get((kind, name))

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
        """Return a link to the record's home, or to the list of a tag; its text alone where that is nowhere."""
        if typ == TAG_LIST:
            return cast("nodes.reference", self._to_list(builder, fromdocname, target, node, contnode))
        found = self.destination(typ, target, node.get("part", ""))
        if found is not None:
            # A tip that repeats the text of a link says nothing, and pages have hundreds of links.
            tip = found.title if found.title != contnode.astext() else None
            return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode, tip)
        return cast("nodes.reference", contnode) if node.get("known") else None

    def _to_list(self, builder: Builder, fromdocname: str, name: str, node: pending_xref, contnode: Element) -> Element:
        """Return a link to a list by its name; to where patterns are compared, with the one in ``part`` chosen."""
        place, pattern, instead = self._tag_list(name), node.get("part", ""), node.get("instead")
        if instead is not None and (place is None or builder.name == "epub"):
            found = self.destination(*instead)
            place, pattern = HomePlace(found.docname, found.anchor) if found is not None else None, ""
        if place is None:
            return contnode
        link = make_refnode(builder, fromdocname, place.docname, place.anchor, contnode)
        if pattern and builder.name != "epub":
            link["refuri"] = f"{link.get('refuri', '').partition('#')[0]}#compare={quote(pattern)}"
            link.attributes.pop("refid", None)
            # The tip names the record that another link would lead to.
            if contnode.get("note"):
                link.children = []
                link += nodes.inline("", "", *contnode.children, classes=contnode["classes"])
        return link

    def destination(self, role: str, target: str, part: str = "") -> Destination | None:
        """Return where a reference to a record, or to a part of it, leads to; nothing where it has no home."""
        kind = self.kind_of_role(role)
        found = self._object(kind, target)
        if found is None:
            return None
        return Destination(found.docname, part_anchor(kind, target, part) if part else found.anchor, found.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return a link for each kind that has a record of that name and a page for it.

        Returns nothing where a page, a label, a term or an object of another domain has that name: such a reference
        leads where it leads without the toolkit. Records of several kinds in one page are no choice either: the first
        kind is the one.
        """
        found = {kind.name: self._object(kind.name, target) for kind in self.kinds}
        records = {kind: record for kind, record in found.items() if record is not None}
        if not records or self._resolves_elsewhere(fromdocname, builder, target, node, contnode):
            return []
        if len({record.docname for record in records.values()}) == 1:
            records = dict([next(iter(records.items()))])
        return [
            (
                f"{NAME}:{self.role_of(kind)}",
                make_refnode(builder, fromdocname, record.docname, record.anchor, contnode, record.title),
            )
            for kind, record in records.items()
        ]

    def _resolves_elsewhere(
        self, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> bool:
        """Whether something else than a record has a name."""
        # What resolves a reference takes its text with it: each is given one of its own.
        if self.env.domains["std"].resolve_xref(
            self.env, fromdocname, builder, "doc", target, node, contnode.deepcopy()
        ):
            return True
        for name, domain in sorted(self.env.domains.items()):
            try:
                if name != NAME and domain.resolve_any_xref(
                    self.env, fromdocname, builder, target, node, contnode.deepcopy()
                ):
                    return True
            except NotImplementedError:
                continue
        return False

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every record that has a home, for the inventory and the search."""
        for (kind, record_id), found in sorted(self.objects.items()):
            yield record_id, found.title, kind, found.docname, found.anchor, self._priority(found)

    def _priority(self, found: RecordObject) -> int:
        """Return the priority of a record for the search: none where a page of its title is found as a page already."""
        title = self.env.titles.get(found.docname)
        return -1 if title is not None and title.astext() == found.title else found.priority

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the target of a cross reference as it is; ids need no qualifying."""
        return cast("str | None", node.get("reftarget"))


def _names(kinds: Kinds, words: Mapping[str, str]) -> list[KindNames]:
    return [
        KindNames(
            kind.name,
            kind.key,
            str(kind.noun),
            kind.role_name,
            kind.directive_name,
            words.get(kind.plural, kind.plural),
        )
        for kind in kinds
    ]


def domain_of(env: BuildEnvironment) -> ExcellenceDomain:
    """Return the domain of an environment."""
    return cast("ExcellenceDomain", env.domains[NAME])
