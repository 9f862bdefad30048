"""Groups move as a whole, and the build finds every direct use of the old library."""

from __future__ import annotations

import copy
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
    assert [*direct_uses({"a.py": text}, module)] == ["a.py"]


@pytest.mark.parametrize("text", ["import oldmapsnext", "from . import oldmaps", "text = 'import oldmaps'"])
def test_what_only_looks_like_it_is_not(text):
    assert direct_uses({"a.py": text}, "oldmaps") == {}


def test_the_ratchet_turns_in_one_direction():
    found = direct_uses({"b.py": "import oldmaps", "a.py": "\nimport oldmaps", "c.py": "import json"}, "oldmaps")
    assert found == {"a.py": [2], "b.py": [1]}
    ratchet(found, allowed={"a.py", "b.py"})
    ratchet({}, allowed=set())
    with pytest.raises(SystemExit, match=r"^new direct uses: b\.py$"):
        ratchet(found, allowed={"a.py"})
    with pytest.raises(SystemExit, match=r"take off the list: d\.py"):
        ratchet(found, allowed={"a.py", "b.py", "d.py"})


def test_one_use_in_place_of_another_is_a_new_one():
    with pytest.raises(SystemExit, match=r"^new direct uses: new\.py$"):
        ratchet(direct_uses({"new.py": "import oldmaps"}, "oldmaps"), allowed={"old.py"})


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(SyntaxError) as raised:
        direct_uses({"broken.py": "import"}, "oldmaps")
    assert raised.value.filename == "broken.py"


def test_what_the_new_implementation_lacks_is_found_at_the_start():
    new = SimpleNamespace(put=lambda: "new")
    Migrating(named("old"), new, GROUPS)
    with pytest.raises(AttributeError, match="get"):
        Migrating(named("old"), new, GROUPS, moved=["store"])


def test_an_operation_cannot_be_in_two_groups_and_so_on_both_sides():
    with pytest.raises(ValueError, match="put is listed twice"):
        Migrating(named("old"), named("new"), {**GROUPS, "writes": ["put"]}, moved=["store"])


def test_the_groups_that_have_moved_may_come_from_a_generator():
    assert Migrating(named("old"), named("new"), GROUPS, moved=iter(["store"])).put() == "new"


def test_it_can_be_copied():
    assert copy.copy(Migrating(named("old"), named("new"), GROUPS)).put() == "old"
