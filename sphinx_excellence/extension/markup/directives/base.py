"""Base classes of the directives: find the record, declare the page its home page, make the nodes.

A directive module adds a name, the view it shows and its own options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.composer import Composer
from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.doctree.nodes import excellence_view, shown_key
from sphinx_excellence.extension.domain.domain import ExcellenceDomain, domain_of
from sphinx_excellence.extension.markup.feedback import with_feedback_links
from sphinx_excellence.extension.markup.record_titles import note_titles
from sphinx_excellence.extension.reading.source_positions import SourceLine, source_line_of_markup
from sphinx_excellence.findings import suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.decision_number import title_without_number
from sphinx_excellence.model.pages import Home, Mention, PageProblem
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.lineages import lineage_queries
from sphinx_excellence.views.own_records import with_own_fields

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

R = TypeVar("R", bound=Record)
OptionSpec = dict[str, Callable[[str], Any]]


class _AnyOptions(OptionSpec):
    """Options of a directive that lets any other pass too, for the directive to report it."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return _as_written


def _as_written(argument: str) -> str:
    return argument


class ViewDirective(SphinxDirective):
    """Shows a view of the registry; takes ``:class:`` and ``:name:``."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option, "name": directives.unchanged}
    #: Those of its options that are fields of the project's own.
    own_options: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let the parsers pass options that the directive does not have."""
        super().__init_subclass__(**kwargs)
        cls.option_spec = _AnyOptions(cls.option_spec)

    @property
    def domain(self) -> ExcellenceDomain:
        """The domain of this run."""
        return domain_of(self.env)

    @property
    def registry(self) -> Registry:
        """Every record of this run."""
        return self.domain.registry

    def composer(self) -> Composer:
        """Return what makes nodes for this place of this page."""
        source, line = self.get_source_info()
        # Both docutils and MyST store the depth of the directive's section here.
        depth = max(int(self.state.memo.section_level), 1)
        return Composer(self.domain, self.env.docname, source, line, self.state.document, heading_level=depth + 1)

    def note_queries(self, queries: Iterable[Query]) -> None:
        """Note the queries that the page puts to the registry here."""
        for query in queries:
            self.domain.note_query(self.env.docname, query)

    def source_line(self) -> SourceLine:
        """Return where the directive is written."""
        return source_line_of_markup(self, self.domain)

    def note_mention(self, kind: str, name: str) -> None:
        """Note that the directive names a record or a tier."""
        self.domain.note_mention(self.env.docname, Mention(kind, name, self.name, *self.source_line()))

    def report_problem(
        self, rule: str, message: str, args: tuple[str, ...], accepted: str, accepted_args: tuple[str, ...] = (),
        *, word: str = "", option: str = "",
    ) -> None:  # fmt: skip
        """Note that the directive violates ``rule``; the other arguments are those of a finding.

        ``word`` is what is wrong in the value of ``option``, or else in the argument; without it, the option is.
        """
        line, file = self.source_line()
        via = self.name if word and not option else ""
        problem = PageProblem(rule, line, message, args, accepted, accepted_args, file, word, option, via)
        self.domain.note_problem(self.env.docname, problem)

    def finish(self, view: View) -> list[nodes.Node]:
        """Return the nodes of a view, with the classes and the name that were asked for."""
        node = view_node(self.composer(), view)
        return self.with_options(node)

    def with_options(self, node: nodes.Element) -> list[nodes.Node]:
        """Return ``node`` with the classes and the name that were asked for."""
        self._report_unknown_options()
        node["classes"] += self.options.get("class", [])
        self.add_name(node)
        return [node]

    def _report_unknown_options(self) -> None:
        for name in self.options:
            if name not in self.option_spec:
                message = N_("the directive `%s` has no option '%s'")
                accepted, accepted_args = suggestion(name, self.option_spec)
                self.report_problem("unknown-option", message, (self.name, name), accepted, accepted_args, option=name)


