/* Ranks entries for a query, sum by sum as views/search_ranking.py, which explains it. */
/* global excellenceSearch */

(() => {
  "use strict";

  const MOST = 5;
  const LEADS = 4;
  const WORTH = 0.35;
  const ENOUGH = 0.12;
  const STRANGE = 0.2;
  const FURTHER = 0.07;
  const WEAK = 0.4;
  const ASKED = 0.5;
  const UNASKED = 1.5;
  const DIRECT = 2;
  const FEW = 3;
  const BESIDE = 4;
  const OF_SEVERAL = new Set(["comparison", "migration"]);
  const TOGETHER = 0.3;
  const BEST_TIER = 1.15;
  const LEGACY = 0.5;
  const NEXT = 0.9;

  /** @type {Ranking} */
  function ranking(data, stem) {
    const { entries } = data;
    const { split } = excellenceSearch.words;
    const { rootOf, rootsIn, kinds, names, ofKinds, has, scores } = excellenceSearch.matching(data, stem);
    const answers = excellenceSearch.answerMaker(data, rootsIn);
    const members = entries.map(({ members: own = [] }) => new Set(own));

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

    /** @param {number[]} own @param {Found | undefined} first @param {number} enough @returns {{number: number, score: number}[]} no patterns, best first */
    function others(own, first, enough) {
      return entries
        .flatMap(({ kind }, number) => (kind !== "pattern" && own[number] > 0 && own[number] >= enough ? [{ kind, number }] : []))
        .map(({ kind, number }) => {
          const gains = first && kind !== "migration" && members[number].has(first.number);
          return { number, score: own[number] + (gains ? TOGETHER * first.score : 0) };
        })
        .sort((a, b) => b.score - a.score || a.number - b.number);
    }

    /** @param {number[]} found @param {number} most @returns {number[]} the first ones of each kind */
    function few(found, most) {
      /** @type {Record<string, number>} */
      const counted = {};
      return found.filter((number) => {
        const { kind } = entries[number];
        counted[kind] = (counted[kind] ?? 0) + 1;
        return counted[kind] <= most;
      });
    }

    /** @param {string} query @returns {Set<string>} the kinds that it asks for */
    function askedKinds(query) {
      const said = new Set([...split(query), ...rootsIn(query)]);
      /** @param {string[]} words */
      const isSaid = (words) => words.every((word) => said.has(word) || said.has(rootOf(word)));
      return new Set(kinds.filter(({ called }) => called.some(isSaid)).map(({ kind }) => kind));
    }

    /** @param {number[]} both @param {Set<string>} asked @returns {number[]} what is about several patterns at once */
    function aboutBoth(both, asked) {
      return entries
        .flatMap(({ kind }, number) => (OF_SEVERAL.has(kind) && asked.has(kind) ? [number] : []))
        .filter((number) => both.length > 1 && both.every((one) => members[number].has(one)))
        .sort((a, b) => members[a].size - members[b].size || a - b);
    }

    /** @param {string} query @param {number[]} own @param {Set<string>} asked @param {number} best @param {number} whole @param {number[]} found
     * @returns {number[]} what comes before all patterns */
    function direct(query, own, asked, best, whole, found) {
      const said = rootsIn(query);
      const besides = said.filter((root) => !ofKinds.has(root));
      const needed = besides.length ? besides : said;
      const isWeak = best < WEAK * whole;
      /** @param {number} number */
      function comesFirst(number) {
        const { kind, part } = entries[number];
        const isAsked = asked.has(kind);
        if (part || own[number] < (isAsked ? ASKED : UNASKED) * best) return false;
        if (kind !== "page" && !(besides.length ? isAsked || isWeak : isAsked && kind === "selector")) return false;
        return needed.every((root) => has(root, number));
      }
      const first = found.filter(comesFirst);
      const ofAsked = first.filter((number) => asked.has(entries[number].kind));
      return (ofAsked.length ? ofAsked : first).sort((a, b) => own[b] - own[a] || a - b).slice(0, DIRECT);
    }

    return (query, typing = false) => {
      const { own, named, whole, strange } = scores(query, typing);
      const made = answers(query);
      const isList = made.some(({ chosen }) => chosen?.length) && !named.size;
      const enough = (strange ? STRANGE : ENOUGH) * whole;
      /** @param {Found} a @param {Found} b */
      const order = (a, b) => b.score - a.score || a.number - b.number;
      const found = settled(own).filter(({ score }) => score > 0).sort(order);
      const patterns = found.filter(({ number }) => entries[number].kind === "pattern");
      const most = own.reduce((best, score) => Math.max(best, score), 0);
      const speaks = patterns.length > 0 && !isList && Math.max(patterns[0].score, most) >= enough;
      const least = speaks ? Math.max(FURTHER * whole, WORTH * patterns[0].score) : 0;
      const worthy = patterns.filter(({ score }) => speaks && score >= least).slice(0, MOST);
      const asked = found.filter((one) => entries[one.number].legacy && named.has(one.number) && !worthy.includes(one));
      const shown = [...worthy.slice(0, MOST - Math.min(asked.length, MOST - 1)), ...asked].slice(0, MOST);
      const scored = others(own, shown[0], shown.length ? FURTHER * whole : enough);
      const more = scored.map(({ number }) => number);
      const good = scored.filter(({ score }) => score >= WORTH * most).map(({ number }) => number);
      const isAnswered = made.some(({ kind, chosen }) => kind === "download" || chosen?.length);
      const kindsAsked = askedKinds(isAnswered ? "" : query);
      const said = rootsIn(query);
      /** @param {number} number @returns {number} where the query names it */
      const place = (number) => said.findIndex((root) => names[number].flat().includes(root));
      const both = [...named].sort((a, b) => place(a) - place(b) || a - b);
      const compare = data.compare && kindsAsked.has("comparison") && both.length > 1 && both.length <= BESIDE ? both : [];
      const about = aboutBoth(both, kindsAsked).slice(0, 1);
      const isSaid = isAnswered || about.length || compare.length;
      const first = isSaid ? about : direct(query, own, kindsAsked, shown[0]?.score ?? 0, whole, more);
      const told = [...shown.flatMap(({ number }) => entries[number].playbooks ?? []), ...first];
      return {
        answers: made.filter(({ chosen }) => !chosen || chosen.length || !(first.length || compare.length)),
        direct: first,
        compare,
        patterns: shown,
        leads: few(good, 1).slice(0, LEADS).filter((at) => !told.includes(at)),
        others: few(more, FEW).filter((at) => !first.includes(at)),
      };
    };
  }

  excellenceSearch.ranking = ranking;
})();
