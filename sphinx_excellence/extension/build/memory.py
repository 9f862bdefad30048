"""How a run uses memory: when garbage is collected, and how many pages wait in memory to be written.

A page is a tree whose nodes know their parents, so only the collector of cyclic garbage frees it, and Sphinx keeps
every page that it has read until it is written. With views in them, pages are large: a thousand took half a gigabyte,
and looking through them for garbage again and again took a fifth of a build. Of a run with little to do it took more:
what Sphinx unpickles at the start is looked through while it grows, and holds no garbage.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: So many new containers are worth a look for garbage: about those of 25 pages, where Python looks at 700.
_GARBAGE = 50_000
#: So many pages wait in memory between being read and being written. Sphinx has the others from the doctree folder, as
#: those that were read in an earlier run.
PAGES_WAITING = 20
#: A process that runs again and again looks for what earlier runs left once this much more is alive than usual. That is
#: counted every so many runs, as it takes a while.
_MUCH_MORE, _RUNS = 1.5, 8


class Memory:
    """What one run changes, and puts back when it ends."""

    #: How many runs this process has begun, and how many containers were alive once what earlier runs left was gone.
    _begun: ClassVar[int] = 0
    _usual: ClassVar[int] = 0

    def __init__(self) -> None:
        """Change nothing yet."""
        self._thresholds: tuple[int, int, int] | None = None
        self._keeps = False
        self._turned = 0
        self._looked_twice = 0

    def begin(self) -> None:
        """Look for garbage less often."""
        if self._thresholds is None:
            self._thresholds = gc.get_threshold()
            if 0 < self._thresholds[0] < _GARBAGE:
                gc.set_threshold(_GARBAGE, *self._thresholds[1:])

    def keep_all(self) -> None:
        """Do not look for garbage in what is alive now: it lives until the run ends."""
        self.begin()
        gc.freeze()
        if not self._keeps:
            self._keeps = True
            self._let_earlier_runs_go()

    @classmethod
    def _let_earlier_runs_go(cls) -> None:
        """Look for what earlier runs of this process left, where it may be much.

        Python does not count what was taken out of its search and put back, so that it would not look by itself.
        """
        cls._begun += 1
        if cls._begun % _RUNS == 0 and gc.get_freeze_count() > _MUCH_MORE * cls._usual:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            cls._usual = gc.get_freeze_count()

    def turn_page(self, env: BuildEnvironment) -> None:
        """Let pages go, and look for what they leave while no other page is there.

        Python would look while pages wait, and then not again for a long time at those that it has seen. Where pages
        were so large that it has looked at some twice, what they left is among what it holds to be here to stay.
        """
        self._turned += 1
        if not let_pages_go(env) and self._turned < PAGES_WAITING:
            return
        self._turned = 0
        if gc.isenabled():
            gc.collect(1 if _looked_twice() == self._looked_twice else 2)
            self._looked_twice = _looked_twice()

    def end(self) -> None:
        """Look for garbage as before."""
        gc.unfreeze()
        self._keeps = False
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
            self._thresholds = None


def _looked_twice() -> int:
    """Return how often this process has looked for garbage among what an earlier look had left."""
    return int(gc.get_stats()[1]["collections"])


def let_pages_go(env: BuildEnvironment) -> bool:
    """Let Sphinx forget the pages that it keeps in memory, where they are many; return whether they were.

    The attributes are private: where they are not what they were, all stays as it is.
    """
    were_many = False
    for name in ("_write_doc_doctree_cache", "_pickled_doctree_cache"):
        kept = getattr(env, name, None)
        if isinstance(kept, dict) and len(kept) >= PAGES_WAITING:
            kept.clear()
            were_many = True
    return were_many
