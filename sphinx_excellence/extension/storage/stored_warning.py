"""A Sphinx warning in a form that can be stored and logged again.

Converts a log record to plain values and back. Owns the state of the files that a warning names: a warning about a
missing file, or about another page, stays valid as long as that file does not change.
"""

from __future__ import annotations

import hashlib
import logging as standard_logging
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location

from sphinx_excellence.extension.storage.application import application_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: Log records that have been recorded, or were made from a stored warning, have this attribute.
RECORDED = "excellence_recorded"
_QUOTED = re.compile(r"'([^'\n]{1,300})'|\"([^\"\n]{1,300})\"")
_WORD = re.compile(r"[^\s'\"`<>()\[\]{},;|*]{1,300}")
#: A message with more words than these (a traceback, a page of source) is looked at no further.
_MOST_WORDS = 200

Plain = str | int | float | bool | None


class StoredWarning(NamedTuple):
    """A warning. ``message`` and ``args`` are apart, as Sphinx compares both where it logs a warning only once.

    ``location`` is text as Sphinx takes it: the name of a page, or a file and a line. ``state`` is a digest of the
    files that the message names, empty where it names none.
    """

    logger: str
    level: int
    message: str
    args: tuple[Plain, ...]
    kind: str
    subtype: str
    location: str
    once: bool
    color: str
    traceback: str
    state: str = ""

    @property
    def text(self) -> str:
        """The message."""
        return self.message % self.args if self.args else self.message

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two warnings the same to a reader."""
        return self.level, self.kind, self.subtype, self.text, self.location

    @classmethod
    def of_record(cls, record: standard_logging.LogRecord, env: BuildEnvironment, docname: str | None) -> StoredWarning:
        """Return the warning of a record that no handler has changed yet; ``docname`` is the page it comes from."""
        message, args = _parts(record)
        traceback = (
            standard_logging.Formatter().formatException(record.exc_info) if record.exc_info else record.exc_text
        )
        warned = cls(
            record.name,
            record.levelno,
            message,
            args,
            str(getattr(record, "type", None) or ""),
            str(getattr(record, "subtype", None) or ""),
            _location(getattr(record, "location", None), env),
            bool(getattr(record, "once", False)),
            str(getattr(record, "color", None) or ""),
            traceback or "",
        )
        return warned._replace(state=warned.state_now(env, docname))

    @classmethod
    def of_row(cls, row: Any) -> StoredWarning:
        """Return the warning of a row as JSON gives it. Raises ``TypeError`` or ``ValueError``."""
        logger, level, message, args, kind, subtype, location, once, color, traceback, state = row
        texts = (logger, message, kind, subtype, location, color, traceback, state)
        if not all(isinstance(text, str) for text in texts):
            msg = "a stored warning consists of strings"
            raise TypeError(msg)
        warned = cls(
            logger, int(level), message, tuple(args), kind, subtype, location, bool(once), color, traceback, state
        )
        _ = warned.text  # arguments that do not fit the message are refused here, not when it is logged
        return warned

    def emit(self) -> None:
        """Log the warning: every handler and filter treats it as a new one."""
        record = standard_logging.makeLogRecord(
            {
                "name": self.logger,
                "levelno": self.level,
                "levelname": standard_logging.getLevelName(self.level),
                "msg": self.message,
                "args": self.args,
                "type": self.kind or None,
                "subtype": self.subtype or None,
                "location": self.location or None,
                "once": self.once,
                "color": self.color or None,
                "exc_text": self.traceback or None,
                RECORDED: True,
            }
        )
        standard_logging.getLogger(NAMESPACE).handle(record)

    def pages_named(self, env: BuildEnvironment) -> set[str]:
        """Return the pages that the message names, by their names or files: another place of the same label."""
        names = {word for word in _words_of(self.text) if word in env.found_docs}
        files = (Path(word) for word in _words_of(self.text) if word.startswith(str(env.srcdir)))
        found = (env.path2doc(path) for path in files)
        return names | {docname for docname in found if docname is not None and docname in env.found_docs}

    def state_now(self, env: BuildEnvironment, docname: str | None) -> str:
        """Return a digest of the files that the message names, as they are now; empty where it names none."""
        states = [f"{path}={_state(path)}" for path in _files_named(self.text, env, docname)]
        return (
            hashlib.blake2b("\0".join(states).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            if states
            else ""
        )


def _parts(record: standard_logging.LogRecord) -> tuple[str, tuple[Plain, ...]]:
    """Return message and arguments; the finished message alone where an argument is no plain value."""
    message, args = str(record.msg), record.args or ()
    try:
        # The class's own method: Sphinx's subclass adds the location.
        text = standard_logging.LogRecord.getMessage(record)
    except (TypeError, ValueError, KeyError):
        return message, ()  # arguments that do not fit are the extension's fault; nothing is lost
    if isinstance(args, tuple):
        plain = tuple(each for each in args if isinstance(each, Plain))
        if len(plain) == len(args):
            return message, plain
    return text, ()


def _location(location: object, env: BuildEnvironment) -> str:
    """Return a location as text, as Sphinx makes it: a file and a line; or the name of a page, left as it is."""
    if isinstance(location, nodes.Node):
        return get_node_location(location) or ""
    if isinstance(location, tuple):
        docname, line = location
        if not docname:
            return ""
        return f"{env.doc2path(docname)}:{line}" if line else str(docname)
    return str(location) if location else ""


def _words_of(text: str) -> list[str]:
    words = [*(quoted or other for quoted, other in _QUOTED.findall(text)), *_WORD.findall(text)]
    return list(dict.fromkeys(word.rstrip(".:!?") for word in words[:_MOST_WORDS]))


def _files_named(text: str, env: BuildEnvironment, docname: str | None) -> Iterator[Path]:
    """Yield each place at which a file that a message names may be, whether there is one or not."""
    app = application_of(env)
    page = Path(env.doc2path(docname)).parent if docname and docname in env.found_docs else Path(env.srcdir)
    folders = dict.fromkeys((Path.cwd(), Path(env.srcdir), page, Path(app.confdir)))
    written = (str(app.outdir) + os.sep, str(app.doctreedir) + os.sep)
    for word in _words_of(text):
        if word in env.found_docs:
            yield Path(env.doc2path(word))
        elif "." in word.strip(".") or "/" in word.strip("/"):
            for folder in folders:
                for path in dict.fromkeys((folder / word, folder / word.lstrip("/"))):
                    if not str(path).startswith(written):
                        yield path


def _state(path: Path) -> str:
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a character that no file name holds
        return ""
    # A folder changes with every file in it, and with what a build leaves there.
    return f"{status.st_mtime_ns} {status.st_size}" if stat.S_ISREG(status.st_mode) else "other"