class RecordDirective(ViewDirective, Generic[R]):
    """Shows one record: the one its argument names, or the one this page is home to."""

    optional_arguments = 1
    final_argument_whitespace = True
    kind: ClassVar[str]
    #: Whether the directive makes its page the record's home.
    declares: ClassVar[bool] = False
    #: Whether what is shown does not have the record's title.
    view_lacks_title: ClassVar[bool] = False

    @property
    def is_home(self) -> bool:
        """Whether the directive makes its page the record's home page where it is."""
        return self.declares and "no-index" not in self.options

    def view(self, record: R) -> View:
        """Return what is shown of ``record``."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Return the record's nodes, or a visible stub where there is no such record."""
        docname = self.env.docname
        name = " ".join(self.arguments[0].split()) if self.arguments else None
        if name is None:
            name = self.domain.page_record(docname, self.kind)
            self._note_file_name(docname)
        if name is None:
            self._report_missing_argument()
            return self.with_options(self.composer().stub(self.registry.kinds[self.kind].noun, f"{{{self.name}}}"))
        self.note_mention(self.kind, name)
        self.note_queries([Query(self.kind, name, "whole")])
        record = self.registry.find(self.kind, name)
        if record is None:
            return self.with_options(self.composer().stub(self.registry.kinds[self.kind].noun, name))
        view = self.view(cast("R", record))
        if self.declares:
            self.note_queries(lineage_queries(record))
            compact = "compact" in self.options
            if not compact:
                self.note_queries([Query(self.kind, name, "referrers")])
            of_kind = self.registry.kinds[self.kind]
            view = with_own_fields(view, of_kind, record, self.registry, compact=compact)
            if not compact and (self.is_home or self.kind == "pattern"):
                view = with_feedback_links(view, self.domain, docname, self.kind, record)
        node = view_node(self.composer(), view)
        node["shown"] = shown_key(view.name, (self.kind, record.id))
        if self.says_title and "compact" not in self.options:
            note_titles(node, record.title, *self._other_titles(record))
        self.note(record, docname)
        if self.is_home:
            anchor = add_home_anchor(self.env, self.state.document, node, self.kind, record.id)
            line, file = self.source_line()
            self.domain.note_home(docname, Home(self.kind, record.id, anchor, line, self.name, file))
        return self.with_options(node)

    @property
    def says_title(self) -> bool:
        """Whether the record's title is shown where no heading has it."""
        return self.view_lacks_title

    def _other_titles(self, record: Record) -> Iterable[str]:
        """Return how else headings may call a record: as its data says it, and without a decision's number."""
        written = self.domain.session.loaded.registry.find(self.kind, record.id) if self.domain.session else None
        for each in (record, written):
            if each is not None:
                yield title_without_number(each) if isinstance(each, Decision) else each.title

    def note(self, record: Record, docname: str) -> None:
        """Note what else follows from showing ``record`` here; nothing, mostly."""

    def _note_file_name(self, docname: str) -> None:
        # A record that gets the name of the file would be shown here: the page depends on that name.
        self.note_queries([Query(self.kind, docname.rsplit("/", 1)[-1], "link")])

    def _report_missing_argument(self) -> None:
        self.report_problem(
            "missing-argument",
            "`%s` names no %s, and this page is not the home page of one",
            (self.name, self.registry.kinds[self.kind].noun),
            "write an id after the directive's name",
        )


def add_home_anchor(
    env: BuildEnvironment, document: nodes.document, node: excellence_view, kind: str, record_id: str
) -> str:
    """Give ``node`` the anchor that references to the record lead to, and return it."""
    # Not the kind alone: Sphinx's search takes an anchor of the form `kind-id` for one it can put together from the
    # title, and would lead to a place that does not exist.
    anchor = make_id(env, document, f"record-{kind}", record_id)
    node["ids"].append(anchor)
    document.note_explicit_target(node)
    return anchor


def flag(argument: str | None) -> None:
    """Take an option that has no value.

    Not that of docutils: MyST lets it have any value. Raises ``ValueError`` for one, which the parser reports with its
    place.
    """
    if argument is not None and argument.strip():
        msg = "takes no value; without it, the option is on, and where it is left out, off"
        raise ValueError(msg)


#: The options of a directive that makes its page a record's home.
HOME_OPTIONS: OptionSpec = {**ViewDirective.option_spec, "no-index": flag}


def value_list(argument: str | None) -> tuple[str, ...]:
    """Return the values of an option that takes several, separated by commas or blanks.

    Raises ``ValueError`` where there is none, which the parser reports with its place.
    """
    found = tuple((argument or "").replace(",", " ").split())
    if not found:
        msg = "is empty; write one or more values, or leave the option out"
        raise ValueError(msg)
    return found
