/* Filters and sorts the entries beside a form, as `Control` in `views/blocks.py` says, and keeps what is set in the
   address. For a `case`, rows with `data-choice` stay that are not about another. */
/* global excellenceChoose, excellenceCount, excellenceFields, excellenceHelp, excellenceLists */
(function () {
  "use strict";

  const { all, fill, grouped, joined, made, waitingLists } = excellenceLists;
  const { count, wordsOf } = excellenceCount;
  // Forms of chips alone come without these two.
  const { help, teller } = typeof excellenceHelp === "undefined" ? { help() {}, teller: () => () => {} } : excellenceHelp;
  const choose = typeof excellenceChoose === "undefined" ? () => ({ ids: [], read() {}, show() {} }) : excellenceChoose;

  /** @typedef {{entry: Candidate, reason?: HTMLElement}} Told */

  /** @param {HTMLFormElement} form @param {string} prefix stands before the names in the address */
  function start(form, prefix) {
    const view = form.closest(".excellence") ?? document.body;
    const waiting = waitingLists(view, update);
    const output = all(form, "output")[0];
    const texts = output.dataset;
    const { fields, names, options, first, stateOf, fieldsThat, put, textOf, valuesOf, ...known } = excellenceFields(form, prefix);
    const hints = /** @type {HTMLElement} */ (made(["p", { class: "excellence-hints" }]));
    form.append(hints);

    const tell = teller(view);
    const compared = choose(view, form, texts, update);
    /** @param {State} state @returns {string} the query of an address that leads to it */
    const query = (state) => known.address(state, compared.ids);

    /** @param {Told} told @param {State} state */
    const passes = ({ entry, reason }, state) =>
      fieldsThat("upto").every((name) => Number(reason?.dataset.place ?? entry.data.place) <= Number(state[name][0]));

    /** @param {Listed} list @param {State} state @returns {{told: Told[], fitting: Told[], left: Told[], by: string}} */
    function sifted(list, state) {
      const by = fieldsThat("case").map((name) => state[name][0] ?? "").join(" ");
      const words = fieldsThat("words").flatMap((name) => wordsOf(state[name][0] ?? ""));
      const asked = fieldsThat("is", "has").filter((name) => state[name].length);
      // Only where no entry has the words does it help to know what its problems go by.
      const isSaid = list.entries.some(({ data }) => words.every((word) => data.words?.includes(word)));
      const told = list.entries.map((entry) => ({ entry, reason: by.trim() ? entry.reasons.get(by) : undefined }));
      const fitting = told.filter(({ entry, reason }) =>
        (reason || !by.trim()) &&
        asked.every((name) => valuesOf(entry, name).some((value) => state[name].includes(value))) &&
        words.every((word) => (isSaid ? entry.data.words : textOf(entry))?.includes(word)));
      return { told, fitting, left: fitting.filter((one) => passes(one, state)), by: by.trim() };
    }

    /** @param {Listed} list @param {State} state @returns {number} how many entries only their tier has hidden */
    function show(list, state) {
      const { told, fitting, left, by } = sifted(list, state);
      const order = fieldsThat("order").map((name) => known.key(`by-${state[name]}`))[0];
      if (by) left.sort((a, b) => Number(a.reason?.dataset.rank) - Number(b.reason?.dataset.rank));
      else if (order) left.sort((a, b) => Number(a.entry.data[order]) - Number(b.entry.data[order]));
      for (const { entry, reason } of told) {
        if (!entry.slot || (reason ? reason.parentElement === entry.slot : !entry.slot.firstChild)) continue;
        entry.slot.replaceChildren(...(reason ? [reason] : []));
      }
      const { group } = form.dataset;
      list.left = left.map(({ entry }) => entry);
      const titles = options.filter((option) => option.name === group && option.value);
      const inGroups = group && list.box.tagName === "UL" && state.view?.[0] === "grouped";
      fill(list, inGroups
        ? grouped(list.left, (entry) => valuesOf(entry, group)[0], titles, texts.other ?? "")
        : list.left.map((entry) => entry.item));
      const out = (/** @type {HTMLElement | undefined} */ reason) => reason?.classList.contains("excellence-left-out");
      return fitting.filter((one) => !passes(one, state) && !out(one.reason)).length;
    }

    const asking = { hints, texts, options, fieldsThat, leftBy, textOf, valuesOf, set };

    /** @param {Listed} list @param {State} state @returns {Candidate[]} */
    function leftBy(list, state) {
      return sifted(list, state).left.map(({ entry }) => entry);
    }

    /** Does what is offered. @param {string} name @param {string[]} values @param {string} lead */
    function set(name, values, lead) {
      if (lead === texts.problem) for (const typing of fieldsThat("words")) put(typing, []);
      put(name, values.length ? values : [""]);
      waiting.use();
      fields[0].focus();
    }

    /** Shows what the form says, in the page and in the address. @param {boolean} [isStep] whether readers may go back */
    function update(isStep = false) {
      const state = stateOf();
      for (const part of all(view, "[data-when]")) {
        part.hidden = ![...new URLSearchParams(part.dataset.when)].every(([name, value]) => (state[name][0] ?? "") === value);
      }
      for (const part of all(view, "tr [data-choice]")) {
        const about = [...new URLSearchParams(part.dataset.choice)];
        part.closest("tr")?.toggleAttribute("hidden", about.some(([name, value]) => state[name][0] && state[name][0] !== value));
      }
      const { lists, stage, said } = waiting;
      for (const list of lists) if (list.holder) list.holder.hidden = list.holder.dataset.layout !== state.layout[0];
      const seen = lists.filter((list) => !list.holder?.hidden);
      const more = Math.max(0, ...seen.map((list) => show(list, state)));
      const list = joined(seen);
      const shown = list?.left.length ?? 0;
      const { shown: some = "", none = "", more: others = "" } = texts;
      const left = [shown ? some.replace("{shown}", String(shown)).replace("{all}", String(joined(lists)?.entries.length)) : none];
      if (more) left.push(others.replace("{more}", String(more)));
      output.textContent = said || left.join(" \u00b7 ");
      const typed = fieldsThat("words").map((name) => (state[name][0] ?? "").trim()).join(" ");
      if (!stage) tell(typed, shown, seen.flatMap(({ now }) => now).find((item) => item.querySelector("a")));
      count(asking, list, state);
      help(asking, stage ? undefined : list, state);
      compared.show(lists);
      view.dispatchEvent(new CustomEvent("excellence:filtered"));
      if (state.view) /** @type {HTMLElement} */ (view).dataset.view = state.view[0];
      view.classList.toggle("excellence-chosen", query(state) !== query(first));
      for (const link of all(form, "[data-to]")) {
        const [name, value] = (link.dataset.to ?? "").split("=");
        link.setAttribute("href", query({ ...state, [name]: [value] }));
        link.hidden = name !== "layout" ? !more : value === state.layout[0] ? !stage || stage === "loading" : !stage && !shown;
      }
      try {
        const address = location.pathname + query(state).replace(/^\?$/, "") + (choice() ? "" : location.hash);
        if (!location.href.endsWith(address)) history[isStep ? "pushState" : "replaceState"](null, "", address);
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
      compared.read(given.get(`${prefix}compare`) ?? "");
      for (const name of names) put(name, given.has(prefix + name) ? given.getAll(prefix + name) : first[name]);
      const about = choice();
      for (const [name, value] of new URLSearchParams(about?.dataset.choice)) put(name, [value]);
      if (query(stateOf()) === query(first)) update();
      else waiting.use();
      if (!about) return;
      fields[0].focus({ preventScroll: true });
      const go = () => form.scrollIntoView({ behavior: "instant" });
      go();
      setTimeout(go); // after the browser's own jump within a page
    }

    /** Does what a chip or a link of the form says, unless that is to be opened elsewhere. @param {MouseEvent} event */
    function follow(event) {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.type === "reset") fields[0].focus(); // the button is gone then
      const chip = button?.name ? button : null;
      if (chip) {
        chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
        waiting.use();
      }
      const link = event.target instanceof HTMLElement ? event.target.closest("a") : null;
      if (!link?.dataset.to || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const [name, value] = link.dataset.to.split("=");
      put(name, [value]);
      if (waiting.stage) waiting.use();
      update(name === "layout");
      const others = all(form, `[data-to^="${name}="]`).filter((other) => !other.hidden);
      (others[0] ?? fields[0]).focus();
    }

    const facets = form.querySelector("details");
    const narrow = matchMedia("(max-width: 40rem)");
    const unfold = () => facets?.toggleAttribute("open", !narrow.matches || Boolean(facets.querySelector("[aria-pressed=true]")));
    narrow.addEventListener("change", unfold);
    for (let part = form.parentElement; part && part !== view; part = part.parentElement) part.hidden = false;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", waiting.use);
    form.addEventListener("click", follow);
    form.addEventListener("reset", () => {
      for (const name of fieldsThat("is", "has")) put(name, []);
      setTimeout(() => update());
    });
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    read();
    unfold();
  }

  all(document, "form.excellence-controls").forEach((form, number) => {
    if (form instanceof HTMLFormElement) start(form, number ? `${number + 1}.` : "");
  });
})();
