"""Takes the fourth and later of equal items out of a page, so that what looks at each element looks at a few of each.

Items are equal where their elements, classes, roles and styles are, and those of all that they hold and are held by;
what their words are does not count, but that there are some does. An index of a hundred patterns has a few kinds of
items. Three stay, so that each still has neighbours, and odd and even ones.
"""

from __future__ import annotations

from playwright.sync_api import Page

KEPT = 3
#: What may go without leaving its holder broken: a cell, a word or the name of a link may not.
ITEMS = "li, tr, td > :not(:first-child), details, section, div, svg g, svg a, pre span"
_TAKE_OUT = """([kept, items]) => {
  const VALUED = new Set(["class", "role", "style", "type", "tabindex"]);
  const attributesOf = (element) => [...element.attributes]
    .map(({ name, value }) => (VALUED.has(name) ? `${name}=${value}` : name)).sort().join();
  const speaks = (element) => [...element.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
  const numbers = new Map();
  const shapes = new Map();
  const shapeOf = (element) => {
    const inner = [...new Set([...element.children].map(shapeOf))].sort();
    const whole = [element.localName, attributesOf(element), speaks(element), ...inner].join(" ");
    if (!numbers.has(whole)) numbers.set(whole, numbers.size);
    shapes.set(element, numbers.get(whole));
    return numbers.get(whole);
  };
  shapeOf(document.body);
  const REFERENCES = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant", "for", "headers", "list"];
  const named = new Set(REFERENCES.flatMap((name) => [...document.querySelectorAll(`[${name}]`)]
    .flatMap((each) => each.getAttribute(name).split(" "))));
  const isNamed = (element) => [element, ...element.querySelectorAll("[id]")].some(({ id }) => id && named.has(id));
  const seen = new Map();
  const groupsOf = (element) => {  // a term goes with what is said of it
    const groups = [];
    for (const each of element.children) {
      if (each.localName === "dd" && groups.length > 0) groups.at(-1).push(each);
      else groups.push([each]);
    }
    return groups;
  };
  const visit = (element, above) => {
    for (const group of groupsOf(element)) {
      const key = [above, ...group.map((each) => shapes.get(each))].join();
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      const mayGo = group.every((each) => each.matches(items) || each.matches("dl > dt, dl > dd")) && !group.some(isNamed);
      if (count > kept && mayGo) for (const each of group) each.remove();
      else for (const each of group) visit(each, `${above} ${each.localName} ${attributesOf(each)}`);
    }
  };
  visit(document.body, "");
}"""


def take_out_repeated(page: Page) -> None:
    """Keep three of the items that are equal but for their words."""
    page.evaluate(_TAKE_OUT, [KEPT, ITEMS])
