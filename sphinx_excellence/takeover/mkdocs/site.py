"""The settings of an MkDocs site: ``mkdocs.yml`` and the files that it inherits from, read as data.

Owns finding the file, reading and merging it, and the plain values of a ``Site``. What settings mean for the target,
and which of them are reported, belongs to ``settings_told``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of, walk_once
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.mkdocs.yaml_data import UnreadableYaml, YamlData, read_yaml
from sphinx_excellence.takeover.source import Note

#: The names of the file, in MkDocs' order.
NAMES = ("mkdocs.yml", "mkdocs.yaml")
#: How many files may inherit from each other.
_MOST_PARENTS = 8
#: How far below the folder the file is looked for.
_MOST_LEVELS = 3
#: Extensions that MkDocs switches on by itself.
_BUILT_IN = ("toc", "tables", "fenced_code")


@dataclass(frozen=True)
class Site:
    """A site. ``root`` is the folder that was given; nothing outside it is read.

    ``config_path`` is the file with the settings, and ``docs`` the folder of the pages. ``extensions`` and ``plugins``
    are options by name, in their order.
    """

    root: Path
    config_path: Path
    docs: Path
    settings: Mapping[str, Any]
    yaml: YamlData
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    plugins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def config_folder(self) -> Path:
        """The folder of the file with the settings, which relative paths in it start from."""
        return self.config_path.parent

    @property
    def config_name(self) -> str:
        """The path of the file with the settings, relative to the folder that was given."""
        return _shown(self.config_path, self.root)

    @property
    def name(self) -> str:
        """The site's title."""
        return self.text("site_name") or self.root.resolve().name

    @property
    def directory_urls(self) -> bool:
        """Whether addresses of pages are those of folders."""
        return self.settings.get("use_directory_urls") is not False

    @property
    def theme(self) -> Mapping[str, Any]:
        """The theme's settings, with its ``name``."""
        theme = self.settings.get("theme")
        if isinstance(theme, str):
            return {"name": theme}
        return theme if isinstance(theme, dict) else {"name": "mkdocs"}

    @property
    def features(self) -> frozenset[str]:
        """The features of Material that are on."""
        features = self.theme.get("features")
        return frozenset(str(name) for name in features) if isinstance(features, list) else frozenset()

    def text(self, name: str) -> str:
        """Return a setting that is one line of text; nothing where it is absent or something else."""
        value = self.settings.get(name)
        return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""

    def line(self, *path: str | int) -> int:
        """Return the line of a setting in the file; 0 where it is inherited."""
        return self.yaml.line(*path)

    def line_of_name(self, setting: str, name: str) -> int:
        """Return the line of a name with options in a setting, which is a list or a mapping of them."""
        given = self.settings.get(setting)
        if not isinstance(given, list):
            return self.line(setting, name)
        found = (at for at, item in enumerate(given) if item == name or (isinstance(item, dict) and name in item))
        at = next(found, None)
        return 0 if at is None else self.line(setting, at)

    def patterns(self, name: str) -> str | None:
        """Return a setting that holds patterns as of ``.gitignore``."""
        value = self.settings.get(name)
        return value if isinstance(value, str) else None


def find_config(root: Path) -> Path | None:
    """Return the file with a site's settings: in the folder, in one below it, or nowhere.

    Of several below, it is the one that is the least deep, in the order of the alphabet.
    """
    for name in NAMES:
        if (root / name).is_file():
            return root / name
    found: list[tuple[int, str, Path]] = []
    for name, folders, files in walk_once(root):
        depth = len(Path(name).relative_to(root).parts)
        folders[:] = [] if depth >= _MOST_LEVELS else sorted(it for it in folders if not it.startswith((".", "node_")))
        found += [(depth, name, Path(name, file)) for file in NAMES if file in files]
    return min(found)[2] if found else None


