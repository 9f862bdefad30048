/* What a form says besides what it leaves, where readers type: problems that words name, and where nothing is left, what to
   take away and which words are alike; and the event that reports what was searched for. */
/* global excellenceCount, excellenceLists */
/* exported excellenceHelp */

const excellenceHelp = (() => {
  "use strict";

  const { made } = excellenceLists;
  const PAUSE = 800; // milliseconds after which a query counts as typed
  const MOST = 3;
  const LEAST_ALIKE = 0.5;

  /** @param {string} one @param {string} other @returns {number} how alike two words are, by their pairs of letters */
  function alike(one, other) {
    const [a, b] = [one, other].map((word) => new Set([...word].map((_, at) => word.slice(at, at + 2)).slice(0, -1)));
    return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
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
    return excellenceCount.wordsOf(typed).filter(Boolean)
      .flatMap((word) => [...known].map((other) => ({ word, other, by: alike(word, other) })))
      .filter(({ by }) => by >= LEAST_ALIKE && by < 1)
      .sort((a, b) => b.by - a.by)
      .map(({ word, other }) => {
        const text = typed.split(/\s+/).map((each) => (excellenceCount.wordsOf(each)[0] === word ? other : each)).join(" ");
        return /** @type {Offer} */ ([texts.near ?? "", text, name, [text]]);
      });
  }

  /** Offers what may help. @param {Asking} form @param {Listed | undefined} list @param {State} state */
  function help(form, list, state) {
    const { hints, texts, options, fieldsThat, set } = form;
    const [typing = ""] = fieldsThat("words");
    const words = excellenceCount.wordsOf(state[typing]?.[0] ?? "").filter(Boolean);
    /** @type {Offer[]} */
    const found = options
      .filter(({ words: asked, name, value }) => asked && words.length && words.every((word) => asked.includes(word)) && !state[name].includes(value))
      .map(({ text, name, value }) => [texts.problem ?? "", text, name, [value]]);
    if (list && !list.left.length) found.push(...(words.length ? near(form, list, state, typing) : []), ...less(form, list, state));
    hints.replaceChildren(...[...new Set(found.map(([lead]) => lead))].flatMap((lead) => [
      made(["span", {}, lead]),
      ...found.filter((one) => one[0] === lead).slice(0, MOST).map(([, text, name, values]) => {
        const button = made(["button", { type: "button" }, text]);
        button.addEventListener("click", () => set(name, values, lead));
        return button;
      }),
    ]));
  }

  /** @param {Element} view @returns {(typed: string, results: number, best?: Element) => void} tells what was searched for, once typing pauses */
  function teller(view) {
    let asked = "";
    let pause = 0;
    return (typed, results, best) => {
      if (typed === asked) return;
      asked = typed;
      clearTimeout(pause);
      const link = best?.querySelector("a[href*='#record-']");
      const first = link?.getAttribute("href")?.split("#")[1] ?? "";
      const detail = { query: typed, results, first, view: view.classList[1]?.replace("excellence-", "") };
      const event = new CustomEvent("excellence:search", { bubbles: true, detail });
      if (typed) pause = setTimeout(() => document.dispatchEvent(event), PAUSE);
    };
  }

  return { help, teller };
})();
