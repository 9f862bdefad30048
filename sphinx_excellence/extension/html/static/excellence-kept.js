/* Lets readers tick checklists, and the stops of a path that they have read. The browser keeps the ticks, by the site and the record
   or the path; nothing is sent. An item of a checklist is known by its text: one that is worded anew is to be looked at again.
   Where nothing can be stored, the page stays as it is. */
(() => {
  "use strict";

  const site = new URL(document.documentElement.dataset.content_root ?? ".", location.href).pathname;

  /** @param {string} message @param {number} count @param {number | string} total */
  const counted = (message, count, total) => message.replace("%s", String(count)).replace("%s", String(total));

  /** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {object} properties */
  const made = (name, properties) => Object.assign(document.createElement(name), properties);

  /**
   * @param {string} name of what is kept
   * @param {Map<string, HTMLInputElement>} boxes by what each is known by
   * @param {(ticked: Set<string>) => void} tell
   * @returns {() => void} what clears these boxes
   */
  function keep(name, boxes, tell) {
    const key = `excellence ${site} ${name}`;
    /** @returns {Set<string>} */
    const stored = () => new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
    const show = () => {
      const ticked = stored();
      for (const [known, box] of boxes) box.checked = ticked.has(known);
      tell(ticked);
    };
    const store = () => {
      const ticked = stored();
      for (const [known, box] of boxes) ticked[box.checked ? "add" : "delete"](known);
      localStorage.setItem(key, JSON.stringify([...ticked]));
      show();
    };
    show();
    for (const box of boxes.values()) {
      box.disabled = false;
      box.onchange = store;
    }
    addEventListener("storage", show);
    return () => {
      for (const box of boxes.values()) box.checked = false;
      store();
    };
  }

  /** @param {Element} list @param {DOMStringMap} texts */
  function startChecklist(list, { record = "", label = "", done = "", save = "", reset = "" }) {
    /** @type {Map<string, HTMLInputElement>} */
    const boxes = new Map();
    for (const box of list.querySelectorAll("input")) {
      boxes.set(box.nextElementSibling?.textContent?.replace(/\s+/g, " ") ?? "", box);
    }
    const told = made("output", {});
    const clear = keep(record, boxes, (ticked) => {
      told.textContent = counted(done, [...boxes.keys()].filter((text) => ticked.has(text)).length, boxes.size);
    });
    const download = () => {
      const lines = [...boxes].map(([text, box]) => `- [${box.checked ? "x" : " "}] ${text}\n`);
      const href = `data:text/markdown,${encodeURIComponent(`# ${label}\n\n${lines.join("")}`)}`;
      made("a", { href, download: `${record}.md` }).click();
    };
    const bar = made("div", { className: "excellence-ticks" });
    bar.append(told, made("button", { textContent: save, onclick: download }), made("button", { textContent: reset, onclick: clear }));
    list.after(bar);
  }

  /** @param {string} path @returns {string} what a page of the site is known by */
  const pageAt = (path) => path.replace(site, "").replace(/index\.html$/, "");

  /** @param {HTMLElement} part the list of a path, or the line at the end of a stop */
  function startPath(part) {
    const { path = "", read = "", mark = "", total = "" } = part.dataset;
    /** @type {Map<string, HTMLInputElement>} */
    const boxes = new Map();
    const told = made("output", {});
    /** @type {[Element, Element][]} what goes into what, once it is known that ticks can be kept */
    const places = [];
    /** @param {string} page @param {Element} place @param {string} label */
    const add = (page, place, label) => {
      const box = made("input", { type: "checkbox", ariaLabel: label });
      boxes.set(page, box);
      places.push([box, place]);
    };
    for (const item of part.querySelectorAll(":is(ol, ul):not(li *) > li")) {
      const link = item.querySelector("a");
      const page = pageAt(link?.pathname ?? "");
      if (link && !boxes.has(page)) add(page, item.querySelector("p") ?? item, `${mark}: ${link.textContent}`);
    }
    const line = made("label", {});
    if (total) add(pageAt(location.pathname), line, mark);
    keep(path, boxes, (ticked) => {
      told.textContent = counted(read, [...ticked].filter((page) => total || boxes.has(page)).length, total || boxes.size);
    });
    for (const [box, place] of places) place.prepend(box);
    if (total) line.append(mark);
    part.querySelector("p")?.after(...(total ? [line] : []), told);
  }

  /** @param {() => void} start */
  const attempt = (start) => {
    try {
      start();
    } catch {
      // Nothing can be stored here.
    }
  };
  for (const list of document.querySelectorAll("[data-record] .excellence-tasks")) {
    const view = /** @type {HTMLElement} */ (list.closest("[data-record]"));
    attempt(() => startChecklist(list, view.dataset));
  }
  for (const part of document.querySelectorAll("[data-path]")) attempt(() => startPath(/** @type {HTMLElement} */ (part)));
})();
