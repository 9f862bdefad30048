"""The builders by themselves: what they are installed with, and nothing else of the package."""

from __future__ import annotations

import json
import subprocess
import sys

from sphinx_excellence.version import __version__

#: What the rest of the toolkit needs. Sphinx needs none of it.
FOREIGN = ("pydantic", "pydantic_core", "ruamel", "yaml", "click", "markdown_it", "mdit_py_plugins", "myst_parser")
#: What of the package the builders may import: itself and its version, and the drawing of diagrams.
OWN = ("sphinx_excellence", "sphinx_excellence.version")
WINGS = ("typst", "diagrams")

#: Builds a project while the import system refuses all else; prints what of the package was imported.
ALONE = """
import importlib.abc, json, sys

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top, _dot, rest = name.partition(".")
        if top in FOREIGN or (top == "sphinx_excellence" and name not in OWN and rest.split(".")[0] not in WINGS):
            raise ImportError(f"{name} is refused")
        return None

sys.meta_path.insert(0, Refuse())
from sphinx.cmd.build import main
failed = main(["-q", "-W", "-b", "typstpdf", "source", "out"])
print(json.dumps([failed, sorted(name for name in sys.modules if name.split(".")[0] in {"sphinx_excellence", *FOREIGN})]))
"""

PAGE = """
Test
====

Text with :math:`a^2`, a `link <https://example.org>`_, a note [#]_ and an image.

.. image:: shape.svg

.. code-block:: python

   print("text")

.. math:: \\int_0^1 x\\,dx

.. list-table::

   * - a
     - b

.. [#] A note.
"""


def test_the_builders_need_nothing_of_the_rest_of_the_toolkit(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text("project = 'Test'\ntypst_logo = 'shape.svg'\n")
    (source / "index.rst").write_text(PAGE)
    (source / "shape.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    code = f"FOREIGN = {FOREIGN!r}\nOWN = {OWN!r}\nWINGS = {WINGS!r}\n{ALONE}"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    failed, imported = json.loads(result.stdout.splitlines()[-1])
    assert failed == 0
    assert (tmp_path / "out" / "test.pdf").stat().st_size > 1000
    assert {name for name in imported if name.split(".")[1:2] not in [[wing] for wing in WINGS]} == set(OWN)
    assert "sphinx_excellence.typst.compiler" in imported


def test_the_package_itself_imports_only_its_version():
    code = "import sys, sphinx_excellence; print(sorted(n for n in sys.modules if n.startswith('sphinx_excellence')))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == str(list(OWN))


def test_the_version_and_the_safety_are_told(tmp_path):
    (tmp_path / "conf.py").write_text("")
    (tmp_path / "index.rst").write_text("T\n=\n")
    code = (
        "from sphinx.application import Sphinx\n"
        "app = Sphinx('.', '.', 'o', 'd', 'typst', status=None)\n"
        "each = app.extensions['sphinx_excellence.typst']\n"
        "print(each.version, each.parallel_read_safe, each.parallel_write_safe)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.split() == [__version__, "True", "True"]
