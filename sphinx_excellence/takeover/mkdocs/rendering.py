"""The HTML of a page's body, as the site's own converter makes it: Python-Markdown with the site's extensions.

Owns calling the converter, MkDocs' treatment of links included. Whatever fails on one page is reported, and the page is
compared without its HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import markdown
from markdown.preprocessors import Preprocessor
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.utils.meta import get_data

from sphinx_excellence.takeover.markdown.legacy_tabs import with_legacy_tabs
from sphinx_excellence.takeover.mkdocs.extensions import Extensions, quiet_libraries
from sphinx_excellence.takeover.mkdocs.included_files import IncludedFiles
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.mkdocs.yaml_data import UnreadableYaml, read_yaml
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.source import SourcePage

#: Python-Markdown goes deep where quotes and lists are nested; deeper than this it is no text of a person.
_MOST_BYTES = 5_000_000


class UnrenderedPage(RuntimeError):  # noqa: N818 - it is named for what the page is
    """The converter failed on a page; the first argument says why."""


def renderer(
    files: SiteFiles, extensions: Extensions, included: IncludedFiles | None = None
) -> Callable[[SourcePage], str | None]:
    """Return the function that makes the HTML of a page; it raises ``UnrenderedPage`` where the converter fails."""
    return lambda page: rendered(page, files, extensions, included)


def rendered(page: SourcePage, files: SiteFiles, extensions: Extensions, included: IncludedFiles | None = None) -> str:
    """Return the HTML of a page's body. Raises ``UnrenderedPage``."""
    if len(page.data) > _MOST_BYTES:
        raise UnrenderedPage("the page is too large")
    try:
        text = page.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UnrenderedPage("the page is not UTF-8") from error
    try:
        body, meta = get_data(text)
        if not meta:
            body = _without_broken_matter(page.data, body)
        if included is not None:
            body = included.in_place(page.path, body).text
        with quiet_libraries():
            converter = markdown.Markdown(
                extensions=list(extensions.names),
                extension_configs={name: dict(options) for name, options in extensions.options.items()},
            )
            file = files.files.get_file_from_path(page.path)
            if file is not None:
                _Links(file, files.files, files.config)._register(converter)  # noqa: SLF001 - MkDocs has no other door
            converter.Meta = meta  # type: ignore[attr-defined]
            if {"pymdownx.superfences", "pymdownx.tabbed"} <= {str(name) for name in extensions.names}:
                converter.preprocessors.register(_LegacyTabs(converter), "legacy_tabs", 31)  # behind snippets
            return converter.convert(body)
    except RecursionError as error:
        raise UnrenderedPage("the page is nested too deeply") from error
    except Exception as error:
        raise UnrenderedPage(f"{type(error).__name__}: {error}".split("\n", 1)[0]) from error


def _without_broken_matter(data: bytes, body: str) -> str:
    """Leave out front matter that is no YAML: MkDocs shows it as text, which nobody meant, and the page keeps it."""
    cut = split_page(data)
    if cut.matter is None or re.match(r"[\w-]+:(?:\s|$)", cut.matter) is None:
        return body
    try:
        read_yaml(cut.matter)
    except UnreadableYaml:
        return cut.body
    return body


class _LegacyTabs(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with the tabs that superfences took before version 8 as content tabs."""
        return [row for _number, row in with_legacy_tabs(lines)]


class _Links(_RelativePathTreeprocessor):
    """MkDocs' treatment of links; one that it cannot read stays as it is."""

    def path_to_url(self, url: str) -> str:
        try:
            return str(super().path_to_url(url))
        except ValueError:
            return url

    def run(self, root: Any) -> Any:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            url = element.get(key) if key is not None else None
            if key is not None and url is not None:
                element.set(key, self.path_to_url(url))
        return root
