"""A module reaches its own memory and its imports, ends when its fuel does, and leaves nothing for the next request."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("wasm-edge")
Instance, Trap, serve = PAGE["Instance"], PAGE["Trap"], PAGE["serve"]


def test_it_computes():
    assert serve([("add",), ("add",)], {}, 1, 2, 3) == 6
    assert serve([("push", 5), ("push", 42), ("store",), ("push", 5), ("load",)], {}) == 42
    assert serve([("call", "price")], {"price": lambda cart: cart * 2}, 21) == 42


def test_numbers_do_not_grow():
    assert serve([("push", 2**32 - 1), ("push", 2), ("add",)], {}) == 1
    assert serve([("push", 0), ("push", 300), ("store",), ("push", 0), ("load",)], {}) == 44


def test_a_loop_ends_with_the_fuel_and_at_the_same_instruction_each_time():
    loop = [("push", 1), ("jump_if", 0)]
    left = []
    for _ in range(2):
        instance = Instance(loop, {}, fuel=1001)
        with pytest.raises(Trap, match="out of fuel"):
            instance.run()
        left.append(instance.fuel)
    assert left == [0, 0]
    calls = []
    with pytest.raises(Trap, match="out of fuel"):
        Instance([("push", 1), ("call", "f"), ("jump_if", 0)], {"f": lambda n: calls.append(n) or n}, fuel=301).run()
    assert len(calls) == 100


@pytest.mark.parametrize("address", [64, 10**9, -1, 2**32 - 1])
def test_no_address_leads_out_of_its_memory(address):
    with pytest.raises(Trap, match="outside"):
        serve([("push", address), ("load",)], {})
    with pytest.raises(Trap, match="outside"):
        serve([("push", address), ("push", 1), ("store",)], {})


def test_imports_that_were_not_given_are_found_before_anything_runs():
    reached = []
    with pytest.raises(Trap, match="fetch"):
        serve([("push", 1), ("call", "log"), ("call", "fetch")], {"log": reached.append})
    assert reached == []


@pytest.mark.parametrize("target", [-1, 3, 10**6])
def test_jumps_out_of_the_code_are_found_before_anything_runs(target):
    with pytest.raises(Trap, match="jump"):
        Instance([("push", 1), ("jump_if", target)], {})


@pytest.mark.parametrize("code", [[("add",)], [("push", 1), ("add",)], [], [("load",)]])
def test_everything_else_is_a_trap_too(code):
    with pytest.raises(Trap):
        serve(code, {})


@pytest.mark.parametrize(
    "malformed",
    [
        ("open_file", "/etc"),
        (),
        ("push",),
        ("push", "a"),
        ("push", 1, 2),
        ("jump_if",),
        ("jump_if", 0.5),
        ("call",),
        ("call", ["log"]),
        ("add", 1),
        ([], 1),
    ],
)
def test_malformed_instructions_are_found_before_anything_runs(malformed):
    reached = []
    with pytest.raises(Trap, match="not valid"):
        serve([("push", 1), ("call", "log"), malformed], {"log": reached.append})
    assert reached == []


def test_a_fault_of_an_import_is_not_taken_for_one_of_the_module():
    with pytest.raises(IndexError):
        serve([("call", "price")], {"price": lambda cart: [][cart]}, 1)


@pytest.mark.parametrize("fuel", [0, -1])
def test_without_fuel_nothing_runs(fuel):
    with pytest.raises(Trap, match="out of fuel"):
        Instance([("push", 1), ("jump_if", 0)], {}, fuel=fuel).run()


def test_neither_the_stack_nor_a_number_grows_without_limit():
    with pytest.raises(Trap, match="stack is full"):
        Instance([("push", 1), ("push", 1), ("jump_if", 0)], {}, fuel=10_000).run()
    assert serve([("push", 2**5000 + 3)], {}) == 3


def test_nothing_is_left_for_the_next_request():
    keep, look = [("push", 9), ("push", 77), ("store",), ("push", 0)], [("push", 9), ("load",)]
    serve(keep, {})
    assert serve(look, {}) == 0
    reused = Instance(keep, {})
    reused.run()
    reused.code = look
    assert reused.run() == 77, "what would happen if an instance served two requests"


def test_the_numbers_of_the_page():
    assert 20_000 * 50e-6 == 1.0 and 20_000 * 5e-3 == 100
    assert 20_000 * 0.002 == 40 and 40 * 8 == 320 and 20_000 * 300e3 == 6e9
    assert round(11e6 * 1e-6) == 11 and 11e6 / 200 == 55_000
