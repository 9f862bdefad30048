"""The list of faults that are not ours: which it excuses, and which of its entries excuse nothing."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import yaml

FILE = Path(__file__).parent / "faults_of_others.yaml"
KEYS = {
    "accessibility": {"rule", "selector"},
    "keyboard": {"selector"},
    "markup": {"message", "pages"},
    "sheets": {"message"},
    "epub": {"message", "files", "line"},
}
Section = Literal["accessibility", "keyboard", "markup", "sheets", "epub"]


def excuses(section: Section) -> list[dict[str, str]]:
    """Return the entries of a section; one without a reason, or with a key that means nothing, is refused."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))[section]
    for entry in entries:
        assert set(entry) == KEYS[section] | {"reason"}, entry
        assert len(entry["reason"].split()) > 4, entry
    return entries


def idle(section: Section, used: Collection[int]) -> list[dict[str, str]]:
    """Return the entries that nothing needed; ``used`` are the places of those that were."""
    return [entry for place, entry in enumerate(excuses(section)) if place not in used]
