"""The browser, the site in it, and pages that fail a test by themselves when anything goes wrong in them.

A test asks for ``open_page`` and gets a Playwright page of the repository's own site, or of any folder with
``open_folder``. Whatever the page writes to the console as a warning or error, raises, fails to load or asks of another
host fails the test, without a word in the test itself.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.browser.kinds import kinds_of_pages
from tests.browser.looking import in_turn
from tests.browser.views_site import write_views_site
from tests.browser.watching import Watch
from tests.conftest import Project
from tests.lacking import find_chromium, find_from_npm, lack
from tests.own_site import shared_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves the machine, whatever a page asks for
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, one for each worker, for as long as it runs tests of this folder."""
    executable = find_chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lack("Playwright", "install the extra `test`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def patterns(own_site) -> dict:
    """The patterns of the repository's own site, by their ids."""
    return own_site.registry["patterns"]


class _Site(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # asked for by the browser, not by a page
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="package")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on a free port; return its address, which ends in a slash."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def served(folder: Path) -> str:
        if folder not in servers:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, directory=str(folder)))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[folder] = server
        return f"http://127.0.0.1:{servers[folder].server_port}/"

    yield served
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def axe_script() -> Path:
    """The file with axe-core."""
    return find_from_npm("axe-core/axe.min.js")


@pytest.fixture
def open_folder(browser, serve) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a built site: ``open_folder(out, "index.html", width=320, ...)``.

    ``over`` is ``http`` or ``file``; ``scheme`` light or dark; ``media`` screen or print; ``script`` whether scripts run;
    ``scale`` is how many pixels of a picture one of the page takes; ``excuse`` matches what may go wrong, because it is not ours.
    """
    watches: list[tuple[Watch, re.Pattern[str] | None]] = []

    def opened(
        folder: Path,
        name: str,
        *,
        over: str = "http",
        scheme: str = "light",
        media: str = "screen",
        width: int = 1280,
        height: int = 900,
        script: bool = True,
        scale: float = 1,
        excuse: re.Pattern[str] | None = None,
    ) -> Page:
        base = serve(folder) if over == "http" else f"{folder.as_uri()}/"
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            device_scale_factor=scale,
            java_script_enabled=script,
        )
        page = context.new_page()
        page.emulate_media(media=media)
        page.on("close", lambda _page: context.close())
        watches.append((Watch(page, base), excuse))
        page.goto(base + name)
        return page

    yield opened
    for watch, _excuse in watches:
        if not watch.page.is_closed():
            watch.page.close()
    told = [(problem, excuse) for watch, excuse in watches for problem in watch.problems]
    assert [problem for problem, excuse in told if excuse is None or not excuse.search(problem)] == []


@pytest.fixture(scope="package")
def handbook(tmp_path_factory) -> Path:
    """The small handbook of ``views_site.py``, built."""
    project = Project(tmp_path_factory.mktemp("handbook"))
    write_views_site(project)
    result = project.build("html")
    assert result.warnings == []
    return result.out


@pytest.fixture
def open_page(open_folder, own_site) -> Callable[..., Page]:
    """Return a function that opens a page of the repository's own site: ``open_page("index.html", scheme="dark")``."""
    return partial(open_folder, own_site.out)


@pytest.fixture(scope="session")
def kinds(own_site, tmp_path_factory) -> list[str]:
    """A page of each kind: workers share the answer, as all pages have to be parsed for it."""
    kept = shared_folder(tmp_path_factory) / "kinds.json"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            kept.write_text(json.dumps(kinds_of_pages(own_site)))
    return json.loads(kept.read_text())


@pytest.fixture
def tour(open_page, kinds) -> Callable[..., Iterator[tuple[str, Page]]]:
    """Return a function that goes over a page of each kind, with the options of ``open_page``."""

    return partial(in_turn, open_page, kinds)
