"""The README's example, taken out of its text and run as a reader would, by the command of an environment."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.distribution.archives import DistributionError, clean_environment

_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`(?P<name>[\w./-]+\.(?:py|md|yaml))`:\n\n\Z")


def blocks(text: str) -> list[tuple[str, str, str]]:
    """Return the file's name (or nothing), the language and the text of each fenced block of a page."""
    found = []
    for block in _BLOCK.finditer(text):
        named = _FILE.search(text[: block.start()])
        found.append((named["name"] if named else "", block["language"], block["text"]))
    return found


def without_alternatives(data: str) -> str:
    """Return the example's data as the README asks for it at last: without the alternative."""
    found = re.subn(r"^ +alternatives:\n +- .*\n", "", data, flags=re.MULTILINE)
    if found[1] != 1:
        raise DistributionError("the README's example has no single alternative to take out")
    return found[0]


def run_example(readme: str, scripts: Path, folder: Path) -> None:
    """Write the example's files into ``folder``, run its commands, and compare what the build says with the README.

    ``scripts`` is the folder of the environment's commands. Raises ``DistributionError`` where something differs.
    """
    found = blocks(readme)
    for name, _, text in found:
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    lines = [line for _, language, text in found if language == "console" for line in text.splitlines()]
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ sphinx-build -c . ")]
    if len(commands) != 1:
        raise DistributionError(f"the README should show one `sphinx-build -c .` of its example; it shows {commands}")
    _build(scripts, commands[0], folder, fails=False)
    if "Shared Database" not in (folder / "build/html/index.html").read_text(encoding="utf-8"):
        raise DistributionError("the example's page does not show its record")
    data = folder / "data/patterns.yaml"
    data.write_text(without_alternatives(data.read_text(encoding="utf-8")), encoding="utf-8")
    said = _build(scripts, commands[0], folder, fails=True)
    shown = next(text for _, language, text in found if language == "text").strip()
    if shown not in said.replace(f"{folder}/", ""):
        raise DistributionError(f"the README shows\n{shown}\nand the build says\n{said}")


def _build(scripts: Path, command: str, folder: Path, *, fails: bool) -> str:
    program, *arguments = command.split()
    done = subprocess.run(
        [scripts / program, *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={**clean_environment(), "NO_COLOR": "1"},
    )  # fmt: skip
    if bool(done.returncode) != fails:
        raise DistributionError(f"{command} ends with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stderr
