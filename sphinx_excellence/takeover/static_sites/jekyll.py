"""A site of Jekyll: https://jekyllrb.com/. Layouts, includes, plugins and Liquid are not executed.

Owns which files are pages, and their addresses: by ``permalink`` in a page, in the defaults of the configuration, of a
collection, or the usual one. Tags of Liquid stay in the text and are reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.bodies import Body
from sphinx_excellence.takeover.data_documents import read_data
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.front_matter_edit import FrontMatter, read_matter
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import NavItem, Note, Source, SourcePage
from sphinx_excellence.takeover.source_tree import read_tree
from sphinx_excellence.takeover.static_sites.headings import parser_with_anchors
from sphinx_excellence.takeover.static_sites.just_the_docs import navigation
from sphinx_excellence.takeover.static_sites.kramdown import convert_kramdown, seen_kramdown
from sphinx_excellence.takeover.static_sites.liquid import LiquidSite, unquoted, with_plain_tags, without_liquid

FORMAT = "jekyll"
_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mkdown"})
_SIGNS = ("_posts", "_layouts", "_includes", "_drafts", "Gemfile")
_KEYS = frozenset({
    "theme", "remote_theme", "plugins", "permalink", "kramdown", "markdown", "collections", "defaults", "paginate",
    "highlighter", "exclude", "baseurl", "sass",
})  # fmt: skip
_POST = re.compile(
    r"(?:(?P<categories>.*)/)?_posts/(?:.*/)?(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<title>[^/]+)"
)
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_SKIP = ("_layouts", "_includes", "_sass", "_data", "_site", "_plugins", "vendor", "node_modules")
_LIQUID = re.compile(r"\{%-?\s*(?P<tag>\w+)|\{\{-?\s*(?P<value>[\w.]+)")


def detects(root: Path) -> bool:
    """Whether there is a configuration of Jekyll."""
    config = root / "_config.yml"
    try:
        if not config.is_file() or (root / "_toc.yml").exists():
            return False
        if any((root / name).exists() for name in _SIGNS):
            return True
        value = read_data(config, root).value
    except (OSError, UnreadableSource):
        return False
    return isinstance(value, dict) and bool(_KEYS & set(value))


def read(root: Path) -> Source:
    """Read a site. Raises ``UnreadableSource``."""
    config = read_data(root / "_config.yml", root)
    if config.value is not None and not isinstance(config.value, dict):
        raise config.wrong((), Phrase("a mapping of settings"))
    settings: dict[str, Any] = config.value or {}
    excluded = [str(each).strip("/") for each in settings.get("exclude") or () if isinstance(each, str)]
    tree = read_tree(root, _MARKDOWN, skip=(*_SKIP, *excluded))
    notes = list(tree.notes)
    pages: list[SourcePage] = []
    in_html = [path for path in tree.assets if path.endswith(".html") and _is_page(root / path)]
    assets = [
        path
        for path in tree.assets
        if not path.startswith(("_", "Gemfile")) and not path.endswith(".gemspec") and path not in in_html
    ]
    titles: dict[str, str] = {}
    matters: dict[str, Mapping[str, Any]] = {}
    urls: dict[str, str] = {}
    liquid = LiquidSite(frozenset(tree.pages), settings, urls)
    callouts = settings.get("callouts")
    reading = _Reading(liquid, callouts if isinstance(callouts, dict) else {})
    for path, data in tree.pages.items():
        above, body, has_matter = 0, "", True
        matter = FrontMatter("")
        try:
            text = split_page(data)
            matter = read_matter(text.matter)
            above, body, has_matter = text.lines_above, text.body, text.matter is not None
        except UnicodeDecodeError:
            pass  # the page keeps its bytes, and that is reported where it is converted
        if not has_matter and PurePosixPath(path).stem.casefold() != "readme":
            said = Phrase("the file has no front matter, so that Jekyll made no page of it")
            notes.append(Note("no-front-matter", path, 0, said))
        url = _url(path, matter.values, settings, notes)
        if url is not None:
            urls[path] = url
        titles[path] = _page_title(path, matter.values)
        matters[path] = matter.values
        pages.append(SourcePage(path, data, url, reading.rendered))
        notes += _liquid(path, without_liquid(path, body, liquid), above)
    for name in in_html:
        notes.append(Note("page-in-html", name, 0, Phrase("the page is HTML; it is not taken over"), lossy=True))
    if not pages:
        raise UnreadableSource(Phrase("the site holds no page in Markdown"))
    title = settings.get("title")
    return Source(
        FORMAT, root, title if isinstance(title, str) and title.strip() else root.resolve().name, "commonmark",
        tuple(pages), (), tuple(assets), navigation(matters) or _by_folders(pages),
        {"body_converter": reading.body, "config_name": "_config.yml", "heading_anchors": "github",
         "titles": titles}, tuple(notes),
    )  # fmt: skip


def _by_folders(pages: Sequence[SourcePage]) -> NavItem:
    """Return a navigation with a section for each folder."""
    folders: dict[str, list[NavItem]] = {}
    for page in pages:
        folders.setdefault(str(PurePosixPath(page.path).parent), []).append(NavItem(page=page.path))
    items = [*folders.pop(".", ())]
    items += [NavItem(title=_title_of(name), items=tuple(found)) for name, found in sorted(folders.items())]
    return NavItem(items=tuple(items))


def _page_title(path: str, values: Mapping[str, Any]) -> str:
    """Return the title of a page that has no heading: of its front matter, or of its name."""
    title = values.get("title")
    if isinstance(title, str | int | float) and str(title).strip():
        return str(title)
    post = _POST.match(path)
    stem = PurePosixPath(post["title"] if post is not None else path).stem
    return _title_of(PurePosixPath(path).parent.name if stem == "index" and "/" in path else stem)


def _is_page(file: Path) -> bool:
    """Whether a file has front matter, so that Jekyll makes a page of it; others are copied as they are."""
    try:
        return content_of(file)[:4] in {b"---\n", b"---\r", b"--- "}
    except OSError:
        return False


@dataclass(frozen=True)
class _Reading:
    """How the bodies of a site are read: for the target, and as readers saw them."""

    liquid: LiquidSite
    callouts: Mapping[str, Any]

    def body(self, path: str, text: str) -> Body:
        """Return a body for the target."""
        made = convert_kramdown(path, without_liquid(path, text, self.liquid), self.callouts)
        return Body(with_plain_tags(unquoted(made.text)), tuple(made.notes), frozenset(made.needs))

    def rendered(self, page: SourcePage) -> str | None:
        """Return the HTML of a body."""
        try:
            body = split_page(page.data).body
        except UnicodeDecodeError:
            return None
        seen = seen_kramdown(without_liquid(page.path, body, self.liquid))
        return str(parser_with_anchors().render(unquoted(seen)))


def _title_of(folder: str) -> str:
    return PurePosixPath(folder).name.strip("_").replace("-", " ").capitalize() or folder


def _liquid(path: str, body: str, above: int) -> list[Note]:
    """Tell each tag of Liquid once a page."""
    found: dict[str, int] = {}
    for number, line in enumerate(body.split("\n")):
        for tag in _LIQUID.finditer(line):
            name = f"{{% {tag['tag']} %}}" if tag["tag"] else f"{{{{ {tag['value']} }}}}"
            found.setdefault(name, number)
    return [
        Note("not-executed", path, number + 1 + above, Phrase("'%s' is not executed and stays as it is", tag))
        for tag, number in found.items()
    ]


def _url(path: str, values: Mapping[str, Any], settings: Mapping[str, Any], notes: list[Note]) -> str | None:
    """Return the address of a page; nothing where its pattern has a place that is not known."""
    post = _POST.match(path)
    pure = PurePosixPath(path)
    collection = pure.parts[0].removeprefix("_") if pure.parts[0].startswith("_") and post is None else ""
    given = values.get("permalink") or _default(path, settings)
    if not isinstance(given, str):
        given = _of_collection("posts" if post is not None else collection, settings)
    if collection and given is None:
        given = "/:collection/:path:output_ext" if _has_output(collection, settings) else None
        if given is None:
            return None
    if post is not None:
        pattern = given or settings.get("permalink") or "date"
        pattern = _STYLES.get(str(pattern), str(pattern))
    elif isinstance(given, str):
        pattern = given
    else:
        is_pretty = str(settings.get("permalink", "")) == "pretty" or str(settings.get("permalink", "")).endswith("/")
        pattern = "/:path/:basename/" if is_pretty else "/:path/:basename:output_ext"
        if pure.stem == "index":
            pattern = "/:path/"
    filled = _filled(pattern, path, post, collection, values)
    if ":" in filled:
        text = Phrase("the address '%s' has a place that is not known", pattern)
        notes.append(Note("unknown-address", path, 0, text))
        return None
    url = re.sub(r"/{2,}", "/", filled).lstrip("/").replace("#", "%23")
    return url if "." in url.rpartition("/")[2] or not url or url.endswith("/") else f"{url}.html"


def _default(path: str, settings: Mapping[str, Any]) -> Any:
    """Return the permalink that the defaults of the configuration give to the pages of a folder; the longest counts."""
    found: list[tuple[int, Any]] = []
    for each in settings.get("defaults") or ():
        scope = each.get("scope") if isinstance(each, dict) else None
        values = each.get("values") if isinstance(each, dict) else None
        if isinstance(scope, dict) and isinstance(values, dict) and "permalink" in values and not scope.get("type"):
            folder = str(scope.get("path") or "").strip("/")
            if "*" not in folder and (not folder or path == folder or path.startswith(f"{folder}/")):
                found.append((len(folder), values["permalink"]))
    return max(found, key=lambda each: each[0])[1] if found else None


def _collection(name: str, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    collections = settings.get("collections")
    found = collections.get(name) if isinstance(collections, dict) else None
    return found if isinstance(found, dict) else {}


def _of_collection(name: str, settings: Mapping[str, Any]) -> str | None:
    given = _collection(name, settings).get("permalink") if name else None
    return given if isinstance(given, str) else None


def _has_output(name: str, settings: Mapping[str, Any]) -> bool:
    return _collection(name, settings).get("output") in {True, "true"}


def _filled(pattern: str, path: str, post: re.Match[str] | None, collection: str, values: Mapping[str, Any]) -> str:
    pure = PurePosixPath(path)
    within = pure.relative_to(pure.parts[0]) if collection else pure
    places = {
        "path": str(within.with_suffix("")) if collection else ("" if str(pure.parent) == "." else str(pure.parent)),
        "basename": pure.stem,
        "name": id_of_name(pure.stem),
        "title": str(values.get("slug") or (post["title"] if post is not None else pure.stem)).removesuffix(
            pure.suffix
        ),
        "slug": str(values.get("slug") or (post["title"] if post is not None else pure.stem)).removesuffix(pure.suffix),
        "collection": collection or ("posts" if post is not None else ""),
        "output_ext": ".html",
        "categories": "/".join(_categories(post, values)),
    }
    if post is not None:
        day = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(values.get("date") or ""))
        year, month, number = day.groups() if day is not None else (post["year"], post["month"], post["day"])
        places |= {
            "year": year, "month": month.zfill(2), "day": number.zfill(2), "i_month": str(int(month)),
            "i_day": str(int(number)), "short_year": year[2:],
        }  # fmt: skip
    return re.sub(r":(\w+?)(?=[/:.-]|$|output_ext)", lambda found: places.get(found[1], found[0]), pattern)


def _categories(post: re.Match[str] | None, values: Mapping[str, Any]) -> list[str]:
    given = values.get("categories", values.get("category"))
    listed = given.split() if isinstance(given, str) else given if isinstance(given, list) else []
    above = post["categories"].split("/") if post is not None and post["categories"] else []
    return [str(each).casefold().replace(" ", "%20") for each in [*above, *listed]]
