"""What pages ask of the registry, as plain values that can be kept with the page.

Tuples with names, here and in ``pages``: thousands of them are read from the environment at every build.
"""

from __future__ import annotations

from typing import NamedTuple

#: The kind of a question that any record may answer, as links in prose put it.
ANY_KIND = ""


class Question(NamedTuple):
    """Something a page wants to know of the registry; its digest changes when the answer does.

    ``id`` is the name that is asked for, an id or an alias, whether or not there is such a record today.
    ``facet`` is ``whole`` (all that a record says), ``face`` (its title, badge and summary, which is what links
    show), ``members`` (all of a kind, as a list of them shows each), ``moves`` (the history of the tier of every
    pattern), ``descent`` (what every pattern grew out of, and when), ``leaving`` (which migrations leave a pattern),
    ``records`` (all that the records of a kind say) or ``everything`` (all that all records say).
    """

    kind: str
    id: str
    facet: str
