"""What readers tick is kept by the browser: checklists by the record, stops of paths by the path; without a script all is plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import ours, run_axe

CHECKLIST = ".excellence-checklist"
BOXES = f"{CHECKLIST} .excellence-task > input"


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_checklist_is_ticked_kept_cleared_and_downloaded(open_page, over):
    page = open_page("patterns/saga.html", over=over)
    boxes, told = page.locator(BOXES), page.locator(".excellence-ticks > output")
    count = boxes.count()
    assert count > 2 and told.inner_text() == f"0 of {count} done"
    texts = page.locator(f"{CHECKLIST} .excellence-task > span").all_inner_texts()
    boxes.nth(1).check()
    assert told.inner_text() == f"1 of {count} done"
    page.reload()
    assert [box.is_checked() for box in boxes.all()] == [number == 1 for number in range(count)]
    with page.expect_download() as expected:
        page.get_by_role("button", name="Download as Markdown").click()
    assert expected.value.suggested_filename == "pattern saga.md"
    lines = Path(expected.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Production checklist of Saga"
    assert lines[2:] == [f"- [{'x' if number == 1 else ' '}] {text}" for number, text in enumerate(texts)]
    page.get_by_role("button", name="Clear all ticks").click()
    assert told.inner_text() == f"0 of {count} done"
    page.reload()
    assert not any(box.is_checked() for box in boxes.all())


def test_each_record_has_ticks_of_its_own_and_a_playbook_two_lists(open_page):
    page = open_page("patterns/saga.html")
    page.locator(BOXES).first.check()
    page.goto(page.url.replace("saga", "outbox"))
    assert not page.locator(BOXES).first.is_checked()
    page.goto(page.url.replace("patterns/outbox", "migrations/2pc-to-saga"))
    first, last = page.locator(".excellence-ticks > output").all()
    page.locator(".excellence-playbook .excellence-task > input").first.check()
    assert first.inner_text().startswith("1 of") and last.inner_text().startswith("0 of")


def test_ticks_are_on_paper_and_what_they_are_made_with_is_not(open_page):
    page = open_page("patterns/saga.html")
    page.locator(BOXES).first.check()
    page.emulate_media(media="print")
    assert page.locator(BOXES).first.is_visible() and page.locator(BOXES).first.is_checked()
    assert not page.get_by_role("button", name="Clear all ticks").is_visible()


def test_without_a_script_boxes_are_plain_and_a_stop_leads_on(open_page):
    page = open_page("patterns/retry.html", script=False)
    assert page.locator(BOXES).first.is_disabled()
    assert page.locator(".excellence-ticks, .excellence-stop input").count() == 0
    stop = page.get_by_role("navigation", name="Reading path")
    assert stop.inner_text() == "Stop 2 of 8 of the path Eight stops for newcomers. Next: Circuit Breaker"
    stop.get_by_role("link", name="Circuit Breaker").click()
    assert page.url.endswith("patterns/circuit-breaker.html")


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_path_says_how_far_its_reader_is(open_page, over):
    page = open_page("guides/for-newcomers.html", over=over)
    path = page.locator(".excellence-path")
    assert path.locator("output").inner_text() == "0 of 8 read"
    path.get_by_role("checkbox", name="I have read this: Timeout").check()
    path.get_by_role("link", name="Retry with Backoff").click()
    stop = page.locator(".excellence-stop")
    assert stop.locator("output").inner_text() == "1 of 8 read"
    stop.get_by_label("I have read this").check()
    assert stop.locator("output").inner_text() == "2 of 8 read"
    stop.get_by_role("link", name="Eight stops for newcomers").click()
    assert path.locator("output").inner_text() == "2 of 8 read"
    assert [box.is_checked() for box in path.get_by_role("checkbox").all()] == [True, True, *[False] * 6]


def test_the_last_stop_says_so(open_page):
    page = open_page("patterns/leader-election.html", script=False)
    assert page.locator(".excellence-stop").inner_text().endswith("Eight stops for newcomers. This is the last stop.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["guides/for-newcomers.html", "patterns/retry.html"])
def test_what_is_ticked_has_no_fault(open_page, axe_script, name, scheme):
    page = open_page(name, scheme=scheme)
    page.locator(".excellence-path input, .excellence-task input").first.check()
    parts = [".excellence-path, .excellence-stop, .excellence-checklist"]
    assert ours(run_axe(page, axe_script, parts, [])) == []


def test_ticks_of_one_site_are_not_those_of_another(open_folder, own_site, tmp_path):
    two = tmp_path / "both"
    two.mkdir()
    for name in ("one", "other"):
        (two / name).symlink_to(own_site.out)
    page = open_folder(two, "one/patterns/saga.html")
    page.locator(BOXES).first.check()
    page.goto(page.url.replace("/one/", "/other/"))
    assert not page.locator(BOXES).first.is_checked()
    page.goto(page.url.replace("/other/", "/one/"))
    assert page.locator(BOXES).first.is_checked()
