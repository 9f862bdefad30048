// Ranks queries with the site's own scripts. Reads {stemmer, scripts, data, queries, texts} from standard input, and
// writes what each query finds, and the words of each text.
const { runInThisContext } = require("node:vm");
const { readFileSync } = require("node:fs");

const asked = JSON.parse(readFileSync(0, "utf8"));
globalThis.window = globalThis; // where Sphinx puts its stemmer
for (const script of [asked.stemmer, asked.data, ...asked.scripts]) runInThisContext(script);
const { excellenceSearch: search, Stemmer } = globalThis;
const stemmer = new Stemmer();
const rank = search.ranking(search, (word) => stemmer.stemWord(word));
/** What a query finds, with what Python says of it in the same shape. */
const told = (query, typing) => {
  const { answers, direct, compare, patterns, leads, others } = rank(query, typing);
  const made = answers.map(({ kind, chosen = [], download }) => [kind, chosen, kind === "download" ? search.downloads[download][0] : ""]);
  return { answers: made, direct, compare, patterns: patterns.map(({ number, score, instead }) => [number, score, instead]), leads, others };
};
const found = asked.queries.map((query) => [told(query, false), told(query, true)]);
process.stdout.write(JSON.stringify({ found, words: asked.texts.map(search.words.split) }));
