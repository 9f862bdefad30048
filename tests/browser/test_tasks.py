"""What readers come for, from the home page by links alone: done in fewer than three clicks. Search has its own test."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from tests.browser.filtering import entries, form, keys, reasons, set_radio
from tests.browser.views_site import CONF, write_views_site
from tests.conftest import Project


class Reader:
    """A reader at the home page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def follow(self, name: str) -> None:
        """Click at a link of the main part, by its words."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()

    def choose(self, group: str, label: str) -> None:
        """Click at a button of a group of the selector."""
        self.clicks += 1
        set_radio(self.page, group, label)

    def sees(self, what: Locator) -> bool:
        """Whether something stands on the page, by scrolling only."""
        what.first.scroll_into_view_if_needed()
        return what.first.is_visible()


@pytest.fixture(params=[1280, 360])
def reader(request, open_page) -> Iterator[Reader]:
    made = Reader(open_page("index.html", width=request.param))
    yield made
    assert made.clicks < 3


def test_payments_across_three_services_50_million_requests_a_day(reader):
    reader.follow("Keep data consistent across services")
    reader.choose("Scale", "10M to 1B requests a day")
    best = entries(reader.page).first
    assert best.inner_text().startswith("Saga\n")
    assert reasons(best)[0].startswith("Gold, recommended for Scale (10M to 1B requests a day)")
    assert reader.sees(best)


def test_our_2pc_coordinator_is_the_bottleneck(reader):
    reader.follow("Two-phase commit to saga")
    assert reader.page.get_by_role("heading", level=1).inner_text().startswith("From two-phase commit to a saga")
    assert reader.sees(reader.page.get_by_role("main").get_by_role("link", name="Saga", exact=True))
    assert reader.sees(reader.page.get_by_role("heading", name="Rollback"))


def test_what_replaced_vector_clocks(reader):
    reader.follow("catalogue")
    form(reader.page)
    card = reader.page.locator("[data-key=vector-clocks]")
    assert reader.sees(card)
    assert "Use instead: Hybrid Logical Clock" in " ".join(card.text_content().split())


def test_stop_a_failing_dependency_from_taking_us_down(reader):
    reader.follow("Stop a failing dependency from taking us down")
    form(reader.page)
    best = entries(reader.page).first
    assert best.get_attribute("data-key") in {"circuit-breaker", "timeout"}
    assert reasons(best)
    assert reader.sees(best)


def test_show_what_changed_since_2015_in_messaging(reader):
    reader.follow("lineages")
    reader.follow("Messaging")
    entries_of_timeline = reader.page.locator("ol.excellence-timeline > li").all()
    recent = [entry for entry in entries_of_timeline if int(entry.inner_text().split()[0]) >= 2015]
    assert len(recent) >= 2
    assert all(reader.sees(entry) for entry in recent)
    assert reader.sees(reader.page.get_by_text("Slack (2017)"))


def test_compare_two_phase_commit_with_a_saga(reader):
    reader.follow("any two patterns")
    reader.follow("Two-Phase Commit or Saga")
    table = reader.page.get_by_role("region", name="Comparison").get_by_role("table")
    table.get_by_role("columnheader", name="Saga").wait_for()
    table.get_by_role("rowheader", name="How to move").wait_for()


def test_what_was_there_for_push_in_2010(reader):
    reader.follow("Open the time machine")
    slider = reader.page.get_by_role("slider", name="Year")
    for _step in range(int(slider.input_value()) - 2010):
        slider.press("ArrowLeft")
    choice = reader.page.locator(".excellence-machine-choice:not([hidden])").filter(has_text="Long Polling")
    assert reader.sees(choice)


def test_what_to_do_about_overload(reader):
    reader.follow("Survive more traffic than we can serve")
    form(reader.page)
    assert "load-shedding" in keys(reader.page)[:4]
    assert reader.sees(entries(reader.page).first)


def test_what_to_use_instead_of_two_phase_commit_by_the_search(reader):
    reader.page.get_by_role("main").get_by_role("searchbox").fill("2pc")
    reader.clicks += 1
    with reader.page.expect_navigation():
        reader.page.get_by_role("main").get_by_role("button", name="Search").click()
    first = reader.page.locator(".excellence-search li").first
    first.wait_for()
    assert first.inner_text().startswith("Saga")
    assert reader.sees(first)


@pytest.fixture(scope="module")
def with_pdf(tmp_path_factory) -> Path:
    """A handbook that offers its PDF as the manual says: the PDF is built first, then the pages."""
    project = Project(tmp_path_factory.mktemp("with-pdf"))
    write_views_site(project)
    project.write({"conf.py": CONF + 'excellence_editions = {"PDF": "build/pdf/handbook.pdf"}\n'})
    assert project.build("typstpdf", out="build/pdf").warnings == []
    built = project.build("html", out="build/html")
    assert built.warnings == []
    assert (project.root / "build/pdf/handbook.pdf").is_file()
    return built.out


def pages_behind(page: Page, link: Locator) -> int:
    """Fetch what a link leads to, and return how many pages this PDF has."""
    answer = page.request.get(link.evaluate("link => link.href"))
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    return len(PdfReader(io.BytesIO(answer.body())).pages)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["index.html", "saga.html"])
def test_get_the_pdf(with_pdf, open_folder, name, width):
    page = open_folder(with_pdf, name, width=width)
    offer = page.locator(".excellence-offered")
    link = offer.get_by_role("link", name="PDF", exact=True)
    link.scroll_into_view_if_needed()
    assert link.is_visible()
    size = round((with_pdf / "_editions/handbook.pdf").stat().st_size / 1000)
    assert offer.inner_text() == f"Also available as: PDF ({size} KB, {pages_behind(page, link)} pages)"


@pytest.mark.parametrize("width", [1280, 360])
def test_get_the_pdf_by_the_search(with_pdf, open_folder, width):
    page = open_folder(with_pdf, "index.html", width=width)
    page.get_by_role("main").get_by_role("searchbox").fill("download pdf")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Search").click()
    first = page.locator(".excellence-search li").first
    first.wait_for()
    assert pages_behind(page, first.get_by_role("link", name="PDF", exact=True)) > 1
