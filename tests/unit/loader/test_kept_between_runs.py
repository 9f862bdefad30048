"""What is kept between runs comes back as it was: documents, findings, and the key that signs them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.findings import Continuation, Finding, Phrase, Place, Severity
from sphinx_excellence.loader import signing
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.cached_findings import CachedResult, load_result, signed, store_result
from sphinx_excellence.loader.file_formats import read_document
from sphinx_excellence.loader.parsed_data import MAX_PROBLEMS

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def key(monkeypatch, tmp_path):
    folder = tmp_path / "user"
    folder.mkdir()
    (folder / "key").write_bytes(KEY)
    monkeypatch.setenv(signing.FOLDER, str(folder))
    signing._key.cache_clear()
    yield folder / "key"
    signing._key.cache_clear()


# Signatures -----------------------------------------------------------------------------------------------------------


def test_a_signature_is_of_the_name_and_the_content():
    mark = hashlib.blake2b(b"a\0content", key=KEY, digest_size=20).hexdigest().encode()
    assert signing.signature("a", b"content") == mark
    assert signing.with_signature("a", b"content") == b"content\n" + mark
    assert signing.verified("a", b"content\n" + mark) == b"content"
    assert signing.verified("b", b"content\n" + mark) is None
    assert signing.verified("a", b"other\n" + mark) is None
    assert signing.verified("a", b"content") is None
    assert signing.verified("a", b"") is None
    assert signing.verified("a", signing.with_signature("a", b"one\ntwo\n")) == b"one\ntwo\n"
    assert signing.verified("a", signing.with_signature("a", b"")) == b""


@pytest.mark.parametrize("content", [b"", b"short", KEY + b"x"])
def test_a_key_of_another_size_is_none(key, content):
    key.write_bytes(content)
    signing._key.cache_clear()
    assert signing.signature("a", b"b") is None
    assert signing.with_signature("a", b"b") is None
    assert signing.verified("a", b"b\n") is None


def test_a_key_is_made_once_and_read_from_then_on(monkeypatch, tmp_path):
    folder = tmp_path / "new" / "folder"
    monkeypatch.setenv(signing.FOLDER, str(folder))
    first = signing.signature("a", b"b")
    made = (folder / "key").read_bytes()
    assert len(made) == 32
    assert [path.name for path in folder.iterdir()] == ["key"]
    assert (folder / "key").stat().st_mode & 0o777 == 0o600
    signing._key.cache_clear()
    assert signing.signature("a", b"b") == first
    assert (folder / "key").read_bytes() == made
    assert first != hashlib.blake2b(b"a\0b", key=KEY, digest_size=20).hexdigest().encode()


def test_of_two_runs_that_make_a_key_the_first_one_counts(monkeypatch, tmp_path):
    folder = tmp_path / "two"
    monkeypatch.setenv(signing.FOLDER, str(folder))
    link = os.link

    def later(source, target):
        Path(target).write_bytes(KEY)
        link(source, target)

    monkeypatch.setattr(os, "link", later)
    assert signing.signature("a", b"b") == hashlib.blake2b(b"a\0b", key=KEY, digest_size=20).hexdigest().encode()
    assert [path.name for path in folder.iterdir()] == ["key"]


def test_where_there_are_no_links_a_key_is_renamed(monkeypatch, tmp_path):
    folder = tmp_path / "none"
    monkeypatch.setenv(signing.FOLDER, str(folder))

    def refuse(_source, _target):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(secrets, "token_bytes", lambda size: KEY[:size])
    assert signing.signature("a", b"b") == hashlib.blake2b(b"a\0b", key=KEY, digest_size=20).hexdigest().encode()
    assert [path.name for path in folder.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/sphinx-excellence"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/h/.cache/sphinx-excellence"),
        ("linux", {}, "/h/.cache/sphinx-excellence"),
        ("linux", {"LOCALAPPDATA": "/l"}, "/h/.cache/sphinx-excellence"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/sphinx-excellence"),
        ("win32", {"LOCALAPPDATA": "", "XDG_CACHE_HOME": "/c"}, "/c/sphinx-excellence"),
        ("win32", {}, "/h/.cache/sphinx-excellence"),
    ],
)
def test_the_key_is_in_the_users_own_folder(monkeypatch, platform, environment, folder):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("/h"))
    monkeypatch.setattr(sys, "platform", platform)
    assert signing._user_folder() == Path(folder)


def test_without_a_folder_of_tests_the_key_is_the_users(monkeypatch, tmp_path):
    monkeypatch.delenv(signing.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    signing.signature("a", b"b")
    assert (tmp_path / "cache/sphinx-excellence/key").exists()


def test_a_user_without_a_home_has_no_key(monkeypatch):
    monkeypatch.delenv(signing.FOLDER)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def homeless():
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert signing.signature("a", b"b") is None


# Documents ------------------------------------------------------------------------------------------------------------

TEXTS = {
    "a: {b: [1, 2.5, true, ~, x]}\nc: 'é'\n": ".yaml",
    "a: 1\na: 2\nb: !x y\nc: x #y\nd:\n  - 'it''s'\n": ".yaml",
    "a: {": ".yaml",
    "": ".yaml",
    '{"a": [{"b": 1}], "a": 2, "c": "\\u0007"}': ".json",
    "{": ".json",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_comes_back_as_it_was_read(tmp_path, text):
    suffix = TEXTS[text]
    expected = read_document(text, suffix)
    first, second, none = ParseCache(tmp_path / "cache"), ParseCache(tmp_path / "cache"), ParseCache()
    for cache, parsed in ((first, 1), (first, 1), (second, 0), (none, 1), (none, 2)):
        found = cache.read(text, suffix)
        assert cache.parsed == parsed
        assert (found.value, found.problems, found.readable) == (expected.value, expected.problems, expected.readable)
        assert (found.has_blanks, found.refused, found.text) == (expected.has_blanks, expected.refused, text)
        assert found.look_up(()) == json.loads(json.dumps(expected.look_up(())))
        assert all(isinstance(problem.args, tuple) for problem in found.problems)


def test_a_text_is_kept_by_its_syntax_too(tmp_path):
    cache = ParseCache(tmp_path / "cache")
    text = '{"a": "\\ud83d\\ude00"}'
    assert [cache.read(text, suffix).readable for suffix in (".json", ".yaml", ".json", ".yaml")] == [True, False] * 2
    assert cache.parsed == 2
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert all(len(path.stem) == 40 and path.suffix == ".json" for path in (tmp_path / "cache").iterdir())
    cache.read("a: 1")
    cache.read("a: 1", ".yaml")
    assert cache.parsed == 3


@pytest.mark.parametrize("positions", [b"no JSON", b"7", b""])
def test_positions_that_cannot_be_read_are_found_anew(tmp_path, positions):
    text, cache = "a:\n  b: 1\n", ParseCache(tmp_path)
    cache.read(text)
    (path,) = tmp_path.glob("*.json")
    content = signing.verified(path.stem, path.read_bytes())
    path.write_bytes(signing.with_signature(path.stem, content.split(b"\n")[0] + b"\n" + positions))
    document = ParseCache(tmp_path).read(text)
    assert document.locate(("a", "b")) == (2, 6)


def test_what_is_kept_needs_no_folder_and_is_not_waited_for(tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr(os, "fsync", waited.append)
    folder = tmp_path / "a" / "b" / "cache"
    cache = ParseCache(folder)
    cache.read("a: 1")
    cache.read("a: 2")
    assert len(list(folder.iterdir())) == 2
    assert waited == []


@pytest.mark.parametrize("kept", [b"[]\n[]", b"{}\n[]", b"7\n[]", b"no JSON\n[]", b"one line"])
def test_what_is_no_document_is_read_anew(tmp_path, kept):
    cache = ParseCache(tmp_path)
    cache.read("a: 1")
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(signing.with_signature(path.stem, kept))
    assert cache.read("a: 1").value == {"a": 1}
    assert cache.parsed == 2


def test_kept_positions_are_used(tmp_path, monkeypatch):
    ParseCache(tmp_path).read("a:\n  b: 1\n")
    monkeypatch.setattr("sphinx_excellence.loader.cache.read_document", None)
    assert ParseCache(tmp_path).read("a:\n  b: 1\n").locate(("a", "b")) == (2, 6)


def test_positions_of_json_are_found_anew_as_those_of_json(tmp_path):
    text = '{"a": "\\ud83d\\ude00"}'
    ParseCache(tmp_path).read(text, ".json")
    (path,) = tmp_path.glob("*.json")
    content = signing.verified(path.stem, path.read_bytes())
    path.write_bytes(signing.with_signature(path.stem, content.split(b"\n")[0] + b"\n7"))
    assert ParseCache(tmp_path).read(text, ".json").locate(("a",)) == (1, 7)


def test_a_cache_in_whose_place_a_file_stands_is_no_error(tmp_path):
    (tmp_path / "cache").write_text("a file")
    cache = ParseCache(tmp_path / "cache")
    assert [cache.read("a: 1").value for _ in range(2)] == [{"a": 1}] * 2
    assert cache.parsed == 2


# Characters that data must not hold -----------------------------------------------------------------------------------


def test_every_text_with_such_a_character_is_left_out_and_told():
    text = '{"a": ["x", "b\\u0007\\u0001"], "k\\u001b": {"z": "\\u0002"}, "c": {"d": "\\u0000", "e": 1}, "f": "ok\\t"}'
    document = read_document(text, ".json")
    assert document.value == {"a": ["x", None], "c": {"d": None, "e": 1}, "f": "ok\t"}
    assert document.refused == [("a", 1), ("c", "d")]
    assert [(each.rule, each.line, each.column, each.args, each.accepted) for each in document.problems] == [
        ("control-character", 1, text.index('"b') + 1, ("U+0007",), "remove it"),
        ("control-character", 1, text.index('"k') + 1, ("U+001B",), "remove it"),
        ("control-character", 1, text.index('"\\u0000') + 1, ("U+0000",), "remove it"),
    ]
    assert not any(each.is_doubt for each in document.problems)


def test_so_many_are_told_and_all_are_left_out():
    count = MAX_PROBLEMS + 5
    document = read_document(json.dumps(["\x07"] * count), ".json")
    assert (len(document.problems), len(document.refused)) == (MAX_PROBLEMS, count)
    assert document.value == [None] * count
    whole = read_document('"\\a"')
    assert (whole.value, whole.refused, len(whole.problems)) == (None, [()], 1)


def test_what_the_reader_has_told_stays_told():
    document = read_document('{"a": 1, "a": 2, "b": "\\u0007"}', ".json")
    assert [each.rule for each in document.problems] == ["duplicate-key", "control-character"]
    document = read_document('a: !x 1\nb: "\\a"\n')
    assert document.refused == [("a",), ("b",)]
    assert [each.rule for each in document.problems] == ["unsafe-yaml", "control-character"]


# Findings -------------------------------------------------------------------------------------------------------------

FINDINGS = (
    Finding("a", Place("a.yaml", 1, 2), "plain %s", ("x",), "do %s", ("y",), ("pattern", "p"), severity=Severity.ERROR,
            path=("k", 0), registry="core"),
    Finding("b", Place("b.yaml", 3, 4), "%s %s", (Phrase("a %s", Phrase("inner %s", "z")), "two"),
            Phrase("%s: %s", "k", Continuation("It goes on.")), (), None, severity=Severity.WARNING),
    Finding("c", Place("c.yaml"), "note", severity=Severity.INFO),
)  # fmt: skip


def test_findings_come_back_as_they_were_kept(tmp_path):
    path = tmp_path / "findings.json"
    result = CachedResult("signature\nof two lines", FINDINGS)
    store_result(path, result)
    assert load_result(path) == result
    back = load_result(path)
    assert {type(each.message) for each in back.findings} == {str}
    assert isinstance(back.findings[1].args[0].args[0], Phrase)
    assert isinstance(back.findings[1].accepted.args[1], Continuation)
    assert [each.text for each in back.findings] == [each.text for each in FINDINGS]
    assert [each.help for each in back.findings] == [each.help for each in FINDINGS]
    assert load_result(path, notes=False) == CachedResult("signature\nof two lines", FINDINGS[:2])


def test_findings_are_recalled_in_their_order(tmp_path):
    store_result(tmp_path / "f", CachedResult("x", tuple(reversed(FINDINGS))))
    assert load_result(tmp_path / "f").findings == FINDINGS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b'["s",null,null]\n[]',
        b'["s",null,null]\n[]\n[]\n[]',
        b'["s",null,null]\n[[1]]\n[]',
        b'["s",null,null]\n{}\n[]',
        b'["s",null,null]\n[["a", "a", 1, 1, {"x": 1}, [], "", [], null, "error", [], ""]]\n[]',
        b"\xff\n[]\n[]",
        b'"s"\n[]\n[]',
        b'["s",null]\n[]\n[]',
        b'["s",null,"2026-13-01"]\n[]\n[]',
    ],
)
def test_what_is_no_list_of_findings_is_not_recalled(tmp_path, content):
    path = tmp_path / "findings.json"
    path.write_bytes(signing.with_signature("findings.json", content))
    assert load_result(path) is None
    assert load_result(tmp_path / "none") is None
    path.write_bytes(signing.with_signature("findings.json", b'["s",null,null]\n[]\n[]'))
    assert load_result(path) == CachedResult("s", ())
    path.rename(tmp_path / "other.json")
    assert load_result(tmp_path / "other.json") is None


def test_a_signature_changes_with_every_part_and_every_file(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("1")
    os.utime(one, ns=(1, 1))
    plain = signed([one], "a", 1)
    assert plain == signed([one, tmp_path / "nowhere"], "a", 1)
    assert len(plain) == 32
    others = {
        signed([one], "a", 2),
        signed([one], "a"),
        signed([two], "a", 1),
        signed([one, two], "a", 1),
        signed([], "a", 1),
    }
    os.utime(one, ns=(1, 2))
    others.add(signed([one], "a", 1))
    one.write_text("12")
    os.utime(one, ns=(1, 1))
    others.add(signed([one], "a", 1))
    assert len(others - {plain}) == 7


def test_a_signature_changes_with_the_name_of_a_file(tmp_path, monkeypatch):
    (tmp_path / "one").write_text("1")
    status = (tmp_path / "one").stat()
    monkeypatch.setattr(Path, "stat", lambda _self, **_options: status)
    assert signed([tmp_path / "one"]) != signed([tmp_path / "two"])


@pytest.mark.parametrize("folder", ["packages", ""])
def test_a_signature_changes_with_the_packages_on_the_path_and_nothing_else_there(tmp_path, monkeypatch, folder):
    place = tmp_path / "packages"
    place.mkdir()
    monkeypatch.chdir(place if not folder else tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), folder, folder])
    seen = [signed([])]
    (place / "code").mkdir()
    assert signed([]) == seen[0]
    for name in ("kinds-1.dist-info", "more-1.egg-info"):
        (place / name).mkdir()
        seen.append(signed([]))
    (place / "kinds-1.dist-info").rename(place / "kinds-2.dist-info")
    seen.append(signed([]))
    assert len(set(seen)) == 4


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, [True, True, True, True]),
        (date(2026, 3, 2), None, [False, True, True, True]),
        (None, date(2026, 3, 3), [True, True, False, False]),
        (date(2026, 3, 2), date(2026, 3, 4), [False, True, True, False]),
    ],
)
def test_a_result_holds_on_its_days_for_the_same_inputs(since, until, holds):
    result = CachedResult("s", (), since, until)
    days = [date(2026, 3, day) for day in range(1, 5)]
    assert [result.holds("s", day) for day in days] == holds
    assert [result.holds("t", day) for day in days] == [False] * 4
