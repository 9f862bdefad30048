"""Builds a project's documentation, plain and with the toolkit or a part of it, and tells what changes.

The documentation is built where it was unpacked; only the end of its conf.py differs between the builds.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

#: The toolkit, and the wing of it that draws the navigation.
TOOLKIT, NAVIGATION = "sphinx_excellence", "sphinx_excellence.navigation"
#: Other projects' inventories are not to be had everywhere, and are the same for all builds.
_PLAIN = "\nintersphinx_mapping = {}\n"
_LOADED = "extensions = [*extensions, '{}']\nexcellence_data = []\n"


@dataclass
class Build:
    """One build: how it ended, what it warned of, how much of a processor it used, and what it wrote."""

    code: int | None
    warnings: list[str]
    seconds: float
    files: dict[str, bytes] = field(repr=False, default_factory=dict)
    tail: str = ""


def build(python: Path, docs: Path, out: Path, builder: str, extension: str | None, *, limit: int) -> Build:
    """Build anew, with an extension more than the project has; a build that takes longer than the limit has no exit code."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    conf, kept = docs / "conf.py", docs / "conf.py.plain"
    if not kept.exists():
        shutil.copy(conf, kept)
    settings = _PLAIN + (_LOADED.format(extension) if extension else "")
    conf.write_text(kept.read_text(encoding="utf-8") + settings, encoding="utf-8")
    told = out / "warnings.txt"
    command = [str(python), "-m", "sphinx", "-b", builder, "-q", "-E", "--keep-going", "-w", str(told)]
    command += ["-d", str(out / "doctrees"), str(docs), str(out / "pages")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000", "PYTHONHASHSEED": "0", "NO_COLOR": "1"}
    began = _seconds_of_children()
    try:
        done = subprocess.run(
            command,
            cwd=docs,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
        code, tail = done.returncode, done.stderr[-2000:]
    except subprocess.TimeoutExpired:
        code, tail = None, ""
    finally:
        shutil.copy(kept, conf)
    seconds = _seconds_of_children() - began
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines() if told.exists() else []
    pages = out / "pages"
    files = {
        path.relative_to(pages).as_posix(): path.read_bytes() for path in sorted(pages.rglob("*")) if path.is_file()
    }
    return Build(code, _plain_lines(lines, docs), seconds, files, tail)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _plain_lines(lines: list[str], docs: Path) -> list[str]:
    """Return the warnings without what differs from run to run: folders, addresses in memory."""
    texts = [re.sub(r"0x[0-9a-f]{6,}", "0x", line.replace(f"{docs}/", "")) for line in lines if line.strip()]
    return [re.sub("\x1b\\[[0-9;]*m", "", text) for text in texts]


@dataclass
class Changes:
    """What a build with the toolkit has that a plain one has not, and the reverse."""

    added: list[str]
    removed: list[str]
    changed: dict[str, str]
    new_warnings: list[str]
    lost_warnings: list[str]

    def __len__(self) -> int:
        return sum(len(each) for each in vars(self).values())


#: Where other things are noted than what a reader sees.
_NOTES = (".buildinfo", "objects.inv")
#: What is known to come with the toolkit: lines with the links to its style sheets, and its name among the extensions.
_OWN_LINE, _OWN_NAME = b"_static/excellence", re.compile(rb',"sphinx_excellence[.a-z]*":\d+')


def changes(plain: Build, loaded: Build) -> Changes:
    """Compare the two; of a file that differs in more than what is known, the first line that does is kept."""
    before = {name: data for name, data in plain.files.items() if not name.startswith(_NOTES)}
    after = {name: _without_own(data) for name, data in loaded.files.items() if not name.startswith(_NOTES)}
    return Changes(
        sorted(after.keys() - before.keys()),
        sorted(before.keys() - after.keys()),
        {
            name: _first_difference(before[name], after[name])
            for name in before
            if after.get(name, before[name]) != before[name]
        },
        _left_over(loaded.warnings, plain.warnings),
        _left_over(plain.warnings, loaded.warnings),
    )


def _without_own(data: bytes) -> bytes:
    kept = b"".join(line for line in data.splitlines(keepends=True) if _OWN_LINE not in line)
    return _OWN_NAME.sub(b"", kept)


def _left_over(these: list[str], those: list[str]) -> list[str]:
    rest = list(those)
    left = []
    for line in these:
        if line in rest:
            rest.remove(line)
        else:
            left.append(line)
    return left


def _first_difference(before: bytes, after: bytes) -> str:
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    for index, (one, other) in enumerate(zip(old, new, strict=False), start=1):
        if one != other:
            return f"{index}: {one.strip()[:160]!r} -> {other.strip()[:160]!r}"
    return f"{min(len(old), len(new)) + 1}: {len(old)} lines -> {len(new)} lines"
