"""Queries that pages put to the registry, as plain values that are stored with the page.

A page is read again when the digest of an answer changes. Named tuples, here and in ``pages``, since every build reads
thousands of them from the environment.
"""

from __future__ import annotations

from typing import NamedTuple

#: The facet of where a record is written, which is not in the registry: `ExcellenceDomain.digest` knows it.
PLACE = "place"
#: The facet of the day that counts as today, which is not in the registry either.
TODAY = "today"
#: The kind of a query that a record of any kind may answer, as links in prose put it.
ANY_KIND = ""


class Query(NamedTuple):
    """What a page needs from the registry. `Registry.digest` gives the digest of the answer.

    ``id`` is the name that the page asks for, an id or an alias, whether or not there is such a record today.
    ``facet`` is ``whole`` (all fields of a record), ``link`` (what a link to it shows: title, badge, summary),
    ``members`` (each record of a kind as a list shows it), ``tier-history`` (of every pattern: its tiers, when
    it got them and in which editions), ``tier-history-texts`` (the same with what is said of it), ``lineage`` (what
    every pattern grew out of, and when), ``migrations`` (which migrations leave a pattern), ``onward`` (which
    evolutions, comparisons and migrations have a pattern), ``health`` (what was measured of a pattern),
    ``usage-reports`` (all fields of the reports of a pattern from use), ``referrers`` (what names a record in a field
    of its own), ``records`` (all fields of the records of a kind) or ``everything`` (all fields of all records).
    """

    kind: str
    id: str
    facet: str
