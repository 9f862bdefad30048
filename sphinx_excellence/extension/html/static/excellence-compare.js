/* Sets two to four patterns side by side, those that the address names after `#compare=`. Each step is one of the
   browser's history. What is known of a pattern is loaded with the chunk that it is in. */
/* global excellenceLists */
(() => {
  "use strict";

  const { all, load, made } = excellenceLists;
  const MOST = 4;
  const MOST_SUGGESTED = 4;

  /** @param {HTMLElement} root */
  function start(root) {
    const texts = /** @type {Record<string, string>} */ (root.dataset);
    /** @param {Written} written @returns {HTMLElement} */
    const element = (written) => /** @type {HTMLElement} */ (made(written));

    /** @type {Map<string, {title: string, chunk: HTMLElement}>} */
    const known = new Map();
    for (const chunk of all(root, "[data-titles]")) {
      for (const line of (chunk.dataset.titles ?? "").split("\n")) {
        const [id, title] = line.split("\t");
        known.set(id, { title, chunk });
      }
    }

    const menu = /** @type {HTMLSelectElement} */ (element(["select", { "aria-label": texts.add }]));
    const said = element(["p", { role: "status" }]);
    const offers = element(["p", { class: "excellence-hints" }]);
    const table = element(["div", { class: "excellence-scroll excellence-side-by-side", role: "region", tabindex: "0", "aria-label": texts.compared }]);
    root.prepend(element(["div", { class: "excellence-picker" }]), table);
    const button = element(["button", { type: "button" }, texts.do]);
    root.firstElementChild?.append(said, menu, button, offers);

    /** @param {string[]} ids @returns {string} the address of a comparison */
    const address = (ids) => `#compare=${ids.map(encodeURIComponent).join(",")}`;

    /** @returns {string[]} what the address names, each once */
    function named() {
      const given = /^#compare=(.+)/.exec(location.hash)?.[1] ?? "";
      try {
        return [...new Set(decodeURIComponent(given).split(",").filter(Boolean))].slice(0, MOST);
      } catch {
        return []; // no address that was ever given out
      }
    }

    /** @param {string} id @returns {HTMLElement | undefined} the head of the row that tells of a pattern */
    const headOf = (id) => all(root, "[data-key]").find((head) => head.dataset.key === id && !table.contains(head));

    /** @param {string} lead @param {[string, string[]][]} found texts and what they lead to */
    function offer(lead, found) {
      const links = found.map(([text, ids]) => element(["a", { href: address(ids) }, text]));
      offers.replaceChildren(...(links.length ? [element(["span", {}, lead]), ...links] : []));
    }

    /** @param {string[]} ids patterns that are there to be shown */
    function draw(ids) {
      const heads = ids.map(headOf);
      const rows = heads.map((head) => head?.closest("tr"));
      const criteria = [...(heads[0]?.closest("table")?.querySelectorAll("thead th") ?? [])].slice(1);
      const drawn = element(["table", { class: "excellence-table", role: "table" }, ["thead", { role: "rowgroup" }], ["tbody", { role: "rowgroup" }]]);
      drawn.style.setProperty("--excellence-columns", String(ids.length));
      const top = element(["tr", { role: "row" }, ["th", { scope: "col", role: "columnheader" }, ["span", {}, texts.criterion]]]);
      heads.forEach((head, at) => {
        const cell = element(["th", { scope: "col", role: "columnheader" }]);
        const title = known.get(ids[at])?.title ?? "";
        const remove = element(["a", { href: address(ids.filter((id) => id !== ids[at])), class: "excellence-remove", "aria-label": texts.remove.replace("{pattern}", title) }, "\u00d7"]);
        const shown = head?.cloneNode(true);
        if (shown instanceof HTMLElement) {
          shown.append(remove);
          cell.append(shown);
        }
        top.append(cell);
      });
      drawn.firstElementChild?.append(top);
      criteria.forEach((criterion, at) => {
        const cells = rows.map((row) => row?.children[at + 1]);
        if (cells.every((cell) => !cell || cell.querySelector(".excellence-empty"))) return;
        const row = element(["tr", { role: "row" }, ["th", { scope: "row", role: "rowheader" }, criterion.textContent ?? ""]]);
        for (const cell of cells) {
          const shown = element(["td", { role: "cell" }]);
          shown.append(...(cell?.cloneNode(true).childNodes ?? []));
          row.append(shown);
        }
        drawn.lastElementChild?.append(row);
      });
      table.replaceChildren(drawn);
    }

    /** Shows what the address says. */
    function show() {
      const asked = named();
      const ids = asked.filter((id) => known.has(id));
      const unknown = asked.filter((id) => !known.has(id));
      const missing = [...new Set(ids.map((id) => known.get(id)?.chunk))].flatMap((chunk) => (chunk ? all(chunk, "[data-part]") : [])).filter((part) => !part.firstChild);
      const left = [...known].filter(([id]) => !ids.includes(id));
      menu.replaceChildren(element(["option", { value: "" }, texts.add]), ...left.map(([id, { title }]) => element(["option", { value: id }, title])));
      menu.hidden = button.hidden = ids.length >= MOST;
      table.hidden = !ids.length;
      root.dataset.stage = ids.length > 1 ? "compared" : "";
      const hint = ids.length === 1 ? texts.one : ids.length ? "" : texts.none;
      said.textContent = unknown.length ? texts.unknown.replace("{pattern}", unknown.join(", ")) : hint;
      if (missing.length) {
        said.textContent = missing[0].dataset.loading ?? "";
        for (const part of missing) {
          load(part, (isThere) => {
            if (!isThere) said.textContent = part.dataset.failed ?? "";
            else if (String(named()) === String(asked)) show();
          });
        }
        return;
      }
      if (ids.length) draw(ids);
      const suggested = [...new Set(ids.flatMap((id) => (headOf(id)?.dataset.suggested ?? "").split("\n")))];
      const more = suggested.filter((id) => known.has(id) && !ids.includes(id)).slice(0, MOST_SUGGESTED);
      const pairs = (root.dataset.pairs ?? "").split("\n").filter(Boolean).map((line) => line.split("\t"));
      if (!ids.length) {
        offer(texts.examples, pairs.map(([one, other]) => [texts.versus.replace("{first}", known.get(one)?.title ?? "").replace("{second}", known.get(other)?.title ?? ""), [one, other]]));
      } else {
        offer(texts.suggested, ids.length < MOST ? more.map((id) => [known.get(id)?.title ?? "", [...ids, id]]) : []);
      }
    }

    function add() {
      if (menu.value) location.hash = address([...named().filter((id) => known.has(id)), menu.value]);
    }

    // What is chosen by the pointer is meant; keys pass by others on their way.
    let isByKey = false;
    menu.addEventListener("keydown", () => { isByKey = true; });
    menu.addEventListener("pointerdown", () => { isByKey = false; });
    menu.addEventListener("change", () => { if (!isByKey) add(); });
    button.addEventListener("click", () => {
      add();
      menu.focus();
    });
    root.addEventListener("click", ({ target }) => {
      // What was clicked is drawn anew: the focus stays near.
      if (target instanceof Element && target.closest(".excellence-remove, .excellence-hints a")) setTimeout(() => (menu.hidden ? table : menu).focus({ preventScroll: true }));
    });
    addEventListener("hashchange", show);
    const live = root.closest(".excellence-live");
    if (live instanceof HTMLElement) live.hidden = false;
    show();
  }

  for (const root of all(document, ".excellence-comparer")) start(root);
})();
