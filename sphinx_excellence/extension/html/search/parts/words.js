/* Words of a query, as views/query_words.py.

   `excellenceSearch`, the one global of the search, is made by excellence-search-data.js; each script adds its part. */
/* global excellenceSearch */

(() => {
  "use strict";

  /** @type {[RegExp, string][]} British spelling to American, as far as rules go */
  const SPELLING = [
    [/is(e|es|ed|ing|er|ers|able|ation|ations)$/, "iz$1"],
    [/ys(e|es|ed|ing|er|ers)$/, "yz$1"],
    [/^(.{3,})our(s|ed|ing|al|able|ite|ites)?$/, "$1or$2"],
    [/^(.{2,})tre(s|d)?$/, "$1ter$2"],
    [/ogue(s|d)?$/, "og$1"],
    [/^(lic|def|off|pret)ence(s|d)?$/, "$1ense$2"],
    [/([aeiou][^aeiou]+[eo])ll(ed|ing|er|ers|ation)$/, "$1l$2"],
    [/^(.{2,}dg)ement(s)?$/, "$1ment$2"],
    [/^artefact(s)?$/, "artifact$1"],
    [/^grey(s|ed)?$/, "gray$1"],
    [/^programme(s)?$/, "program$1"],
    [/^([^aeiouy]{3,})s$/, "$1"],
  ];

  /** @param {string} text @returns {string[]} its words in small letters, split as the data was */
  const split = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  /** @param {string} word @returns {string} the word without accents */
  const plain = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "");

  /** @param {string} word @returns {string} the word in American spelling, roughly */
  const american = (word) => SPELLING.reduce((spelt, [british, own]) => spelt.replace(british, own), word);

  /** How many letters have to be changed, added, left out or swapped; `most + 1` where it is more.
   * @param {string} a @param {string} b @param {number} most @returns {number} */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    let above = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      before = above;
      above = row;
    }
    return above[b.length];
  }

  /** @param {Map<number, string[]>} called the roots of the name that each entry goes by @param {string[]} typed the roots of a query
   * @returns {Set<number>} what it names: not by a part of a longer name, unless it says that once more */
  function meantBy(called, typed) {
    const names = [...called.values()];
    /** @param {string[]} name */
    function isPart(name) {
      const longer = names.filter((other) => other.length > name.length && name.every((root) => other.includes(root)));
      const { size } = new Set(longer.map(String));
      return size && name.some((root) => typed.filter((each) => each === root).length <= size);
    }
    return new Set([...called].filter(([, name]) => !isPart(name)).map(([number]) => number));
  }

  /** @param {string} word @param {[string, string][]} vocabulary words and their roots @returns {Map<string, number>} what it may mean */
  function mistyped(word, vocabulary) {
    const bare = plain(word);
    let most = word.length > 7 ? 2 : Number(word.length > 4);
    /** @type {Map<string, number>} */
    let near = new Map();
    for (const [other, found] of most ? vocabulary : []) {
      if (other.length < 4 || other[0] !== bare[0]) continue;
      const far = distance(bare, other, most);
      if (far < most) near = new Map();
      if (far <= most) near.set(found, far > 1 ? 0.6 : 0.8);
      most = Math.min(far, most);
    }
    return near;
  }

  excellenceSearch.words = { split, plain, american, distance, mistyped, meantBy };
})();
