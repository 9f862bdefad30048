"""Explanations of the toolkit's own rules, kept between runs in the user's folder.

Owns the file that holds them, and when it is out of date: as soon as a module changes that they are made of. A folder
that cannot be written to makes a run slower, but is never an error.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.signing import user_folder
from sphinx_excellence.version import __version__

_FILE = "explanations.json"
_PACKAGE = Path(__file__).parent.parent


def kept_explanation(name: str) -> str | None:
    """Return what is kept of the rule ``name``; ``None`` where nothing is, or it is out of date."""
    with contextlib.suppress(OSError, RuntimeError, ValueError, KeyError, TypeError):
        kept = json.loads((user_folder() / _FILE).read_text(encoding="utf-8"))
        if kept["modules"] == _modules():
            return str(kept["explanations"][name])
    return None


def keep_explanations(explanations: Mapping[str, str]) -> None:
    """Keep the explanations of rules, by name."""
    with contextlib.suppress(OSError, RuntimeError):
        path = user_folder() / _FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"modules": _modules(), "explanations": dict(explanations)}, ensure_ascii=False)
        replace_content(path, text.encode(), durable=False)


def _modules() -> list[list[object]]:
    """Return the version, and of each module that says something of rules its path, time and size."""
    paths = sorted(path for folder in ("rules", "model") for path in (_PACKAGE / folder).glob("*.py"))
    states = [(path, path.stat()) for path in (*paths, Path(__file__).with_name("explain_command.py"))]
    return [[__version__], *([str(path), state.st_mtime_ns, state.st_size] for path, state in states)]
