/* The lists that a form filters: which entries there are, where the reasons for each stand, and how items come and go.

   Makes the one global that the form's own script takes them from. */
/* exported excellenceLists */

/** @typedef {{data: DOMStringMap, item: Element, slot: Element | null, reasons: Map<string, HTMLElement>}} Candidate */
/** @typedef {{box: Element, holder: HTMLElement | null, entries: Candidate[], now: Element[]}} Listed */
/** @typedef {(root: ParentNode, selector: string) => HTMLElement[]} All */
/** @typedef {{all: All, fill: (list: Listed, items: Element[]) => void, listsOf: (view: Element) => Listed[]}} Lists */

/** @type {Lists} */
const excellenceLists = (() => {
  "use strict";

  /** How many items are put into a page at once: more, and the reader would wait for the first of them. */
  const AT_ONCE = 200;

  /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  const all = (root, selector) => [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

  /** @param {Listed} list @param {Element[]} items puts items into a list, some at once and the others soon after */
  function fill(list, items) {
    if (items.length === list.now.length && items.every((item, place) => item === list.now[place])) return;
    list.now = items;
    list.box.replaceChildren(...items.slice(0, AT_ONCE));
    /** @param {number} from */
    const go = (from) => {
      if (from >= items.length || items !== list.now) return;
      list.box.append(...items.slice(from, 2 * from));
      setTimeout(go, 0, 2 * from);
    };
    requestAnimationFrame(() => setTimeout(go, 0, AT_ONCE));
  }

  /** @param {Element} view @returns {Listed[]} */
  function listsOf(view) {
    /** @type {Map<Element, Listed>} */
    const lists = new Map();
    /** @type {Map<string | undefined, Map<string, HTMLElement>>} */
    const known = new Map();
    for (const element of all(view, "[data-key]")) {
      const item = element.closest("li, tr");
      const box = item?.parentElement;
      if (!item || !box) continue;
      const reasons = known.get(element.dataset.key) ?? new Map();
      for (const reason of all(element, "[data-case]")) {
        reasons.set(reason.dataset.case, reason);
        reason.remove();
      }
      known.set(element.dataset.key, reasons);
      const list = lists.get(box) ?? { box, holder: box.closest("[data-layout]"), entries: [], now: [] };
      list.entries.push({ data: element.dataset, item, slot: element.querySelector(".excellence-reasons"), reasons });
      list.now.push(item);
      lists.set(box, list);
    }
    return [...lists.values()];
  }

  return { all, fill, listsOf };
})();
