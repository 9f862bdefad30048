"""The folder of drawings: what a build uses stays, the rest up to a size; what is there is not drawn again."""

import os

import pytest

from sphinx_excellence.diagrams import cache as caching
from sphinx_excellence.diagrams import engine
from sphinx_excellence.diagrams.cache import DiagramCache
from sphinx_excellence.diagrams.engine import Faces
from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable

FACES = Faces("Inter", "regular.ttf", "bold.ttf")


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, without Mermaid: ten bytes each, and room for twenty that the last build did not use."""
    asked = []

    class Pool:
        def __init__(self, faces, size):
            asked.append(">")

        def draw(self, sources):
            for source in reversed(sources):
                asked.append(source)
                late = {"slow": DiagramError("too slow", is_final=False), "wrong": DiagramError("line 3")}
                yield source, late.get(source, f"{source:>10}")

        def close(self):
            asked.append("<")

    monkeypatch.setattr(caching, "Pool", Pool)
    monkeypatch.setattr(caching, "SIZE_LIMIT", 20)
    return asked


def build_of(sources, folder):
    cache = DiagramCache(folder, FACES)
    cache.draw_ahead(sources)
    outcomes = [cache.draw(source) for source in sources]
    cache.close()
    return outcomes


def age(folder, seconds):
    """Let time pass, file by file: those that were used last stay the youngest."""
    for path in folder.iterdir():
        about = path.stat()
        os.utime(path, (about.st_atime, about.st_mtime - seconds))


def test_a_second_build_starts_no_process_however_many_diagrams_a_book_has(tmp_path, drawn):
    first = build_of("abcdef", tmp_path)
    assert first == [f"{name:>10}".encode() for name in "abcdef"]
    assert "".join(drawn) == ">fedcba<"
    assert build_of("abcdef", tmp_path) == first
    build_of("abcxef", tmp_path)
    assert "".join(drawn) == ">fedcba<>x<"


def test_of_what_a_build_does_not_use_the_last_used_stays_up_to_a_size(tmp_path, drawn):
    for source in "abcd":
        build_of(source, tmp_path)
        age(tmp_path, 100)
    assert len(list(tmp_path.iterdir())) == 2
    assert "".join(drawn) == ">a<>b<>c<>d<"
    build_of("dc", tmp_path)
    assert "".join(drawn) == ">a<>b<>c<>d<"
    build_of("a", tmp_path)
    assert "".join(drawn) == ">a<>b<>c<>d<>a<"


def test_the_same_diagram_is_drawn_once(tmp_path, drawn):
    assert len(set(build_of("aaa", tmp_path))) == 1
    assert "".join(drawn) == ">a<"


def test_what_is_wrong_with_a_diagram_is_kept_too_but_not_what_may_pass(tmp_path, drawn):
    for _ in range(2):
        for source, message in (("wrong", "line 3"), ("slow", "too slow")):
            with pytest.raises(DiagramError, match=message):
                build_of([source], tmp_path)
    assert drawn.count("wrong") == 1
    assert drawn.count("slow") == 2


def test_what_cannot_be_drawn_is_tried_once_a_build(tmp_path, drawn):
    cache = DiagramCache(tmp_path, FACES)
    for _ in range(3):
        with pytest.raises(DiagramError):
            cache.draw("slow")
    assert drawn.count("slow") == 1


def test_a_drawing_is_named_by_all_that_it_depends_on(tmp_path, drawn, monkeypatch):
    build_of("a", tmp_path)
    DiagramCache(tmp_path, Faces("Other", "", "")).draw("a")
    monkeypatch.setattr(caching, "RENDERER_VERSION", 99)
    DiagramCache(tmp_path, FACES).draw("a")
    monkeypatch.setattr(caching, "edition", lambda: "99")
    DiagramCache(tmp_path, FACES).draw("a")
    assert drawn.count("a") == 4


def test_a_file_that_another_build_removed_is_drawn_again(tmp_path, drawn):
    cache = DiagramCache(tmp_path, FACES)
    cache.draw_ahead("a")
    for path in tmp_path.iterdir():
        path.unlink()
    assert cache.draw("a") == b"         a"


def test_what_another_program_draws_into_the_folder_stays_while_it_is_used(tmp_path, drawn):
    other = tmp_path / "graphviz-1.svg"
    other.write_text("x" * 15)
    os.utime(other, (0, 0))
    cache = DiagramCache(tmp_path, FACES)
    cache.draw_ahead("ab")
    cache.keep(other)
    cache.close()
    assert len(list(tmp_path.iterdir())) == 3
    os.utime(other, (0, 0))
    build_of("ab", tmp_path)
    assert not other.exists()


def test_without_the_package_the_message_names_the_extra(tmp_path, monkeypatch):
    def missing(name):
        raise engine.PackageNotFoundError(name)

    monkeypatch.setattr(engine, "version", missing)
    cache = DiagramCache(tmp_path, FACES)
    cache.draw_ahead(["pie"])
    with pytest.raises(DiagramsUnavailable, match=r"sphinx-excellence\[diagrams\]"):
        cache.draw("pie")
