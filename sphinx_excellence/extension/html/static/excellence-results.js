/* Makes Sphinx's list of results aware of tiers, by `Scorer.score`. Adds `pages`: where an entry stands. */
/* global excellenceSearch, Scorer, DOCUMENTATION_OPTIONS */

(() => {
  "use strict";

  const EXACT = 1000; // more than any score of Sphinx
  const LIFT = 1.25;
  const SINK = 0.5;

  const { entries, texts } = excellenceSearch;
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();

  /** @param {Entry} entry @returns {string} the address of its home, put together as Sphinx does; empty for none */
  function address({ page = "", anchor = "" }) {
    if (!page) return "";
    const root = document.documentElement.dataset.content_root ?? "";
    const folder = `${page}/`.replace(/(^|\/)index\/$/, "$1");
    const path = DOCUMENTATION_OPTIONS.BUILDER === "dirhtml" ? folder : page + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
    return new URL(`${root || "./"}${path}${anchor && `#${anchor}`}`, location.href).href;
  }

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

  /** @param {number} number @returns {HTMLElement} the badge of a pattern, as pages show it */
  function badge(number) {
    const made = document.createElement("span");
    const [name, symbol, title, outline] = entries[number].badge ?? ["", "", "", ""];
    made.className = `excellence-badge ${name}`;
    if (symbol || outline) {
      const drawing = "http://www.w3.org/2000/svg";
      const sign = outline ? document.createElementNS(drawing, "svg") : document.createElement("span");
      sign.setAttribute("class", "excellence-symbol");
      sign.setAttribute("aria-hidden", "true");
      if (outline) {
        sign.setAttribute("viewBox", "0 0 16 16");
        sign.appendChild(document.createElementNS(drawing, "path")).setAttribute("d", outline);
      } else sign.textContent = symbol;
      made.append(sign, outline ? "" : " ");
    }
    made.append(title);
    return made;
  }

  /** @param {Way} way @returns {HTMLElement} a link to an entry or to what is none; the name alone without an address */
  function link(way) {
    const [title, href] = typeof way === "number" ? [entries[way].title, address(entries[way])] : way;
    const made = document.createElement(href ? "a" : "span");
    if (made instanceof HTMLAnchorElement) made.href = href;
    made.textContent = title;
    return made;
  }

  /** @param {string} name @param {Way[]} ways @returns {(string | HTMLElement)[]} a text, with links for the name in braces */
  function sentence(name, ways) {
    const [before, after = ""] = texts[name].split(/\{\w+\}/);
    return [before, ...ways.flatMap((way, at) => (at ? [", ", link(way)] : [link(way)])), after];
  }

  /** @param {number} number @returns {(string | HTMLElement)[]} what is said of a legacy pattern */
  function warning(number) {
    const { onward = [] } = entries[number];
    return onward.length ? sentence("prefer", onward) : [texts.no_successor];
  }

  excellenceSearch.pages = { badge, link, sentence, warning };

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
