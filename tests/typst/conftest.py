"""Projects that are typeset in this process, and their PDFs as pypdf reads them."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOTS = Path(__file__).parents[1] / "roots"
CONF = 'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence.typst"]\n'


@dataclass
class Typeset:
    """One build: its warnings, without the project's folder, and what it wrote."""

    app: Sphinx
    warnings: list[str]
    out: Path
    failed: bool

    @property
    def pdf(self) -> Path:
        (found,) = self.out.glob("*.pdf")
        return found

    @property
    def reader(self) -> PdfReader:
        return PdfReader(self.pdf)

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self.reader.pages)

    @property
    def squeezed(self) -> str:
        return squeeze(self.text)

    def source(self, name: str) -> str:
        (folder,) = (each for each in self.out.iterdir() if each.is_dir() and (each / "main.typ").exists())
        return (folder / name).read_text(encoding="utf-8")

    def links(self) -> tuple[int, list[str]]:
        """The number of links within the document, and the addresses of those that lead out."""
        inside, outside = 0, []
        for page in self.reader.pages:
            for reference in page.get("/Annots", []):
                annotation = reference.get_object()
                if annotation["/Subtype"] != "/Link":
                    continue
                action = annotation.get("/A")
                if action is not None and "/URI" in action:
                    outside.append(action["/URI"])
                else:
                    inside += 1
        return inside, outside

    def bookmarks(self) -> list[tuple[int, str]]:
        """The titles of the bookmarks, each with its depth."""

        def flat(items, depth):
            for item in items:
                if isinstance(item, list):
                    yield from flat(item, depth + 1)
                else:
                    yield depth, item.title

        return list(flat(self.reader.outline, 0))


def squeeze(text: str) -> str:
    """The characters without the blanks and hyphens that breaking lines adds."""
    return re.sub(r"[\s\-\u00ad\u2010\u200b\u00a0]", "", text)


def typeset(root: Path, builder: str = "typstpdf", out: str = "out", **settings) -> Typeset:
    warning = io.StringIO()
    with patch_docutils(root), docutils_namespace():
        app = Sphinx(
            root, root, root / out, root / "doctrees", builder, confoverrides=settings, status=None, warning=warning
        )
        app.build()
    locale.translators.clear()  # a language stays for the next build of this process otherwise
    lines = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue()).replace(f"{root}/", "").splitlines()
    return Typeset(app, [line for line in lines if line.strip()], root / out, app.statuscode != 0)


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


@pytest.fixture
def make(tmp_path):
    """Typeset a project of these files; `index` is short for its start page."""

    def made(files=None, *, index="", conf="", builder="typstpdf", out="out", **settings):
        every = {"conf.py": CONF + conf, **({"index.rst": index} if index else {}), **(files or {})}
        for name, content in every.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return typeset(tmp_path, builder, out, **settings)

    return made


@pytest.fixture(scope="session")
def nasty(tmp_path_factory):
    """The project with each kind of node, typeset once."""
    root = tmp_path_factory.mktemp("nasty") / "project"
    shutil.copytree(ROOTS / "typst-nasty", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return typeset(root)
