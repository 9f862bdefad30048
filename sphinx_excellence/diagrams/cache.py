"""The folder of drawings that all builders of a project share, and the processes that fill it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from sphinx_excellence.diagrams.engine import RENDERER_VERSION, Faces, edition, settings
from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable
from sphinx_excellence.diagrams.pool import Pool, process_count

#: The name of the folder, in the doctree folder.
FOLDER: Final = "diagrams"
#: The most bytes that the folder takes, unless one build uses more.
SIZE_LIMIT: Final = 256 * 1024 * 1024


class DiagramCache:
    """A folder with a file a diagram, named by its source, the version of the renderer, and the settings.

    What one build uses stays, however much it is. What was used last before it stays too, up to ``SIZE_LIMIT``; a limit
    on all of them would drop each diagram of a large book before the next build comes to it.
    """

    def __init__(self, folder: Path, faces: Faces, jobs: int = 1) -> None:
        self.folder = folder
        self._faces = faces
        self._jobs = jobs
        self._pool: Pool | None = None
        self._used: set[Path] = set()
        self._refused: dict[str, DiagramError | DiagramsUnavailable] = {}

    def draw_ahead(self, sources: Iterable[str]) -> None:
        """Draw what is not drawn yet, several at once. What is wrong with a diagram, ``draw`` says."""
        missing = []
        for source in dict.fromkeys(sources):
            if source in self._refused:
                continue
            try:
                kept = self._kept(source)
            except DiagramsUnavailable:
                return
            if kept.exists():
                self.keep(kept)
            elif kept.with_suffix(".refused").exists():
                self.keep(kept.with_suffix(".refused"))
            else:
                missing.append(source)
        if not missing:
            return
        if self._pool is None:
            self._pool = Pool(self._faces, process_count(self._jobs))
        for source, outcome in self._pool.draw(missing):
            kept = self._kept(source)
            if isinstance(outcome, str):
                self._write(outcome, kept)
                continue
            self._refused[source] = outcome
            if isinstance(outcome, DiagramError) and outcome.is_final:
                self._write(str(outcome), kept.with_suffix(".refused"))

    def draw(self, source: str) -> bytes:
        """Return a Mermaid diagram as SVG; the same source gives the same bytes."""
        kept = self._kept(source)
        for _ in range(2):
            if source in self._refused:
                raise self._refused[source]
            with contextlib.suppress(FileNotFoundError):
                drawn = kept.read_bytes()
                self.keep(kept)
                return drawn
            refused = kept.with_suffix(".refused")
            with contextlib.suppress(FileNotFoundError):
                message = refused.read_text(encoding="utf-8")
                self.keep(refused)
                raise DiagramError(message)
            self.draw_ahead([source])
        raise DiagramError(f"its drawing is gone from {self.folder}", is_final=False)

    def derived(self, drawn: str, ending: str, make: Callable[[Path, Path], None]) -> Path:
        """Return the file that ``make`` makes of a drawing; it is made once."""
        name = hashlib.sha256(drawn.encode()).hexdigest()[:32]
        target = self.folder / f"{name}-{ending}"
        if not target.exists():
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder, "drawing.svg")
                source.write_text(drawn, encoding="utf-8")
                make(source, target)
        self.keep(target)
        return target

    def keep(self, drawn: Path) -> None:
        """Note that this build uses a file of the folder."""
        self._used.add(drawn)
        with contextlib.suppress(FileNotFoundError):  # another build at the same folder
            os.utime(drawn)

    def close(self) -> None:
        """End the processes, and remove what this build has not used, but for what was used last before it."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None
        size, others = 0, []
        for path in self.folder.glob("*"):
            with contextlib.suppress(FileNotFoundError):
                about = path.stat()
                if path in self._used:
                    size += about.st_size
                else:
                    others.append((about.st_mtime_ns, path, about.st_size))
        for _, path, bytes_ in sorted(others, reverse=True):
            size += bytes_
            if size > SIZE_LIMIT:
                path.unlink(missing_ok=True)

    def _kept(self, source: str) -> Path:
        key = json.dumps([source, edition(), RENDERER_VERSION, settings(self._faces.family)], sort_keys=True)
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.svg"

    def _write(self, text: str, target: Path) -> None:
        """Write a file in one step."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
        self.keep(target)
