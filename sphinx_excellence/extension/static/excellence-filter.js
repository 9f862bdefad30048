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

  /**
   * @typedef {object} Entry
   * @property {DOMStringMap} data
   * @property {Element} item what is taken out of the list and put back: its item or row
   * @property {Map<string, HTMLElement>} reasons by case
   * @property {HTMLElement | undefined} told the reason that is shown
   */
  /** @typedef {{box: Element, layout: string | undefined, entries: Entry[]}} List */
  /** @typedef {Record<string, string>} State */

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {HTMLFormElement} form @returns {State} */
  const stateOf = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  /** @param {Element} view @returns {List[]} */
  function listsOf(view) {
    /** @type {Map<Element, List>} */
    const lists = new Map();
    /** @type {Map<string, Map<string, HTMLElement>>} */
    const reasonsOf = new Map();
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (view.querySelectorAll("[data-key]"))) {
      const item = element.closest("li, tr");
      const box = item?.parentElement;
      if (!item || !box) continue;
      const key = element.dataset.key ?? "";
      /** @type {Map<string, HTMLElement>} */
      const reasons = reasonsOf.get(key) ?? new Map();
      for (const reason of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-case]"))) {
        reasons.set(reason.dataset.case ?? "", reason);
        reason.hidden = true;
      }
      reasonsOf.set(key, reasons);
      const layout = /** @type {HTMLElement | null} */ (box.closest("[data-layout]"))?.dataset.layout;
      const list = lists.get(box) ?? { box, layout, entries: [] };
      list.entries.push({ data: element.dataset, item, reasons, told: undefined });
      lists.set(box, list);
    }
    return [...lists.values()];
  }

  /** @param {HTMLFormElement} form @param {string} prefix before the names in the address */
  function start(form, prefix) {
    const view = form.closest(".excellence") ?? document.body;
    const lists = listsOf(view);
    const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
    const fields = /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (
      form.querySelectorAll("[name]")
    );
    /** @type {Record<string, string>} */
    const matches = {};
    for (const field of fields) matches[field.name] = field.dataset.match ?? "";
    const named = Object.keys(matches);
    const cases = named.filter((name) => matches[name] === "case");
    const order = named.find((name) => matches[name] === "order");
    const first = stateOf(form);

    /** @param {string} name @param {string} value puts it into the form, where the form has it */
    function put(name, value) {
      for (const field of fields) {
        if (field.name !== name) continue;
        if (field instanceof HTMLSelectElement) {
          if ([...field.options].some((option) => option.value === value)) field.value = value;
        } else if (field.type === "radio") {
          if (field.value === value) field.checked = true;
        } else if (field.type === "search" || lists.some((list) => list.layout === value)) {
          field.value = value.slice(0, 200);
        }
      }
    }

    /** @param {State} state */
    function address(state) {
      const query = new URLSearchParams(location.search);
      for (const name of named) {
        query.delete(prefix + name);
        if (state[name] !== first[name]) query.set(prefix + name, state[name]);
      }
      return `?${query}`;
    }

    /** @param {Entry} entry @param {State} state @param {string} name @param {HTMLElement | undefined} reason */
    function stays(entry, state, name, reason) {
      const wanted = state[name];
      if (!wanted) return true;
      switch (matches[name]) {
        case "is":
          return entry.data[name] === wanted;
        case "upto":
          return Number(reason?.dataset.place ?? entry.data.place) <= Number(wanted);
        case "words":
          return folded(wanted).split(/\s+/).every((word) => entry.data.words?.includes(word));
        default:
          return true;
      }
    }

    /** Shows what the form says, in the page and in the address. */
    function update() {
      const state = stateOf(form);
      const wanted = cases.map((name) => state[name]).join(" ");
      const told = wanted.trim();
      const tiers = named.filter((name) => matches[name] === "upto");
      const others = named.filter((name) => matches[name] !== "upto");
      let shown = 0;
      let more = 0;
      for (const list of lists) {
        const active = !list.layout || list.layout === state.layout;
        /** @type {[Entry, HTMLElement | undefined][]} */
        const left = [];
        for (const entry of list.entries) {
          const reason = told ? entry.reasons.get(wanted) : undefined;
          const fits = (!told || reason) && others.every((name) => stays(entry, state, name, reason));
          if (fits && tiers.every((name) => stays(entry, state, name, reason))) left.push([entry, reason]);
          else if (fits && active) more += 1;
        }
        const by = order && `by${state[order].charAt(0).toUpperCase()}${state[order].slice(1)}`;
        if (told) left.sort((a, b) => Number(a[1]?.dataset.rank) - Number(b[1]?.dataset.rank));
        else if (by) left.sort((a, b) => Number(a[0].data[by]) - Number(b[0].data[by]));
        for (const [entry, reason] of left) {
          if (entry.told !== reason) {
            if (entry.told) entry.told.hidden = true;
            if (reason) reason.hidden = false;
            entry.told = reason;
          }
        }
        list.box.replaceChildren(...left.map(([entry]) => entry.item));
        const holder = /** @type {HTMLElement | null} */ (list.box.closest("[data-layout]"));
        if (holder) holder.hidden = !active;
        if (active) shown = left.length;
      }
      const all = String(Math.max(0, ...lists.map((list) => list.entries.length)));
      const { shown: some = "", none = "", more: rest = "" } = output.dataset;
      const said = [shown ? some.replace("{shown}", String(shown)).replace("{all}", all) : none];
      if (more) said.push(rest.replace("{more}", String(more)));
      output.textContent = said.join(" \u00b7 ");
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (form.querySelectorAll("[data-to-layout]"))) {
        const layout = link.dataset.toLayout ?? "";
        link.href = address({ ...state, layout });
        link.hidden = layout === state.layout || !shown;
      }
      try {
        const hash = location.hash && !/** @type {HTMLElement | null} */ (chosen()) ? location.hash : "";
        const next = `${location.pathname}${address(state).replace(/^\?$/, "")}${hash}`;
        if (next !== location.pathname + location.search + location.hash) history.replaceState(null, "", next);
      } catch {
        // A browser that keeps no history for files: the choice stands in the form alone.
      }
    }

    /** @returns {HTMLElement | null} the choice that the address leads to, where it leads to one in this view */
    function chosen() {
      const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
      return target && view.contains(target) ? target.closest("[data-choice]") : null;
    }

    /** Takes over what the address says: a choice that it leads to, or what is set in its query. */
    function read() {
      form.reset();
      const query = new URLSearchParams(location.search);
      for (const name of named) put(name, query.get(prefix + name) ?? first[name]);
      const choice = chosen();
      for (const [name, value] of new URLSearchParams(choice?.dataset.choice)) put(name, value);
      update();
      if (choice) form.scrollIntoView();
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

  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll("form.excellence-controls");
  forms.forEach((form, number) => start(form, number ? `${number + 1}.` : ""));
})();
