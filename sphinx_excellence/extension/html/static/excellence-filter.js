/* Filters and sorts the entries beside a form, as `Control` in `views/blocks.py` says, and keeps what is set in the
   address. For a `case`, rows with `data-choice` stay that are not about another. */
/* global excellenceLists */
(function () {
  "use strict";

  const { all, fill, waitingLists } = excellenceLists;

  /** @typedef {Record<string, string>} State */

  const PAUSE = 800; // milliseconds after which a query counts as typed

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {string} name @returns {string} the key that data of that name has */
  const key = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

  /** @param {HTMLFormElement} form @returns {State} */
  const stateOf = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  /** @param {HTMLFormElement} form @param {string} prefix stands before the names in the address */
  function start(form, prefix) {
    const view = form.closest(".excellence") ?? document.body;
    const waiting = waitingLists(view, update);
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
        } else if (field.type === "search" || all(form, `[data-to="${name}=${CSS.escape(value)}"]`).length) {
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

    /** @param {{entry: Candidate, reason?: HTMLElement}} told @param {State} state */
    const passes = ({ entry, reason }, state) =>
      fieldsThat("upto").every((name) => Number(reason?.dataset.place ?? entry.data.place) <= Number(state[name]));

    /** @param {Candidate} entry @param {State} state @param {string[][]} words */
    const fits = (entry, state, words) =>
      fieldsThat("is").every((name) => !state[name] || entry.data[name] === state[name]) &&
      fieldsThat("has").every((name) => !state[name] || entry.data[key(name)]?.split("\n").includes(state[name])) &&
      words.every((some) => some.every((word) => entry.data.words?.includes(word)));

    /** @param {Listed} list @param {State} state @returns {number} how many entries only their tier has hidden */
    function show(list, state) {
      const wanted = fieldsThat("case").map((name) => state[name]).join(" ");
      const words = fieldsThat("words").map((name) => folded(state[name]).split(/\s+/));
      const by = fieldsThat("order").map((name) => key(`by-${state[name]}`))[0];
      const told = list.entries.map((entry) => ({ entry, reason: wanted.trim() ? entry.reasons.get(wanted) : undefined }));
      const fitting = told.filter(({ entry, reason }) => (reason || !wanted.trim()) && fits(entry, state, words));
      const left = fitting.filter((one) => passes(one, state));
      if (wanted.trim()) left.sort((a, b) => Number(a.reason?.dataset.rank) - Number(b.reason?.dataset.rank));
      else if (by) left.sort((a, b) => Number(a.entry.data[by]) - Number(b.entry.data[by]));
      for (const { entry, reason } of told) {
        if (!entry.slot || (reason ? reason.parentElement === entry.slot : !entry.slot.firstChild)) continue;
        entry.slot.replaceChildren(...(reason ? [reason] : []));
      }
      fill(list, left.map(({ entry }) => entry.item));
      const out = (/** @type {HTMLElement | undefined} */ reason) => reason?.classList.contains("excellence-left-out");
      return fitting.filter((one) => !passes(one, state) && !out(one.reason)).length;
    }

    let asked = "";
    let pause = 0;
    /** Tells what was searched for, once typing pauses. @param {State} state @param {number} results @param {Element} [best] */
    function tell(state, results, best) {
      const typed = fieldsThat("words").map((name) => state[name].trim()).join(" ");
      if (typed === asked) return;
      asked = typed;
      clearTimeout(pause);
      const link = best?.querySelector("a[href*='#record-']");
      const leads = link?.getAttribute("href")?.split("#")[1] ?? "";
      const detail = { query: typed, results, first: leads, view: view.classList[1]?.replace("excellence-", "") };
      const event = new CustomEvent("excellence:search", { bubbles: true, detail });
      if (typed) pause = setTimeout(() => document.dispatchEvent(event), PAUSE);
    }

    /** Shows what the form says, in the page and in the address. */
    function update() {
      const state = stateOf(form);
      for (const part of all(view, "[data-when]")) {
        part.hidden = ![...new URLSearchParams(part.dataset.when)].every(([name, value]) => state[name] === value);
      }
      for (const part of all(view, "tr [data-choice]")) {
        const about = [...new URLSearchParams(part.dataset.choice)];
        part.closest("tr")?.toggleAttribute("hidden", about.some(([name, value]) => state[name] && state[name] !== value));
      }
      const { lists, stage, said } = waiting;
      for (const list of lists) if (list.holder) list.holder.hidden = list.holder.dataset.layout !== state.layout;
      const seen = lists.filter((list) => !list.holder?.hidden);
      const more = Math.max(0, ...seen.map((list) => show(list, state)));
      const shown = Math.max(0, ...seen.map((list) => list.now.length));
      const { shown: some = "", none = "", more: others = "" } = output.dataset;
      const total = Math.max(0, ...lists.map((list) => list.entries.length));
      const left = [shown ? some.replace("{shown}", String(shown)).replace("{all}", String(total)) : none];
      if (more) left.push(others.replace("{more}", String(more)));
      output.textContent = said || left.join(" \u00b7 ");
      if (!stage) tell(state, shown, seen.find((list) => list.now.length === shown)?.now[0]);
      for (const link of all(form, "[data-to]")) {
        const [name, value] = (link.dataset.to ?? "").split("=");
        link.setAttribute("href", query({ ...state, [name]: value }));
        link.hidden = name !== "layout" ? !more : value === state.layout ? !stage || stage === "loading" : !stage && !shown;
      }
      try {
        const address = location.pathname + query(state).replace(/^\?$/, "") + (choice() ? "" : location.hash);
        if (!location.href.endsWith(address)) history.replaceState(null, "", address);
      } catch {
        // A browser that keeps no history for files.
      }
    }

    /** @returns {HTMLElement | null} the choice in this view that the address leads to */
    function choice() {
      const target = document.getElementById(location.hash.split("#").pop() ?? "");
      return target && view.contains(target) ? target.closest("[data-choice]") : null;
    }

    /** Takes over what the address sets, and the choice that it leads to. */
    function read() {
      form.reset();
      const given = new URLSearchParams(location.search);
      for (const name of Object.keys(matches)) put(name, given.get(prefix + name) ?? first[name] ?? "");
      const chosen = choice();
      for (const [name, value] of new URLSearchParams(chosen?.dataset.choice)) put(name, value);
      (query(stateOf(form)) === query(first) ? update : waiting.use)();
      if (!chosen) return;
      fields[0].focus({ preventScroll: true });
      const go = () => form.scrollIntoView({ behavior: "instant" });
      go();
      setTimeout(go); // after the browser's own jump within a page
    }

    /** Does what a link of the form says, unless it is to be opened elsewhere. @param {MouseEvent} event */
    function follow(event) {
      const link = event.target instanceof HTMLElement ? event.target.closest("a") : null;
      if (!link?.dataset.to || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const [name, value] = link.dataset.to.split("=");
      put(name, value);
      waiting.use();
      const others = all(form, `[data-to^="${name}="]`).filter((other) => !other.hidden);
      (others[0] ?? fields[0]).focus();
    }

    for (let part = form.parentElement; part && part !== view; part = part.parentElement) part.hidden = false;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", waiting.use);
    form.addEventListener("click", follow);
    form.addEventListener("reset", () => setTimeout(update));
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    read();
  }

  all(document, "form.excellence-controls").forEach((form, number) => {
    if (form instanceof HTMLFormElement) start(form, number ? `${number + 1}.` : "");
  });
})();
