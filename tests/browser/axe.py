"""What axe-core finds on a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page

from tests.faults import excuses

#: The rules of the WCAG at level A and AA, and those of them that depend on colours and on the width of the window.
ALL_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OF_THE_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "avoid-inline-spacing",
               "aria-hidden-focus", "meta-viewport", "css-orientation-lock")  # fmt: skip
#: Runs axe; returns each fault with the place of the entry that excuses it, if one does.
_RUN = """async ([excuses, include, exclude, runOnly]) => {
  const { violations } = await axe.run({ include, exclude }, {
    runOnly,
    resultTypes: ["violations"],
    elementRef: true,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ element, html, any, all, none }) => ({
    rule: id,
    html: html.slice(0, 200),
    why: [...any, ...all, ...none].map(({ message }) => message).join("; "),
    excuse: excuses.findIndex(({ rule, selector }) => rule === id && element.matches(selector)),
  })));
}"""


class Fault(TypedDict):
    """One element that breaks a rule of the WCAG at level A or AA; ``excuse`` is -1 where it is ours."""

    rule: str
    html: str
    why: str
    excuse: int


def run_axe(
    page: Page,
    script: Path,
    within: Sequence[str] = ("html",),
    but: Sequence[str] = (),
    rules: Sequence[str] = ALL_RULES,
) -> list[Fault]:
    """Run axe, whose script is in that file, over what the first selectors match but not the second."""
    page.add_script_tag(path=script)
    return page.evaluate(_RUN, [excuses("accessibility"), list(within), list(but), list(rules)])


def ours(faults: list[Fault]) -> list[str]:
    """Return what is not excused, as text."""
    return [f"{each['rule']}: {each['html']} {each['why']}" for each in faults if each["excuse"] == -1]
