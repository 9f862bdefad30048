"""Instances are as many as requests at once, idle ones are used first and removed in time, and the limit refuses."""

from __future__ import annotations

import math
import random

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("serverless")
Platform, Throttled = PAGE["Platform"], PAGE["Throttled"]


def test_the_drawing_of_the_page():
    platform = Platform(start=0.5)
    assert platform.request(0, 1) == 1.5
    assert platform.request(0.1, 5) == 5.6
    assert platform.request(2, 1) == 3, "the first instance is idle: no start"
    assert platform.cold == platform.most == 2


def test_an_instance_serves_one_request_at_a_time():
    platform = Platform()
    for _ in range(50):
        platform.request(0, 1)
    assert platform.cold == platform.most == 50


def test_an_idle_instance_is_removed_and_the_next_request_is_cold_again():
    platform = Platform(start=0, keep=300)
    platform.request(0, 1)
    platform.request(300, 1)
    assert platform.cold == 1
    platform.request(601, 1)
    assert platform.cold == 2


def test_the_instance_used_last_is_used_next_so_that_the_others_are_removed():
    platform = Platform(start=0, keep=300)
    for _ in range(10):
        platform.request(0, 1)
    for now in range(60, 400, 60):
        platform.request(now, 1)
    assert len(platform.free_at) == 1 and platform.cold == 10


def test_what_is_over_the_limit_is_refused_and_takes_nothing():
    platform = Platform(start=0, limit=2)
    platform.request(0, 1), platform.request(0, 1)
    with pytest.raises(Throttled):
        platform.request(0.5, 1)
    assert platform.request(1, 1) == 2 and platform.cold == 2


def test_the_uploads_of_the_page():
    platform = Platform(start=0.4)
    started = []
    for number in range(500):
        platform.request(number * 0.03, 3)
        started.append(platform.cold)
    assert platform.most == 114 and round(2000 / 60, 1) == 33.3 and math.ceil(2000 / 60 * 3.4) == 114
    assert started[150] == started[-1], "no more are started after the first seconds"


def test_a_burst_of_the_page_starts_an_instance_for_each_request():
    platform = Platform(limit=1000)
    for _ in range(1000):
        platform.request(0, 0.2)
    assert platform.most == platform.cold == 1000
    with pytest.raises(Throttled):
        platform.request(0, 0.2)


def test_one_request_a_second_meets_next_to_no_start():
    platform, chance, now = Platform(start=0.4, keep=300), random.Random(1), 0.0
    for _ in range(4000):
        now += chance.expovariate(1)
        platform.request(now, 0.2)
    assert 1 <= platform.cold < 10


def test_rare_requests_are_mostly_cold():
    platform, chance, now = Platform(start=0, keep=300), random.Random(1), 0.0
    for _ in range(4000):
        now += chance.expovariate(1 / 600)
        platform.request(now, 0)
    assert round(math.exp(-0.5), 2) == 0.61 and abs(platform.cold / 4000 - 0.61) < 0.02


def test_the_prices_of_the_page():
    million = 0.20 + 1e6 * 0.2 * 0.5 * 0.0000166667
    containers = 2 * 730 * (0.04048 + 2 * 0.004445)
    assert round(million, 2) == 1.87 and round(containers, 2) == 72.08
    assert round(containers / million, 1) == 38.6 and round(containers / million * 1e6 / (730 * 3600), 1) == 14.7
