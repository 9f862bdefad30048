"""The list of mutants that may survive: each has a reason, and speaks of no more than it says."""

from __future__ import annotations

import pytest

from tests.mutants.listed import Entry, Listed, read_list
from tests.mutants.mutant import Mutant

MUTANT = Mutant("sphinx_excellence.model.dates", "x_day_range__mutmut_3", "if a[0] < b:", "if a[0] <= b:")
METHOD = Mutant("sphinx_excellence.model.tier", "xǁTierScaleǁof__mutmut_1", "a", "b")


def test_a_mutant_goes_by_the_name_of_its_function():
    assert (MUTANT.function, METHOD.function) == (
        "sphinx_excellence.model.dates.day_range",
        "sphinx_excellence.model.tier.TierScale.of",
    )


def test_a_mutant_is_the_same_in_another_run_whatever_its_number():
    later = Mutant(MUTANT.module, "x_day_range__mutmut_9", MUTANT.was, MUTANT.becomes)
    assert later.change == MUTANT.change != METHOD.change


@pytest.mark.parametrize(
    ("entry", "takes"),
    [
        (("model.dates.day_range", "if a[0] < b:", "if a[0] <= b:"), True),
        (("model.dates.*", "*", "*"), True),
        (("model.dates.day_range", "*", "if a[0] > b:"), False),
        (("model.dates.day", "*", "*"), False),
        (("model.tier.TierScale.of", "*", "*"), False),
    ],
)
def test_an_entry_speaks_of_the_mutants_that_it_describes(entry, takes):
    assert Entry(*entry).takes(MUTANT) is takes


def test_entries_that_no_survivor_needed_are_known():
    needed, idle = Entry("model.dates.*", "*", "*"), Entry("rules.*", "*", "*")
    listed = Listed([needed, idle])
    assert MUTANT in listed
    assert METHOD not in listed
    assert listed.unused() == [idle]


def test_a_group_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "survivors.toml"
    path.write_text('[[survivors]]\nreason = " "\nmutants = []\n', encoding="utf-8")
    with pytest.raises(ValueError, match="gives no reason"):
        read_list(path)
    read_list()
