/* Shows, above Sphinx's own results, which patterns fit the query and what else is worth reading. */
/* global excellenceSearch, Stemmer */

(() => {
  "use strict";

  const { entries, texts, pages } = excellenceSearch;
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
  const lead = (number) => element("li", "", element("span", "label", pages.label(number)), " ", pages.link(number));

  /** @param {{label: string, title: string, href: string}} made @returns {HTMLElement} */
  function given({ label, title, href }) {
    return element("li", "", element("span", "label", label), " ", pages.link([title, href]));
  }

  const { answers, direct, compare, patterns, leads } = rank(query);
  const made = [...answers.map(pages.answer), ...(compare.length ? [pages.comparison(compare)] : [])];
  const all = [...direct, ...patterns.map(({ number }) => number), ...leads];
  const detail = { query, results: made.length + all.length, first: entries[all[0]]?.anchor ?? "", view: "search" };
  addEventListener("load", () => document.dispatchEvent(new CustomEvent("excellence:search", { bubbles: true, detail })));
  if (!all.length && !made.length) return;
  const best = [...made.slice(0, answers.length).map(given), ...direct.map(lead), ...made.slice(answers.length).map(given)];
  const [head, found] = best.length
    ? [texts.best, texts.found_best]
    : patterns.length ? [texts.title, texts.found] : [texts.more, texts.found_more];
  const title = element("h2", "search-title", head);
  title.id = "excellence-search-title";
  const panel = element("section", "search", title);
  panel.classList.add("excellence");
  panel.setAttribute("aria-labelledby", title.id);
  const status = element("p", "announced");
  status.setAttribute("role", "status");
  panel.append(status);
  if (best.length) panel.append(element("ul", "answers", ...best));
  if (patterns.length) panel.append(element("ol", "patterns", ...patterns.map(pattern)));
  if (leads.length) panel.append(element("ul", "leads", ...leads.map(lead)));
  results.before(panel);
  // Later: what is there from the beginning is not announced.
  setTimeout(() => {
    const those = best.length || patterns.length ? ".excellence-answers > li > :last-child, .excellence-found > :first-child" : "li > :last-child";
    const shown = [...panel.querySelectorAll(those)];
    // A function: a title may hold what would be taken for a part of what is replaced.
    status.textContent = found.replace(/\{\w+\}/, () => shown.map((link) => link.textContent).join(", "));
  }, 300);
})();
