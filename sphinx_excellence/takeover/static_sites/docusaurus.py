"""A site of Docusaurus: https://docusaurus.io/. Its configuration is a program, which is not executed.

Owns which pages there are, and their addresses. The folder of the docs and the part of their addresses are
read from the configuration where it says them by literals. The blog and pages in ``src/pages`` come along;
other versions and languages do not, which is reported.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.bodies import Body
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.front_matter_edit import FrontMatter, read_matter
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.project_files import heading_of
from sphinx_excellence.takeover.source import NavItem, Note, Source, SourcePage
from sphinx_excellence.takeover.source_tree import read_tree
from sphinx_excellence.takeover.static_sites.docusaurus_navigation import NUMBER, Docs
from sphinx_excellence.takeover.static_sites.docusaurus_text import convert_text, seen_text
from sphinx_excellence.takeover.static_sites.headings import parser_with_anchors

FORMAT = "docusaurus"
_CONFIGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs"))
_MARKDOWN = frozenset({".md", ".mdx"})
_TOP = re.compile(r" {0,3}#(?:[ \t]|$)|[ \t]*<h1\b")
_OTHERS = ("versioned_docs", "i18n")
_POST = re.compile(r"blog/(?:.*/)?(?P<day>\d{4}[-/]\d{2}[-/]\d{2})[-/](?P<name>.+?)(?:/index)?\.mdx?$")
_TITLE = re.compile(r"""^\s*title:\s*(["'`])(?P<text>[^"'`\n]*)\1""", re.MULTILINE)
_PATH = re.compile(r"""^\s*path:\s*(["'`])(?P<text>[^"'`\n]*)\1""", re.MULTILINE)
#: What makes files whose name ends in ``.md`` plain Markdown; without it they are MDX.
_PLAIN_MARKDOWN = re.compile(r"""^\s*format:\s*(["'`])(?:md|detect)\1""", re.MULTILINE)
_BASE = re.compile(r"""^\s*routeBasePath:\s*(["'`])(?P<text>[^"'`\n]*)\1""", re.MULTILINE)


def detects(root: Path) -> bool:
    """Whether there is a configuration of Docusaurus, here or in the folder ``website``."""
    return _config(root) is not None


def _config(root: Path) -> Path | None:
    places = (root, root / "website")
    return next((place / name for place in places for name in _CONFIGS if (place / name).is_file()), None)


def read(root: Path) -> Source:
    """Read a site. Raises ``UnreadableSource``."""
    config = _config(root)
    if config is None:
        raise UnreadableSource(Phrase("there is no docusaurus.config.js"))
    site = config.parent
    text = content_of(config).decode("utf-8", "replace")
    notes = [
        Note(
            "settings-not-executed",
            _below(config, root),
            0,
            Phrase("the configuration is a program; it is not executed"),
        )
    ]
    docs = _docs_folder(site, root, text)
    base = _said(_BASE, text, "docs").strip("/")
    name = _below(docs, root) if docs is not None else ""
    tree = read_tree(root, _MARKDOWN, skip=("node_modules",))
    notes += tree.notes
    folders = {name: base, _joined(_below(site, root), "blog"): "blog", _joined(_below(site, root), "src/pages"): ""}
    pages: dict[str, SourcePage] = {}
    matters: dict[str, FrontMatter] = {}
    reading = _Reading(matters, has_code=_PLAIN_MARKDOWN.search(text) is not None)
    for path, data in tree.pages.items():
        folder = next((each for each in folders if each and path.startswith(f"{each}/")), None)
        if folder is None or PurePosixPath(path).name.startswith("_"):
            continue
        try:
            matters[path] = read_matter(split_page(data).matter)
        except UnicodeDecodeError:
            matters[path] = FrontMatter("")
        inner = path.removeprefix(f"{folder}/")
        url = _url(inner, folders[folder], matters[path].values, is_blog=folder.endswith("blog"))
        pages[path] = SourcePage(path, data, url, reading.rendered)
    if not pages:
        raise UnreadableSource(Phrase("the folder '%s' holds no page", name or "docs"))
    left = len(tree.pages) - len(pages)
    if left:
        text_left = Phrase("pages that are none of the site's docs, blog or pages, not taken over: %s", str(left))
        notes.append(Note("other-pages", "", 0, text_left))
    static = _joined(_below(site, root), "static")
    assets = [path for path in tree.assets if path.startswith((f"{name}/", f"{static}/"))]
    of_docs = Docs(root, name, tuple(path for path in pages if path.startswith(f"{name}/")), matters, notes)
    items = of_docs.navigation(site, text) if name else ()
    blog = f"{_joined(_below(site, root), 'blog')}/"
    posts = tuple(NavItem(page=path) for path in sorted(pages, reverse=True) if path.startswith(blog))
    rest = tuple(NavItem(page=path) for path in sorted(pages) if not path.startswith((f"{name}/", blog)))
    # The newest post comes first, and the list of posts is a page of its own, as it was.
    of_blog = (NavItem("Blog", items=(NavItem("Posts", items=posts, has_list=True),)),) if posts else ()
    settings = {
        "body_converter": reading.body,
        "config_name": _below(config, root),
        "targets": {**_targets(pages), **_at_root(static, assets, pages)},
        "heading_anchors": "github",
        "indented_code": reading.has_code,
        "site_folder": _below(site, root),
        "slashless": not re.search(r"^\s*trailingSlash:\s*true\b", text, re.MULTILINE),
    }
    return Source(
        FORMAT, root, _said(_TITLE, text, root.resolve().name), "commonmark", tuple(pages.values()), (), tuple(assets),
        NavItem(items=(*rest, *items, *of_blog)), settings, tuple(notes),
    )  # fmt: skip


def _below(path: Path, root: Path) -> str:
    found = posixpath.normpath(path.relative_to(root).as_posix())
    return "" if found == "." else found


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _said(pattern: re.Pattern[str], text: str, usual: str) -> str:
    found = pattern.search(text)
    return found["text"] if found is not None else usual


def _docs_folder(site: Path, root: Path, text: str) -> Path | None:
    """Return the folder of the docs: the first that a literal names, else the usual one; it must be in the tree."""
    top = root.resolve()
    candidates = [*(found["text"] for found in _PATH.finditer(text)), "docs", "../docs"]
    for each in candidates:
        folder = (site / each).resolve()
        if folder.is_dir() and folder.is_relative_to(top) and PurePosixPath(each).name not in {"blog", "pages"}:
            return root / folder.relative_to(top)
    return None


def _url(inner: str, base: str, values: Mapping[str, Any], *, is_blog: bool) -> str:
    """Return the address of a page, as MkDocs writes those of folders: ``docs/guide/``."""
    slug = values.get("slug")
    post = _POST.match(f"blog/{inner}") if is_blog else None
    folder = "/".join(NUMBER.sub("", part) for part in PurePosixPath(inner).parts[:-1])
    stem = PurePosixPath(inner).stem
    last = str(values.get("id") or NUMBER.sub("", stem))
    if isinstance(slug, str) and slug.startswith("/"):
        path = slug
    elif isinstance(slug, str) and slug:
        path = posixpath.normpath(posixpath.join("/", "" if is_blog else folder, slug))
    elif post is not None:
        path = f"{post['day'].replace('-', '/')}/{post['name']}"
    elif stem.casefold() in {"index", "readme"} or (
        folder and stem.casefold() == PurePosixPath(folder).name.casefold()
    ):
        path = folder
    else:
        path = f"{folder}/{last}"
    whole = "/".join(part for part in (base, path.strip("/")) if part)
    return f"{whole}/" if whole else ""


def _targets(pages: Mapping[str, SourcePage]) -> dict[str, str]:
    """Return where pages go that are the page of their folder under another name than Sphinx has for it."""
    moved: dict[str, str] = {}
    for path in pages:
        pure = PurePosixPath(path)
        index = str(pure.with_name("index.md"))
        if pure.stem.casefold() == "readme" and not {index, str(pure.with_name("index.mdx"))} & pages.keys():
            moved[path] = index
    return moved


def _at_root(static: str, assets: list[str], pages: Mapping[str, SourcePage]) -> dict[str, str]:
    """Return where the files of the folder ``static`` go: readers find them at the root of the site."""
    moved = {path: path.removeprefix(f"{static}/") for path in assets if path.startswith(f"{static}/")}
    return {path: new for path, new in moved.items() if new not in pages and new not in assets}


@dataclass(frozen=True)
class _Reading:
    """How the bodies of a site are read: for the target, and as readers saw them. ``matters`` is front matter by page.

    A page shows the title of its front matter where it does not begin with one itself. ``has_code`` says that lines
    which are indented by four columns are code: they are none in MDX.
    """

    matters: Mapping[str, FrontMatter]
    has_code: bool = False

    def body(self, path: str, text: str) -> Body:
        """Return a body for the target."""
        made = convert_text(path, text)
        return Body(self._title(path, text) + made.text, tuple(made.notes), frozenset(made.needs))

    def rendered(self, page: SourcePage) -> str | None:
        """Return the HTML of a body."""
        try:
            body = split_page(page.data).body
        except UnicodeDecodeError:
            return None
        seen = "\n".join(seen_text(body))
        return str(parser_with_anchors(indented_code=self.has_code).render(self._title(page.path, body) + seen))

    def _title(self, path: str, text: str) -> str:
        matter = self.matters.get(path)
        title = matter.values.get("title") if matter is not None else None
        if not isinstance(title, str | int | float) or _has_title(text):
            return ""
        return heading_of(str(title)) + ("" if text.startswith("\n") else "\n")


def _has_title(text: str) -> bool:
    """Whether a page has a heading of the first level."""
    return any(
        _TOP.match(line) and not is_code for _number, line, is_code in with_code_marked(text.split("\n"))
    ) or bool(re.search(r"^\S.*\n=+[ \t]*$", text, re.MULTILINE))
