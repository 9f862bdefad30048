"""The manual's directive about the import: it takes over a small handbook, and shows what the commands really print."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: The files of the handbook by their paths, next to the manual's pages.
_SAMPLE = "_handbook.yaml"
_COMMAND = "sphinx-excellence "
_START = "from sphinx_excellence.cli import main; main()"
_LANGUAGES = {".yaml": "yaml", ".md": "markdown"}


class ImportExampleDirective(SphinxDirective):
    r"""Steps in a folder that holds the handbook; each line is one.

    ``$ COMMAND`` runs the command and shows what it prints, ``& COMMAND`` only runs it. ``show FILE`` shows a file.
    ``replace FILE | OLD | NEW`` edits one, where ``\n`` is the end of a line.
    """

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return what the steps show."""
        sample = Path(self.env.doc2path(self.env.docname)).with_name(_SAMPLE)
        self.env.note_dependency(str(sample))
        with tempfile.TemporaryDirectory() as folder:
            for name, text in yaml.safe_load(sample.read_text(encoding="utf-8")).items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            shown = [node for line in self.content if line.strip() for node in self._step(Path(folder), line)]
        for node in shown:
            self.set_source_info(node)
        return list(shown)

    def _step(self, root: Path, line: str) -> list[nodes.literal_block]:
        word, _, rest = line.partition(" ")
        if word in {"$", "&"} and rest.startswith(_COMMAND):
            printed = f"{line}\n{_printed(root, rest.removeprefix(_COMMAND).split())}".rstrip()
            return [nodes.literal_block(printed, printed, language="console")] if word == "$" else []
        if word == "show":
            text = (root / rest).read_text(encoding="utf-8").rstrip()
            return [nodes.literal_block(text, text, language=_LANGUAGES.get(Path(rest).suffix, "text"))]
        if word == "replace":
            name, old, new = (part.strip().replace("\\n", "\n") for part in rest.split(" | "))
            text = (root / name).read_text(encoding="utf-8")
            if old not in text:
                raise self.error(f"'{name}' does not have the text '{old}'")
            (root / name).write_text(text.replace(old, new), encoding="utf-8")
            return []
        raise self.error(f"'{line}' is no step; accepted: $ COMMAND, & COMMAND, show FILE, replace FILE | OLD | NEW")


def _printed(root: Path, arguments: list[str]) -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - the command is the toolkit's own
        [sys.executable, "-c", _START, *arguments],
        cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("import-example", ImportExampleDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
