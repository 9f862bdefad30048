"""What axe finds on a page of each kind: light and dark, on a desk and on a phone."""

from __future__ import annotations

import json

import pytest
from filelock import FileLock

from tests.browser.axe import ALL_RULES, OF_THE_LOOK, ours, run_axe
from tests.browser.repeated_items import take_out_repeated
from tests.faults import idle
from tests.own_site import shared_folder

#: Colours depend on the scheme alone and the layout on the width, so each is there once; what is neither is asked once.
SETTINGS = [("light", 1280), ("dark", 360)]
RULES = {"light": ALL_RULES, "dark": OF_THE_LOOK}


@pytest.fixture
def find_faults(tour, axe_script, tmp_path_factory):
    """Return a function that gives what axe finds in a setting, by page; workers share what they have found."""
    shared = shared_folder(tmp_path_factory)

    def found(scheme, width):
        kept = shared / f"axe-{scheme}-{width}.json"
        with FileLock(f"{kept}.lock"):
            if not kept.exists():
                faults = {}
                for name, page in tour(scheme=scheme, width=width):
                    take_out_repeated(page)
                    faults[name] = run_axe(page, axe_script, rules=RULES[scheme])
                kept.write_text(json.dumps(faults))
        return json.loads(kept.read_text())

    return found


@pytest.mark.parametrize(("scheme", "width"), SETTINGS)
def test_axe_finds_nothing_that_is_ours(find_faults, scheme, width):
    assert {name: ours(faults) for name, faults in find_faults(scheme, width).items() if ours(faults)} == {}


def test_every_excuse_is_needed(find_faults):
    used = {each["excuse"] for setting in SETTINGS for faults in find_faults(*setting).values() for each in faults}
    assert idle("accessibility", used) == []
