"""A walk over a page by the tabulator key: what it does not reach, what does not show it, and whether it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.faults import excuses

#: Before the first key: remember what can be operated and how it looks, and watch where the focus goes. A label whose
#: control is not shown stands for it. Of the radio buttons of a group, the keys that reach one reach all.
_PREPARE = """() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
    && [...element.getClientRects()].some((box) => box.width > 0 && box.height > 0);
  const looks = (element) => [element, element.parentElement].map((each) => {
    const style = getComputedStyle(each);
    const outline = style.outlineStyle === "none" ? "none" : `${style.outlineStyle} ${style.outlineWidth}`;
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration].join();
  }).join();
  const controls = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]"
  )].filter((element) => element.tabIndex >= 0 && !element.disabled && shown(element));
  const labels = [...document.querySelectorAll("label")].filter(
    (label) => shown(label) && label.control && !label.control.disabled && !shown(label.control));
  const group = (element) => element.type === "radio"
    ? document.querySelector(`input[type=radio][name="${element.name}"]`) : element;
  const before = new Map([...controls, ...labels].map((element) => [element, looks(element)]));
  const waiting = new Set([...before.keys()].map(group));
  const dim = new Set();
  let first = null;
  document.addEventListener("focusin", ({ target }) => {
    window.cameRound ||= target === first;
    first ??= target;
    waiting.delete(group(target));
    if (before.get(target) === looks(target)) dim.add(target);
  });
  const told = (excuses) => (element) => ({
    html: element.outerHTML.slice(0, 120),
    excuse: excuses.findIndex(({ selector }) => element.matches(selector)),
  });
  window.missed = (excuses) => [...waiting].map(told(excuses));
  window.unmarked = (excuses) => [...dim].map(told(excuses));
  return before.size;
}"""


@dataclass
class Walk:
    """What went wrong, as the beginnings of the elements; ``used`` are the places of the excuses that were needed."""

    missed: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    trapped: bool = False
    used: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.missed or self.unmarked or self.trapped)


def walk_by_keys(page: Page) -> Walk:
    """Press the key until the focus comes round, or has had more than enough time to."""
    walk = Walk(trapped=True)
    count = page.evaluate(_PREPARE)
    for _turn in range(count // 10 + 10):
        for _key in range(20):
            page.keyboard.press("Tab")
        if page.evaluate("window.cameRound"):
            walk.trapped = False
            break
    for name in ("missed", "unmarked"):
        found = page.evaluate(f"(excuses) => window.{name}(excuses)", excuses("keyboard"))
        walk.used |= {each["excuse"] for each in found}
        getattr(walk, name).extend(each["html"] for each in found if each["excuse"] == -1)
    return walk
