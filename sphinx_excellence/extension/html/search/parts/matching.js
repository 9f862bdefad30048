/* Which entries a query is about, and how much, sum by sum as views/search_matching.py, which explains it. */
/* global excellenceSearch */

(() => {
  "use strict";

  const BEGINNING = 0.5;
  const SATURATION = 120;
  const NAMED = 0.6;
  const COVERED = 0.3;
  const KIND = 20;

  /** @type {Matching} */
  function matching(data, stem) {
    const { entries } = data;
    const { split, plain, american, mistyped, meantBy } = excellenceSearch.words;
    const english = data.language.startsWith("en");
    const ignored = new Set(data.ignored);
    /** @param {string} word */
    const counts = (word) => word.length > 1 && !/^\d+$/.test(word) && !ignored.has(word);
    /** @type {Map<string, string>} */
    const stems = new Map();
    /** @param {string} word @returns {string} */
    function rootOf(word) {
      const root = stems.get(word) ?? stem(english ? american(plain(word)) : plain(word));
      stems.set(word, root);
      return root;
    }
    /** @param {string} text */
    const rootsIn = (text) => split(text).filter(counts).map(rootOf);

    /** @type {Map<string, string[]>} what is written of each root, and what is read of that once it is asked for */
    const roots = new Map();
    const read = /** @type {Map<string, Map<number, number>>} */ (new Map());
    /** @type {[string, string][]} */
    const vocabulary = [];
    for (const [word, found] of Object.entries(data.vocabulary)) {
      const root = rootOf(word);
      vocabulary.push([plain(word), root]);
      const written = roots.get(root);
      if (written) written.push(found);
      else roots.set(root, [found]);
    }
    /** @param {string} root @returns {Map<number, number>} what it gives to each entry */
    function entriesOf(root) {
      const before = read.get(root);
      if (before) return before;
      /** @type {Map<number, number>} */
      const given = new Map();
      for (const text of roots.get(root) ?? []) {
        const found = text.split(",").map(Number);
        for (let at = 0; at < found.length; at += 2) given.set(found[at], (given.get(found[at]) ?? 0) + found[at + 1]);
      }
      read.set(root, given);
      return given;
    }
    const names = entries.map(({ names: own = [] }) => own.map(rootsIn));
    const kinds = Object.entries(data.kindWords).map(([kind, called]) => ({
      kind,
      called: called.map(split).filter(({ length }) => length),
      roots: called.flatMap(rootsIn),
    }));
    const ofKinds = new Set(kinds.flatMap(({ roots: own }) => own));
    /** @type {Map<string, Set<number>>} the entries of the kinds that a root asks for */
    const ofKind = new Map();
    for (const { kind, roots: own } of kinds) {
      const there = entries.flatMap((entry, number) => (entry.kind === kind ? [number] : []));
      for (const root of kind === "pattern" ? [] : own) {
        ofKind.set(root, new Set([...(ofKind.get(root) ?? []), ...there]));
        if (!roots.has(root)) roots.set(root, []);
      }
    }
    const records = entries.filter(({ kind }) => kind !== "page").length;
    /** @type {Map<string, number>} */
    const rarities = new Map();
    /** @param {string} root */
    function rarity(root) {
      let rare = rarities.get(root);
      if (rare === undefined) {
        let having = 0;
        for (const number of entriesOf(root).keys()) if (number < records) having += 1;
        rare = Math.round(1e4 * Math.log(1 + (records - having + 0.5) / (having + 0.5))) / 1e4;
        rarities.set(root, rare);
      }
      return rare;
    }

    /** @param {string} word @param {number} longest @returns {Map<string, number>} what a word means that may go on */
    function begun(word, longest) {
      const bare = plain(word);
      const root = rootOf(word);
      /** @type {Map<string, number>} */
      const found = new Map();
      for (const [other, meant] of vocabulary) if (other.length < longest && other.startsWith(bare)) found.set(meant, 0.7);
      return roots.has(root) ? found.set(root, 1) : found;
    }

    /** @param {string} word @returns {Map<string, number>} roots, and how surely each is meant */
    const known = (word) =>
      roots.has(rootOf(word)) ? new Map([[rootOf(word), 1]]) : begun(word, word.length > 2 ? word.length / BEGINNING : 0);

    /** @param {string} query @param {boolean} typing @returns {[string, Map<string, number>][]} its words, and what each means */
    function meanings(query, typing) {
      const words = split(query);
      const goesOn = typing && words.length && query.toLowerCase().endsWith(words[words.length - 1]);
      const last = goesOn ? words.length - 1 : -1;
      return words.flatMap((word, at) => (counts(word) ? [[word, at === last ? begun(word, Infinity) : known(word)]] : []));
    }

    /** @param {string} query @param {[string, Map<string, number>][]} counting @returns {Map<string, number>[]} */
    function terms(query, counting) {
      const words = split(query);
      let said = counting.map(([, meaning]) => meaning);
      const mended = counting.map(([word, meaning]) => (meaning.size ? meaning : mistyped(word, vocabulary)));
      if (mended.every(({ size }) => size)) said = mended;
      for (let at = 1; at < words.length; at += 1) {
        const joined = rootOf(words[at - 1] + words[at]);
        if (roots.has(joined)) said.push(new Map([[joined, 1]]));
      }
      return said;
    }

    /** @type {Matches["scores"]} */
    function scores(query, typing) {
      const counting = meanings(query, typing);
      const said = terms(query, counting);
      const sum = entries.map(() => 0);
      const met = entries.map(() => 0);
      let all = 0;
      for (const meaning of said) {
        /** @type {Map<number, number>} */
        const best = new Map();
        let worth = 0;
        for (const [root, sure] of meaning) {
          const rare = rarity(root) * sure;
          worth = Math.max(worth, rare);
          /** @param {number} weight @param {number} number */
          const give = (weight, number) =>
            best.set(number, Math.max(best.get(number) ?? 0, (rare * weight) / (weight + SATURATION)));
          for (const number of ofKind.get(root) ?? []) give(KIND, number);
          entriesOf(root).forEach(give);
        }
        all += worth;
        for (const [number, score] of best) {
          sum[number] += score;
          met[number] += worth;
        }
      }
      /** @type {Map<string, number>} */
      const asked = new Map();
      for (const [root, sure] of said.flatMap((meaning) => [...meaning])) {
        asked.set(root, Math.max(asked.get(root) ?? 0, sure * sure));
      }
      /** @type {Map<number, string[]>} */
      const called = new Map();
      const own = sum.map((score, number) => {
        if (!score) return 0;
        let named = 0;
        for (const name of names[number]) {
          if (!name.length || !name.every((root) => asked.has(root))) continue;
          const times = name.length === said.length ? 2 : 1;
          const worth = name.reduce((total, root) => total + rarity(root) * (asked.get(root) ?? 0), 0);
          named = Math.max(named, times * NAMED * worth);
          if (entries[number].kind === "pattern" && name.length >= (called.get(number)?.length ?? 0)) called.set(number, name);
        }
        return score * (1 - COVERED + (COVERED * met[number]) / all) + named;
      });
      let [squares, unknown] = [0, 0];
      for (const [word, { size }] of counting) {
        const rare = typing && size && !roots.has(rootOf(word)) ? 0 : rarity(rootOf(word));
        squares += rare * rare;
        if (!size) unknown += 1;
      }
      return { own, named: meantBy(called, rootsIn(query)), whole: Math.sqrt(squares), strange: unknown > 0 && 3 * unknown >= counting.length };
    }

    /** @param {string} root @param {number} number @returns {boolean} whether an entry has a root, or is of its kind */
    const has = (root, number) => Boolean(entriesOf(root).has(number) || ofKind.get(root)?.has(number));

    return { rootOf, rootsIn, kinds, names, ofKinds, has, scores };
  }

  excellenceSearch.matching = matching;
})();
