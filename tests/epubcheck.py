"""What EPUBCheck says of an e-book, but for what is listed with a reason in ``faults_of_others.yaml``."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from tests.faults import excuses
from tests.lacking import find_epubcheck, find_java

_GRAVE = frozenset({"FATAL", "ERROR", "WARNING"})


def messages_of(book: Path) -> list[tuple[str, str, str]]:
    """Return what is wrong with a book: code and message, the file in it, and the line of that file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [find_java(), "-jar", find_epubcheck(), book, "--json", report, "--quiet"]
        subprocess.run(command, capture_output=True, check=False, timeout=300)
        told = json.loads(report.read_text(encoding="utf-8"))["messages"]
    with zipfile.ZipFile(book) as archive:
        return [
            (f"{each['ID']}: {each['message']}", place["path"].rpartition(f"{book.name}/")[2], _line(archive, place))
            for each in told
            if each["severity"] in _GRAVE
            for place in each["locations"]
        ]


def _line(archive: zipfile.ZipFile, place: dict[str, object]) -> str:
    name, number = str(place["path"]).rpartition(".epub/")[2], int(str(place["line"]))
    if number < 1 or name not in archive.namelist():
        return ""
    lines = archive.read(name).decode("utf-8", "replace").split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def without_excuse(messages: Iterable[tuple[str, str, str]]) -> tuple[list[tuple[str, str, str]], set[int]]:
    """Return the messages that no entry of the list excuses, and the places of the entries that excuse one."""
    known, used, ours = excuses("epub"), set(), []
    for message, file, line in messages:
        matching = {
            place
            for place, entry in enumerate(known)
            if fnmatchcase(file, entry["files"])
            and re.fullmatch(entry["message"], message)
            and re.search(entry["line"], line)
        }
        used |= matching
        if not matching:
            ours.append((message, file, line))
    return ours, used
