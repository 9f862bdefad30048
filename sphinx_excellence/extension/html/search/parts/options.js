/* What the dialog of the search offers for a query: groups of options, and what is said of them. */
/* global excellenceSearch, Stemmer */
/* exported excellenceOptions */

const excellenceOptions = (() => {
  "use strict";

  /** @param {string} name @param {string} role @param {...(string | Node)} content @returns {HTMLElement} */
  function element(name, role, ...content) {
    const made = document.createElement(name);
    made.className = `excellence-${role}`;
    made.append(...content);
    return made;
  }

  /** @param {string} page the address of the search page @returns {(query: string) => Options} */
  function options(page) {
    const { entries, texts, groups: titles, pages } = excellenceSearch;
    const stemmer = typeof Stemmer === "function" ? new Stemmer() : null;
    const rank = excellenceSearch.ranking(excellenceSearch, (word) => stemmer?.stemWord(word) ?? word);

    // The first query takes the longest, and is nobody's.
    rank(entries[0].title, true);

    /** @param {string} title @param {string} href @param {string} label @param {Node[]} more */
    function option(title, href, label, ...more) {
      const made = element(href ? "a" : "span", "option", element("span", "option-title", title), ...more);
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      if (made instanceof HTMLAnchorElement) Object.assign(made, { href, tabIndex: -1 });
      if (label) made.prepend(element("span", "option-kind", label), " ");
      return made;
    }

    /** @param {number} number @param {string} [label] @returns {HTMLElement} the option of an entry */
    function entry(number, label = "") {
      const { title, summary, legacy, badge } = entries[number];
      const made = option(title, pages.address(entries[number]), label);
      if (badge) made.append(" ", pages.badge(number));
      const said = legacy ? pages.warning(number, true) : summary ? [summary] : [];
      if (said.length) made.append(element("span", "option-text", ...said));
      return made;
    }

    /** @param {string} title @param {HTMLElement[]} content @param {number} number @returns {HTMLElement} */
    function group(title, content, number) {
      const head = element("p", "option-group", title);
      head.id = `excellence-option-group-${number}`;
      head.setAttribute("role", "presentation");
      const made = element("div", "options-of-kind", head, ...content);
      made.setAttribute("role", "group");
      made.setAttribute("aria-labelledby", head.id);
      return made;
    }

    return (query) => {
      const words = query.trim();
      if (!words) return { groups: [], said: texts.type, count: 0, first: "" };
      const { answers, direct, compare, patterns, others } = rank(query, true);
      /** @type {[string, HTMLElement[]][]} */
      const found = [];
      /** @param {{label: string, title: string, href: string}} made @returns {HTMLElement} */
      const given = ({ label, title, href }) => option(title, href, label);
      const best = [
        ...answers.map((answer) => given(pages.answer(answer))),
        ...direct.map((number) => entry(number, pages.label(number))),
        ...(compare.length ? [given(pages.comparison(compare))] : []),
      ];
      if (best.length) found.push([texts.best, best]);
      if (patterns.length) found.push([titles.pattern, patterns.map(({ number }) => entry(number))]);
      for (const kind of new Set(others.map((number) => entries[number].kind))) {
        found.push([titles[kind], others.filter((number) => entries[number].kind === kind).map((number) => entry(number))]);
      }
      const all = found.flatMap(([, content]) => content);
      const first = [...direct, ...patterns.map(({ number }) => number), ...others][0];
      const everywhere = option(words, `${page}?q=${encodeURIComponent(words)}`, texts.everywhere);
      everywhere.classList.add("excellence-everywhere");
      return {
        groups: [...found.map(([title, content], number) => group(title, content, number)), everywhere],
        said: all.length ? texts.count.replace("{count}", String(all.length)) : texts.nothing,
        count: all.length,
        first: entries[first]?.anchor ?? "",
      };
    };
  }

  return options;
})();
