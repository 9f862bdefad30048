"""Projects with something wrong in each stage of a build, for the tests of what a run says that skips pages."""

from __future__ import annotations

from tests.conftest import CONF

#: An extension that warns in every event, as extensions do: with and without a place, once, with arguments of any kind.
EVENTS = """
from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger("events")


class Thing:
    def __str__(self):
        return "a thing"


def setup(app):
    app.connect("source-read", lambda app, docname, source: docname == "a" and logger.warning("in source-read"))
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-updated", on_updated)
    app.connect("env-check-consistency", lambda app, env: logger.warning("in the consistency check", location="b"))
    app.connect("env-get-updated", lambda app, env: logger.warning("in env-get-updated") or [])
    app.connect("missing-reference", on_missing)
    app.connect("doctree-resolved", on_resolved)
    app.connect("html-page-context", on_context)
    app.connect("html-collect-pages", lambda app: logger.warning("in html-collect-pages") or [])
    app.connect("build-finished", lambda app, exception: logger.warning("in build-finished"))
    app.connect("builder-inited", lambda app: logger.warning("in builder-inited", type="mine", subtype="early"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def on_doctree_read(app, doctree):
    if app.env.docname in {"a", "b"}:
        logger.warning("once for all pages", once=True)
        logger.warning("of %s and %r, %d%%", Thing(), "text", 7, type="mine", subtype="args", location=app.env.docname)
        logger.error("an error", location=(app.env.docname, 3), color="yellow")
    if app.env.docname == "a":
        try:
            raise ValueError("inner")
        except ValueError:
            logger.warning("with a traceback", exc_info=True)


def on_updated(app, env):
    logger.warning("in every run", location="a")
    if getattr(env, "read_by_this_run", None) != dict(env.all_docs):
        env.read_by_this_run = dict(env.all_docs)
        logger.warning("only where pages were read")


def on_missing(app, env, node, contnode):
    if node.get("reftarget") == "seen":
        logger.warning("in missing-reference", location=node)
        return contnode


def on_resolved(app, doctree, docname):
    if docname in {"a", "c"}:
        logger.warning("in doctree-resolved of %s", docname)


def on_context(app, pagename, template, context, doctree):
    if pagename in {"a", "b"}:
        logger.warning("in html-page-context of %s", pagename)
"""
_TOCTREE = "\n\n```{toctree}\na\nb\nc\n```\n"
#: Projects by what is wrong with them. Each is told by Sphinx, by an extension or by the toolkit, in another stage.
PROJECTS: dict[str, dict[str, str]] = {
    "unknown directive": {"source/a.md": "# A\n\n```{nosuch}\n```\n\n{nosuch}`role`\n"},
    "broken markup": {"source/b.rst": "B\n=\n\n.. image::\n\n*open ``open\n\nA\n---\n\n    .. [x] twice\n\n.. [x] again\n"},
    "unresolved references": {
        "source/a.md": "# A\n\n{ref}`none` {doc}`none` [l](none.md) [f](none.zip) {numref}`none` {eq}`none` [c](#none)\n",
        "source/b.rst": "B\n=\n\n:ref:`none` :doc:`none` :download:`none.zip` [None]_ :any:`none` :term:`none`\n",
        "source/c.md": "# C\n\n{ref}`none` and {ref}`none`\n",
    },
    "missing image": {
        "source/a.md": "# A\n\n![alt](none.png)\n\n![alt](none.*)\n",
        "source/b.rst": "B\n=\n\n.. figure:: none.svg\n\n.. image:: page.pdf\n",
        "source/page.pdf": "no image",
    },
    "missing include": {
        "source/a.md": "# A\n\n```{include} none.md\n```\n",
        "source/b.rst": "B\n=\n\n.. include:: none.txt\n\n.. literalinclude:: none.py\n\n.. csv-table::\n   :file: none.csv\n",
    },
    "faulty include": {
        "source/a.md": "# A\n\n```{include} part.inc\n```\n",
        "source/b.rst": "B\n=\n\n.. include:: part.inc\n   :parser: myst_parser.sphinx_\n",
        "source/c.md": "# C\n\nText.\n",
        "source/part.inc": "Text\n\n```{nosuch}\n```\n\n{ref}`none`\n",
    },
    "orphan": {"source/lost.md": "# Lost\n", "source/deep/lost.rst": "Lost\n====\n"},
    "two parents": {"source/b.rst": "B\n=\n\n.. toctree::\n\n   c\n   none\n   excluded\n"},
    # Within one page: Sphinx goes through several pages with numbered toctrees in no certain order.
    "numbered twice": {
        "source/index.md": "# Home\n\n```{toctree}\n:numbered:\na\nb\n```\n\n```{toctree}\n:numbered:\na\nc\n```\n",
    },
    "duplicate labels": {
        "source/a.md": "# A\n\n(same)=\n## One\n\n```{py:function} f()\n```\n",
        "source/b.rst": "B\n=\n\n.. _same:\n\nTwo\n---\n\n.. py:function:: f()\n\n.. [Cite] first\n",
        "source/c.md": "# C\n\n(same)=\n## Three\n\n```{glossary}\nword\n  one\nword\n  two\n```\n",
    },
    "unknown lexer": {
        "source/a.md": "# A\n\n```nosuchlanguage\nx\n```\n\n```python\nnot ! python ? at ( all\n```\n",
        "source/b.rst": "B\n=\n\n.. code-block:: json\n\n   {not json\n\n.. math::\n   :label: none\n\n   x\n",
    },
    "own findings": {
        "data/a.yaml": "patterns:\n  old: {title: Old, tier: bronze}\n",
        "source/a.md": "# A\n\n{pattern}`lod`\n\n```{pattern-tier} lod\n```\n",
    },
    "page without title": {"source/c.md": "Only text.\n\n{ref}`c`\n", "source/a.md": "# A\n\n```{toctree}\nc\n```\n"},
    "events": {
        "events.py": EVENTS,
        "conf.py": "import sys\nsys.path.insert(0, '.')\n" + CONF.replace('"sphinx_excellence"', '"sphinx_excellence", "events"'),
        "source/a.md": "# A\n\n{ref}`seen`\n",
    },
}  # fmt: skip
_BASE = {
    "source/index.md": "# Home" + _TOCTREE,
    "source/a.md": "# A\n",
    "source/b.rst": "B\n=\n",
    "source/c.md": "# C\n",
    "data/a.yaml": "patterns:\n  saga: {title: Saga}\n",
}


def files_of(name: str) -> dict[str, str]:
    """Return the files of a project."""
    return {**_BASE, **PROJECTS[name]}


def all_in_one() -> dict[str, str]:
    """Return one project with every fault, each in a folder of its own."""
    files = {key: text for key, text in files_of("events").items() if not key.startswith("source/")}
    folders = []
    for name in PROJECTS:
        folder = name.replace(" ", "-")
        folders.append(f"{folder}/index")
        for path, text in files_of(name).items():
            if path.startswith("source/"):
                files[f"source/{folder}/{path.removeprefix('source/')}"] = text
    files["source/index.md"] = "# All\n\n```{toctree}\n" + "\n".join(folders) + "\n```\n"
    return files
