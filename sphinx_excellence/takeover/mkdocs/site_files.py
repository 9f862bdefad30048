"""The files of a site as MkDocs sees them: which are pages, which are published, and at which address.

Owns asking MkDocs' own functions for that. The site's plugins, theme and hooks do not run.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key, set_exclusions
from mkdocs.utils import markdown_extensions

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.mkdocs.extensions import quiet_libraries
from sphinx_excellence.takeover.mkdocs.plugin_addresses import give_addresses
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.source_tree import read_tree

#: The settings that MkDocs' functions look at, none of which runs anything.
_SAFE = ("use_directory_urls", "exclude_docs", "draft_docs", "not_in_nav", "nav", "validation", "site_url")


@dataclass(frozen=True)
class SiteFiles:
    """The published files: ``pages`` and their bytes by path, in MkDocs' order; ``assets`` are the other ones.

    ``urls`` are the addresses of all of them below the site's root: ``""`` is the root itself. ``drafts`` are pages
    that MkDocs does not publish, also because an index replaces them; ``replaced`` are pages at whose address another
    one is, and which; ``in_navigation`` are the pages that its own navigation would have, in its order.
    """

    config: MkDocsConfig
    files: Files
    pages: Mapping[str, bytes]
    assets: tuple[str, ...]
    urls: Mapping[str, str]
    drafts: tuple[str, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)
    in_navigation: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def mkdocs_config(site: Site) -> tuple[MkDocsConfig, tuple[Note, ...]]:
    """Return MkDocs' own settings object for what its functions need; settings that it refuses are reported."""
    given = {name: site.settings[name] for name in _SAFE if site.settings.get(name) is not None}
    notes: list[Note] = []
    with quiet_libraries():
        config, errors = _validated(site, given)
        while errors and given:
            # MkDocs stops where settings of one kind fail, and says nothing of the others.
            refused = {name: error for name, error in errors if name in given} or dict.fromkeys(given, errors[0][1])
            for name, error in refused.items():
                del given[name]
                text = Phrase("'%s' is not read: %s", name, " ".join(str(error).split()))
                notes.append(Note("unread-setting", site.config_name, site.line(name), text))
            config, errors = _validated(site, given)
    return config, tuple(notes)


def _validated(site: Site, given: Mapping[str, Any]) -> tuple[MkDocsConfig, list[tuple[str, Exception]]]:
    config = MkDocsConfig(config_file_path=str(site.config_path.resolve()))
    config.load_dict(
        {
            "site_name": "site",
            "plugins": [],
            "theme": {"name": "mkdocs"},
            "markdown_extensions": [],
            "docs_dir": str(site.docs.resolve()),
            # Nothing is written; MkDocs wants a folder that is not the one of the pages.
            "site_dir": str(site.docs.resolve().parent / ".no-site"),
            **given,
        }
    )
    failed, _ = config.validate()
    return config, failed


def read_files(site: Site) -> SiteFiles:
    """Read the files of a site. Raises ``OSError`` where the folder of the pages cannot be read."""
    config, refused = mkdocs_config(site)
    tree = read_tree(site.docs, markdown_extensions, generated=True)
    notes = [*refused, *tree.notes]
    folder, nowhere = str(site.docs.resolve()), config["site_dir"]
    files = [File(os.path.normpath(path), folder, nowhere, site.directory_urls) for path in (*tree.pages, *tree.assets)]
    notes += give_addresses(files, tree.pages, site)
    set_exclusions(files, config)
    hidden, replaced = _conflicts(files, notes)
    used = [file for file in files if file.src_uri not in hidden]
    excluded = [file.src_uri for file in used if file.inclusion is InclusionLevel.EXCLUDED]
    drafts = [file.src_uri for file in used if file.inclusion is InclusionLevel.DRAFT and file.src_uri in tree.pages]
    if excluded:
        text = Phrase("%s files are left out, as exclude_docs says, such as %s", str(len(excluded)), excluded[0])
        notes.append(Note("excluded-files", site.config_name, site.line("exclude_docs"), text))
    notes += [Note("draft", path, 0, Phrase("is a draft, which the site does not publish")) for path in drafts]
    published = [file.src_uri for file in used if file.src_uri not in {*excluded, *drafts}]
    return SiteFiles(
        config,
        Files(used),
        {path: tree.pages[path] for path in [*published, *drafts, *sorted(hidden)] if path in tree.pages},
        tuple(sorted(path for path in published if path not in tree.pages)),
        {file.src_uri: address(file) for file in used if file.src_uri in set(published) - replaced.keys()},
        (*drafts, *sorted(hidden)),
        replaced,
        tuple(
            file.src_uri
            for file in sorted(used, key=file_sort_key)
            if file.inclusion is InclusionLevel.INCLUDED and file.src_uri in tree.pages
        ),
        tuple(notes),
    )


def address(file: File) -> str:
    """Return the address of a file below the site's root; the root itself is empty."""
    return "" if file.url in {".", "./"} else str(file.url)


def _conflicts(files: list[File], notes: list[Note]) -> tuple[set[str], dict[str, str]]:
    """Return the READMEs of folders that have an index too, which MkDocs leaves out, and pages that others replace.

    The latter are given with the pages that replace them. MkDocs writes pages in the order of their paths: of two at
    one address, the last one stays.
    """
    by_target: dict[str, File] = {}
    left_out: set[str] = set()
    replaced: dict[str, str] = {}
    for file in sorted(files, key=lambda file: (PurePosixPath(file.src_uri).parts[:-1], file.name, file.src_uri)):
        if file.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}:
            continue
        first = by_target.setdefault(file.dest_uri, file)
        if first is file:
            continue
        if posixpath.dirname(file.src_uri) == posixpath.dirname(first.src_uri) and file.name == first.name == "index":
            loser, winner = sorted((file, first), key=lambda each: PurePosixPath(each.src_uri).stem == "index")
            left_out.add(loser.src_uri)
            text = Phrase("is not published: %s is the page of the folder", winner.src_uri)
            notes.append(Note("readme-beside-index", loser.src_uri, 0, text))
        else:
            replaced[first.src_uri] = file.src_uri
            winner = file
            text = Phrase("has the same address as %s, which replaces it", file.src_uri)
            notes.append(Note("same-address", first.src_uri, 0, text))
        by_target[file.dest_uri] = winner
    return left_out, replaced
