"""The formats that can be taken over, in the order in which they are tried.

Owns the table. A format is a module that is imported when it is needed, since some need packages of the extra
``import``. It has two functions: ``detects(root: Path) -> bool`` looks at a few files and never raises, and
``read(root: Path) -> Source`` reads the tree. What is wrong with single files is in ``Source.notes``; what makes
the tree unreadable as a whole raises ``UnreadableSource``. A third one, ``fault(root: Path)``, is for formats whose
file has a name of its own: it returns what keeps that file from being recognized.

``target`` is for formats whose site has settings, a navigation or addresses of its own: the module with
``project_files(source: Source, target: TargetPlan) -> ProjectFiles``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import cast

from sphinx_excellence.messages import N_
from sphinx_excellence.takeover.source import Note, Source


class UnreadableSource(Exception):  # noqa: N818 - it is named for what the source is
    """The tree cannot be read as a whole; the first argument says why."""


@dataclass(frozen=True)
class TargetPlan:
    """What is known of the target when the files of its project are made.

    ``pages`` are the target's pages by the source's: paths below the two source folders. ``folder`` is the folder of
    the target's pages, relative to its ``conf.py``. ``extensions`` are the Sphinx extensions and ``myst_extensions``
    the MyST extensions that the pages need, ``fences`` the words of `myst_fence_as_directive`, ``schemes`` those of
    links that `myst_url_schemes` names besides the usual ones. ``page_kinds`` and ``foreign_keys`` are the values of
    `excellence_pages` and `excellence_foreign_keys`. ``has_records`` says that there are records in ``data``. ``urls``
    are the rules of takeover.yaml: a regular expression of old addresses, and where
    they lead with ``$1`` for the first group. ``dead_links`` are the targets of links that led nowhere in the source.
    ``excluded`` are pages of the target that no build can read.
    """

    title: str
    pages: Mapping[str, str]
    folder: str = "source"
    extensions: tuple[str, ...] = ()
    myst_extensions: tuple[str, ...] = ()
    fences: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    page_kinds: Mapping[str, str | None] = field(default_factory=dict)
    foreign_keys: tuple[str, ...] = ()
    has_records: bool = False
    urls: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()
    dead_links: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProjectFiles:
    """The files that make a Sphinx project of the pages, by their path in the target; and what is reported.

    ``toctrees`` are texts to be put at the end of a page of the target, by its path below the source folder, in the
    page's own markup. ``builder`` is ``dirhtml`` or ``html``. `project_files.project_files` makes what a format without
    wishes of its own has; `project_files.conf_py` writes a conf.py.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    toctrees: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    builder: str = "html"


@dataclass(frozen=True)
class Format:
    """A format: ``name`` as in takeover.yaml, ``title`` as in a sentence, and the names of its modules."""

    name: str
    title: str
    module: str
    target: str = "sphinx_excellence.takeover.project_files"

    def detects(self, root: Path) -> bool:
        """Whether the tree at ``root`` is of this format."""
        return cast("Callable[[Path], bool]", import_module(self.module).detects)(root)

    def fault(self, root: Path) -> UnreadableSource | None:
        """Return what is wrong with a file that only this format has; nothing where there is no such file."""
        found = getattr(import_module(self.module), "fault", None)
        return cast("Callable[[Path], UnreadableSource | None]", found)(root) if found is not None else None

    def read(self, root: Path) -> Source:
        """Read a tree. Raises ``UnreadableSource``, and ``ImportError`` where a package of the extra is missing."""
        return cast("Callable[[Path], Source]", import_module(self.module).read)(root)

    def project_files(self, source: Source, plan: TargetPlan) -> ProjectFiles:
        """Return the files of the target's project."""
        made = cast("Callable[[Source, TargetPlan], ProjectFiles]", import_module(self.target).project_files)
        return made(source, plan)


_PACKAGE = "sphinx_excellence.takeover"
#: Makes the project of a format whose records are in data files.
_RECORDS = f"{_PACKAGE}.record_pages"
#: The formats, the most telling first: the first that detects a tree reads it. One line each.
FORMATS: tuple[Format, ...] = (
    Format(
        "mkdocs",
        N_("an MkDocs site"),
        "sphinx_excellence.takeover.mkdocs.read",
        "sphinx_excellence.takeover.mkdocs.sphinx_project",
    ),
    Format(
        "docusaurus", N_("a Docusaurus site"), f"{_PACKAGE}.static_sites.docusaurus", f"{_PACKAGE}.static_sites.project"
    ),
    Format("jekyll", N_("a Jekyll site"), f"{_PACKAGE}.static_sites.jekyll", f"{_PACKAGE}.static_sites.project"),
    Format("aoe-radar", N_("an AOE technology radar"), f"{_PACKAGE}.radars.aoe", _RECORDS),
    Format("zalando-radar", N_("a Zalando tech radar"), f"{_PACKAGE}.radars.zalando", _RECORDS),
    Format("thoughtworks-radar", N_("a Build your own radar"), f"{_PACKAGE}.radars.thoughtworks", _RECORDS),
    Format("landscape", N_("a landscape.yml"), f"{_PACKAGE}.landscapes.landscape", _RECORDS),
    Format("web-features", N_("the data of web-features"), f"{_PACKAGE}.landscapes.web_features", _RECORDS),
    Format("sphinx-needs", N_("a needs.json of sphinx-needs"), f"{_PACKAGE}.needs.needs_json", _RECORDS),
    Format("json-adr", N_("decisions as JSON-ADR"), f"{_PACKAGE}.decisions.json_adr", _RECORDS),
    Format(
        "adr-folder",
        N_("a folder of decision records"),
        f"{_PACKAGE}.decisions.adr_folder",
        f"{_PACKAGE}.decisions.project",
    ),
    # Any folder with pages, so the last one.
    Format("pages", N_("a folder of pages"), f"{_PACKAGE}.pages"),
)
