"""The Sphinx project of a static site: tables of contents by its folders, and redirects from the old addresses."""

from __future__ import annotations

from dataclasses import replace

from sphinx_excellence.takeover.formats import ProjectFiles, TargetPlan
from sphinx_excellence.takeover.mkdocs.redirects import redirects
from sphinx_excellence.takeover.mkdocs.toctrees import toctrees
from sphinx_excellence.takeover.project_files import GITIGNORE, conf_py, dead_links_txt, requirements_txt
from sphinx_excellence.takeover.source import NavItem, Source


def project_files(source: Source, plan: TargetPlan) -> ProjectFiles:
    """Return the files of the project."""
    config = str(source.settings["config_name"])
    listed = toctrees(
        source.navigation or NavItem(), plan.pages, title=plan.title, drafts=(), site_url="", config_name=config
    )
    urls = {page.path: page.url for page in source.pages if page.url is not None}
    in_folders = sum(url.endswith("/") or not url for url in urls.values())
    directory_urls = 2 * in_folders > len(urls)
    led, notes = redirects(urls, plan.pages, {}, plan.urls, directory_urls=directory_urls, config_name=config)
    extensions = (*plan.extensions, *(["sphinx_reredirects"] if led else []))
    used = replace(plan, extensions=tuple(dict.fromkeys(extensions)))
    settings = {
        "excellence_heading_anchors": source.settings.get("heading_anchors"),
        "myst_disable_syntax": None if source.settings.get("indented_code", True) else ["code"],
        "excellence_published_files": ["**"] if source.assets else None,
        **({"redirects": led} if led else {}),
    }
    files = {
        "conf.py": conf_py(used, settings).encode(),
        "requirements.txt": requirements_txt(used).encode(),
        ".gitignore": GITIGNORE.encode(),
        **dead_links_txt(plan),
        **{f"{plan.folder}/{path}": text.encode() for path, text in listed.made.items()},
    }
    builder = "dirhtml" if directory_urls else "html"
    return ProjectFiles(files, listed.at_end, (*listed.notes, *notes), builder)
