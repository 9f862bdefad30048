"""What is kept between runs is believed only where this user's own runs have kept it."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.cli.check_command import findings_of
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.findings import Finding, Place
from sphinx_excellence.loader import signing
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.cached_findings import CachedResult, load_result, store_result

BAD = "patterns: {saga: {title: Saga, tier: platinum, teir: x}}\n"


@pytest.fixture
def user(monkeypatch, tmp_path):
    """Become a user: each has a key of their own."""

    def become(name):
        monkeypatch.setenv(signing.FOLDER, str(tmp_path / "users" / name))

    become("one")
    return become


def poisoned(path):
    """Change what a kept file says, and leave its form as it is."""
    value, rest = path.read_bytes().split(b"\n", 1)
    stored = json.loads(value)
    if isinstance(stored, dict):
        stored["value"] = {"patterns": {}}
        stored["problems"] = []
        path.write_bytes(json.dumps(stored).encode() + b"\n" + rest)
    else:
        path.write_bytes(b"\n".join((value, b"[]", b"[]", rest.rpartition(b"\n")[2])))


def test_a_cache_is_believed_by_the_user_whose_run_kept_it(user, tmp_path):
    folder = tmp_path / "cache"
    assert ParseCache(folder).read(BAD).value["patterns"]["saga"]["tier"] == "platinum"
    again = ParseCache(folder)
    again.read(BAD)
    assert again.parsed == 0
    user("two")
    other = ParseCache(folder)
    other.read(BAD)
    assert other.parsed == 1


@pytest.mark.parametrize(
    "spoil",
    [
        poisoned,
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(path.read_bytes().rpartition(b"\n")[0]),
        lambda path: path.write_bytes(path.read_bytes().rpartition(b"\n")[0] + b"\n"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(os.urandom(300)),
    ],
)
def test_what_was_changed_since_is_read_anew(user, tmp_path, spoil):
    folder = tmp_path / "cache"
    ParseCache(folder).read(BAD)
    (path,) = folder.iterdir()
    spoil(path)
    cache = ParseCache(folder)
    document = cache.read(BAD)
    assert cache.parsed == 1
    assert document.value["patterns"]["saga"]["tier"] == "platinum"
    assert document.locate(("patterns", "saga", "teir"), on_key=True) == (1, 48)


def test_what_is_kept_of_one_text_does_not_stand_for_another(user, tmp_path):
    folder = tmp_path / "cache"
    ParseCache(folder).read("patterns: {}\n")
    (good,) = folder.iterdir()
    ParseCache(folder).read(BAD)
    (bad,) = set(folder.iterdir()) - {good}
    shutil.copy(good, bad)
    assert "saga" in ParseCache(folder).read(BAD).value["patterns"]


def test_a_check_says_what_the_data_says_whatever_came_with_the_repository(user, tmp_path):
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "conf.py").touch()
    (root / "data/a.yaml").write_text(BAD)
    for _ in range(2):  # kept, and recalled
        result = CliRunner().invoke(main, ["check", "--root", str(root)])
        assert (result.exit_code, result.output.count("data/a.yaml:1:")) == (1, 2)
    for path in (root / ".excellence_cache").glob("*.json"):
        poisoned(path)
    changed = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert (changed.exit_code, changed.output) == (1, result.output)
    user("two")
    for path in (root / ".excellence_cache").glob("*.json"):
        poisoned(path)
    assert CliRunner().invoke(main, ["check", "--root", str(root)]).output == result.output


def test_findings_are_recalled_by_the_user_whose_run_kept_them(user, tmp_path):
    path = tmp_path / "findings.json"
    outcome = CachedResult("x", (Finding("unknown-key", Place("a.yaml", 1, 2), "m"),))
    store_result(path, outcome)
    assert load_result(path) == outcome
    user("two")
    assert load_result(path) is None


@pytest.mark.parametrize("stands", ["a file", "too little"])
def test_without_a_key_nothing_is_kept_and_nothing_is_believed(user, tmp_path, stands, monkeypatch):
    folder = tmp_path / "cache"
    ParseCache(folder).read(BAD)
    place = tmp_path / "users" / "none"
    if stands == "a file":
        place.write_text("")
    else:
        place.mkdir()
        (place / "key").write_bytes(b"short")
    user("none")
    assert signing.signature("a", b"b") is None
    cache = ParseCache(folder)
    cache.read(BAD)
    cache.read(BAD)
    assert cache.parsed == 2
    store_result(tmp_path / "findings.json", CachedResult("x", ()))
    assert load_result(tmp_path / "findings.json") is None
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text(BAD)
    assert len(findings_of(open_project(tmp_path), date(2026, 1, 1))[1]) == 2


def test_the_key_is_the_users_alone(user, tmp_path):
    signing.signature("a", b"b")
    (path,) = (tmp_path / "users/one").iterdir()
    assert path.stat().st_mode & 0o077 == 0
