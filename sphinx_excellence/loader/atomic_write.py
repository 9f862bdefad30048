"""Replaces a file atomically: a reader gets the old content or the new one, never a part."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def replace_content(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write ``content`` to ``path``, with the permissions of the file that it replaces. Raises ``OSError``.

    ``durable`` waits until the disk has it, which takes milliseconds: not needed for what is checked when it is read.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        made.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        made.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise
