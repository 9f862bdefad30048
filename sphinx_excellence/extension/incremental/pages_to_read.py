"""Which pages to read again: those that depend on a record that changed, or on a page that was added or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.model.queries import Query

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment


def pages_of_changed_records(env: BuildEnvironment) -> set[str]:
    """Return the pages with a query whose answer has changed, or that are now home to another record.

    A page puts its queries when it is read. Here each query is put again, once for all pages. That no record has a
    name is an answer too. Which record a page is home to by its front matter also depends on the other records:
    whether there is one of that name, or one of the same id.
    """
    domain = domain_of(env)
    answers: dict[Query, str] = {}
    outdated: set[str] = set()
    for docname, made_from in domain.dependencies.items():
        if made_from.home != domain.home_by_front_matter(docname):
            outdated.add(docname)
            continue
        for query, digest in made_from.answers.items():
            answer = answers.get(query)
            if answer is None:
                answer = answers[query] = domain.digest(query)
            if answer != digest:
                outdated.add(docname)
                break
    return outdated


def pages_leading_to(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """Return the pages that lead to one of ``docnames``, which were added or removed, in a toctree or a link.

    Sphinx looks up which pages exist while it reads a page: a toctree takes the existing ones, and a Markdown link to a
    file becomes one to a page where there is such a page. Sphinx itself reads a page again only where its toctree named
    a page that did not exist before.
    """
    found = set().union(*(env.files_to_rebuild.get(docname, ()) for docname in docnames))
    for docname, made_from in domain_of(env).dependencies.items():
        if not docnames.isdisjoint(made_from.reference_names):
            found.add(docname)
    return found
