/* Answers that are put together for a query, as views/search_answers.py, which explains them. */
/* global excellenceSearch */

(() => {
  "use strict";

  /** @type {AnswerMaker} */
  function answerMaker({ lists = [], downloads = [], kindWords }, roots) {
    /** @param {string} kind */
    const named = (kind) => new Set((kindWords[kind] ?? []).flatMap(roots));
    const [listed, offered] = [named("pattern"), named("download")];
    const menus = lists.map((list) =>
      list.menus.map(([name, options]) => ({
        name,
        options: options.flatMap(([value, label]) => [label, value].map((text) => ({ value, own: new Set(roots(text)) }))),
      })),
    );

    /** @param {{name: string, options: {value: string, own: Set<string>}[]}[]} list @param {Set<string>} said */
    function chosenIn(list, said) {
      const left = new Set([...said].filter((root) => !listed.has(root)));
      /** @type {[string, string][]} */
      const chosen = [];
      for (const { name, options } of list) {
        const fitting = options.filter(({ own }) => own.size && [...own].every((root) => left.has(root)));
        if (!fitting.length) continue;
        const best = fitting.reduce((most, one) => (one.own.size > most.own.size ? one : most));
        chosen.push([name, best.value]);
        for (const root of best.own) left.delete(root);
      }
      return left.size ? null : chosen;
    }

    return (query) => {
      const said = new Set(roots(query));
      if (!said.size) return [];
      /** @type {Answer[]} */
      const found = [];
      menus.forEach((list, number) => {
        const chosen = found.length ? null : chosenIn(list, said);
        if (chosen) found.push({ kind: "list", list: number, chosen });
      });
      downloads.forEach(([name], download) => {
        const own = new Set(roots(name));
        const whole = [...said].every((root) => own.has(root) || offered.has(root));
        if (own.size && whole && ([...own].every((root) => said.has(root)) || downloads.length === 1)) {
          found.push({ kind: "download", download });
        }
      });
      return found;
    };
  }

  excellenceSearch.answerMaker = answerMaker;
})();
