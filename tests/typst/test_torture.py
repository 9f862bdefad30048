"""Sphinx's own documentation, from its source distribution: six hundred pages with everything that Sphinx can do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx
from pypdf import PdfReader

from tests.typst.conftest import squeeze

#: Where `.ci/run` unpacks it.
FOLDER = Path(__file__).parents[2] / "build" / "sphinx-source" / f"sphinx-{sphinx.__version__}"
CHANGES = """
extensions = [name for name in extensions if name != "sphinx.ext.intersphinx"] + ["sphinx_excellence.typst"]
suppress_warnings = ["ref", "config.cache", "app.add_source_parser"]
"""


@pytest.mark.skipif(
    not FOLDER.is_dir(), reason="NOT TESTED: Sphinx's sources are not here; .ci/run says where to put them"
)
def test_sphinxs_own_documentation_is_typeset_without_a_complaint(tmp_path):
    shutil.copytree(FOLDER / "doc", tmp_path / "doc")
    for name in ("CHANGES.rst", "AUTHORS.rst", "LICENSE.rst", "EXAMPLES.rst"):
        if (FOLDER / name).exists():
            shutil.copyfile(FOLDER / name, tmp_path / name)
    conf = tmp_path / "doc" / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + CHANGES, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "typstpdf", "doc", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "[typst." in line] == []
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    pages = PdfReader(pdf).pages
    assert len(pages) > 400
    text = squeeze("".join(page.extract_text() for page in pages[::5]))
    # From the tutorial, the reference of directives, the API and the change log: a fifth of it holds them all.
    for words in ("toctree", "autodoc", "html_theme", "BuildEnvironment", "Deprecated"):
        assert words in text
