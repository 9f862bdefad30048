"""What the project says it needs: the same in ``pyproject.toml``, the manual, the README and tox's environments."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MANUAL = (ROOT / "source" / "manual" / "install.md").read_text(encoding="utf-8")


def bound(name):
    """The lower bound of a package, wherever it is declared; it has one."""
    declared = [
        *PROJECT["dependencies"],
        *(each for extra in PROJECT["optional-dependencies"].values() for each in extra),
    ]
    (found,) = {each.partition(">=")[2] for each in declared if each.partition(">=")[0] == name}
    return found


@pytest.mark.parametrize(("title", "name"), [("Sphinx", "sphinx"), ("MyST-Parser", "myst-parser")])
def test_the_manual_names_the_lower_bounds_that_are_declared(title, name):
    assert re.findall(rf"{title} (\d+(?:\.\d+)+) or newer", MANUAL) == [bound(name)]


@pytest.mark.parametrize("file", ["README.md", "source/manual/install.md"])
def test_every_page_names_the_same_oldest_python(file):
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert set(re.findall(r"Python (\d\.\d+) or newer", (ROOT / file).read_text(encoding="utf-8"))) == {oldest}


def test_tox_tests_the_oldest_and_the_newest_python_of_the_classifiers():
    versions = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: Python :: 3\.", each)]
    versions.sort(key=lambda version: int(version.partition(".")[2]))
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(ROOT / "tox.ini")
    assert versions[0] == PROJECT["requires-python"].removeprefix(">=")
    assert tox["testenv:lowest"]["base_python"] == f"python{versions[0]}"
    assert tox["testenv:lowest"]["uv_resolution"] == "lowest-direct"
    assert "deps" not in tox["testenv:lowest"]  # a second list of bounds would be another truth
    assert tox["testenv:newest"]["base_python"] == f"python{versions[-1]}"
    assert f"Python {versions[-1]}" in MANUAL


def test_every_dependency_has_a_lower_bound():
    bare = {"types-docutils", "types-Pygments", "types-PyYAML", "types-beautifulsoup4", "types-Markdown"}
    extras = PROJECT["optional-dependencies"]
    for each in [*PROJECT["dependencies"], *(each for extra in extras.values() for each in extra)]:
        assert re.search(r">=|==|~=", each) or each in bare or each.startswith("sphinx-excellence["), each


def test_what_the_fast_part_names_is_there():
    lines = (ROOT / "tests" / "fast.txt").read_text(encoding="utf-8").split()
    for line in lines:
        name = line.removeprefix("--ignore=").removeprefix("--deselect=")
        assert (ROOT / name.partition("::")[0]).exists(), line
