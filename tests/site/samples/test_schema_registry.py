"""The registry of the page refuses what readers could not read, in each mode, and messages are read by their own schema."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

V1 = {"name": ("string",)}
WITH_DEFAULT = {"name": ("string",), "country": ("string", "??")}
WITHOUT_DEFAULT = {"name": ("string",), "country": ("string",)}


@pytest.fixture
def page():
    return defined_in("schema-registry")


def accepted(page, mode, *schemas, transitive=True):
    """Return how many of the versions are accepted before one is refused."""
    registry = page["Registry"](mode, transitive)
    for number, schema in enumerate(schemas):
        try:
            registry.register("orders", schema)
        except page["Incompatible"]:
            return number
    return len(schemas)


@pytest.mark.parametrize(
    ("mode", "old", "new", "allowed"),
    [
        ("backward", V1, WITH_DEFAULT, True),
        ("backward", V1, WITHOUT_DEFAULT, False),
        ("backward", WITHOUT_DEFAULT, V1, True),
        ("forward", V1, WITHOUT_DEFAULT, True),
        ("forward", WITHOUT_DEFAULT, V1, False),
        ("forward", WITH_DEFAULT, V1, True),
        ("full", V1, WITH_DEFAULT, True),
        ("full", WITH_DEFAULT, V1, True),
        ("full", V1, WITHOUT_DEFAULT, False),
        ("full", WITHOUT_DEFAULT, V1, False),
        ("full", V1, {"name": ("int",)}, False),
        ("none", V1, {"name": ("int",)}, True),
    ],
)
def test_a_mode_lets_through_what_its_readers_can_read(page, mode, old, new, allowed):
    assert (accepted(page, mode, old, new) == 2) is allowed


def test_the_rename_of_the_page_is_refused_in_every_mode(page):
    for mode in ("backward", "forward", "full"):
        assert accepted(page, mode, {"amount": ("int",)}, {"total": ("int",)}) == 1


def test_three_steps_that_fit_one_by_one_do_not_fit_together(page):
    versions = (V1, WITH_DEFAULT, WITHOUT_DEFAULT)
    assert accepted(page, "backward", *versions, transitive=False) == 3
    assert accepted(page, "backward", *versions) == 2
    registry = page["Registry"]("backward", transitive=False)
    first, *_ = [registry.register("orders", schema) for schema in versions]
    with pytest.raises(IndexError):
        page["decode"](registry, WITHOUT_DEFAULT, page["encode"](registry, first, {"name": "Ada"}))


def test_a_message_is_read_with_the_schema_that_wrote_it(page):
    registry = page["Registry"]()
    old = registry.register("orders", V1)
    new = registry.register("orders", {"country": ("string", "??"), "name": ("string",)})
    written = page["encode"](registry, new, {"name": "Ada", "country": "GB"})
    assert page["decode"](registry, V1, written) == {"name": "Ada"}
    earlier = page["encode"](registry, old, {"name": "Ada"})
    assert page["decode"](registry, WITH_DEFAULT, earlier) == {"name": "Ada", "country": "??"}
    assert b"name" not in written


def test_a_schema_has_one_id_and_a_refused_one_has_none(page):
    registry = page["Registry"]()
    first = registry.register("orders", V1)
    assert registry.register("orders", V1) == registry.register("copies", V1) == first
    with pytest.raises(page["Incompatible"], match="country has no default"):
        registry.register("orders", WITHOUT_DEFAULT)
    assert registry.ids == [V1] and registry.subjects == {"orders": [first], "copies": [first]}


@pytest.mark.parametrize("transitive", [True, False])
def test_a_build_may_register_a_version_again_after_newer_ones(page, transitive):
    registry = page["Registry"]("backward", transitive)
    first = registry.register("orders", WITHOUT_DEFAULT)
    registry.register("orders", V1)
    assert registry.register("orders", WITHOUT_DEFAULT) == first
    assert registry.subjects["orders"] == [0, 1]


def test_a_schema_does_not_change_with_the_mapping_that_was_registered(page):
    registry, mine = page["Registry"](), dict(V1)
    first = registry.register("orders", mine)
    written = page["encode"](registry, first, {"name": "Ada"})
    mine["country"] = ("string", "??")
    assert registry.register("orders", mine) != first
    assert page["decode"](registry, V1, written) == {"name": "Ada"}


def test_a_default_is_not_shared_by_the_records_that_get_it(page):
    registry, tags = page["Registry"](), []
    old = registry.register("orders", V1)
    reader = {"name": ("string",), "tags": ("array", tags)}
    new = registry.register("orders", reader)
    first = page["decode"](registry, reader, page["encode"](registry, old, {"name": "Ada"}))
    first["tags"].append("urgent")
    assert page["decode"](registry, reader, page["encode"](registry, old, {"name": "Bob"}))["tags"] == []
    tags.append("mine")
    assert registry.ids[new]["tags"] == ("array", [])


def test_an_unknown_mode_does_not_switch_the_check_off(page):
    with pytest.raises(ValueError, match="'ful'"):
        page["Registry"]("ful")


def test_the_numbers_of_the_page():
    assert 50_000 * 900 == 45_000_000 and round(50_000 * 305 / 1e6) == 15
    assert round(50_000 * (900 - 305) * 86_400 / 1e12, 1) == 2.6
    assert 400 * 30 == 12_000
