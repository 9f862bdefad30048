"""Signs what is stored between runs, so that only files of this user's own runs are trusted.

A repository may contain a cache that its author made, which would then decide what a check sees. Owns the user's key,
which is created once and is outside every project, and the signatures. Without a key, no stored file is trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import sys
from functools import cache
from pathlib import Path

#: The folder of the key, for tests and for machines that keep it somewhere else.
FOLDER = "SPHINX_EXCELLENCE_KEY_DIR"
_SIZE = 32


def signature(name: str, content: bytes) -> bytes | None:
    """Return the user's signature for content stored under a name; ``None`` without a key."""
    key = _key(os.environ.get(FOLDER, ""))
    if key is None:
        return None
    return hashlib.blake2b(name.encode() + b"\0" + content, key=key, digest_size=20).hexdigest().encode()


def with_signature(name: str, content: bytes) -> bytes | None:
    """Return the content with its signature in a line below it; ``None`` without a key."""
    mark = signature(name, content)
    return None if mark is None else content + b"\n" + mark


def verified(name: str, kept: bytes) -> bytes | None:
    """Return what was stored under a name, without its signature; ``None`` where the signature is not this user's."""
    content, _, mark = kept.rpartition(b"\n")
    expected = signature(name, content)
    return content if expected is not None and hmac.compare_digest(mark, expected) else None


def user_folder() -> Path:
    """Return the user's own folder for this toolkit, outside every project. Raises ``RuntimeError`` without a home."""
    chosen = os.environ.get(FOLDER, "")
    return Path(chosen) if chosen else _user_folder()


@cache
def _key(folder: str) -> bytes | None:
    """Return the user's key, making it on first use; ``None`` where it can neither be read nor made."""
    with contextlib.suppress(OSError, RuntimeError):
        path = (Path(folder) if folder else _user_folder()) / "key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            made = path.with_name(f"key.{secrets.token_hex(8)}")
            handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_SIZE))
            try:
                os.link(made, path)  # unlike a renaming, it never takes the place of one that another run just made
            except FileExistsError:
                pass
            except OSError:
                made.replace(path)
            with contextlib.suppress(OSError):
                made.unlink()
        key = path.read_bytes()
        return key if len(key) == _SIZE else None
    return None


def _user_folder() -> Path:
    """Return the folder of the user's own caches for this toolkit."""
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "sphinx-excellence"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".cache") / "sphinx-excellence"
