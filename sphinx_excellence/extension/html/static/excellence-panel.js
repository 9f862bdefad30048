/* Shows, above Sphinx's own results, which patterns fit the query and what else is worth reading. */
/* global excellenceSearch, Stemmer */

(() => {
  "use strict";

  const { entries, texts, kinds, pages } = excellenceSearch;
  const results = document.getElementById("search-results");
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  if (!results || !query || !pages) return;

  // The stemmer of the site's language stands in Sphinx's own script; a language without one keeps words as they are.
  const stemmer = typeof Stemmer === "function" ? new Stemmer() : null;
  /** @param {string} word */
  const stem = (word) => stemmer?.stemWord(word) ?? word;
  const rank = excellenceSearch.ranking(excellenceSearch, stem);

  /** @param {string} name @param {string} role @param {...(string | Node)} content @returns {HTMLElement} */
  function element(name, role, ...content) {
    const made = document.createElement(name);
    if (role) made.className = `excellence-${role}`;
    made.append(...content);
    return made;
  }

  /** @param {Found} found @returns {HTMLElement} a pattern, and why it is here */
  function pattern({ number, instead }) {
    const { summary, legacy, playbooks = [] } = entries[number];
    const item = element("li", legacy ? "legacy" : "");
    item.append(element("p", "found", pages.link(number), " ", pages.badge(number)));
    if (legacy) item.append(element("p", "onward", ...pages.warning(number)));
    else if (summary) item.append(element("p", "summary", summary));
    const moves = legacy ? playbooks : instead.flatMap((old) => (entries[old].playbooks ?? []).filter(leadsHere));
    /** @param {number} playbook */
    function leadsHere(playbook) {
      return entries[playbook].members?.includes(number);
    }
    const said = instead.length ? pages.sentence("instead", instead) : [];
    if (moves.length) said.push(said.length ? " " : "", ...pages.sentence("playbook", moves));
    if (said.length) item.append(element("p", "onward", ...said));
    return item;
  }

  /** @param {number} number @returns {HTMLElement} something else to read */
  function lead(number) {
    const { kind } = entries[number];
    return element("li", "", element("span", "label", kinds[kind] ?? texts[kind]), " ", pages.link(number));
  }

  const { patterns, leads } = rank(query);
  const all = [...patterns.map(({ number }) => number), ...leads];
  const detail = { query, results: all.length, first: entries[all[0]]?.anchor ?? "", view: "search" };
  addEventListener("load", () => document.dispatchEvent(new CustomEvent("excellence:search", { bubbles: true, detail })));
  if (!all.length) return;
  const title = element("h2", "search-title", patterns.length ? texts.title : texts.more);
  title.id = "excellence-search-title";
  const panel = element("section", "search", title);
  panel.classList.add("excellence");
  panel.setAttribute("aria-labelledby", title.id);
  const status = element("p", "announced");
  status.setAttribute("role", "status");
  panel.append(status);
  if (patterns.length) panel.append(element("ol", "patterns", ...patterns.map(pattern)));
  if (leads.length) panel.append(element("ul", "leads", ...leads.map(lead)));
  results.before(panel);
  // Later: what is there from the beginning is not announced.
  setTimeout(() => {
    const said = patterns.length ? patterns.map(({ number }) => number) : leads;
    const titles = said.map((number) => entries[number].title).join(", ");
    // A function: a title may hold what would be taken for a part of what is replaced.
    status.textContent = (patterns.length ? texts.found : texts.found_more).replace(/\{\w+\}/, () => titles);
  }, 300);
})();
