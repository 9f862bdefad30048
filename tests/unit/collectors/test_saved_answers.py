"""Saved answers give the same answers again; a folder that is something else is told."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sphinx_excellence.collectors.collection import NoAnswer
from sphinx_excellence.collectors.collector import Answer, Request
from sphinx_excellence.collectors.saved_answers import LIST, AnswerFolder, UnusableAnswers, read_saved

DAY = date(2026, 11, 29)
FIRST, SECOND = Request("https://a.example/x?y=1"), Request("https://a.example/", '{"a": "ä"}')


def saved(folder, *requests, content=b'{"a": 1}'):
    kept = AnswerFolder(folder, "2026Q4", DAY)
    for request in requests:
        kept.keep(Answer(request, content, DAY))
    return kept


def test_what_is_saved_is_answered_again(tmp_path):
    kept = saved(tmp_path / "new", FIRST, SECOND)
    kept.keep_problem(Request("https://b.example/"), "the server responds with 404 \x1b[31m")
    kept.write_list()
    read = read_saved(tmp_path / "new")
    assert (read.quarter, read.day) == ("2026Q4", DAY)
    assert read.ask(FIRST) == Answer(FIRST, b'{"a": 1}', DAY)
    assert read.ask(SECOND).content == b'{"a": 1}'
    with pytest.raises(NoAnswer, match="404"):
        read.ask(Request("https://b.example/"))
    with pytest.raises(NoAnswer, match="no saved answer"):
        read.ask(Request("https://a.example/", "{}"))
    first = (tmp_path / "new" / LIST).read_bytes()
    saved(tmp_path / "new", FIRST, SECOND).write_list()
    assert len(list((tmp_path / "new").iterdir())) == 3
    saved(tmp_path / "new", SECOND).write_list()
    assert len(list((tmp_path / "new").iterdir())) == 2
    assert (tmp_path / "new" / LIST).read_bytes() != first


def test_a_file_of_somebody_is_not_removed(tmp_path):
    (tmp_path / "mine.json").write_text("{}")
    saved(tmp_path, FIRST).write_list()
    (tmp_path / LIST).write_text("{}")
    saved(tmp_path, SECOND).write_list()
    assert (tmp_path / "mine.json").exists()
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 2}, "`version`"),
        ({"day": "soon"}, "`day`"),
        ({"answers": [{"address": "x", "retrieved": "2026-11-29", "file": "../secret"}]}, "`answers.0.file`"),
        ({"answers": [{"address": "x", "retrieved": "2026-11-29", "file": ".."}]}, "`answers.0.file`"),
        ({"more": 1}, "`more`"),
    ],
)
def test_a_list_that_is_not_ours_is_told(tmp_path, change, said):
    value = {"version": 1, "quarter": "2026Q4", "day": "2026-11-29", "answers": [], **change}
    (tmp_path / LIST).write_text(json.dumps(value))
    with pytest.raises(UnusableAnswers, match=said):
        read_saved(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"\xff", b"{}"])
def test_a_list_that_cannot_be_read_is_told(tmp_path, content):
    (tmp_path / LIST).write_bytes(content)
    with pytest.raises(UnusableAnswers, match=r"answers\.json"):
        read_saved(tmp_path)
    with pytest.raises(UnusableAnswers, match=r"answers\.json"):
        read_saved(tmp_path / "nowhere")


def test_a_saved_answer_that_is_gone_or_too_large_is_no_answer(tmp_path):
    kept = saved(tmp_path, FIRST)
    kept.write_list()
    file = next(path for path in tmp_path.iterdir() if path.name != LIST)
    read = read_saved(tmp_path)
    with pytest.raises(NoAnswer, match="is larger than"):
        read.ask(Request(FIRST.address, largest=3))
    file.unlink()
    with pytest.raises(NoAnswer, match="No such file"):
        read.ask(FIRST)
    file.mkdir()
    with pytest.raises(NoAnswer, match="no regular file"):
        read.ask(FIRST)
