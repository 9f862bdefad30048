"""What of a page a reader does not get to see, whatever the cause. Each function returns it, and nothing is well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from playwright.sync_api import Page

#: The width of a sheet of A4 between margins of 1 cm, in CSS pixels.
PAPER = 718

_UNSEEN = r"""() => {
  const MEANT = "[hidden], form, svg title, svg desc, details.excellence-transcript:not([open]), .excellence-more > summary, .excellence-shortcuts, .excellence-ticks, .excellence-choose, .excellence-stop > label, .sd-stretched-link, .excellence-live, .excellence-news, script, style, template, noscript, .headerlink";
  const lost = [];
  const walker = document.createTreeWalker(document.querySelector("[role=main]"), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (!/[\p{L}\p{N}]/u.test(text.data) || parent.closest(MEANT)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const shown = [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0);
    if (!shown || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      lost.push(`${parent.tagName.toLowerCase()}.${parent.className}: ${text.data.trim()}`);
    }
  }
  return lost;
}"""

_CUT_OFF = """() => {
  const cut = [];
  for (const element of document.querySelectorAll("[role=main] *")) {
    if (element.closest("[hidden]") || !element.checkVisibility()) continue;
    const hides = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    const beyond = element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
    const forReaders = element.clientWidth <= 1;
    if ((hides || beyond) && !forReaders) {
      cut.push(`${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
    }
  }
  return cut;
}"""


_SETTLED = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
  await Promise.all(ending.map(({ finished }) => finished));
}"""


def in_turn(open_page: Callable[..., Page], names: Sequence[str], **options: object) -> Iterator[tuple[str, Page]]:
    """Yield each page by its name, in one window that ``open_page`` opens at the first."""
    first, *others = names
    page = open_page(first, **options)
    base = page.url.removesuffix(first)
    yield first, page
    for name in others:
        page.goto(base + name)
        yield name, page
    page.close()


def show_scheme(page: Page, scheme: str) -> None:
    """Let a page be light or dark, once its own script and transitions have followed: some themes have a script for it."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_SETTLED)


def excess_width(page: Page) -> int:
    """Return by how many pixels the page is wider than its window, so that all of it scrolls sideways."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")


def unseen_texts(page: Page) -> list[str]:
    """Return the texts of the main part that are not shown, each with its element.

    What is hidden by the attribute is meant to be; a form, shortcuts, the word that unfolds what is open, and what only a
    script can use, say nothing that is not elsewhere too. Text that only screen readers get is shown.
    """
    return page.evaluate(_UNSEEN)


def cut_off(page: Page) -> list[str]:
    """Return the boxes of the main part that are wider than they show, or that go beyond the page's edge."""
    return page.evaluate(_CUT_OFF)
