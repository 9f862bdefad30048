"""The Sphinx project of a target: its conf.py, its requirements, and a table of contents that has every page.

Owns what a format without a navigation of its own gets; the layout is that of ``sphinx-excellence init``. Formats with
settings and a navigation write their own by ``conf_py`` and ``toctree``.
"""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from sphinx_excellence.takeover.formats import ProjectFiles, TargetPlan
from sphinx_excellence.takeover.link_schemes import USUAL
from sphinx_excellence.takeover.source import Source

#: What each Sphinx extension is installed by.
_DISTRIBUTIONS = {
    "myst_parser": "myst-parser",
    "sphinx_design": "sphinx-design",
    "sphinxcontrib.mermaid": "sphinxcontrib-mermaid",
    "sphinx_reredirects": "sphinx-reredirects",
    "sphinx_copybutton": "sphinx-copybutton",
}
#: What Git leaves alone.
GITIGNORE = "/build/\n/.venv/\n/.excellence_cache/\n__pycache__/\n"
#: The links of the source that led nowhere, one a line, and how conf.py reads them.
_DEAD_LINKS = "takeover/dead-links.txt"
_READ_DEAD_LINKS = (
    "",
    "# The links that led nowhere before, one a line: any other one is a warning.",
    f'with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "{_DEAD_LINKS}"), encoding="utf-8") as links:',
    '    nitpick_ignore = [("myst", link) for link in links.read().split("\\n") if link]',
)
#: Those of reStructuredText are in that list as they are written, with their role. Sphinx asks every handler.
_LET_DEAD_ROLES_BE = """

def pass_dead_links(app, domain, node):
    if ("myst", f":{node['reftype']}:`{node['reftarget']}`") not in app.config.nitpick_ignore:
        return None
    node["reftype"] = "dead"  # no other handler reports it then
    return True


def setup(app):
    app.connect("warn-missing-reference", pass_dead_links, priority=400)"""
_ROLE = re.compile(r":[a-z]+:`")
_RST = frozenset({".rst", ".rest"})


def project_files(source: Source, plan: TargetPlan) -> ProjectFiles:
    """Return the files of a project whose root page lists all others, in the order of their paths."""
    listed = sorted(set(plan.pages.values()), key=_order)
    root = next((path for path in ("index.md", "index.rst") if path in listed), None)
    names = [_docname(path) for path in listed if path != root]
    published = source.assets and any(page.url is not None for page in source.pages)
    settings = {
        "version": source.settings.get("version"),
        "excellence_published_files": ["**"] if published else None,
    }
    conf = conf_py(plan, settings)
    files: dict[str, bytes] = {
        "conf.py": conf.encode(),
        "requirements.txt": requirements_txt(plan).encode(),
        ".gitignore": GITIGNORE.encode(),
        **dead_links_txt(plan),
    }
    toctrees: dict[str, str] = {}
    if root is None:
        heading = heading_of(plan.title)
        files[f"{plan.folder}/index.md"] = f"{heading}\n{toctree(names)}".encode()
    elif names and not _has_toctree(source, plan, root):
        in_rst = PurePosixPath(root).suffix in _RST
        toctrees[root] = toctree(names, hidden=True, in_rst=in_rst)
    return ProjectFiles(files, toctrees)


def _has_toctree(source: Source, plan: TargetPlan, target: str) -> bool:
    """Whether a page lists others itself, as pages of a Sphinx project do."""
    return any(plan.pages.get(page.path) == target and b"toctree::" in page.data for page in source.pages)


def _order(path: str) -> tuple[tuple[str, ...], bool, str]:
    """Order pages by folder; the index of a folder comes before its other pages."""
    whole = PurePosixPath(path)
    return whole.parent.parts, whole.stem != "index", path


def _docname(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))


def heading_of(title: str) -> str:
    """Return a title as a heading of Markdown."""
    return f"# {escaped_in_heading(' '.join(title.split())) or 'Contents'}\n"


