"""The repository's own site, as the tests read it: built once in a run, however many workers take part."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import Project

REPOSITORY = Path(__file__).parents[1]


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """A page's links, its ids, how many elements it has, and its traits: elements and classes, and what its inputs and roles are.

    A tree of all elements, which no test asks for, takes seven times as long.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.traits: set[str] = set()
        self.size = 0
        self._in_code = 0  # code has a class for each token of its language, and one for the language
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.size += 1
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if "id" in given:
            self.ids.add(given["id"])
        classes = given.get("class", "").split()
        if not self._in_code:
            self.traits |= {tag, *(name for name in classes if not name.startswith("highlight-"))}
            self.traits |= {f"{tag}[{name}={given[name]}]" for name in ("type", "role") if name in given}
        if (self._in_code or "highlight" in classes) and tag not in VOID:
            self._in_code += 1

    def handle_endtag(self, tag: str) -> None:
        if self._in_code and tag not in VOID:
            self._in_code -= 1


@dataclass(frozen=True)
class OwnSite:
    """The site's folder, and its pages by address."""

    out: Path

    @cached_property
    def names(self) -> list[str]:
        paths = sorted(path.relative_to(self.out) for path in self.out.rglob("*.html"))
        return [path.as_posix() for path in paths if "_static" not in path.parts]

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {name: Page((self.out / name).read_text(encoding="utf-8")) for name in self.names}

    @cached_property
    def registry(self) -> dict:
        return json.loads((self.out / "excellence.json").read_text(encoding="utf-8"))


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run have in common."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def build_own_site(shared: Path) -> OwnSite:
    """Build the site as ``make site`` does, unless another worker has; its warnings fail whoever asks."""
    root, told = shared / "site", shared / "site-told.txt"
    with FileLock(shared / "site.lock"):
        if not told.exists():
            root.mkdir()
            for name in ("conf.py", "source", "data"):
                origin = REPOSITORY / name
                (shutil.copytree if origin.is_dir() else shutil.copy)(origin, root / name)
            done = Project(root).build_apart("html", "-W", "--keep-going", out="html", doctrees="doctrees")
            told.write_text(done.stderr or ("" if done.returncode == 0 else f"exit code {done.returncode}"))
    assert told.read_text() == ""
    return OwnSite(root / "html")
