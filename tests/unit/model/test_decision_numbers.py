"""The numbers of decisions, as people write them."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.decision_number import begins_with, named_by_number, number_of, shown_number
from sphinx_excellence.model.decisions_by_number import DecisionsByNumber


@pytest.mark.parametrize(
    ("name", "prefix", "value", "shown"),
    [
        ("0001-use-sagas", "", 1, "0001"),
        ("001", "", 1, "001"),
        ("ADR-0012", "ADR-", 12, "ADR-0012"),
        ("adr001-use-sagas", "adr", 1, "adr001"),
        ("ADR_0003_use_sagas", "ADR_", 3, "ADR_0003"),
        ("web-007-use-sagas", "web-", 7, "web-007"),
        ("3-use-sagas", "", 3, "3"),
        ("team-a.0001-use-sagas", "", 1, "0001"),
        ("use-postgres-14", "use-postgres-", 14, "use-postgres-14"),
        ("0009a-use-sagas", "", 9, "0009a"),
        ("team-a.0009B-use-sagas", "", 9, "0009b"),
        ("ADR-12a", "ADR-", 12, "ADR-12a"),
        ("007b", "", 7, "007b"),
    ],
)
def test_a_number_is_shown_as_it_is_written(name, prefix, value, shown):
    number = number_of(name)
    assert number is not None
    assert (number.prefix, number.value, shown_number(name)) == (prefix, value, shown)


@pytest.mark.parametrize(
    "name",
    ["use-sagas", "v2-protocol", "5g-rollout", "adr-3d-models", "2fa-x", "2026-01-02-x", "20260102-x", "notes-2026-01"],
)
def test_words_versions_and_dates_are_no_numbers(name):
    assert number_of(name) is None
    assert shown_number(name) == name


def test_a_header_names_the_number_of_what_is_called_by_it():
    names = ["0001-x", "adr-1", "use-postgres-14", "x"]
    assert [named_by_number(name) for name in names] == ["0001", "adr-1", "", ""]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("4. Use sagas", True),
        ("ADR-0004: Use sagas", True),
        ("ADR 4", True),
        ("Use 4 sagas", False),
        ("40 sagas", False),
    ],
)
def test_a_title_may_begin_with_the_number(title, expected):
    assert begins_with(title, "0004") is expected


IDS = ["0001-use-locks", "0004-use-sagas", "rfc-0004-use-queues", "adr-7", "use-postgres-14", "web.0009-x", "app.0009-x",
       "core:0004-theirs", "core:ADR-0011"]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", ["0001-use-locks"]),
        ("0001", ["0001-use-locks"]),
        ("#1", ["0001-use-locks"]),
        ("ADR-0001", ["0001-use-locks"]),
        ("adr 1", ["0001-use-locks"]),
        ("4", ["0004-use-sagas"]),
        ("ADR-4", ["0004-use-sagas"]),
        ("RFC-4", ["rfc-0004-use-queues"]),
        ("ADR-0007", ["adr-7"]),
        ("007", ["adr-7"]),
        ("9", ["app.0009-x", "web.0009-x"]),
        ("core:4", ["core:0004-theirs"]),
        ("core:adr-11", ["core:ADR-0011"]),
        ("core:1", []),
        ("14", []),
        ("postgres-14", []),
        ("WEB-1", []),
        ("RFC-7", []),
        ("ADR", []),
        ("1-use", []),
        ("1.0", []),
        ("", []),
    ],
)
def test_a_number_means_the_decisions_of_its_series(written, meant):
    assert list(DecisionsByNumber(IDS).meant_by(written)) == meant


def test_a_number_with_a_letter_means_one_decision():
    known = DecisionsByNumber(["0009-x", "0009a-y", "0009b-z", "0010a-only"])
    assert [known.meant_by(name) for name in ("9", "ADR-9a", "0009B", "10", "10a")] == [
        ("0009-x",), ("0009a-y",), ("0009b-z",), (), ("0010a-only",),
    ]  # fmt: skip
