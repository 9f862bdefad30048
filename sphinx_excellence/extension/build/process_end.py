"""The end of the process: what is alive then is left to the operating system.

Python looks through all objects for garbage again when it ends, and frees each one. The pages and records of a run are
hundreds of thousands, and none of them has anything left to do: that took up to two fifths of a run.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
from functools import cache
from types import GeneratorType

#: Files of which nothing is lost once what was written to them is flushed.
_FILES = (
    io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom, io.BufferedReader, io.FileIO, io.StringIO, io.BytesIO,
)  # fmt: skip


@cache
def end_quickly() -> None:
    """Have the process end without a search for garbage, unless something is alive that has an end of its own."""
    atexit.register(_leave_all_alive)


def _leave_all_alive() -> None:
    """Take all objects out of the search for garbage; do nothing where that would pass over a finaliser.

    Open files are flushed and generators closed, wherever they are. Any other object with a finaliser, such as a file
    that deletes itself, may be in a cycle of references, where only the search finds it.
    """
    alive = gc.get_objects()
    finalised = {kind for kind in set(map(type, alive)) if hasattr(kind, "__del__")}
    if not finalised.issubset((*_FILES, GeneratorType)):
        return
    for each in [each for each in alive if type(each) in finalised]:
        with contextlib.suppress(Exception):  # as Python does with what a finaliser raises
            if isinstance(each, GeneratorType):
                each.close()
            else:
                each.flush()
    gc.freeze()
