"""The Sphinx project that a site becomes: its conf.py, tables of contents, section pages and redirects.

Owns what of the site's settings is in conf.py. The layout is that of ``project_files``.
"""

from __future__ import annotations

import html
import re
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.formats import ProjectFiles, TargetPlan
from sphinx_excellence.takeover.mkdocs.heading_anchors import anchors_of
from sphinx_excellence.takeover.mkdocs.redirects import redirects
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.mkdocs.toctrees import toctrees
from sphinx_excellence.takeover.project_files import GITIGNORE, conf_py, dead_links_txt, requirements_txt
from sphinx_excellence.takeover.source import NavItem, Note, Source

#: Sphinx's names of languages that themes of MkDocs write otherwise.
_LANGUAGES = {"zh": "zh_CN", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "pt-BR": "pt_BR", "nb": "nb_NO", "sr": "sr@latin"}


def project_files(source: Source, plan: TargetPlan) -> ProjectFiles:
    """Return the files of the project that the pages of a site need."""
    site: Site = source.settings["site"]
    listed = toctrees(
        source.navigation or NavItem(),
        plan.pages,
        title=plan.title,
        drafts=source.settings["drafts"],
        site_url=_site_url(site),
        config_name=site.config_name,
    )
    moves = site.plugins.get("redirects", {}).get("redirect_maps")
    led, notes = redirects(
        {page.path: page.url for page in source.pages if page.url is not None},
        plan.pages,
        moves if isinstance(moves, dict) else {},
        plan.urls,
        directory_urls=site.directory_urls,
        config_name=site.config_name,
    )
    extensions = (*plan.extensions, *(["sphinx_reredirects"] if led else []))
    used = TargetPlan(**{**vars(plan), "extensions": tuple(dict.fromkeys(extensions))})
    settings, told = _settings(site, source, used)
    if led:
        settings["redirects"] = led
    files = {
        "conf.py": conf_py(used, settings).encode(),
        "requirements.txt": requirements_txt(used).encode(),
        ".gitignore": GITIGNORE.encode(),
        **dead_links_txt(plan),
        **{f"{plan.folder}/{path}": text.encode() for path, text in listed.made.items()},
    }
    return ProjectFiles(
        files,
        listed.at_end,
        (*listed.notes, *notes, *told),
        "dirhtml" if site.directory_urls else "html",
    )


def _settings(site: Site, source: Source, plan: TargetPlan) -> tuple[dict[str, Any], list[Note]]:
    notes: list[Note] = []
    description = site.text("site_description")
    drafts = [plan.pages[path] for path in source.settings["drafts"] if path in plan.pages]
    settings: dict[str, Any] = {
        "author": site.text("site_author") or None,
        "copyright": _copyright(site, notes),
        "language": _language(site),
        "html_baseurl": _site_url(site) or None,
        "html_logo": _file(site, source, plan, "logo", notes),
        "html_favicon": _file(site, source, plan, "favicon", notes),
        "excellence_published_files": ["**"] if source.assets else None,
        "excellence_heading_anchors": anchors_of(site.extensions),
        "myst_html_meta": {"description": description} if description else None,
    }
    if drafts:
        settings["exclude_patterns"] = ["_build", "Thumbs.db", ".DS_Store", *sorted(drafts)]
    return settings, notes


def _site_url(site: Site) -> str:
    url = site.text("site_url")
    return (url if url.endswith("/") else f"{url}/") if url.startswith(("http://", "https://")) else ""


def _language(site: Site) -> str | None:
    given = site.theme.get("language") or site.theme.get("locale")
    if not isinstance(given, str) or re.fullmatch(r"[A-Za-z]{2,3}([-_@][A-Za-z]+)?", given) is None:
        return None
    return _LANGUAGES.get(given, given.replace("-", "_"))


def _copyright(site: Site, notes: list[Note]) -> str | None:
    """Return the note of the footer as text: Sphinx writes the word and the sign itself."""
    given = site.text("copyright")
    plain = html.unescape(re.sub(r"<[^>]*>", "", given))
    for address in re.findall(r"""href=["']([^"']+)""", given):
        text = Phrase("the link to %s in 'copyright' is left out: the target's footer holds text", address)
        notes.append(Note("link-left-out", site.config_name, site.line("copyright"), text))
    return re.sub(r"^\s*(?:copyright\s*)?(?:©|\(c\))?\s*", "", plain, flags=re.IGNORECASE).strip() or None


def _file(site: Site, source: Source, plan: TargetPlan, name: str, notes: list[Note]) -> str | None:
    """Return a file that the theme shows, relative to conf.py; it must be one of the site's."""
    given = site.theme.get(name)
    if not isinstance(given, str):
        return None
    path = given.lstrip("/")
    if path not in set(source.assets):
        text = Phrase("'%s' has no effect in the target: '%s' is no file of the site", f"theme.{name}", given)
        notes.append(Note("setting-without-effect", site.config_name, site.line("theme", name), text))
        return None
    return path if plan.folder == "." else f"{plan.folder}/{path}"
