"""What is reported of a site's settings and plugins: those without an effect in the target, and what they leave behind.

Owns the list of settings that the target takes over, and what each known plugin means for the pages. A plugin that is
not known is reported as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sphinx_excellence.findings import Phrase
from sphinx_excellence.messages import N_
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.source import Note

#: The settings that have an effect in the target, or that only say how the site was built and served.
_TAKEN = frozenset(
    {
        "INHERIT", "site_name", "site_url", "site_author", "site_description", "copyright", "docs_dir", "nav",
        "use_directory_urls", "markdown_extensions", "plugins", "theme", "exclude_docs",
        "not_in_nav", "draft_docs", "strict", "validation",
        "site_dir", "dev_addr", "watch", "remote_branch", "remote_name",
    }
)  # fmt: skip
#: The keys of a theme that have an effect in the target.
_THEME_TAKEN = frozenset({"name", "language", "locale", "logo", "favicon"})
_WITHOUT_EFFECT = N_("'%s' has no effect in the target")
#: Those that deserve a reason.
_REASONS: Mapping[str, str] = {
    "hooks": N_("'%s' is Python code of the site: it is not run, and what it did to pages is not in the target"),
    "extra_css": N_(
        "'%s' was written for the old theme: the style sheets are copied, and not used; to use one, add its folder to "
        "html_static_path and its name to html_css_files in conf.py"
    ),
    "extra_javascript": N_(
        "'%s' was written for the old theme: the scripts are copied, and not used; to use one, add its folder to "
        "html_static_path and its name to html_js_files in conf.py"
    ),
    "extra_templates": N_("'%s' has no effect in the target: templates of MkDocs are not read"),
    "repo_url": N_("'%s' has no effect in the target: links to the sources of pages would lead to the old ones"),
    "extra": N_("'%s' has no effect in the target: it is for templates of the old theme, and for macros"),
    "theme.custom_dir": N_("'%s' has no effect in the target: what it overrides in the old theme is not read"),
}
#: Plugins whose work Sphinx, the target's theme or the takeover does; nothing of the pages depends on them.
_QUIET = frozenset(
    {
        "search", "material/search", "minify", "privacy", "material/privacy", "optimize", "offline", "material/offline",
        "awesome-pages", "awesome-nav", "literate-nav", "section-index", "redirects", "info", "material/info", "group",
        "exclude", "exclude-search", "autorefs", "include-markdown",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Traces:
    """What a plugin leaves in pages: how it is found, and what is reported of it."""

    text: str
    pattern: re.Pattern[str] | None = None
    lossy: bool = False


#: Plugins with a meaning for the pages.
_PLUGINS: Mapping[str, _Traces] = {
    "mkdocstrings": _Traces(
        N_("'%s' writes the documentation of code into pages: it is not in the target; try sphinx.ext.autodoc"),
        re.compile(r"^:::[ \t]+\S", re.MULTILINE),
        lossy=True,
    ),
    "macros": _Traces(
        N_("'%s' runs macros in pages: they stay as they are written"), re.compile(r"\{\{.*?\}\}|\{%.*?%\}"), lossy=True
    ),
    "gen-files": _Traces(N_("'%s' writes pages by scripts: they are not run, and their pages are not in the target"),
                         lossy=True),
    "tags": _Traces(N_("'%s' lists pages by their tags: the tags stay in the pages, and no list is made"),
                    re.compile(r"^tags:", re.MULTILINE), lossy=True),
    "blog": _Traces(N_("'%s' lists posts by date, category and author: their old addresses lead to them, and no "
                       "list is made"), lossy=True),
    "mike": _Traces(N_("'%s' keeps a site for each version: only this one is taken over")),
    "i18n": _Traces(N_("'%s' builds a site for each language: all pages are taken over as they are"), lossy=True),
    "git-revision-date-localized": _Traces(N_("'%s' shows the dates of changes: the target does not show them")),
    "git-revision-date": _Traces(N_("'%s' shows the dates of changes: the target does not show them")),
    "social": _Traces(N_("'%s' draws cards for social media: the target has none")),
    "rss": _Traces(N_("'%s' writes a feed: the target has none"), lossy=True),
    "glightbox": _Traces(N_("'%s' enlarges images on a click: the target does not")),
    "table-reader": _Traces(N_("'%s' reads tables from files: they are not in the target"),
                            re.compile(r"\{\{\s*(?:pd_)?read_\w+\("), lossy=True),
    "mkdocs-jupyter": _Traces(N_("'%s' shows notebooks as pages: they are copied as files"), lossy=True),
    "swagger-ui-tag": _Traces(N_("'%s' shows interfaces by scripts: the tags stay in the pages"),
                              re.compile(r"<swagger-ui\b"), lossy=True),
    "typeset": _Traces(N_("'%s' has no effect in the target")),
    "meta": _Traces(N_("'%s' adds front matter of a folder to its pages: it is not added"), lossy=True),
}  # fmt: skip
_SAME_AS = {"material/tags": "tags", "material/blog": "blog", "material/social": "social", "macros-plugin": "macros",
            "blogging": "blog", "material/meta": "meta", "monorepo": "", "multirepo": ""}  # fmt: skip


def told_settings(site: Site, files: SiteFiles) -> Iterator[Note]:
    """Yield a note for each setting and each plugin that has no effect in the target."""
    for name in site.settings:
        if name not in _TAKEN:
            text = Phrase(_REASONS.get(name, _WITHOUT_EFFECT), name)
            yield Note("setting-without-effect", site.config_name, site.line(name), text, lossy=name == "hooks")
    for name in site.theme:
        if name not in _THEME_TAKEN:
            text = Phrase(_REASONS.get(f"theme.{name}", _WITHOUT_EFFECT), f"theme.{name}")
            yield Note("setting-without-effect", site.config_name, site.line("theme", name), text)
    for name in site.plugins:
        yield from _told_plugin(site, files, name)


def _told_plugin(site: Site, files: SiteFiles, name: str) -> Iterator[Note]:
    known = _SAME_AS.get(name, name)
    if known in _QUIET:
        return
    line = site.line_of_name("plugins", name)
    traces = _PLUGINS.get(known)
    if traces is None:
        text = Phrase("the plugin '%s' is not run: what it did to pages is not in the target", name)
        yield Note("unknown-plugin", site.config_name, line, text, lossy=True)
        return
    found = list(_places(traces.pattern, files)) if traces.pattern is not None else []
    if traces.pattern is not None and not found:
        yield Note("plugin", site.config_name, line, Phrase(traces.text, name))
        return
    if not found:
        yield Note("plugin", site.config_name, line, Phrase(traces.text, name), lossy=traces.lossy)
        return
    path, at = found[0]
    text = Phrase("%s (%s places, such as %s)", Phrase(traces.text, name), str(len(found)), f"{path}:{at}")
    yield Note("plugin", site.config_name, line, text, lossy=traces.lossy)


def _places(pattern: re.Pattern[str], files: SiteFiles) -> Iterator[tuple[str, int]]:
    """Yield the pages and lines where a pattern is found, outside of fences."""
    for path, data in files.pages.items():
        text = data.decode("utf-8", "replace")
        if pattern.search(text) is None:
            continue
        for number, line, is_code in with_code_marked(text.splitlines()):
            if not is_code and pattern.search(line):
                yield path, number + 1
