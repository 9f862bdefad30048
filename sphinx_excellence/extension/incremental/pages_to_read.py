"""Which pages to read again: those that depend on a record that changed, or on a page that was added or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.model.queries import Query

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment


def pages_of_changed_records(env: BuildEnvironment) -> set[str]:
    """Return the pages that show an answer of the registry that is now another, or are home to another record.

    A page put its queries when it was read; each is put again once, however many pages asked it. That nothing went
    by a name was an answer too. Which record front matter makes a page home to hangs on the other records as well:
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
                answer = answers[query] = domain.registry.digest(query)
            if answer != digest:
                outdated.add(docname)
                break
    return outdated


def pages_leading_to(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """Return the pages that lead to one of ``docnames``, which have come or gone, in a toctree or a link.

    Which pages there are is looked up while a page is read: a toctree takes in those that there are, and a link of
    Markdown to a file is one to a page where there is such a page. Sphinx reads a page again only where its toctree has
    lacked a page that appears.
    """
    found = set().union(*(env.files_to_rebuild.get(docname, ()) for docname in docnames))
    for docname, made_from in domain_of(env).dependencies.items():
        if not docnames.isdisjoint(made_from.reference_names):
            found.add(docname)
    return found
