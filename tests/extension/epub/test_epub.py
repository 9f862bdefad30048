"""The project's own e-book as EPUBCheck sees it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.epubcheck import messages_of, without_excuse
from tests.faults import idle


@pytest.fixture(scope="module")
def book(own_site, tmp_path_factory):
    """The book, written from what the site's build has read."""
    root, folder = own_site.out.parent, tmp_path_factory.mktemp("book")
    shutil.copytree(root / "doctrees", folder / "doctrees")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "epub", "-c", ".", "-d", folder / "doctrees"]
    subprocess.run([*command, "source", folder / "out"], cwd=root, check=True)
    (made,) = (folder / "out").glob("*.epub")
    return made


def test_the_book_is_valid_but_for_the_faults_of_others(book):
    ours, used = without_excuse(messages_of(book))
    assert ours == []
    assert idle("epub", used) == []


def test_epubcheck_notices_faults(project, tmp_path):
    project.write({
        "conf.py": (project.root / "conf.py").read_text() + 'version = copyright = "1"\n',
        "source/index.md": "# Home\n\nText.\n",
    })  # fmt: skip
    (book,) = project.build("epub").out.glob("*.epub")
    spoilt = tmp_path / "spoilt.epub"
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(spoilt, "w") as copy:
        for entry in whole.infolist():
            content = whole.read(entry)
            copy.writestr(entry, content.replace(b"<p>Text.", b"<p>Text.<b>") if "index" in entry.filename else content)
    assert {file for _message, file, _line in without_excuse(messages_of(spoilt))[0]} == {"index.xhtml"}


def test_the_doctrees_in_the_output_are_no_part_of_the_book(project):
    project.write({
        "conf.py": (project.root / "conf.py").read_text() + 'version = copyright = "1"\n',
        "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n",
        "data/all.yaml": "patterns: {saga: {title: Saga, tier: silver}}\n",
    })  # fmt: skip
    for _turn in range(2):
        built = project.build("epub", "-W", out="book", doctrees="book/.doctrees")
        assert (built.warnings, built.code) == ([], 0)
        (book,) = built.out.glob("*.epub")
        with zipfile.ZipFile(book) as made:
            assert [name for name in made.namelist() if ".doctrees" in name] == []
