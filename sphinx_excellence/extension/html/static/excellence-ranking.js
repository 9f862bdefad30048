/* Ranks entries for a query, sum by sum as views/search_ranking.py, which explains it. */
/* global excellenceSearch */

(() => {
  "use strict";

  const MOST = 5;
  const LEADS = 4;
  const WORTH = 0.35;
  const ENOUGH = 0.12;
  const BEGINNING = 0.5;
  const SATURATION = 50;
  const NAMED = 0.6;
  const COVERED = 0.3;
  const TOGETHER = 0.3;
  const BEST_TIER = 1.15;
  const LEGACY = 0.5;
  const NEXT = 0.9;

  /** @type {Ranking} */
  function ranking(data, stem) {
    const { entries } = data;
    const { split, plain, american, distance } = excellenceSearch.words;
    const english = data.language.startsWith("en");
    const ignored = new Set(data.ignored);
    /** @param {string} word */
    const counts = (word) => word.length > 1 && !/^\d+$/.test(word) && !ignored.has(word);
    /** @param {string} word */
    const rootOf = (word) => stem(english ? american(plain(word)) : plain(word));

    /** @type {Map<string, Map<number, number>>} */
    const roots = new Map();
    /** @type {[string, string][]} */
    const vocabulary = [];
    for (const [word, found] of Object.entries(data.vocabulary)) {
      const root = rootOf(word);
      vocabulary.push([plain(word), root]);
      const given = roots.get(root) ?? new Map();
      roots.set(root, given);
      for (let at = 0; at < found.length; at += 2) given.set(found[at], (given.get(found[at]) ?? 0) + found[at + 1]);
    }
    const names = entries.map(({ names: own = [] }) => own.map((name) => split(name).filter(counts).map(rootOf)));
    /** @param {string} root */
    const rarity = (root) => {
      const known = roots.get(root)?.size ?? 0;
      return Math.round(1e4 * Math.log(1 + (entries.length - known + 0.5) / (known + 0.5))) / 1e4;
    };

    /** @param {string} word @returns {Map<string, number>} roots, and how surely each is meant */
    function meanings(word) {
      const root = rootOf(word);
      if (roots.has(root)) return new Map([[root, 1]]);
      const longest = word.length > 2 ? word.length / BEGINNING : 0;
      const begun = vocabulary.filter(([known]) => known.length < longest && known.startsWith(plain(word)));
      if (begun.length) return new Map(begun.map(([, found]) => [found, 0.7]));
      let most = word.length > 7 ? 2 : Number(word.length > 3);
      /** @type {Map<string, number>} */
      let near = new Map();
      for (const [known, found] of most ? vocabulary : []) {
        const far = known.length > 3 ? distance(plain(word), known, most) : most + 1;
        if (far < most) near = new Map();
        if (far <= most) near.set(found, far > 1 ? 0.6 : 0.8);
        most = Math.min(far, most);
      }
      return near;
    }

    /** @param {string} query @returns {Map<string, number>[]} */
    function terms(query) {
      const words = split(query);
      const said = words.filter(counts).map(meanings);
      for (let at = 1; at < words.length; at += 1) {
        const joined = rootOf(words[at - 1] + words[at]);
        if (roots.has(joined)) said.push(new Map([[joined, 1]]));
      }
      return said;
    }

    /** @param {string} query */
    const whole = (query) =>
      Math.sqrt(split(query).filter(counts).map((word) => rarity(rootOf(word))).reduce((sum, rare) => sum + rare * rare, 0));

    /** @param {Map<string, number>[]} said @returns {{own: number[], named: Set<number>}} */
    function scores(said) {
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
          for (const [number, weight] of roots.get(root) ?? []) {
            best.set(number, Math.max(best.get(number) ?? 0, (rare * weight) / (weight + SATURATION)));
          }
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
          if (name.length >= (called.get(number)?.length ?? 0)) called.set(number, name);
        }
        return score * (1 - COVERED + (COVERED * met[number]) / all) + named;
      });
      const sets = [...called.values()].map((name) => new Set(name));
      /** @param {string[]} name */
      const isPart = (name) => sets.some((set) => set.size > name.length && name.every((root) => set.has(root)));
      const meant = [...called.keys()].filter((number) => !isPart(called.get(number) ?? []));
      return { own, named: new Set(meant) };
    }

    /** @param {number[]} own @returns {Found[]} */
    function settled(own) {
      /** @type {Found[]} */
      const found = own.map((score, number) => ({ number, score, instead: [] }));
      entries.forEach(({ legacy, onward = [] }, number) => {
        if (!legacy) return;
        let credit = own[number];
        for (const to of credit ? onward : []) {
          if (typeof to !== "number") continue;
          if (credit >= own[to]) found[to].instead.push(number);
          found[to].score = Math.max(found[to].score, credit) + 0.3 * Math.min(found[to].score, credit);
          credit *= NEXT;
        }
        found[number].score *= LEGACY;
      });
      for (const one of found) if (entries[one.number].place === 0) one.score *= BEST_TIER;
      return found;
    }

    /** @param {number[]} own @param {Found | undefined} first @returns {{number: number, kind: string, score: number}[]} */
    function others(own, first) {
      return entries
        .map(({ kind, members = [] }, number) => {
          const gains = first && kind !== "migration" && members.includes(first.number);
          return { number, kind, score: own[number] + (gains ? TOGETHER * first.score : 0) };
        })
        .filter(({ kind, score }) => kind !== "pattern" && score > 0)
        .sort((a, b) => b.score - a.score || a.number - b.number);
    }

    return (query) => {
      const said = terms(query);
      const { own, named } = scores(said);
      const enough = ENOUGH * whole(query);
      /** @param {Found} a @param {Found} b */
      const order = (a, b) => b.score - a.score || a.number - b.number;
      const found = settled(own).sort(order);
      const patterns = found.filter(({ number, score }) => entries[number].kind === "pattern" && score > 0);
      const speaks = patterns.length > 0 && patterns[0].score >= enough;
      const worthy = patterns.filter(({ score }) => speaks && score >= WORTH * patterns[0].score).slice(0, MOST);
      const asked = found.filter((one) => entries[one.number].legacy && named.has(one.number) && !worthy.includes(one));
      const shown = [...worthy.slice(0, MOST - Math.min(asked.length, MOST - 1)), ...asked].slice(0, MOST);
      const least = Math.max(enough, WORTH * Math.max(0, ...own));
      const leads = others(own, shown[0]).filter(({ number, score }) => score >= least && own[number] >= enough);
      const first = leads.filter(({ kind }, at) => leads.findIndex((other) => other.kind === kind) === at);
      const told = shown.flatMap(({ number }) => entries[number].playbooks ?? []);
      return { patterns: shown, leads: first.slice(0, LEADS).map(({ number }) => number).filter((at) => !told.includes(at)) };
    };
  }

  excellenceSearch.ranking = ranking;
})();
