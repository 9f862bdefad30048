"""What goes wrong in a page while a test looks at it."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

#: Addresses that ask nobody.
LOCAL_SCHEMES = {"data", "blob", "about"}


class Watch:
    """The problems of one page, each told with the page's address, from the moment it is made."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.problems: list[str] = []
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self._note(f"raised {error}"))
        page.on("request", self._note_foreign)
        page.on("requestfailed", self._note_failure)
        page.on("response", self._note_answer)

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self.page.url.removeprefix(self.base)}: {problem}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"warning", "error"}:
            self._note(f"said {message.text}")

    def _note_foreign(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in LOCAL_SCHEMES and not request.url.startswith(self.base):
            self._note(f"asked for {request.url}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what the browser itself gives up, as when it leaves the page
            self._note(f"did not get {request.url}: {request.failure}")

    def _note_answer(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"got {response.status} for {response.url}")
