"""Writing a target again never overwrites what a person changed."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.target import TargetError, require_usable, write_target

BASE = b"one\ntwo\nthree\nfour\nfive\n"


def run(target, text, copies=()):
    return write_target(target, {"source/a.md": text}, dict(copies), {})


def test_a_page_is_replaced_left_merged_or_a_conflict(tmp_path):
    page = tmp_path / "source/a.md"
    assert run(tmp_path, BASE).written == 1
    assert run(tmp_path, BASE).same == 1
    assert run(tmp_path, BASE.replace(b"one", b"ONE")).written == 1
    page.write_bytes(page.read_bytes() + b"mine\n")
    assert run(tmp_path, BASE.replace(b"one", b"ONE")).left == ["source/a.md"]
    assert run(tmp_path, BASE.replace(b"one", b"1")).merged == ["source/a.md"]
    assert page.read_bytes() == b"1\ntwo\nthree\nfour\nfive\nmine\n"
    assert run(tmp_path, BASE.replace(b"one", b"1")).left == ["source/a.md"]


def test_a_conflict_stays_until_a_person_has_resolved_it(tmp_path):
    page, offered = tmp_path / "source/a.md", tmp_path / "takeover/conflicts/source/a.md"
    run(tmp_path, BASE)
    page.write_bytes(BASE.replace(b"three", b"mine"))
    theirs = BASE.replace(b"three", b"theirs")
    for _ in range(2):
        outcome = run(tmp_path, theirs)
        assert (outcome.conflicts, outcome.is_whole) == (["source/a.md"], False)
        assert (page.read_bytes(), offered.read_bytes()) == (BASE.replace(b"three", b"mine"), theirs)
    offered.unlink()
    assert run(tmp_path, theirs).is_whole
    assert page.read_bytes() == BASE.replace(b"three", b"mine")
    assert run(tmp_path, theirs).left == ["source/a.md"]


def test_what_a_person_deleted_or_made_stays_so_and_what_is_gone_is_told(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_bytes(b"mine")
    assert run(tmp_path, BASE).foreign == ["source/a.md"]
    assert (tmp_path / "source/a.md").read_bytes() == b"mine"
    (tmp_path / "source/a.md").unlink()
    run(tmp_path, BASE)
    (tmp_path / "source/a.md").unlink()
    assert run(tmp_path, BASE).deleted == ["source/a.md"]
    assert not (tmp_path / "source/a.md").exists()
    (tmp_path / "source/a.md").write_bytes(b"again")
    assert write_target(tmp_path, {}, {}, {}).gone == ["source/a.md"]
    assert (tmp_path / "source/a.md").read_bytes() == b"again"


@pytest.mark.parametrize("is_copy", [False, True])
@pytest.mark.parametrize("again", [False, True])
def test_what_a_person_deleted_and_the_source_changed_is_offered_until_it_is_decided(tmp_path, is_copy, again):
    origin, target = tmp_path / "origin", tmp_path / "t"
    page, offered = target / "source/a.md", target / "takeover/conflicts/source/a.md"

    def take(text):
        origin.write_bytes(text)
        return write_target(target, {}, {"source/a.md": origin}, {}) if is_copy else run(target, text)

    take(BASE)
    page.unlink()
    for _ in range(2):
        outcome = take(BASE + b"new\n")
        assert (outcome.deleted_conflicts, outcome.is_whole) == (["source/a.md"], False)
        assert (page.exists(), offered.read_bytes()) == (False, BASE + b"new\n")
    if again:
        offered.rename(page)
    else:
        offered.unlink()
    for outcome in (take(BASE + b"new\n"), take(BASE + b"new\n")):
        assert (outcome.is_whole, bool(outcome.deleted), page.exists()) == (True, not again, again)


def obstacle(target, outside, kind):
    """Put something in the way of ``source/img/x``."""
    place = target / "source/img/x"
    place.parent.parent.mkdir(parents=True)
    if kind == "folder link":
        place.parent.symlink_to(outside)
    elif kind == "dangling folder link":
        place.parent.symlink_to(outside / "nowhere")
    elif kind == "file for a folder":
        place.parent.write_bytes(b"mine")
    else:
        place.parent.mkdir()
        if kind == "folder":
            place.mkdir()
        else:
            place.symlink_to(outside / ("mine" if kind == "link" else "nowhere"))


@pytest.mark.parametrize("is_copy", [False, True])
@pytest.mark.parametrize(
    "kind", ["folder link", "dangling folder link", "file for a folder", "folder", "link", "dangling link"]
)
def test_what_is_in_the_way_is_told_and_the_rest_goes_on_and_nothing_is_written_outside(tmp_path, kind, is_copy):
    target, outside = tmp_path / "t", tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").write_bytes(b"mine")
    obstacle(target, outside, kind)
    path = "source/img/x"
    files, copies = ({}, {path: outside / "mine"}) if is_copy else ({path: b"new"}, {})
    for written in (1, 0):
        outcome = write_target(target, {**files, "source/z.md": b"z"}, copies, {})
        assert (outcome.foreign, outcome.written, outcome.is_whole) == ([path], written, False)
    assert [(each.name, each.read_bytes()) for each in outside.iterdir()] == [("mine", b"mine")]
    assert (target / "source/z.md").read_bytes() == b"z"


def test_the_folder_of_the_takeover_is_not_written_through_a_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "t").mkdir()
    (tmp_path / "t/takeover").symlink_to(outside)
    with pytest.raises(TargetError, match="in the way"):
        run(tmp_path / "t", BASE)
    assert list(outside.iterdir()) == []


def test_a_first_run_that_is_stopped_can_be_run_again(tmp_path):
    source, target = tmp_path / "src", tmp_path / "t"
    source.mkdir()

    def stop(done, _total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_target(target, {"source/a.md": b"a", "source/b.md": b"b"}, {}, {}, stop)
    require_usable(target, source)
    outcome = write_target(target, {"source/a.md": b"a", "source/b.md": b"b"}, {}, {})
    assert (outcome.same, outcome.written, outcome.is_whole) == (1, 1, True)


def test_assets_are_copied_and_those_of_a_person_stay(tmp_path):
    origin = tmp_path / "origin.png"
    origin.write_bytes(b"1")
    target = tmp_path / "t"
    copies = {"source/x.png": origin}
    assert write_target(target, {}, copies, {}).written == 1
    assert write_target(target, {}, copies, {}).same == 1
    (target / "source/x.png").write_bytes(b"mine")
    assert write_target(target, {}, copies, {}).left == ["source/x.png"]
    origin.write_bytes(b"2")
    assert write_target(target, {}, copies, {}).conflicts == ["source/x.png"]
    assert (target / "source/x.png").read_bytes() == b"mine"


def test_folders_that_cannot_be_a_target_are_refused(tmp_path):
    source = tmp_path / "src"
    (source / "sub").mkdir(parents=True)
    used = tmp_path / "used"
    used.mkdir()
    (used / "mine.txt").touch()
    (tmp_path / "file").touch()
    for folder, said in (
        (source, "inside"),
        (source / "new", "inside"),
        (used, "mine.txt"),
        (tmp_path / "file", "folder"),
    ):
        with pytest.raises(TargetError, match=said):
            require_usable(folder, source)
    require_usable(tmp_path / "new", source)


def test_a_broken_memory_is_told_and_nothing_is_written(tmp_path):
    run(tmp_path, BASE)
    (tmp_path / "takeover/written.json").write_text("[]")
    with pytest.raises(TargetError, match=r"written\.json"):
        run(tmp_path, b"other")
    assert (tmp_path / "source/a.md").read_bytes() == BASE
