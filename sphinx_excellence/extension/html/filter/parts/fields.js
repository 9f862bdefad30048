/* The fields of a form that filters: what they are set to, by name, and the address that says so. */
/* global excellenceLists */
/* exported excellenceFields */

/** @typedef {Record<string, string[]>} State the values of each field */
/** @typedef {{one: HTMLElement, name: string, value: string, text: string, words?: string}} Choosable */

const excellenceFields = (() => {
  "use strict";

  /** @param {string} name @returns {string} the key that data of that name has */
  const key = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

  /** @param {HTMLFormElement} form @param {string} prefix stands before the names in the address */
  return (form, prefix) => {
    /** @type {(HTMLInputElement | HTMLSelectElement | HTMLButtonElement)[]} */
    const fields = [...form.elements].filter((one) => "name" in one && one.name).map((one) => /** @type {any} */ (one));
    /** @type {Record<string, string>} */
    const matches = Object.fromEntries(fields.map((field) => [field.name, field.dataset.match ?? ""]));
    const names = Object.keys(matches);
    const options = excellenceLists.all(form, "option, button[name], input[type=radio]").map((one) => {
      const label = one instanceof HTMLInputElement ? one.labels?.[0] : one;
      // Without its sign, its note and its count.
      const said = one instanceof HTMLOptionElement ? [one] : [...(label?.querySelectorAll(":scope > span") ?? [])];
      const text = said.flatMap((span) => [...span.childNodes]).map((node) => node.nodeType === Node.TEXT_NODE ? node.nodeValue : "").join("").trim();
      const field = one instanceof HTMLOptionElement ? one.closest("select") : one;
      const { name = "" } = /** @type {HTMLButtonElement} */ (field ?? one);
      return { one, name, value: /** @type {HTMLButtonElement} */ (one).value, text, words: one.dataset.words };
    });
    /** @returns {State} */
    const stateOf = () => {
      /** @type {State} */
      const state = Object.fromEntries(names.map((name) => [name, []]));
      for (const field of fields) {
        const { name, type, value } = field;
        const on = type === "radio" ? "checked" in field && field.checked : type === "button" ? field.getAttribute("aria-pressed") === "true" : value;
        if (on && value) state[name].push(value);
      }
      return state;
    };
    const first = stateOf();

    /** @param {...string} some @returns {string[]} the names of the fields that do one of these */
    const fieldsThat = (...some) => names.filter((name) => some.includes(matches[name]));

    /** @param {string} name @param {string[]} values puts values into the form, those that the form has */
    function put(name, values) {
      for (const field of fields.filter((one) => one.name === name)) {
        const [value = ""] = values;
        if (field instanceof HTMLSelectElement) {
          if ([...field.options].some((option) => option.value === value)) field.value = value;
        } else if (field.type === "radio" && "checked" in field) {
          field.checked ||= field.value === value;
        } else if (field.type === "button") {
          field.setAttribute("aria-pressed", String(values.includes(field.value)));
        } else if (field.type === "search" || excellenceLists.all(form, `[data-to="${name}=${CSS.escape(value)}"]`).length) {
          field.value = value.slice(0, 200);
        }
      }
    }

    /** @param {State} state @param {string[]} ids of what is chosen @returns {string} the query of an address that leads there */
    function address(state, ids) {
      const wanted = new URLSearchParams(location.search);
      for (const name of names) {
        wanted.delete(prefix + name);
        if (String(state[name]) === String(first[name])) continue;
        for (const value of state[name].length ? state[name] : [""]) wanted.append(prefix + name, value);
      }
      wanted.delete(`${prefix}compare`);
      if (ids.length) wanted.set(`${prefix}compare`, ids.join(","));
      return `?${wanted}`.replaceAll("%2C", ",");
    }

    /** @param {Candidate} entry @param {string} name @returns {string[]} */
    const valuesOf = (entry, name) => (entry.values[name] ??= entry.data[key(name)]?.split("\n") ?? []);

    /** @param {Candidate} entry @returns {string} what is searched in: its words, and those that its problems go by */
    const textOf = (entry) => (entry.text ??= [entry.data.words, ...options
      .filter((option) => option.words && valuesOf(entry, option.name).includes(option.value))
      .map((option) => option.words)].join(" | "));

    return { fields, names, options, first, stateOf, fieldsThat, put, address, key, textOf, valuesOf };
  };
})();