def read_site(root: Path) -> Site:
    """Read the settings of the site in a folder. Raises ``UnreadableSource``."""
    path = find_config(root)
    if path is None:
        raise UnreadableSource(Phrase("there is no mkdocs.yml in the folder"))
    notes: list[Note] = []
    data, settings = _inherited(path, root, notes)
    docs = _docs_folder(path, settings, root)
    shown = _shown(path, root)
    site = Site(root, path, docs, settings, data)
    extensions, plugins = dict(_extensions(site, notes)), dict(_plugins(site, notes))
    notes += [
        Note("environment-variable", shown, line, Phrase("the environment variable %s is not read", name))
        for name, line in data.variables
    ]
    return Site(root, path, docs, settings, data, extensions, plugins, tuple(notes))


def _inherited(path: Path, root: Path, notes: list[Note]) -> tuple[YamlData, dict[str, Any]]:
    """Return a file, and its settings merged into those that it inherits."""
    first: YamlData | None = None
    settings: dict[str, Any] = {}
    seen: set[Path] = set()
    while True:
        data = _read(path, root)
        first = first or data
        settings = _merged(data.value, settings)
        seen.add(path.resolve())
        parent = settings.pop("INHERIT", None)
        if not isinstance(parent, str):
            return first, settings
        line, above = data.line("INHERIT"), path.parent / parent
        if above.resolve() in seen or len(seen) > _MOST_PARENTS or not is_inside(above, root) or not above.is_file():
            text = Phrase("the settings in '%s' are not read: there is no such file in the folder", parent)
            notes.append(Note("unread-parent", path.name, line, text, lossy=True))
            return first, settings
        path = above


def _read(path: Path, root: Path) -> YamlData:
    shown = _shown(path, root)
    try:
        data = read_yaml(content_of(path).decode("utf-8-sig"))
    except OSError as error:
        raise UnreadableSource(Phrase("%s cannot be read: %s", shown, error.strerror or str(error))) from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(Phrase("%s is not UTF-8", shown)) from error
    except UnreadableYaml as error:
        raise UnreadableSource(Phrase("%s:%s is not YAML: %s", shown, str(error.line), str(error))) from error
    if not isinstance(data.value, dict):
        raise UnreadableSource(Phrase("%s holds no settings", shown))
    return data


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return mappings merged at every depth, as MkDocs merges them; ``above`` wins."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path is in a folder, links followed."""
    return path.resolve().is_relative_to(root.resolve())


def _docs_folder(path: Path, settings: Mapping[str, Any], root: Path) -> Path:
    given = settings.get("docs_dir", "docs")
    docs = Path(os.path.normpath(path.parent / str(given)))
    if not isinstance(given, str) or not docs.is_dir():
        raise UnreadableSource(Phrase("docs_dir '%s' is not a folder", str(given)))
    if not is_inside(docs, root):
        raise UnreadableSource(Phrase("docs_dir '%s' is outside the folder; name a folder that holds it", str(given)))
    return docs


def _extensions(site: Site, notes: list[Note]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the Markdown extensions with their options, MkDocs' own ones first."""
    given = dict(_named_options(site, "markdown_extensions", notes))
    for name in _BUILT_IN:
        if name not in given and f"markdown.extensions.{name}" not in given:
            yield name, {}
    yield from given.items()


def _plugins(site: Site, notes: list[Note]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if site.settings.get("plugins") is None:
        yield "search", {}
    yield from _named_options(site, "plugins", notes)


def _named_options(site: Site, setting: str, notes: list[Note]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield names with options: of a mapping, or of a list of names and of mappings with one key."""
    given = site.settings.get(setting)
    if isinstance(given, dict):
        items: list[tuple[int, Any]] = [(site.line(setting, name), {name: it}) for name, it in given.items()]
    elif isinstance(given, list):
        items = [(site.line(setting, index), item) for index, item in enumerate(given)]
    else:
        items = [] if given is None else [(site.line(setting), given)]
    for line, item in items:
        pair = {item: {}} if isinstance(item, str) else item
        if not isinstance(pair, dict) or len(pair) != 1:
            text = Phrase("'%s' is not read: expected a name, or a name with options", setting)
            notes.append(Note("unread-setting", site.config_name, line, text))
            continue
        ((name, options),) = pair.items()
        yield str(name), options if isinstance(options, dict) else {}
