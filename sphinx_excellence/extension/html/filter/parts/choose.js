/* Buttons by which entries are chosen for the page that compares patterns, and the bar that leads there. */
/* global excellenceLists */
/* exported excellenceChoose */

const excellenceChoose = (() => {
  "use strict";

  const { made } = excellenceLists;
  const MOST = 4;

  /** @param {Element} view @param {HTMLElement} form @param {DOMStringMap} texts @param {() => void} changed */
  function chooser(view, form, texts, changed) {
    const { compare } = form.dataset;
    const bar = /** @type {HTMLElement} */ (made(["div", { class: "excellence-compare-bar", role: "region", "aria-label": texts.chosen ?? "" }]));
    let last = "";
    /** @type {Listed[]} */
    let shown = [];
    const compared = { ids: /** @type {string[]} */ ([]), read, show };

    /** @param {string} given takes over the ids that an address names */
    function read(given) {
      compared.ids = compare ? given.split(",").filter((id) => /^[\p{L}\p{N}._-]+$/u.test(id)).slice(0, MOST) : [];
    }

    /** @param {Candidate} entry @returns {string} */
    const titleOf = (entry) => (entry.element.querySelector("a") ?? entry.element.querySelector("p"))?.textContent ?? "";

    /** Gives each entry that can be compared its button, and shows what is chosen. @param {Listed[]} lists */
    function show(lists) {
      const { ids } = compared;
      if (!compare || (shown === lists && String(ids) === last)) return;
      shown = lists;
      last = String(ids);
      for (const entry of lists.flatMap((list) => list.entries)) {
        const id = entry.data.key ?? "";
        if (!id || id.includes(" ")) continue; // of no record
        const isChosen = ids.includes(id);
        entry.button ??= /** @type {HTMLButtonElement} */ (entry.element.appendChild(
          made(["button", { type: "button", class: "excellence-choose", "data-id": id, "aria-label": `${texts.choose}: ${titleOf(entry)}` }, texts.choose ?? ""])));
        entry.button.setAttribute("aria-pressed", String(isChosen));
        entry.button.disabled = !isChosen && ids.length >= MOST;
      }
      const entries = lists[0]?.entries ?? [];
      const titles = ids.map((id) => entries.filter((entry) => entry.data.key === id).map(titleOf)[0] ?? id);
      const many = (texts.many ?? "").replace("{count}", String(ids.length));
      bar.replaceChildren(
        made(["span", {}, titles.join(" \u00b7 ")]),
        made(ids.length > 1 ? ["a", { href: compare + ids.map(encodeURIComponent).join(",") }, many] : ["em", {}, texts.one ?? ""]),
        made(["button", { type: "button" }, texts.clear ?? ""]));
      if (!ids.length) bar.remove();
      else if (!bar.isConnected) view.append(bar);
    }

    view.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const id = button?.dataset.id;
      if (id) compared.ids = compared.ids.includes(id) ? compared.ids.filter((other) => other !== id) : [...compared.ids, id];
      else if (button && button.parentElement === bar) compared.ids = [];
      else return;
      changed();
    });
    return compared;
  }

  return chooser;
})();
