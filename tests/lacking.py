"""What a machine may lack for some of the tests, and what becomes of them then.

A test that needs a browser, Java, PostgreSQL or a tool from npm is skipped where that is not to be had, and the end of the run
says so where nobody misses it. ``EXCELLENCE_REQUIRE_BROWSER=1`` makes each such skip a failure; ``.ci/run`` sets it.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

VARIABLE = "EXCELLENCE_REQUIRE_BROWSER"
#: Where ``make tools`` installs what package.json pins.
NPM = Path(__file__).parents[1] / "build" / "npm" / "node_modules"
_MARK = "NOT TESTED, "


def lack(what: str, remedy: str) -> NoReturn:
    """Skip the test for want of something, or fail it where nothing may be wanting."""
    message = f"{_MARK}{what} is missing: {remedy}"
    if os.environ.get(VARIABLE) == "1":
        pytest.fail(f"{message} ({VARIABLE} is set)", pytrace=False)
    pytest.skip(message)


def find_chromium() -> str:
    """Return the browser; the headless shell takes a third of the time that a whole Chromium does."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else None
    for name in () if named else ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        found = found or shutil.which(name)
    return found or lack(
        "Chromium", "install it (Debian: apt install chromium-headless-shell), or name one in CHROMIUM"
    )


def find_java() -> str:
    return shutil.which("java") or lack("Java", "install it (Debian: apt install default-jre-headless)")


def find_javac() -> str:
    """Return the compiler of Java, which a runtime alone does not have."""
    return shutil.which("javac") or lack("Java's compiler", "install it (Debian: apt install default-jdk-headless)")


def find_node() -> str:
    """Return the program that runs scripts without a browser; npm comes with it."""
    return shutil.which("node") or lack("Node", "install it (Debian: apt install nodejs)")


def find_graphviz() -> str:
    """Return Graphviz's program."""
    return shutil.which("dot") or lack("Graphviz", "install it (Debian: apt install graphviz)")


def find_postgresql() -> Path:
    """Return the folder of PostgreSQL's programs; Debian has those of a server outside the path."""
    found = shutil.which("initdb")
    installed = [Path(found).resolve()] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else lack("PostgreSQL", "install it (Debian: apt install postgresql)")


def find_epubcheck() -> Path:
    """Return EPUBCheck, which is a Java archive under whatever name."""
    found = shutil.which("epubcheck")
    return Path(found) if found else lack("EPUBCheck", "install it (Debian: apt install epubcheck)")


def find_from_npm(path: str) -> Path:
    """Return a file of a package that package.json pins."""
    found = NPM / path
    return found if found.is_file() else lack(path.partition("/")[0], "run `make tools`, which needs npm")


def summary_of(skipped: list[pytest.TestReport]) -> list[str]:
    """Return a line for each thing that was missing, with the number of tests that it cost."""
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped if isinstance(report.longrepr, tuple)]
    counted = Counter(reason.removeprefix(_MARK) for reason in reasons if reason.startswith(_MARK))
    return [f"{count} tests skipped: {reason}" for reason, count in sorted(counted.items())]
