"""The projects in ``examples``: people copy them, so each builds in every builder without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project

EXAMPLES = Path(__file__).parents[2] / "examples"
#: The builders of this package and of Sphinx, but those that only put the output of another one elsewhere.
BUILDERS = (
    "html", "dirhtml", "singlehtml", "json", "epub", "latex", "text", "man", "texinfo", "xml", "gettext", "typst", "excellence",
)  # fmt: skip


@pytest.fixture(params=sorted(path.name for path in EXAMPLES.iterdir() if (path / "conf.py").exists()))
def example(request, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    shutil.copytree(EXAMPLES / request.param, tmp_path / "example", ignore=shutil.ignore_patterns("build", ".*"))
    return Project(tmp_path / "example")


def test_an_example_builds_in_every_builder_without_a_word(example):
    found = {}
    for builder in BUILDERS:
        # Sphinx collects messages from doctrees of their own.
        doctrees = "messages" if builder == "gettext" else "doctrees"
        result = example.build(builder, "-W", "--keep-going", doctrees=doctrees)
        found[builder] = (result.code, result.warnings)
    assert found == dict.fromkeys(BUILDERS, (0, []))
