"""The facade sends whole path segments, moves reads by user and writes at once, and refuses what can be read in two ways."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("strangler-fig")
Facade, Route = PAGE["Facade"], PAGE["Route"]


def test_at_first_everything_goes_to_the_old_system():
    assert Facade([]).system_for("GET", "/orders/7", "ann") == "old"
    assert Facade([Route("/orders")]).system_for("POST", "/orders", "ann") == "old"


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/orders", "new"),
        ("/orders/", "new"),
        ("/orders/7", "new"),
        ("/orders-archive", "old"),
        ("/order", "old"),
        ("/shop/orders", "old"),
        ("/orders/reports", "old"),
        ("/orders/reports/2026", "old"),
        ("/", "old"),
    ],
)
def test_the_longest_prefix_of_whole_segments_decides(path, system):
    facade = Facade([Route("/orders", reads=1.0, writes=True), Route("/orders/reports")])
    assert facade.system_for("GET", path, "ann") == system


@pytest.mark.parametrize(
    "path",
    [
        *("/orders/../admin", "/orders/./7", "//orders", "/orders//7", "/%6frders", "/orders/..", "/orders/../"),
        *(
            "/orders;v=1/7",
            "/orders\\..\\admin",
            "/orders?id=7",
            "/orders#7",
            "orders/7",
            "",
            "*",
            "/orders/7\n",
            "/ordérs",
        ),
    ],
)
def test_a_path_that_can_be_read_in_two_ways_is_refused(path):
    assert Facade([Route("/orders", reads=1.0)]).system_for("GET", path, "ann") == "refused"


def test_reads_move_by_user_and_stay():
    users = [f"user-{number}" for number in range(2000)]
    moved = [
        {user for user in users if Facade([Route("/orders", reads=share)]).system_for("GET", "/orders", user) == "new"}
        for share in (0, 0.1, 0.5, 1)
    ]
    assert moved[0] == set() and moved[3] == set(users)
    assert moved[1] < moved[2] and 150 <= len(moved[1]) <= 250


def test_writes_move_for_all_and_only_after_the_reads():
    assert Facade([Route("/orders", reads=1.0)]).system_for("POST", "/orders", "ann") == "old"
    assert Facade([Route("/orders", reads=1.0, writes=True)]).system_for("DELETE", "/orders/7", "ann") == "new"
    with pytest.raises(ValueError, match="/orders: old reads would miss new writes"):
        Facade([Route("/orders", reads=0.5, writes=True)])


@pytest.mark.parametrize("reads", [50, -0.1, float("nan")])
def test_a_share_that_is_none_is_refused_even_with_writes(reads):
    with pytest.raises(ValueError, match="/orders: a share is from 0 to 1"):
        Facade([Route("/orders", reads=reads, writes=True)])


@pytest.mark.parametrize("prefix", ["/orders/", "orders", "/", "", "/orders//old", "/../orders"])
def test_a_prefix_that_would_match_nothing_is_refused(prefix):
    with pytest.raises(ValueError, match="is not a prefix such as"):
        Facade([Route(prefix, reads=1.0)])


def test_two_routes_of_one_prefix_are_refused():
    with pytest.raises(ValueError, match="the same prefix"):
        Facade([Route("/orders", reads=1.0), Route("/orders")])


def test_names_with_dots_pass():
    assert Facade([Route("/orders", reads=1.0)]).system_for("GET", "/orders/.hidden/a..b/...", "ann") == "new"
