/* What a form says besides what it leaves: how many entries each option would leave, problems that words name, and where
   nothing is left, what to take away and which words are alike. */
/* global excellenceLists */
/* exported excellenceHelp */

/** @typedef {object} Asking what is known of a form
 * @property {HTMLElement} hints where something is offered
 * @property {DOMStringMap} texts
 * @property {Choosable[]} options
 * @property {(...some: string[]) => string[]} fieldsThat
 * @property {(list: Listed, state: State) => Candidate[]} leftBy
 * @property {(entry: Candidate) => string} textOf
 * @property {(entry: Candidate, name: string) => string[]} valuesOf
 * @property {(name: string, values: string[], lead: string) => void} set */

const excellenceHelp = (() => {
  "use strict";

  const { all, made } = excellenceLists;
  const MOST = 3;
  const LEAST_ALIKE = 0.5;

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** @param {string} text @returns {string[]} its words, without the endings that most of their forms differ in */
  const wordsOf = (text) => folded(text).split(/\s+/).map((word) => word.replace(/(.{3}.*?)(?:e?s|ed|ing)$/, "$1"));

  /** @param {string} one @param {string} other @returns {number} how alike two words are, by their pairs of letters */
  function alike(one, other) {
    const [a, b] = [one, other].map((word) => new Set([...word].map((_, at) => word.slice(at, at + 2)).slice(0, -1)));
    return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
  }

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

  /** @typedef {[string, string, string, string[]]} Offer what is said before it, its text, the field, what that is set to */

  /** @param {Asking} form @param {Listed} list @param {State} state @returns {Offer[]} what to take away */
  function less({ fieldsThat, leftBy, options, texts }, list, state) {
    return fieldsThat("is", "has", "case", "words").flatMap((name) => state[name].flatMap((value) => {
      const rest = state[name].filter((other) => other !== value);
      const title = options.find((option) => option.name === name && option.value === value)?.text ?? `\u201c${value}\u201d`;
      const number = leftBy(list, { ...state, [name]: rest }).length;
      return number ? [/** @type {Offer} */ ([texts.without ?? "", `${title} (${number})`, name, rest])] : [];
    }));
  }

  /** @param {Asking} form @param {Listed} list @param {State} state @param {string} name @returns {Offer[]} like words */
  function near({ leftBy, textOf, texts }, list, state, name) {
    const [typed = ""] = state[name];
    const known = new Set(leftBy(list, { ...state, [name]: [] }).flatMap((entry) => textOf(entry).match(/[\p{L}\p{N}]{3,}/gu) ?? []));
    return wordsOf(typed).filter(Boolean)
      .flatMap((word) => [...known].map((other) => ({ word, other, by: alike(word, other) })))
      .filter(({ by }) => by >= LEAST_ALIKE && by < 1)
      .sort((a, b) => b.by - a.by)
      .map(({ word, other }) => {
        const text = typed.split(/\s+/).map((each) => (wordsOf(each)[0] === word ? other : each)).join(" ");
        return /** @type {Offer} */ ([texts.near ?? "", text, name, [text]]);
      });
  }

  /** Offers what may help. @param {Asking} form @param {Listed | undefined} list @param {State} state */
  function help(form, list, state) {
    const { hints, texts, options, fieldsThat, set } = form;
    const [typing = ""] = fieldsThat("words");
    const words = wordsOf(state[typing]?.[0] ?? "").filter(Boolean);
    /** @type {Offer[]} */
    const found = options
      .filter(({ words: asked, name, value }) => asked && words.length && words.every((word) => asked.includes(word)) && !state[name].includes(value))
      .map(({ text, name, value }) => [texts.problem ?? "", text, name, [value]]);
    if (list && !list.count) found.push(...(words.length ? near(form, list, state, typing) : []), ...less(form, list, state));
    hints.replaceChildren(...[...new Set(found.map(([lead]) => lead))].flatMap((lead) => [
      made(["span", {}, lead]),
      ...found.filter((one) => one[0] === lead).slice(0, MOST).map(([, text, name, values]) => {
        const button = made(["button", { type: "button" }, text]);
        button.addEventListener("click", () => set(name, values, lead));
        return button;
      }),
    ]));
  }

  return { count, folded, help, wordsOf };
})();
