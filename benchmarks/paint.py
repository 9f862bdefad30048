"""Measures the live catalogue in a browser: from a reader's act to the picture that answers it.

Owns that measurement alone. A picture is taken to be painted when the browser has drawn a frame after the act and come
back to its work: the time from the act to then is what the reader waits. The first of each is what counts, on a page
that has just been loaded, with nothing warmed up.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import chromium
from benchmarks.catalogue import make_catalogue
from benchmarks.generate import FLAVOURS, write_project
from benchmarks.measure import build
from benchmarks.table import Row

#: Sets a field as a reader would and resolves with the milliseconds until the next frame is on the screen.
_ACT = """
([name, value]) => new Promise((resolve) => {
  const [chip, field] = [`[value="${value}"]`, ""].map((of) => document.querySelector(`.excellence-controls [name="${name}"]${of}`));
  const begun = performance.now();
  if (chip) {
    chip.click();
  } else {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - begun);
    channel.port2.postMessage(null);
  });
})
"""
_ACTS = (
    ("first filter, by tier", "tier", "bronze"),
    ("first filter, by words", "text", "outbox"),
    ("first sorting, by title", "sort", "title"),
)
_LAYOUTS = {"as cards": "", "as a table": ":layout: table\n"}
#: Milliseconds after which a reader notices that something is slow, as the project has promised.
MOST = 400


def measure_paint(folder: Path, entries: int, times: int) -> list[Row]:
    """Return the rows: each act, on a catalogue of ``entries`` patterns, in each theme and layout."""
    patterns = make_catalogue(entries)
    rows = []
    with chromium() as browser:
        for theme in ("furo", "alabaster"):
            project = write_project(
                folder / f"paint-{theme}", FLAVOURS["directives"], theme, patterns, paged=patterns[:1]
            )
            for name, option in _LAYOUTS.items():
                page = f"# Catalogue\n\n```{{pattern-catalog}}\n:filter:\n{option}```\n\n"
                toctree = f"```{{toctree}}\n{patterns[0].id}\n```\n"
                (project.source / "index.md").write_text(page + toctree, encoding="utf-8")
                build(project)
                where = f"{entries:,} entries {name}, {theme}"
                for what, field, value in _ACTS:
                    waited = [_waited(browser, project.output / "html" / "index.html", field, value)
                              for _turn in range(times)]  # fmt: skip
                    rows.append(Row(where, what, min(waited), None, MOST, "ms", 0))
    return rows


def _waited(browser: Browser, page: Path, field: str, value: str) -> float:
    """Return the milliseconds of one act on a page that has just been loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_selector(".excellence-controls:not([hidden])")
    opened.wait_for_timeout(500)
    waited = float(opened.evaluate(_ACT, [field, value]))
    context.close()
    return waited
