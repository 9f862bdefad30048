"""The gate says of the records on the page what the page says that it does."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from tests.site.samples import SOURCE, code_of
from tests.unit.conftest import Workbench

MOVE, WAIVER = (yaml.safe_load(block) for block in code_of("reference/moving-between-tiers", "yaml"))


@pytest.fixture
def told(tmp_path):
    def rules(*, as_of=date(2026, 12, 1), **record):
        """Return the rules that a record breaks, but for what its other keys would bring."""
        written = yaml.safe_dump({"patterns": {"a": {"title": "A", **record}}})
        found = {finding.rule for finding in Workbench(tmp_path).check(written, as_of=as_of)}
        assert "unknown-key" not in found
        asked = {"tier-history-mismatch", "unexplained-move", "no-alternative", "expired-waiver", "unused-waiver"}
        return found & asked

    return rules


def test_the_move_on_the_page_is_explained_and_agrees_with_the_tier(told):
    assert told(**MOVE) == set()


def test_a_tier_that_is_not_the_newest_of_its_history_is_found(told):
    assert told(**{**MOVE, "tier": "gold"}) == {"tier-history-mismatch"}


def test_a_move_without_reason_and_decision_is_found_and_either_is_enough(told):
    first, moved = MOVE["history"]
    bare = {key: value for key, value in moved.items() if key not in {"reason", "decision"}}
    assert told(**{**MOVE, "history": [first, bare]}) == {"unexplained-move"}
    for key in ("reason", "decision"):
        assert told(**{**MOVE, "history": [first, {**bare, key: moved[key]}]}) == set()


def test_the_move_is_that_of_the_record_which_the_page_tells():
    records = yaml.safe_load((SOURCE.parent / "data/patterns/communication.yaml").read_text(encoding="utf-8"))
    record = records["patterns"]["webtransport"]
    assert {key: record[key] for key in ("tier", "status")} == {key: MOVE[key] for key in ("tier", "status")}
    assert [{**entry, "reason": ""} for entry in record["history"]] == [
        {**entry, "reason": ""} for entry in MOVE["history"]
    ]


def test_the_waiver_holds_up_to_its_end_and_on_the_day_after_the_finding_is_back(told):
    assert told(tier="bronze") == {"no-alternative"}
    (waiver,) = WAIVER["waivers"]
    until = waiver["until"]
    assert told(tier="bronze", **WAIVER, as_of=until) == set()
    after = told(tier="bronze", **WAIVER, as_of=date.fromordinal(until.toordinal() + 1))
    assert "no-alternative" in after
