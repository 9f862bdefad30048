"""Measures what the search of the knowledge base finds first: the panel, and Sphinx's own list with and without tiers.

Owns the table of the manual. The queries, and how a page is read, are those of the tests.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.browser import chromium
from benchmarks.measure import REPOSITORY, BuildFailed
from tests.search.asking import Answer, Share, answers, read_queries

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What was promised of the panel, over all queries.
FIRST, THREE = 0.8, 0.95
_HEAD = """\
| Queries | | Panel: first | in three | Promised |  | List: first | in three | Without tiers: first | in three |
| --- | ---: | ---: | ---: | --- | --- | ---: | ---: | ---: | ---: |
"""


def measure_search(folder: Path) -> str:
    """Return the table, which says whether the promises are kept."""
    command = [sys.executable, "-m", "sphinx", "-q", "-c", str(REPOSITORY), "-d", str(folder / "doctrees")]
    done = subprocess.run([*command, str(REPOSITORY / "source"), str(folder / "html")], check=False)
    if done.returncode:
        raise BuildFailed(str(done.returncode))
    address = f"{(folder / 'html').as_uri()}/"
    with chromium() as browser:
        aware = _asked(browser, address, with_scripts=True)
        plain = _asked(browser, address, with_scripts=False)
    return _table(aware, plain)


def _asked(browser: Browser, address: str, *, with_scripts: bool) -> list[Answer]:
    page = browser.new_page()
    if not with_scripts:
        page.route("**/excellence-*.js*", lambda route: route.abort())
    found = list(answers(page, address, read_queries()))
    page.close()
    return found


def _table(aware: Sequence[Answer], plain: Sequence[Answer]) -> str:
    kinds = dict.fromkeys(answer.query.kind for answer in aware)
    parts: list[tuple[str, Callable[[Answer], bool]]] = [
        ("all", lambda _answer: True),
        ("those it was tuned with", lambda answer: answer.query.part == "tuning"),
        ("those held out", lambda answer: answer.query.part == "held-out"),
        ("those written later", lambda answer: answer.query.part == "later"),
        *((kind, lambda answer, kind=kind: answer.query.kind == kind) for kind in kinds),
    ]
    return _HEAD + "".join(
        _row(name, [one for one in aware if fits(one)], [one for one in plain if fits(one)], promised=name == "all")
        for name, fits in parts
    )


def _row(name: str, aware: Sequence[Answer], plain: Sequence[Answer], *, promised: bool) -> str:
    panel, *lists = [Share.of(aware), Share.of(aware, panel=False), Share.of(plain, panel=False)]
    verdict = ["", ""]
    if promised:
        kept = panel.first >= FIRST and panel.three >= THREE
        verdict = [f"at least {FIRST:.0%} and {THREE:.0%}", "kept" if kept else "**missed**"]
    figures = [[f"{share.first:.0%}", f"{share.three:.0%}"] for share in (panel, *lists)]
    return f"| {' | '.join([name, str(len(aware)), *figures[0], *verdict, *figures[1], *figures[2]])} |\n"
