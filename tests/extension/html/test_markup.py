"""The pages and style sheets as the Nu HTML checker sees them: the whole site in one run."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

import pytest

from sphinx_excellence.extension.html.add_style_sheets import STATIC, TIER_SHEET
from tests.faults import excuses, idle
from tests.lacking import find_from_npm, find_java


@pytest.fixture(scope="module")
def check():
    """Return a function that gives what the checker says of files and folders, as (path, message).

    Left out is what is no fault but a note, as that a slash in an element without content means nothing.
    """
    java, checker = find_java(), find_from_npm("vnu-jar/build/dist/vnu.jar")

    def checked(*paths, kind="--skip-non-html"):
        command = [java, "-Xss2m", "-jar", checker, kind, "--format", "json", "--exit-zero-always", *paths]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        messages = json.loads(done.stderr)["messages"]
        faults = [each for each in messages if each["type"] != "info" or each.get("subType") == "warning"]
        return [(unquote(urlsplit(each["url"]).path), each["message"]) for each in faults]

    return checked


def test_pages_are_valid_but_for_the_faults_of_others(check, own_site):
    known = excuses("markup")
    ours, used = defaultdict(set), set()
    for path, message in check(own_site.out):
        page = path.removeprefix(f"{own_site.out}/")
        matching = {
            place
            for place, entry in enumerate(known)
            if fnmatchcase(page, entry["pages"]) and re.fullmatch(entry["message"], message)
        }
        used |= matching
        if not matching:
            ours[message].add(page)
    assert {message: sorted(pages)[:5] for message, pages in ours.items()} == {}
    assert idle("markup", used) == []


def test_style_sheets_are_valid(check, own_site):
    ours = [path.name for path in STATIC.glob("*.css")]
    assert ours
    known, used, left = excuses("sheets"), set(), []
    for path, message in check(*(own_site.out / "_static" / name for name in [*ours, TIER_SHEET]), kind="--css"):
        matching = {place for place, entry in enumerate(known) if re.fullmatch(entry["message"], message)}
        used |= matching
        if not matching:
            left.append((path, message))
    assert left == []
    assert idle("sheets", used) == []


def test_the_checker_notices_faults(check, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>A</title><p id=a><p id=a>A</p></html>")
    (tmp_path / "a.css").write_text("p { colour: red }")
    told = check(tmp_path / "a.html") + check(tmp_path / "a.css", kind="--css")
    assert {path.rpartition("/")[2] for path, _message in told} == {"a.html", "a.css"}
    assert any("Duplicate ID" in message for _path, message in told)
