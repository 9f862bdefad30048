"""What pages ask of the registry, as plain values that can be kept with the page.

Tuples with names, here and in ``pages``: thousands of them are read from the environment at every build.
"""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """Something a page wants to know of the registry; its digest changes when the answer does.

    ``facet`` is ``whole`` (all that a record says), ``face`` (its title, badge and summary, which is what links
    show), ``members`` (all of a kind, as a list of them shows each), ``leaving`` (which migrations leave a pattern) or
    ``everything`` (all that all records say).
    """

    kind: str
    id: str
    facet: str
