"""The state of the page outlives its control plane, survives restarts, and refuses an update that removes too much."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

HOSTS = [f"host-{number}" for number in range(8)]


class ControlPlane:
    def __init__(self):
        self.now, self.state, self.disk = 0.0, HOSTS, (HOSTS, 0.0)

    def fetch(self):
        if self.state is None:
            raise ConnectionError
        return self.state

    def client(self):
        page = defined_in("static-stability")

        def store(state, as_of):
            self.disk = (state, as_of)

        return page["LastKnownGood"](self.fetch, page["most_hosts_remain"], lambda: self.disk, store, lambda: self.now)


@pytest.fixture
def control_plane():
    return ControlPlane()


def test_it_serves_what_it_has_and_knows_how_old_that_is(control_plane):
    client = control_plane.client()
    control_plane.state, control_plane.now = None, 86_400.0
    assert not client.refresh()
    assert client.state == HOSTS and client.age() == 86_400.0 and client.refused == 0


def test_a_restart_needs_no_control_plane(control_plane):
    client = control_plane.client()
    control_plane.state, control_plane.now = [*HOSTS, "host-8"], 100.0
    assert client.refresh() and client.age() == 0
    control_plane.state, control_plane.now = None, 160.0
    restarted = control_plane.client()
    assert restarted.state == [*HOSTS, "host-8"] and restarted.age() == 60.0


@pytest.mark.parametrize("state", [[], HOSTS[:5], ["other-1", "other-2", "other-3"]])
def test_an_update_that_removes_too_much_is_refused(control_plane, state):
    client = control_plane.client()
    control_plane.state = state
    assert not client.refresh()
    assert client.state == HOSTS and client.refused == 1 and control_plane.disk == (HOSTS, 0.0)


@pytest.mark.parametrize("answer", [None, 7, [["host-0"]]])
def test_an_answer_of_another_form_is_refused(control_plane, answer):
    client = control_plane.client()
    client.fetch = lambda: answer
    assert not client.refresh()
    assert client.state == HOSTS and client.refused == 1


def test_a_full_disk_does_not_stop_the_new_state(control_plane):
    client = control_plane.client()

    def store(state, as_of):
        raise OSError("no space left")

    client.store, control_plane.state = store, [*HOSTS, "host-8"]
    assert client.refresh() and client.state == [*HOSTS, "host-8"]
    assert client.not_stored == 1 and control_plane.disk == (HOSTS, 0.0)


def test_one_update_after_another_gets_past_the_check(control_plane):
    control_plane.disk = ([f"host-{number}" for number in range(1000)], 0.0)
    client = control_plane.client()
    updates = 0
    while len(client.state) > 3:
        control_plane.state = client.state[: -(-len(client.state) * 3 // 4)]
        assert client.refresh()
        updates += 1
    assert updates == 22


def test_a_quarter_may_go_and_any_number_may_come(control_plane):
    client = control_plane.client()
    control_plane.state = HOSTS[:6]
    assert client.refresh()
    control_plane.state = HOSTS * 3 + [f"new-{number}" for number in range(50)]
    assert client.refresh() and client.refused == 0


def test_it_starts_from_an_empty_disk(control_plane):
    control_plane.disk = ([], 0.0)
    client = control_plane.client()
    assert client.refresh() and client.state == HOSTS
