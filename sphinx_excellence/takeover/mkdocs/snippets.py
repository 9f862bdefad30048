"""PyMdown's snippets, held inside the folder of the site: no file outside it is read, and nothing is downloaded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor  # type: ignore[import-untyped]

from sphinx_excellence.safe_reading import MAX_BYTES


class SafeSnippets(SnippetExtension):  # type: ignore[misc]  # the package has no types
    """The extension, with the site's options as far as they stay in its folder."""

    def __init__(self, root: Path, config_folder: Path, options: Mapping[str, Any]) -> None:
        """``config_folder`` is where relative paths start; nothing outside ``root`` is read."""
        super().__init__()
        self.root = root.resolve()
        bases = options.get("base_path", ["."])
        bases = bases if isinstance(bases, list) else [bases]
        for name, value in options.items():
            if name in {"encoding", "auto_append", "dedent_subsections"}:
                self.setConfig(name, value)
        self.setConfig("base_path", [str(self._base(str(base), config_folder)) for base in bases])
        self.setConfig("restrict_base_path", True)  # noqa: FBT003 - Python-Markdown's own shape
        self.setConfig("check_paths", False)  # noqa: FBT003
        self.setConfig("url_download", False)  # noqa: FBT003

    def _base(self, given: str, config_folder: Path) -> Path:
        """Return a folder that paths start from; the site's own placeholders stand for its folder."""
        return (config_folder / given.replace("$config_dir", ".").lstrip("/")).resolve()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the preprocessor."""
        self.md = md
        md.registerExtension(self)
        md.preprocessors.register(_SafePreprocessor(self.root, self.getConfigs(), md), "snippet", 32)


class _SafePreprocessor(SnippetPreprocessor):  # type: ignore[misc]  # the package has no types
    def __init__(self, root: Path, config: dict[str, Any], md: markdown.Markdown) -> None:
        super().__init__(config, md)
        self.root = root

    def get_snippet_path(self, path: str) -> str | None:
        """Return the file of a snippet, where it is inside the folder and not enormous."""
        found = super().get_snippet_path(path)
        if found is None or not Path(os.path.realpath(found)).is_relative_to(self.root):
            return None
        try:
            sound = os.path.isfile(found) and os.stat(found).st_size <= MAX_BYTES  # noqa: PTH113, PTH116 - texts
        except OSError:
            return None
        return str(found) if sound else None
