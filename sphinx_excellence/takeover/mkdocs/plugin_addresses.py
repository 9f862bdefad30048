"""Addresses that plugins give to pages: posts of the blog of Material by their dates, and languages of static-i18n.

Owns computing them as these plugins do, which are not run. They are set on MkDocs' own files, so that links are those
that readers followed. https://squidfunk.github.io/mkdocs-material/plugins/blog/ and
https://ultrabug.github.io/mkdocs-static-i18n/setup/choosing-the-structure/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from mkdocs.structure.files import File

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.heading_slugs import pymdownx
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.front_matter_edit import read_matter
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.source import Note

_TITLE = re.compile(r" {0,3}#[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DATE_PARTS = re.compile(r"'[^']*'|([A-Za-z])\1*")


def give_addresses(files: Sequence[File], pages: Mapping[str, bytes], site: Site) -> Iterator[Note]:
    """Change the addresses of the files that plugins give others; a note for each page whose address is not known."""
    blog = next((site.plugins[name] for name in ("blog", "material/blog") if name in site.plugins), None)
    if blog is not None and blog.get("enabled") is not False:
        for file in files:
            if file.src_uri in pages and _is_post(file.src_uri, blog):
                yield from _give_post(file, pages[file.src_uri], blog)
    languages = site.plugins.get("i18n")
    if languages is not None:
        for file in files:
            _give_language(file, languages)


def _is_post(path: str, blog: Mapping[str, Any]) -> bool:
    folder = str(blog.get("post_dir", "{blog}/posts")).replace("{blog}", _folder(blog)).strip("/.")
    return path.startswith(f"{folder}/")


def _folder(blog: Mapping[str, Any]) -> str:
    return str(blog.get("blog_dir", "blog")).strip("/.")


def _give_post(file: File, data: bytes, blog: Mapping[str, Any]) -> Iterator[Note]:
    try:
        text = split_page(data)
    except UnicodeDecodeError:
        return
    values = read_matter(text.matter).values
    given = values.get("date")
    found = _DAY.match(str(given.get("created") if isinstance(given, Mapping) else given))
    title = str(values.get("title") or _first_heading(text.body) or PurePosixPath(file.src_uri).stem)
    form = str(blog.get("post_url_format", "{date}/{slug}"))
    day = _day(found, str(blog.get("post_url_date_format", "yyyy/MM/dd"))) if found is not None else None
    categories = values.get("categories")
    named = categories if isinstance(categories, list) else []
    most = blog.get("post_url_max_categories", 1)
    places = {
        "slug": str(values.get("slug") or pymdownx(title)),
        "date": day,
        "file": PurePosixPath(file.src_uri).stem,
        "categories": "/".join(pymdownx(str(each)) for each in named[: most if isinstance(most, int) else 1]),
    }
    parts = re.findall(r"\{(\w+)\}", form)
    if "post_slugify" in blog or any(places.get(part) is None for part in parts):
        said = Phrase("the address that the blog gives to the post is not known; it has that of its file")
        yield Note("unknown-address", file.src_uri, 0, said)
        return
    address = re.sub(r"\{(\w+)\}", lambda part: str(places[part[1]]), form)
    _give(file, posixpath.normpath(posixpath.join(_folder(blog), address.strip("/"))))


def _day(found: re.Match[str], form: str) -> str | None:
    """Return a day as a pattern of Unicode's locale data asks for it: numbers alone; nothing where it has others."""
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    numbers = {
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "y": str(day.year), "MM": f"{day.month:02}",
        "M": str(day.month), "dd": f"{day.day:02}", "d": str(day.day),
    }  # fmt: skip
    parts = [part[0] for part in _DATE_PARTS.finditer(form)]
    if any(part not in numbers and not part.startswith("'") for part in parts):
        return None
    return _DATE_PARTS.sub(lambda part: numbers.get(part[0], part[0].strip("'")), form)


def _first_heading(body: str) -> str | None:
    for _number, line, is_code in with_code_marked(body.split("\n")):
        found = None if is_code else _TITLE.match(line)
        if found is not None:
            return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", found["text"])
    return None


def _give_language(file: File, options: Mapping[str, Any]) -> None:
    listed = options.get("languages")
    languages = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    usual = next((str(each.get("locale")) for each in languages if each.get("default") is True), "")
    names = {str(each.get("locale")) for each in languages if each.get("build") is not False} | {usual}
    path = PurePosixPath(file.src_uri)
    if options.get("docs_structure", "suffix") == "folder":
        if path.parts[0] == usual and len(path.parts) > 1:
            _give_like(file, str(path.relative_to(usual)))
        return
    stem, _, locale = path.stem.rpartition(".")
    if stem and locale in names:
        plain = str(path.with_name(f"{stem}{path.suffix}"))
        _give_like(file, plain if locale == usual else f"{locale}/{plain}")


def _give_like(file: File, path: str) -> None:
    """Give a file the address that one at another path would have."""
    _set(file, File(path, file.src_dir or "", file.dest_dir, file.use_directory_urls).dest_uri)


def _give(file: File, address: str) -> None:
    _set(file, f"{address}/index.html" if file.use_directory_urls else f"{address}.html")


def _set(file: File, built: str) -> None:
    file.dest_uri = built
    # MkDocs keeps the address once it has computed it.
    file.__dict__.pop("url", None)
