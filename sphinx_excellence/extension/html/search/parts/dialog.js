/* The search in a dialog: results while one types, in groups, for keys, pointers and screen readers alike. */
/* global excellenceSearch, excellenceOptions, Stemmer */

(() => {
  "use strict";

  const NEEDED = ["excellence-search-data.js", "excellence-search.js"];
  const own = document.currentScript;
  const PAUSE = 800; // milliseconds after which a query counts as typed

  /** @param {string} name @param {Record<string, string>} given @param {...(string | Node)} content */
  function element(name, given, ...content) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(given)) made.setAttribute(attribute, value);
    made.append(...content);
    return made;
  }

  /** @returns {SVGElement} */
  function glass() {
    const drawing = "http://www.w3.org/2000/svg";
    const made = document.createElementNS(drawing, "svg");
    made.setAttribute("viewBox", "0 0 16 16");
    made.setAttribute("aria-hidden", "true");
    made.appendChild(document.createElementNS(drawing, "path")).setAttribute("d", "M10.5,10.5L14.5,14.5M12,6.75A5.25,5.25 0 1 1 1.5,6.75A5.25,5.25 0 1 1 12,6.75Z");
    return made;
  }

  /** @param {DOMStringMap} texts @param {(name: string) => string} beside @returns {{open: () => void}} */
  function dialog({ label = "", close = "", keys = "", placeholder = "", page = "", failed = "" }, beside) {
    const list = element("div", { class: "excellence-options", role: "listbox", id: "excellence-options", "aria-label": label });
    const field = /** @type {HTMLInputElement} */ (
      element("input", {
        type: "search", name: "q", role: "combobox", placeholder, autocomplete: "off", spellcheck: "false", enterkeyhint: "go",
        "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
      })
    );
    const status = element("p", { class: "excellence-status", role: "status" });
    const button = element("button", { type: "button", title: close }, "Esc");
    const form = element("form", { action: page, role: "search" }, glass(), field, button);
    const hint = element("p", { class: "excellence-keys", "aria-hidden": "true" }, keys);
    const foot = element("div", { class: "excellence-foot" }, status, hint);
    const whole = /** @type {HTMLDialogElement} */ (
      element("dialog", { class: "excellence excellence-dialog", "aria-label": label }, form, list, foot)
    );
    /** @type {(query: string) => Options} */
    let find = () => ({ groups: [], said: "", count: 0, first: "" });
    /** @type {HTMLElement[]} */
    let options = [];
    let active = -1;
    let pause = 0;
    let told = "";

    /** @param {number} at makes an option the active one */
    function turnTo(at) {
      options[active]?.setAttribute("aria-selected", "false");
      active = options.length ? (at + options.length) % options.length : -1;
      const option = options[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    }

    function update() {
      const query = field.value.trim();
      const { groups, said, count, first } = find(field.value);
      list.replaceChildren(...groups);
      options = [...list.querySelectorAll("[role=option]")].filter((one) => one instanceof HTMLElement);
      options.forEach((option, number) => (option.id = `excellence-option-${number}`));
      field.setAttribute("aria-expanded", String(options.length > 0));
      list.scrollTop = 0;
      turnTo(0);
      status.textContent = said;
      clearTimeout(pause);
      if (!query || query === told) return;
      const detail = { query, results: count, first, view: "dialog" };
      pause = setTimeout(() => {
        told = query;
        document.dispatchEvent(new CustomEvent("excellence:search", { bubbles: true, detail }));
      }, PAUSE);
    }

    /** Loads what is not there yet, in this order: the search page has it. */
    function load() {
      const isThere = (/** @type {string} */ name) => document.querySelector(`script[src*="${name}"]`);
      const names = [NEEDED[0], ...(typeof Stemmer === "undefined" ? ["language_data.js"] : []), NEEDED[1]];
      const missing = names.filter((name) => !isThere(name));
      for (const name of missing) {
        const script = document.createElement("script");
        script.async = false;
        script.src = beside(name);
        script.onerror = () => (status.textContent = failed);
        if (name === missing[missing.length - 1]) script.onload = ready;
        document.head.append(script);
      }
      if (!missing.length) ready();
    }

    function ready() {
      // What failed to load is not there; the form still leads to the search page.
      if (typeof excellenceSearch === "undefined" || !excellenceSearch.ranking) return;
      find = excellenceOptions(page);
      update();
    }

    field.addEventListener("input", update);
    button.addEventListener("click", () => whole.close());
    whole.addEventListener("click", ({ target }) => {
      if (target === whole) whole.close();
    });
    field.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (steps) {
        event.preventDefault();
        turnTo(active + steps);
      } else if (event.key === "Escape") {
        // Not only to empty the field, as browsers do at first.
        event.preventDefault();
        whole.close();
      } else if (event.key === "Enter" && options[active]) {
        event.preventDefault();
        options[active].click();
      }
    });
    list.addEventListener("click", ({ target }) => {
      // A link within the page closes what is above it.
      if (target instanceof Element && target.closest("a")?.pathname === location.pathname) whole.close();
    });
    document.body.append(whole);
    load();
    return {
      open() {
        if (document.querySelector("dialog[open]")) return;
        whole.showModal();
        field.select();
      },
    };
  }

  if (!(own instanceof HTMLScriptElement)) return;
  // With the version of the dialog: what a browser kept of an older one does not go with it.
  const beside = (/** @type {string} */ name) => new URL(name + new URL(own.src).search, own.src).href;
  const { open } = dialog(own.dataset, beside);
  document.addEventListener("excellence:open", open);
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: beside("excellence-dialog.css") });
  sheet.onload = sheet.onerror = open;
  document.head.append(sheet);
})();
