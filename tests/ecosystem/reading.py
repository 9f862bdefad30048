"""Reads what a PDF says, and which words of the site it lacks."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup
from pypdf import PdfReader

_WORD = re.compile(r"[^\W\d_]{4,}")
#: Pages that Sphinx makes by itself are set in another way, or not at all.
_OWN = ("genindex", "search.html", "py-modindex", "http-routingtable", "_modules/", "404.html", "_static/")


def read_pdf(path: Path) -> tuple[int, str]:
    """Return the number of pages and the text."""
    pages = PdfReader(path).pages
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, text=True, check=False)
        return len(pages), done.stdout
    return len(pages), "\n".join(page.extract_text() for page in pages)


def missing_words(pages: dict[str, bytes], pdf: str) -> tuple[float, list[str]]:
    """Return how many of the different words of a site's pages the PDF has, and those it lacks, the most frequent first."""
    words: Counter[str] = Counter()
    for name, data in pages.items():
        if name.endswith(".html") and not name.startswith(_OWN):
            words.update(_words_of(data))
    text = re.sub(r"[\u00ad\u2010-]\s*\n\s*|\s+", "", pdf).casefold()  # a word may be broken at any place
    missing = [word for word, _ in words.most_common() if word not in text]
    return (1 - len(missing) / len(words) if words else 0.0), missing


def _words_of(page: bytes) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    body = soup.select_one("[role=main], article, div.body") or soup
    for other in body.select(
        "script, style, nav, .headerlink, .viewcode-link, .related-pages, footer, .prev-next-footer"
    ):
        other.decompose()
    return [word.casefold() for word in _WORD.findall(body.get_text(" "))]
