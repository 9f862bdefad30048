/* How many entries each option of a form would leave, and the words of what is typed. */
/* global excellenceLists */
/* exported excellenceCount */

/** @typedef {object} Asking what is known of a form
 * @property {HTMLElement} hints where something is offered
 * @property {DOMStringMap} texts
 * @property {Choosable[]} options
 * @property {(...some: string[]) => string[]} fieldsThat
 * @property {(list: Listed, state: State) => Candidate[]} leftBy
 * @property {(entry: Candidate) => string} textOf
 * @property {(entry: Candidate, name: string) => string[]} valuesOf
 * @property {(name: string, values: string[], lead: string) => void} set */

const excellenceCount = (() => {
  "use strict";

  const { all } = excellenceLists;

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {string} text @returns {string[]} its words, without the endings that most of their forms differ in */
  const wordsOf = (text) => folded(text).split(/\s+/).map((word) => word.replace(/(.{3}.*?)(?:e?s|ed|ing)$/, "$1"));

  /** @param {Asking} form @param {Listed} list @param {State} state
   * @returns {Map<string, number>} how many entries each option would leave, of those by which entries have values */
  function tallied({ fieldsThat, leftBy, valuesOf }, list, state) {
    const facets = fieldsThat("is", "has");
    /** @type {Map<string, number>} */
    const tally = new Map();
    for (const entry of leftBy(list, { ...state, ...Object.fromEntries(facets.map((name) => [name, []])) })) {
      const against = facets.filter((name) => state[name].length && !valuesOf(entry, name).some((value) => state[name].includes(value)));
      // What speaks against an entry, if anything, is what the option would stand in for.
      for (const name of against.length > 1 ? [] : against.length ? against : facets) {
        for (const value of valuesOf(entry, name)) tally.set(`${name} ${value}`, 1 + (tally.get(`${name} ${value}`) ?? 0));
      }
    }
    return tally;
  }

  /** Says behind each option how many entries it would leave.
   * @param {Asking} form @param {Listed | undefined} list @param {State} state */
  function count(form, list, state) {
    if (!list) return;
    const tally = tallied(form, list, state);
    const cases = form.fieldsThat("case");
    for (const { one, name, value, text } of form.options) {
      const number = cases.includes(name) ? form.leftBy(list, { ...state, [name]: [value] }).length : tally.get(`${name} ${value}`) ?? 0;
      if (one instanceof HTMLButtonElement) {
        one.toggleAttribute("data-empty", !number);
        (all(one, "b")[0] ?? one.appendChild(document.createElement("b"))).textContent = ` ${number}`;
      } else if (one instanceof HTMLOptionElement && value && (cases.includes(name) || one.closest("[data-match=is], [data-match=has]"))) {
        one.text = `${text} (${number})`;
      }
    }
  }

  return { count, wordsOf };
})();
