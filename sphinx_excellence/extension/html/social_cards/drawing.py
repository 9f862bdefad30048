"""Draws the cards of a site, each once: a card that looks as it did is taken from the doctree folder.

They are PNG, since sites that show them take no SVG, and drawn by the compiler of the PDF edition, in its typefaces.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_excellence.extension.html.social_cards.cards import (
    FOLDER,
    TEMPLATE,
    are_drawn,
    card_of,
    content_of,
    file_of,
)
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
#: Where cards are kept, in the doctree folder.
_KEPT = "excellence-cards"
#: How many cards a thread draws at once: the typefaces are read once for each such part.
_AT_ONCE = 40

Content = Mapping[str, str | list[str]]


def publish_cards(app: Sphinx, exception: Exception | None) -> None:
    """Put the cards of all pages into the output, and take away those that are no more."""
    if exception is not None or not hasattr(app.builder, "imagedir"):
        return
    folder = Path(app.outdir) / FOLDER
    needed = _needed(app) if are_drawn(app) else {}
    if needed:
        folder.mkdir(parents=True, exist_ok=True)
        kept = Path(app.doctreedir) / _KEPT
        kept.mkdir(parents=True, exist_ok=True)
        missing = {name: content for name, content in needed.items() if not (kept / name).is_file()}
        if missing:
            _draw(app, missing, kept)
        _remove_others(kept, needed)
        for name in needed:
            if not (folder / name).is_file() and (kept / name).is_file():
                shutil.copyfile(kept / name, folder / name)
    if folder.is_dir():
        _remove_others(folder, needed)
        if not any(folder.iterdir()):
            folder.rmdir()


def _needed(app: Sphinx) -> dict[str, Content]:
    found = ((docname, card_of(app, docname)) for docname in sorted(app.env.all_docs))
    contents = {docname: content_of(app, docname, card) for docname, card in found if card is not None}
    return {file_of(docname, content): content for docname, content in contents.items()}


def _remove_others(folder: Path, needed: Mapping[str, Content]) -> None:
    for path in folder.glob("*.png"):
        if path.name not in needed:
            path.unlink()


def _draw(app: Sphinx, contents: Mapping[str, Content], kept: Path) -> None:
    """Draw cards in as many threads as Sphinx may have processes: the compiler lets others work meanwhile."""
    # Imported here: it is not there in every environment, and most runs draw nothing.
    from sphinx_excellence.typst.assets.font_files import FOLDER as FONTS  # noqa: PLC0415
    from sphinx_excellence.typst.compiler import CompileError, Compiler  # noqa: PLC0415

    own = [Path(app.confdir) / str(name) for name in app.config.typst_font_paths]

    def draw(names: Sequence[str]) -> str:
        with tempfile.TemporaryDirectory(dir=kept) as name:
            place = Path(name)
            shutil.copyfile(TEMPLATE, place / TEMPLATE.name)
            (place / "cards.json").write_text(json.dumps([contents[name] for name in names]), encoding="utf-8")
            try:
                Compiler(place, [FONTS, *own]).draw(TEMPLATE.name, str(place / "{p}.png"), pixels_per_inch=72)
            except CompileError as error:
                return str(error)
            drawn = sorted(place.glob("*.png"), key=lambda path: int(path.stem))
            for path, target in zip(drawn, names, strict=True):
                path.replace(kept / target)
        return ""

    waiting = sorted(contents)
    parts = [waiting[start : start + _AT_ONCE] for start in range(0, len(waiting), _AT_ONCE)]
    with ThreadPoolExecutor(max(1, app.parallel)) as pool:
        for reason in dict.fromkeys(filter(None, pool.map(draw, parts))):
            _logger.warning(N_("social cards cannot be drawn: %s"), reason, type="excellence", subtype="social-cards")