def escaped_in_heading(text: str) -> str:
    """Return a text of one line so that Markdown reads no markup in it."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#&$~^|@%!" else letter for letter in text)


def toctree(names: Iterable[str], *, hidden: bool = False, in_rst: bool = False, caption: str = "") -> str:
    """Return a table of contents with the pages of these names, which are below the source folder.

    An entry may be ``title <name>`` too.
    """
    options = [*([f":caption: {caption}"] if caption else []), *([":hidden:"] if hidden else [])]
    entries = [_entry(name) for name in names]
    if in_rst:
        return (
            "\n.. toctree::\n"
            + "".join(f"   {line}\n" for line in options)
            + "\n"
            + "".join(f"   {entry}\n" for entry in entries)
        )
    return "\n".join(["```{toctree}", *options, "", *entries, "```", ""])


def _entry(name: str) -> str:
    return name if "<" in name or name.startswith(("/", "http://", "https://")) else f"/{name}"


def requirements_txt(plan: TargetPlan) -> str:
    """Return the packages that the project needs."""
    names = sorted({_DISTRIBUTIONS[name] for name in plan.extensions if name in _DISTRIBUTIONS} - {"myst-parser"})
    return "".join(f"{name}\n" for name in ["sphinx-excellence[site]", *names])


def conf_py(plan: TargetPlan, settings: Mapping[str, Any] | None = None, *, about: str = "") -> str:
    """Return a conf.py: what every target has, and more ``settings``, which are plain values, in their order.

    A setting replaces the usual one of the same name; ``None`` leaves it out.
    """
    usual: dict[str, Any] = {
        "project": plan.title,
        "extensions": list(dict.fromkeys(["myst_parser", "sphinx_excellence", *plan.extensions])),
        "html_theme": "furo",
        "html_title": plan.title,
        "exclude_patterns": ["_build", "Thumbs.db", ".DS_Store"],
        "myst_heading_anchors": 6,
        "myst_enable_extensions": sorted(plan.myst_extensions) or None,
        "myst_fence_as_directive": list(plan.fences) or None,
        "myst_url_schemes": [*USUAL, *plan.schemes] if plan.schemes else None,
        # Habits of pages that are as they are: headings that skip a level, and code that is none of its language.
        "suppress_warnings": ["myst.header", "misc.highlighting_failure"],
        "excellence_data": ["data"] if plan.has_records else [],
        "excellence_pages": dict(plan.page_kinds) or None,
        "excellence_foreign_keys": list(plan.foreign_keys) or None,
    }
    lines = [f'"""{about or "The Sphinx configuration of this site."}"""', ""]
    if plan.dead_links:
        lines += ["import os", ""]
    values = {**usual, **(settings or {})}
    if plan.excluded:
        values["exclude_patterns"] = [*(values["exclude_patterns"] or ()), *map(glob.escape, plan.excluded)]
    for name, value in values.items():
        if value is not None:
            lines.append(f"{name} = {literal(value)}")
    if plan.dead_links:
        lines += _READ_DEAD_LINKS
    if any(map(_ROLE.match, plan.dead_links)):
        lines.append(_LET_DEAD_ROLES_BE)
    return "\n".join(lines) + "\n"


def dead_links_txt(plan: TargetPlan) -> dict[str, bytes]:
    """Return the file of the links that led nowhere before, by its path; nothing where all of them led somewhere."""
    return {_DEAD_LINKS: "".join(f"{link}\n" for link in plan.dead_links).encode()} if plan.dead_links else {}


def literal(value: Any, indent: int = 0) -> str:
    """Return a plain value as Python writes it, long lists and mappings over several lines."""
    inner = " " * (indent + 4)
    if isinstance(value, dict):
        if not value:
            return "{}"
        items = "".join(f"{inner}{literal(key)}: {literal(each, indent + 4)},\n" for key, each in value.items())
        return f"{{\n{items}{' ' * indent}}}"
    if isinstance(value, list | tuple):
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
        parts = [literal(each, indent + 4) for each in value]
        comma = "," if isinstance(value, tuple) and len(parts) == 1 else ""
        short = f"{opening}{', '.join(parts)}{comma}{closing}"
        if len(short) + indent <= 100 and "\n" not in short:
            return short
        return f"{opening}\n" + "".join(f"{inner}{part},\n" for part in parts) + f"{' ' * indent}{closing}"
    if isinstance(value, str):
        quoted = json.dumps(value, ensure_ascii=False)
        # What JSON leaves as it is and Python reads otherwise: nothing but these two ends of lines.
        return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x7f", "\\x7f")
    return repr(value)
