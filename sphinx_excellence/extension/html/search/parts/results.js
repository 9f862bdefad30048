/* Makes Sphinx's list of results aware of tiers, by `Scorer.score`. */
/* global excellenceSearch, Scorer */

(() => {
  "use strict";

  const EXACT = 1000; // more than any score of Sphinx
  const LIFT = 1.25;
  const SINK = 0.5;

  const { entries } = excellenceSearch;
  const { address, badge, warning } = excellenceSearch.pages;
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();

  /** @type {Map<string, number[]>} patterns by the name and the address of their page */
  const homes = new Map();
  entries.forEach((entry, number) => {
    if (entry.kind !== "pattern" || !entry.page) return;
    for (const key of [entry.page, new URL(address(entry)).pathname]) homes.set(key, [...(homes.get(key) ?? []), number]);
  });

  /** @param {string} key the name or the path of a page @param {string} anchor @returns {number | undefined} its pattern */
  function patternAt(key, anchor) {
    const there = homes.get(key) ?? [];
    return there.length > 1 ? there.find((number) => entries[number].anchor === anchor) : there[0];
  }

  // The score of a result: [page, title, anchor, description, score, file].
  if (typeof Scorer === "object") {
    const { score: before } = Scorer;
    /** @param {Result} result @returns {number} */
    Scorer.score = (result) => {
      const [page, title, anchor, , given] = result;
      const score = before ? before.call(Scorer, result) : given;
      const number = patternAt(page, anchor.replace("#", ""));
      const names = number === undefined ? [] : [entries[number].title, ...(entries[number].names ?? [])];
      if ([title, ...names].some((name) => name.toLowerCase() === query)) return score + EXACT;
      if (number === undefined) return score;
      if (entries[number].legacy) return score * SINK;
      return entries[number].place === 0 ? score * LIFT : score;
    };
  }

  /** @param {Element} item of the list of results */
  function mark(item) {
    const there = item.querySelector("a");
    if (!there || item.querySelector(".excellence-badge")) return;
    const { pathname, hash } = new URL(there.href);
    const number = patternAt(pathname, hash.slice(1));
    if (number === undefined) return;
    there.after(" ", badge(number));
    if (!entries[number].legacy) return;
    const said = document.createElement("p");
    said.className = "excellence-onward";
    said.append(...warning(number));
    item.append(said);
  }

  const results = document.getElementById("search-results");
  if (results) {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node instanceof HTMLLIElement) mark(node);
      }
    }).observe(results, { childList: true, subtree: true });
  }
})();
