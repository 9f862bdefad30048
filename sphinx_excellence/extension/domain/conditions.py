"""Conditions of parts of a page: ``only`` and ``ifconfig``.

Both are read whole and dropped when a builder writes; what a page says in them holds for some builders and not for
others. A condition is kept as plain text and asked again by every run.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import Reporter, new_document
from sphinx import addnodes
from sphinx.util.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

_ONLY, _CONFIG = "only", "ifconfig"
#: The gate writes no pages: it checks what this builder would write.
_CHECKED = ("html", "format_html", "builder_html")


def conditions_of(node: nodes.Node) -> tuple[str, ...]:
    """Return the conditions that a node is under, outermost first."""
    found = []
    at: nodes.Node | None = node.parent
    while at is not None:
        if isinstance(at, addnodes.only):
            found.append(f"{_ONLY} {at['expr']}")
        elif type(at).__name__ == _CONFIG and isinstance(at, nodes.Element):
            found.append(f"{_CONFIG} {at['expr']}")
        at = at.parent
    return tuple(reversed(found))


def all_hold(conditions: Iterable[str], app: Sphinx) -> bool:
    """Whether what is under all of ``conditions`` is in the output of this run's builder."""
    return all(_holds(condition, app) for condition in conditions)


def _holds(condition: str, app: Sphinx) -> bool:
    kind, _, expression = condition.partition(" ")
    if kind == _CONFIG:
        return _is_configured(expression, app)
    tags = app.builder.tags
    if getattr(app.builder, "reports_everything", False):
        tags = Tags([*tags, *_CHECKED])
    try:
        return bool(tags.eval_condition(expression))
    except Exception:  # noqa: BLE001 - as Sphinx does, which warns of it when the page is written
        return True


def _is_configured(expression: str, app: Sphinx) -> bool:
    """Whether Sphinx keeps what is under ``ifconfig`` with this expression: Sphinx itself is asked."""
    extension = "sphinx.ext.ifconfig"
    probe = new_document("", None)
    asked = resolve_name(f"{extension}:ifconfig")("", nodes.comment(), expr=expression)
    probe += asked
    probe.reporter.report_level = Reporter.SEVERE_LEVEL
    resolve_name(f"{extension}:process_ifconfig_nodes")(app, probe, "")
    return any(isinstance(child, nodes.comment) for child in probe.children)
