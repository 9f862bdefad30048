"""Pages of every kind, as a reader has them: quiet, and whole on paper and without script."""

from __future__ import annotations

from tests.browser.looking import PAPER, cut_off, unseen_texts


def test_nothing_is_on_the_console_and_nothing_comes_from_elsewhere(tour):
    for name, page in tour(over="file"):  # the other tours, which watch this too, are over http
        assert page.title(), name


def test_without_script_everything_is_there(tour):
    lost = {}
    for name, page in tour(script=False):
        assert page.evaluate("document.querySelector('[role=main]').innerText.length") > 40
        if found := unseen_texts(page):
            lost[name] = found[:5]
    assert lost == {}


def test_on_paper_everything_is_there_and_nothing_is_cut_off(tour):
    lost, cut = {}, {}
    for name, page in tour(media="print", width=PAPER):
        if found := unseen_texts(page):
            lost[name] = found[:5]
        if found := cut_off(page):
            cut[name] = found[:5]
    assert (lost, cut) == ({}, {})
