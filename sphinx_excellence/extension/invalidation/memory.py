"""What each builder last wrote, kept between runs in the doctree folder.

The environment is shared by all builders of a doctree folder and is stored before anything is written, so it
cannot tell what stands in one builder's output: this file does. It is written only when a run has ended well.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 2


@dataclass(slots=True)
class Memory:
    """What one builder wrote.

    ``pages`` maps each page to the digest of what it was written from, ``published`` is the signature of the run whose
    registry stands beside the pages.
    """

    path: Path
    pages: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    published: str = ""

    @classmethod
    def of_builder(cls, doctreedir: Path, builder: str, outdir: Path) -> Memory:
        """Return the memory of a builder's output folder; empty where there is none or it cannot be read."""
        key = hashlib.blake2b(str(outdir).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        memory = cls(doctreedir / f"excellence-written-{builder}-{key}.json")
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(memory.path.read_text(encoding="utf-8"))
            if stored["format"] == FORMAT:
                memory.pages = dict(stored["pages"])
                memory.fingerprint = str(stored["fingerprint"])
                memory.published = str(stored["published"])
        return memory

    def save(self) -> None:
        """Write the memory."""
        stored = {"format": FORMAT, "fingerprint": self.fingerprint, "published": self.published, "pages": self.pages}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(stored, separators=(",", ":")), encoding="utf-8")


def load_warned(doctreedir: Path) -> set[str]:
    """Return the pages about which something was warned in the last run of any builder."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return set(json.loads(_warned_path(doctreedir).read_text(encoding="utf-8")))
    return set()


def save_warned(doctreedir: Path, warned: set[str]) -> None:
    """Keep the pages about which something was warned."""
    path = _warned_path(doctreedir)
    if warned or path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sorted(warned)), encoding="utf-8")


def _warned_path(doctreedir: Path) -> Path:
    return doctreedir / "excellence-warned.json"
