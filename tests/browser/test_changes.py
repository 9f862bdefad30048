"""The list of changes, used: what is new to its reader is marked, until it is marked as read."""

from __future__ import annotations

import json

import pytest

from tests.browser.looking import excess_width

PAGE = "reference/changes.html"
FORGET = """() => {
  const key = Object.keys(localStorage).find((name) => name.startsWith("excellence-changes"));
  localStorage.setItem(key, JSON.stringify(JSON.parse(localStorage.getItem(key)).slice(2)));
}"""


@pytest.mark.parametrize("over", ["http", "file"])
def test_what_is_new_is_marked_until_it_is_read(open_page, over):
    page = open_page(PAGE, over=over, width=320)
    bar, marks = page.locator(".excellence-news"), page.locator(".excellence-new")
    assert bar.inner_text().startswith("From your next visit on")
    assert marks.count() == bar.locator("button").count() == 0
    page.reload()
    assert bar.inner_text().startswith("Nothing is new")
    page.evaluate(FORGET)
    for _visit in range(2):  # not read is not seen: they stay
        page.reload()
        assert bar.inner_text().startswith("New since you last read this list: 2")
        assert marks.count() == 2
    assert excess_width(page) == 0
    bar.get_by_role("button", name="Mark all as read").press("Enter")
    assert marks.count() == bar.locator("button").count() == 0
    assert page.evaluate("document.activeElement.textContent").startswith("Nothing is new")
    page.reload()
    assert marks.count() == 0
    stored = page.evaluate("Object.entries(localStorage)")
    assert [json.loads(value) for name, value in stored if name.startswith("excellence-changes")]


def test_without_script_or_storage_there_is_only_the_list(open_page):
    page = open_page(PAGE, script=False)
    assert not page.locator(".excellence-news").is_visible()
    assert page.locator(".excellence-change").count() > 3


def test_nothing_moves_when_the_script_runs(open_page):
    page = open_page(PAGE)
    top = "() => document.querySelector('.excellence-changes').getBoundingClientRect().top"
    page.evaluate(FORGET)
    for _visit in range(2):
        after = page.evaluate(top)
        page.evaluate("() => document.querySelector('.excellence-news').replaceChildren()")
        assert page.evaluate(top) == after
        page.reload()
