"""Files that a run left and that are cut short, changed or gone: the next run ends as a clean one, and makes them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CONF, Result
from tests.extension.incremental.test_incremental import differences

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
SITE = {
    "conf.py": CONF.replace("html_copy_source = False", "html_copy_source = True") + "suppress_warnings = ['excellence']\n",
    "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold, summary: Some., rationale: Good.}\n",
    "source/index.md": "# Home\n\n{pattern}`saga` ![box](box.svg)\n\n```{toctree}\nsaga\nother\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n\n```{pattern-catalog}\n:filter:\n```\n",
    "source/other.md": "# Other\n\nSome more words.\n\n{download}`box.svg`\n",
    "source/box.svg": SVG,
}  # fmt: skip


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    """Change what stands in the middle, and nothing of the size."""
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 3, len(content) // 3 + min(len(content), 8)):
        content[place] ^= 0x15
    path.write_bytes(bytes(content))


def gone(path: Path) -> None:
    path.unlink()


DAMAGES = (cut_short, garbled, gone, emptied)


def in_turn(number: int, count: int) -> list[Callable[[Path], None]]:
    """Return so many damages: a file's neighbours, which are of its kind, get the others."""
    return [DAMAGES[(number + step) % len(DAMAGES)] for step in range(count)]


def is_well(result: Result) -> None:
    assert (result.code, result.warnings) == (0, [])


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_every_file_of_the_doctree_folder_is_made_again_where_it_is_damaged(project):
    project.write(SITE)
    is_well(project.build("html", "-W", out="clean", doctrees="fresh"))
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    folder = project.root / "trees"
    names = files_of(folder)
    # What is made from the records, what was found, what was written, the environment, the pages.
    expected = ("excellence-tiers.css", "excellencetiers.sty", "tiers.typ", "excellence-export.json", "basis",
                "excellence-search-data.js", "excellence-findings.json", "environment.pickle", ".doctree")  # fmt: skip
    assert all(any(part in name for name in names) for part in expected)
    for number, name in enumerate(names):
        for damage in in_turn(number, 2 if "excellence" in name else 1):
            damage(folder / name)
            is_well(project.build("html", "-W", out="kept", doctrees="trees"))
            assert differences(project.root / "kept", project.root / "clean") == [], f"{name} {damage.__name__}"
            assert files_of(folder) == names


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_doctree_folder_of_which_nothing_can_be_believed_is_made_anew(project, damage):
    project.write(SITE)
    is_well(project.build("html", "-W", out="clean", doctrees="fresh"))
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    for name in files_of(project.root / "trees"):
        damage(project.root / "trees" / name)
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    assert differences(project.root / "kept", project.root / "clean") == []


def test_every_file_of_the_output_is_made_again_where_it_is_damaged(project):
    project.write(SITE)
    is_well(project.build("html", "-W", out="clean", doctrees="fresh"))
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    names = [name for name in files_of(project.root / "kept") if "_static/" not in name or "excellence" in name]
    assert {"index.html", "searchindex.js", ".buildinfo", "excellence.json", "_images/box.svg", "genindex.html"} <= {
        *names
    }
    for number, name in enumerate(names):
        for damage in in_turn(number, 1):
            damage(project.root / "kept" / name)
            is_well(project.build("html", "-W", out="kept", doctrees="trees"))
            assert differences(project.root / "kept", project.root / "clean") == [], f"{name} {damage.__name__}"


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "json", "latex", "man", "xml", "epub"])
def test_a_damaged_output_of_any_builder_is_made_again(project, builder):
    project.write({**SITE, "conf.py": SITE["conf.py"] + "version = copyright = '1'\n"})
    is_well(project.build(builder, out="clean", doctrees="fresh"))
    is_well(project.build(builder, out="kept", doctrees="trees"))
    for damage in DAMAGES:
        names = files_of(project.root / "kept")
        for name in names[:: max(1, len(names) // 12)]:
            damage(project.root / "kept" / name)
        is_well(project.build(builder, out="kept", doctrees="trees"))
        # These hold the time of their making.
        timed = {name for name in names if name.endswith((".epub", ".pickle")) or name in {"content.opf", "last_build"}}
        assert set(differences(project.root / "kept", project.root / "clean")) <= timed


def test_a_file_that_another_program_put_into_the_output_stays(project):
    project.write(SITE)
    project.write({"kept/CNAME": "example.org", "kept/_static/mine.txt": "mine"})
    project.build("html", out="kept", doctrees="trees")
    project.write({"kept/later.txt": "later", "conf.py": SITE["conf.py"] + "html_copy_source = False\n"})
    project.build("html", out="kept", doctrees="trees")
    assert {"CNAME", "_static/mine.txt", "later.txt"} <= set(files_of(project.root / "kept"))


@pytest.mark.parametrize(
    "name",
    [
        "kept/_static/excellence.css",
        "kept/index.html",
        "kept/_images/box.svg",
        "trees/saga.doctree",
        "trees/environment.pickle",
    ],
)
def test_a_file_in_whose_place_an_empty_folder_is_found_is_made_again(project, name):
    project.write(SITE)
    is_well(project.build("html", "-W", out="clean", doctrees="fresh"))
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    path = project.root / name
    path.unlink()
    path.mkdir()
    is_well(project.build("html", "-W", out="kept", doctrees="trees"))
    assert path.is_file()
    assert differences(project.root / "kept", project.root / "clean") == []
