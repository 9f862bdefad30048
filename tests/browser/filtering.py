"""A form that filters, as a reader sees it: what it leaves, in which order, with which reasons, and what it says."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FORM = "form.excellence-controls"


def form(page: Page) -> Locator:
    """Return the form of the page, once its script has shown it."""
    found = page.locator(FORM)
    found.first.wait_for(state="visible")
    return found.first


def settle(page: Page) -> None:
    """Wait until the forms have what they were asked for."""
    page.wait_for_function(
        """(form) => [...document.querySelectorAll(`${form} output`)].every((output) => {
          const part = output.closest(".excellence").querySelector("[data-loading]");
          return output.textContent && output.textContent !== part?.dataset.loading;
        })""",
        arg=FORM,
    )


def entries(page: Page) -> Locator:
    """Return what is left to see, in its order: cards, or rows of a table."""
    settle(page)
    return page.locator("[data-key]:visible")


def keys(page: Page) -> list[str]:
    """Return the names of what is left to see."""
    return entries(page).evaluate_all("all => all.map((one) => one.dataset.key)")


def tiers(page: Page) -> set[str]:
    """Return the tiers of what is left to see."""
    return set(entries(page).evaluate_all("all => all.map((one) => one.dataset.tier)"))


def reasons(entry: Locator) -> list[str]:
    """Return the reasons that an entry shows."""
    return entry.locator(".excellence-reason:visible").all_inner_texts()


def said(page: Page) -> str:
    """Return what the form says of what is left."""
    settle(page)
    return page.locator(f"{FORM} output").first.inner_text()


def state(page: Page) -> dict[str, str]:
    """Return what the form is set to, by the names of its fields; of chips, those that are pressed."""
    return page.evaluate(
        """(selector) => {
          const form = document.querySelector(selector);
          const state = Object.fromEntries(new FormData(form));
          for (const { name, value } of form.querySelectorAll("[aria-pressed=true][name]")) {
            state[name] = name in state ? `${state[name]} ${value}` : value;
          }
          return state;
        }""",
        FORM,
    )


def press(page: Page, group: str, label: str) -> None:
    """Click at a chip of a group; where it has so many that they are a menu, choose there, or take the choice back."""
    menu = form(page).get_by_role("combobox", name=group)
    if menu.count():
        texts = menu.locator("option").all_inner_texts()
        wanted = next(place for place, text in enumerate(texts) if text.startswith(label))
        is_set = menu.evaluate("menu => menu.selectedIndex") == wanted
        menu.select_option(index=0 if is_set else wanted)
    else:
        form(page).get_by_role("group", name=group).get_by_role("button", name=label).click()


def counts(page: Page, group: str) -> dict[str, int]:
    """Return what the chips of a group say that they would leave, or the options of its menu."""
    menu = form(page).get_by_role("combobox", name=group)
    if menu.count():
        found = menu.locator("option[value]:not([value=''])").all_inner_texts()
    else:
        found = form(page).get_by_role("group", name=group).get_by_role("button").all_inner_texts()
    return {label: int(count.strip("()")) for label, count in (one.rsplit(maxsplit=1) for one in found)}


def set_radio(page: Page, group: str, label: str) -> None:
    """Click at the words beside a button of a group, as most readers do."""
    form(page).get_by_role("group", name=group).get_by_text(label, exact=False).first.click()


def tab_to(page: Page, selector: str, most: int = 400) -> None:
    """Press the tabulator key until what the selector finds has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"not reached: {selector}")
