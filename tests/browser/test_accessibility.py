"""Pages of each kind, for readers with any eyes: what axe finds, light on a desk and dark on a phone, and what is too wide."""

from __future__ import annotations

import json

import pytest
from filelock import FileLock

from tests.browser.axe import ALL_RULES, OF_THE_LOOK, ours, run_axe
from tests.browser.looking import excess_width, show_scheme
from tests.browser.repeated_items import take_out_repeated
from tests.faults import idle
from tests.own_site import shared_folder

#: Colours depend on the scheme alone and the layout on the width, so each is there once; what is neither is asked once.
SETTINGS = [("light", 1280, ALL_RULES), ("dark", 360, OF_THE_LOOK)]
SCHEMES = [scheme for scheme, _width, _rules in SETTINGS]
#: As narrow as a page of 1,280 pixels at 400%.
NARROW = 320


@pytest.fixture
def looked_at(tour, axe_script, tmp_path_factory):
    """What axe finds by scheme, and what is wider than its window, by page: one visit to each, for all workers."""
    kept = shared_folder(tmp_path_factory) / "looked-at.json"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            found = {"wide": {}, **{scheme: {} for scheme in SCHEMES}}
            for name, page in tour():
                page.set_viewport_size({"width": NARROW, "height": 640})
                found["wide"][name] = excess_width(page)
                take_out_repeated(page)
                for scheme, width, rules in SETTINGS:
                    page.set_viewport_size({"width": width, "height": 900})
                    show_scheme(page, scheme)
                    found[scheme][name] = run_axe(page, axe_script, rules=rules)
                show_scheme(page, "light")
            kept.write_text(json.dumps(found))
    return json.loads(kept.read_text())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_that_is_ours(looked_at, scheme):
    assert {name: ours(faults) for name, faults in looked_at[scheme].items() if ours(faults)} == {}


def test_a_page_is_not_wider_than_a_phone(looked_at):
    assert {name: excess for name, excess in looked_at["wide"].items() if excess} == {}


def test_every_excuse_is_needed(looked_at):
    used = {each["excuse"] for scheme in SCHEMES for faults in looked_at[scheme].values() for each in faults}
    assert idle("accessibility", used) == []
