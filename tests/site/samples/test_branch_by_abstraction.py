"""Groups move as a whole, and the build finds every direct use of the old library."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("branch-by-abstraction")
Migrating, direct_uses, ratchet = PAGE["Migrating"], PAGE["direct_uses"], PAGE["ratchet"]
GROUPS = {"store": ["put", "get"], "routes": ["route"]}


def named(name):
    return SimpleNamespace(put=lambda: name, get=lambda: name, route=lambda: name, internal=lambda: name)


def test_operations_that_share_state_move_together():
    maps = Migrating(named("old"), named("new"), GROUPS, moved=["store"])
    assert (maps.put(), maps.get(), maps.route()) == ("new", "new", "old")


def test_what_is_not_in_the_interface_is_not_reachable_through_it():
    maps = Migrating(named("old"), named("new"), GROUPS)
    with pytest.raises(AttributeError, match="internal is not part of the interface"):
        maps.internal()
    with pytest.raises(ValueError, match="no such group: stores"):
        Migrating(named("old"), named("new"), GROUPS, moved=["stores"])


@pytest.mark.parametrize(
    "text",
    [
        "import oldmaps",
        "import json, oldmaps.routes as r",
        "from oldmaps import route",
        "from oldmaps.routes import Route",
        "def late():\n    import oldmaps",
        "from vendor import oldmaps",
    ],
)
def test_every_form_of_import_is_found(text):
    module = "vendor.oldmaps" if "vendor" in text else "oldmaps"
    assert [name for name, _ in direct_uses({"a.py": text}, module)] == ["a.py"]


@pytest.mark.parametrize("text", ["import oldmapsnext", "from . import oldmaps", "text = 'import oldmaps'"])
def test_what_only_looks_like_it_is_not(text):
    assert direct_uses({"a.py": text}, "oldmaps") == []


def test_the_ratchet_turns_in_one_direction():
    found = direct_uses({"b.py": "import oldmaps", "a.py": "\nimport oldmaps"}, "oldmaps")
    assert found == [("a.py", 2), ("b.py", 1)]
    ratchet(found, allowed=2)
    with pytest.raises(SystemExit, match="2 direct uses, 1 allowed"):
        ratchet(found, allowed=1)
    with pytest.raises(SystemExit, match="lower the limit from 3"):
        ratchet(found, allowed=3)
