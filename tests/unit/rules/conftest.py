"""What the tests of rules share: the violations of one rule in data, and how one is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sphinx_excellence.rules.all_rules import BY_NAME
from sphinx_excellence.rules.rule import InRecord, Knowledge, Violation
from tests.unit.conftest import Workbench


@pytest.fixture
def violations(bench: Workbench) -> Callable[..., list[Violation]]:
    """Return a function that finds the violations of a rule in data files, given as one text or by their names."""

    def find(rule: str, data: dict[str, str | bytes] | str, as_of: date = date(2026, 1, 1)) -> list[Violation]:
        registry = bench.load(data, kinds={"adr/*": "decision"}).registry
        return list(BY_NAME[rule].check(Knowledge(registry, as_of)))

    return find


def shown(violation: Violation) -> tuple[str, ...]:
    """Return where a violation is, ``kind id path`` with a colon where it is at the key, and the values it names."""
    at = violation.at
    assert isinstance(at, InRecord)
    assert isinstance(at.on_key, bool)
    place = " ".join([*at.key, ".".join(map(str, at.path))]).strip() + ":" * at.on_key
    return (place, *violation.args, *violation.accepted_args)
