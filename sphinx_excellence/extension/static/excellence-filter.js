/**
 * Filters and sorts the entries beside a form, and keeps what is set in the address.
 *
 * Everything it shows was written by the server: entries are elements with `data-key`, reasons are elements with
 * `data-case` inside them. A control says by `data-match` what it does:
 *   is     entries stay whose value of that name is the one chosen
 *   upto   entries stay whose place is at most the number chosen
 *   words  entries stay that hold every word
 *   case   the values chosen make up the case; entries stay that have a reason for it, which is shown and orders them
 *   order  entries stand by their number of that name
 */
(function () {
  "use strict";

  /** @typedef {{data: DOMStringMap, item: Element, reasons: Map<string, HTMLElement>, told?: HTMLElement}} Entry */
  /** @typedef {{box: Element, holder: HTMLElement | null, entries: Entry[], now: Element[]}} List */
  /** @typedef {Record<string, string>} State */

  /** How many items are put into a page at once: more, and the reader would wait for the first of them. */
  const AT_ONCE = 200;

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {HTMLFormElement} form @returns {State} */
  const stateOf = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  const all = (root, selector) => [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

  /** @param {List} list @param {Element[]} items puts items into a list, some at once and the others soon after */
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

  /** @param {Element} view @returns {List[]} */
  function listsOf(view) {
    /** @type {Map<Element, List>} */
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
        reason.hidden = true;
      }
      known.set(element.dataset.key, reasons);
      const list = lists.get(box) ?? { box, holder: box.closest("[data-layout]"), entries: [], now: [] };
      list.entries.push({ data: element.dataset, item, reasons });
      list.now.push(item);
      lists.set(box, list);
    }
    return [...lists.values()];
  }

  /** @param {HTMLFormElement} form @param {string} prefix stands before the names in the address */
  function start(form, prefix) {
    const view = form.closest(".excellence") ?? document.body;
    const lists = listsOf(view);
    const total = String(Math.max(0, ...lists.map((list) => list.entries.length)));
    const output = all(form, "output")[0];
    const fields = [...form.elements].filter((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
    const matches = Object.fromEntries(fields.map((field) => [field.name, field.dataset.match]));
    const first = stateOf(form);

    /** @param {string} match @returns {string[]} the names of the fields that do it */
    const fieldsThat = (match) => Object.keys(matches).filter((name) => matches[name] === match);

    /** @param {string} name @param {string} value puts a value into the form, if it is one that the form has */
    function put(name, value) {
      for (const field of fields.filter((one) => one.name === name)) {
        if (field instanceof HTMLSelectElement) {
          if ([...field.options].some((option) => option.value === value)) field.value = value;
        } else if (field.type === "radio") {
          field.checked ||= field.value === value;
        } else if (field.type === "search" || lists.some((list) => list.holder?.dataset.layout === value)) {
          field.value = value.slice(0, 200);
        }
      }
    }

    /** @param {State} state @returns {string} the query of an address that leads to it */
    function query(state) {
      const wanted = new URLSearchParams(location.search);
      for (const name of Object.keys(matches)) {
        wanted.delete(prefix + name);
        if (state[name] !== first[name]) wanted.set(prefix + name, state[name]);
      }
      return `?${wanted}`;
    }

    /** @param {Entry} entry @param {State} state @param {HTMLElement | undefined} reason */
    const passes = (entry, state, reason) =>
      fieldsThat("upto").every((name) => Number(reason?.dataset.place ?? entry.data.place) <= Number(state[name]));

    /** @param {Entry} entry @param {State} state @param {string[][]} words */
    const fits = (entry, state, words) =>
      fieldsThat("is").every((name) => !state[name] || entry.data[name] === state[name]) &&
      words.every((some) => some.every((word) => entry.data.words?.includes(word)));

    /** @param {List} list @param {State} state @returns {number} how many entries only their tier has hidden */
    function show(list, state) {
      const wanted = fieldsThat("case").map((name) => state[name]).join(" ");
      const words = fieldsThat("words").map((name) => folded(state[name]).split(/\s+/));
      const by = fieldsThat("order").map((name) => `by${state[name][0].toUpperCase()}${state[name].slice(1)}`)[0];
      const told = list.entries.map((entry) => ({ entry, reason: wanted.trim() ? entry.reasons.get(wanted) : undefined }));
      const fitting = told.filter(({ entry, reason }) => (reason || !wanted.trim()) && fits(entry, state, words));
      const left = fitting.filter(({ entry, reason }) => passes(entry, state, reason));
      if (wanted.trim()) left.sort((a, b) => Number(a.reason?.dataset.rank) - Number(b.reason?.dataset.rank));
      else if (by) left.sort((a, b) => Number(a.entry.data[by]) - Number(b.entry.data[by]));
      for (const { entry, reason } of told) {
        if (entry.told === reason) continue;
        if (entry.told) entry.told.hidden = true;
        if (reason) reason.hidden = false;
        entry.told = reason;
      }
      fill(list, left.map(({ entry }) => entry.item));
      return fitting.length - left.length;
    }

    /** Shows what the form says, in the page and in the address. */
    function update() {
      const state = stateOf(form);
      for (const part of all(view, "[data-when]")) {
        part.hidden = ![...new URLSearchParams(part.dataset.when)].every(([name, value]) => state[name] === value);
      }
      for (const list of lists) if (list.holder) list.holder.hidden = list.holder.dataset.layout !== state.layout;
      const seen = lists.filter((list) => !list.holder?.hidden);
      const more = Math.max(0, ...seen.map((list) => show(list, state)));
      const shown = Math.max(0, ...seen.map((list) => list.now.length));
      const { shown: some = "", none = "", more: others = "" } = output.dataset;
      const said = [shown ? some.replace("{shown}", String(shown)).replace("{all}", total) : none];
      if (more) said.push(others.replace("{more}", String(more)));
      output.textContent = said.join(" \u00b7 ");
      for (const link of all(form, "[data-to-layout]")) {
        const layout = link.dataset.toLayout ?? "";
        link.setAttribute("href", query({ ...state, layout }));
        link.hidden = layout === state.layout || !shown;
      }
      try {
        const address = location.pathname + query(state).replace(/^\?$/, "") + (choice() ? "" : location.hash);
        if (!location.href.endsWith(address)) history.replaceState(null, "", address);
      } catch {
        // A browser that keeps no history for files: what is set stands in the form alone.
      }
    }

    /** @returns {HTMLElement | null} the choice that the address leads to, where it leads to one in this view */
    function choice() {
      const target = document.getElementById(location.hash.slice(1));
      return target && view.contains(target) ? target.closest("[data-choice]") : null;
    }

    /** Takes over what the address says: what is set in its query, and a choice that it leads to. */
    function read() {
      form.reset();
      const given = new URLSearchParams(location.search);
      for (const name of Object.keys(matches)) put(name, given.get(prefix + name) ?? first[name] ?? "");
      const chosen = choice();
      for (const [name, value] of new URLSearchParams(chosen?.dataset.choice)) put(name, value);
      update();
      if (chosen) form.scrollIntoView();
    }

    for (let part = form.parentElement; part && part !== view; part = part.parentElement) part.hidden = false;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", update);
    form.addEventListener("reset", () => setTimeout(update));
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    read();
  }

  all(document, "form.excellence-controls").forEach((form, number) => {
    if (form instanceof HTMLFormElement) start(form, number ? `${number + 1}.` : "");
  });
})();
