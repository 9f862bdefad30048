"""References that lead nowhere: each is reported once, where it is written.

A link to a decision in the text of a page may be a field of the record too, which a rule reports: MyST is not to report
it again. What a role in a text of a record names is reported in the data, and not in the page that shows the text.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.findings import Path as Steps
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.loader.decision_text import text_of_link
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pages import ProseProblem, TextReference

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.domain.domain import ExcellenceDomain

_RULE = "unknown-reference"
#: The attribute of a cross reference in a text of a record that is checked there.
_IN_TEXT = "excellence_text"
#: The roles of Sphinx whose targets are known when all pages are read.
_KNOWN_ROLES = frozenset({"doc", "keyword", "numref", "ref", "term"})


class LeaveReportedLinks(SphinxPostTransform):
    """Makes text of MyST's links to what a rule reports as unknown on the same page."""

    default_priority = 8  # before MyST resolves its links, at 9

    def run(self, **_kwargs: Any) -> None:
        """Replace the links."""
        links = [node for node in self.document.findall(addnodes.pending_xref) if node.get("reftype") == "myst"]
        names = self._reported() if links else frozenset()
        for node in links if names else ():
            written = str(node.get("reftarget", ""))
            text = node.astext().strip()
            called = text_of_link(text.rstrip("."), written)
            is_named = not names.isdisjoint({text, called, written, Path(written).stem})
            if is_named and not self._exists(written):
                node.replace_self(nodes.inline("", "", *node.children))

    def _exists(self, target: str) -> bool:
        path = os.path.normpath(Path(self.env.doc2path(self.env.docname)).parent / target.partition("#")[0])
        return Path(path).is_file()

    def _reported(self) -> frozenset[str]:
        """Return the unknown names that rules report in the file of this page."""
        domain = domain_of(self.env)
        facts = domain.facts.get(self.env.docname)
        file = facts.file if facts is not None else ""
        return frozenset(
            finding.args[-1]
            for finding in domain.findings
            if finding.rule == _RULE and finding.args and finding.place.path == file
        )


def note_text_reference(
    node: addnodes.pending_xref, domain: ExcellenceDomain, docname: str, record: RecordKey, path: Steps, before: str
) -> None:
    """Note a cross reference in a text of a record, behind ``before``, whose target a rule can look up."""
    role = str(node.get("reftype", ""))
    if node.get("refdomain") != "std" or role not in _KNOWN_ROLES:
        return
    written = str(node.get("reftarget", ""))
    target = docname_join(docname, written) if role == "doc" else written.lower()
    message = N_("the role `%s` refers to '%s', which does not exist")
    problem = ProseProblem(*record, path, before, message, (role, written))
    domain.note_text_reference(docname, TextReference(role, target, bool(node.get("refexplicit")), problem))
    node[_IN_TEXT] = written


def missing_in_texts(env: BuildEnvironment, references: Iterable[TextReference]) -> list[ProseProblem]:
    """Return what is wrong with the references that lead nowhere."""
    return [each.problem for each in references if not _leads_somewhere(env, each)]


def _leads_somewhere(env: BuildEnvironment, reference: TextReference) -> bool:
    std = env.domains.standard_domain
    if reference.role == "doc":
        found = reference.target in env.all_docs
    elif reference.role == "term":
        found = any(kind == "term" and name.lower() == reference.target for kind, name in std.objects)
    else:
        labels: Collection[str] = std.anonlabels if reference.is_explicit else std.labels
        found = reference.target in labels
    return found or _is_elsewhere(env, reference)


def _is_elsewhere(env: BuildEnvironment, reference: TextReference) -> bool:
    """Whether a project that intersphinx knows has what a reference names."""
    kind = f"std:{'label' if reference.role in {'ref', 'numref', 'keyword'} else reference.role}"
    name = reference.problem.args[1]
    prefix, _colon, rest = name.partition(":")
    known = getattr(env, "intersphinx_named_inventory", {})
    everywhere = getattr(env, "intersphinx_inventory", {})
    names = {each.lower() for each in everywhere.get(kind, ())}
    within = {each.lower() for each in known.get(prefix, {}).get(kind, ())}
    return name.lower() in names or rest.lower() in within


def leave_references_in_texts(app: Sphinx, _domain: Domain, node: addnodes.pending_xref) -> bool | None:
    """Say that a reference that leads nowhere is reported: by a rule, in the record."""
    args = (str(node.get("reftype", "")), node.get(_IN_TEXT))
    # An index that this builder does not write is one that a rule does not know of.
    if args[1] is None or all(args != finding.args for finding in domain_of(app.env).findings):
        return None
    # Sphinx asks every handler, and that of labels reports by itself: none of them is to know this reference.
    node["reftype"] = _IN_TEXT
    return True
