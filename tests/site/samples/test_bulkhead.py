"""The compartment of the page refuses what does not fit, at once, and gives every place back."""

from __future__ import annotations

import threading

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("bulkhead")


def test_the_next_call_is_refused_and_not_queued():
    bulkhead = PAGE["Bulkhead"](2)
    inside, leave = threading.Barrier(3), threading.Event()

    def hang():
        inside.wait(5)
        leave.wait(5)

    threads = [threading.Thread(target=bulkhead.call, args=(hang,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    inside.wait(5)
    with pytest.raises(PAGE["BulkheadFull"]):
        bulkhead.call(lambda: "never made")
    leave.set()
    for thread in threads:
        thread.join(5)
    assert bulkhead.call(lambda: "made") == "made"


def test_a_refused_call_takes_no_place_and_gives_none_back():
    bulkhead = PAGE["Bulkhead"](1)

    def refused():
        with pytest.raises(PAGE["BulkheadFull"]):
            bulkhead.call(lambda: None)

    def nested():
        for _ in range(3):
            refused()
        return "done"

    assert bulkhead.call(nested) == "done"
    assert bulkhead.call(nested) == "done"


def test_a_call_that_fails_gives_its_place_back():
    bulkhead = PAGE["Bulkhead"](1)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            bulkhead.call(lambda: (_ for _ in ()).throw(TimeoutError))
    assert bulkhead.call(lambda: 1) == 1


def test_of_eight_workers_there_are_as_many_pairs_as_the_page_says():
    pairs = {(a, b) for a in range(8) for b in range(a)}
    assert len(pairs) == 28


def test_a_coroutine_function_gives_its_place_back_before_it_has_run():
    bulkhead = PAGE["Bulkhead"](1)

    async def work():
        """Nothing: it is never awaited."""

    first, second = bulkhead.call(work), bulkhead.call(work)
    first.close()
    second.close()
