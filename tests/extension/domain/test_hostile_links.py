"""No link that an author can write ends a build that goes on without the toolkit."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes

from sphinx_excellence.extension.incremental.pages_to_write import names_in
from tests.extension.domain.hostile_links import TARGETS, myst_page, rst_page

SITE = {
    "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
    "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n\n```{toctree}\nsub/page\nsub/rest\nhostile\n```\n",
}
PIECES = st.sampled_from(
    (".", "..", "/", "//", "\\", "#", "?", "%2e", "a", "md", ".md", ":", "\0", "\ud800", "~", " ", "é")
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(("index", "a/b", "a/b/index", "a.b/c")))
def test_every_target_has_its_names(target, docname):
    document = nodes.document(None, None, "")
    document += addnodes.pending_xref("", reftarget=target)
    names = names_in(document, docname)
    assert target in names or not target
    assert all(names)


def test_a_target_that_is_nobodys_path_has_names_as_well():
    assert all(isinstance(target, str) and target for target in TARGETS)
    for docname, target, expected in (
        ("sub/page", "../other.md", "other"), ("page", "sub/other.md#top", "sub/other"), ("page", "a.b/c", "a.b/c"),
        ("sub/page", "../", "."), ("page", "/x.md", "x"),
    ):  # fmt: skip
        document = nodes.document(None, None, "")
        document += addnodes.pending_xref("", reftarget=target)
        assert expected in names_in(document, docname), target


BUILDERS = ["html", "latex", "singlehtml", "epub", "text", "man", "gettext", "typst", "excellence"]


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_page_of_hostile_links_is_built(project, builder):
    # Without Sphinx's own trouble: its LaTeX writer takes a folder for an image.
    images = builder != "latex"
    # The builders after the second read pages as the first does: each has a third of the targets.
    targets = TARGETS[BUILDERS.index(builder) % 3 :: 3] if builder in BUILDERS[2:] else TARGETS
    project.write({
        **SITE,
        "source/sub/page.md": myst_page(targets, images=images),
        "source/sub/rest.rst": rst_page(targets, images=images),
    })  # fmt: skip
    if builder == "html":  # what a link at the top leads to is the same in all builders
        project.write({"source/hostile.md": myst_page(images=images)})
    for _ in range(2 if builder == "html" else 1):
        result = project.build(builder)
        # The builder `excellence` ends so where it finds something: names that nothing goes by.
        assert result.code == (1 if builder == "excellence" else 0), result.warnings[-3:]
        assert not any("Traceback" in line or "Exception" in line for line in result.warnings)
