/* Where entries and answers of the search are, and how they are written: links, badges, sentences. */
/* global excellenceSearch, DOCUMENTATION_OPTIONS */

(() => {
  "use strict";

  const { entries, texts, kinds, lists = [], downloads = [] } = excellenceSearch;

  /** @returns {string} the way from this page to the root of the site */
  const root = () => document.documentElement.dataset.content_root || "./";

  /** @param {{page?: string, anchor?: string}} entry @returns {string} the address of its home, put together as Sphinx does; empty for none */
  function address({ page = "", anchor = "" }) {
    if (!page) return "";
    const folder = `${page}/`.replace(/(^|\/)index\/$/, "$1");
    const path = DOCUMENTATION_OPTIONS.BUILDER === "dirhtml" ? folder : page + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
    return new URL(`${root()}${path}${anchor && `#${anchor}`}`, location.href).href;
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

  /** @param {number} number @param {boolean} [plain] without links @returns {(string | HTMLElement)[]} of a legacy pattern */
  function warning(number, plain = false) {
    const { onward = [] } = entries[number];
    const ways = plain ? onward.map((way) => [typeof way === "number" ? entries[way].title : way[0]]) : onward;
    return ways.length ? sentence("prefer", ways) : [texts.no_successor];
  }

  /** @param {number} number @returns {string} what an entry is */
  const label = (number) => kinds[entries[number].kind] ?? texts[entries[number].kind];

  /** @param {Answer} answer @returns {{label: string, title: string, href: string}} */
  function answer({ kind, list = 0, chosen = [], download = 0 }) {
    const [name, path] = downloads[download] ?? [];
    if (kind === "download") return { label: texts.download, title: name, href: new URL(root() + path, location.href).href };
    const { page, anchor, menus } = lists[list];
    const words = chosen.map(([menu, value]) => {
      const options = menus.find(([known]) => known === menu)?.[1] ?? [];
      return options.find(([known]) => known === value)?.[1] ?? value;
    });
    const href = new URL(address({ page, anchor }));
    for (const [menu, value] of chosen) href.searchParams.set(menu, value);
    return { label: texts.list, title: words.join(", ") || texts.all, href: href.href };
  }

  /** @param {number[]} numbers of patterns @returns {{label: string, title: string, href: string}} the page that sets them side by side */
  function comparison(numbers) {
    const ids = numbers.map((number) => entries[number].id ?? entries[number].anchor?.replace("record-pattern-", "") ?? "");
    const href = `${address({ page: excellenceSearch.compare })}#compare=${ids.map(encodeURIComponent).join(",")}`;
    return { label: texts.compare, title: numbers.map((number) => entries[number].title).join(" \u00b7 "), href };
  }

  excellenceSearch.pages = { address, answer, badge, comparison, label, link, sentence, warning };
})();
