/* The lists that a form filters: their entries, the reasons for each, how items come and go, and are loaded. */
/* exported excellenceLists */

/** @typedef {{element: HTMLElement, data: DOMStringMap, item: Element, slot: Element | null,
 *   reasons: Map<string, HTMLElement>, values: Record<string, string[]>, text?: string, button?: HTMLButtonElement}} Candidate */
/** @typedef {{box: Element, holder: HTMLElement | null, entries: Candidate[], now: Element[], left: Candidate[]}} Listed */
/** @typedef {[string, Record<string, string>, ...any[]]} Written name, attributes, content */

const excellenceLists = (() => {
  "use strict";

  /** How many items are put into a page at once: for more, the reader would wait. */
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
      const list = lists.get(box) ?? { box, holder: box.closest("[data-layout]"), entries: [], now: [], left: [] };
      const slot = element.querySelector(".excellence-reasons");
      list.entries.push({ element, data: element.dataset, item, slot, reasons, values: {} });
      list.now.push(item);
      lists.set(box, list);
    }
    return [...lists.values()];
  }

  /** @param {string | Written} written @param {string | null} [within] @returns {Node} */
  function made(written, within = document.body.namespaceURI) {
    if (typeof written === "string") return document.createTextNode(written);
    const space = written[0] === "svg" ? "http://www.w3.org/2000/svg" : within;
    const element = document.createElementNS(space, written[0]);
    for (const name in written[1]) element.setAttribute(name, written[1][name]);
    for (let place = 2; place < written.length; place += 1) element.append(made(written[place], space));
    return element;
  }

  /** @param {Candidate[]} entries @param {(entry: Candidate) => string | undefined} groupOf
   * @param {{value: string, text: string}[]} titles of the groups, in order @param {string} other the title of the rest
   * @returns {Element[]} the items of the entries, those of each group behind its title */
  function grouped(entries, groupOf, titles, other) {
    /** @type {Map<string, Element[]>} */
    const groups = new Map([...titles.map(({ text }) => text), other].map((title) => [title, []]));
    for (const entry of entries) {
      groups.get(titles.find(({ value }) => value === groupOf(entry))?.text ?? other)?.push(entry.item);
    }
    return [...groups].filter(([, items]) => items.length).flatMap(([title, items]) => [
      /** @type {Element} */ (made(["li", { class: "excellence-group" }, ["strong", {}, title], ` ${items.length}`])), ...items,
    ]);
  }

  /** @param {Candidate[]} entries @returns {Candidate[]} those of each record once */
  const each = (entries) => [...new Map(entries.map((entry) => [entry.data.key, entry])).values()];

  /** One list of what several hold, such as those of a radar's rings. @param {Listed[]} lists @returns {Listed | undefined} */
  const joined = (lists) => lists[0] && {
    ...lists[0], entries: each(lists.flatMap((list) => list.entries)), left: each(lists.flatMap((list) => list.left)),
  };

  /** Loads what is in a part of the page: by a script, as pages opened as files may load no data.
   * @param {HTMLElement} part @param {(isThere: boolean) => void} done */
  function load(part, done) {
    /** @type {HTMLScriptElement & {written?: Written[]}} */
    const script = document.createElement("script");
    script.src = part.dataset.part ?? "";
    script.onload = script.onerror = () => {
      script.remove();
      for (const written of script.written ?? []) part.append(made(written));
      done(Boolean(script.written));
    };
    document.head.append(script);
  }

  /** @param {Element} view @param {() => void} changed is called when there is something else to show */
  function waitingLists(view, changed) {
    const part = all(view, "[data-part]")[0];
    // Until there are lists, `said` is said.
    const waiting = { lists: listsOf(view), stage: part ? "before" : "", said: part?.dataset.before, use };

    /** @param {string} stage */
    function turn(stage) {
      waiting.stage = stage;
      waiting.said = part.dataset[stage];
      changed();
    }

    /** Shows lists, and loads those not there. */
    function use() {
      if (!waiting.stage || waiting.stage === "loading") return changed();
      load(part, (isThere) => {
        waiting.lists = listsOf(view);
        turn(isThere ? "" : "failed");
      });
      return turn("loading");
    }

    return waiting;
  }

  return { all, fill, grouped, joined, load, made, waitingLists };
})();
