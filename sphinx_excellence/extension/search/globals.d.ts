// What the search page's scripts find there: Sphinx's own globals, and the one global of the search.

/** A result: page, title, anchor, description, score, file. */
type Result = [string, string, string, string | null, number, string];

/** How Sphinx scores; a project may bring its own. */
declare let Scorer: { score?: (result: Result) => number } | undefined;
/** The stemmer of the site's language; languages without one have none. */
declare let Stemmer: { new (): { stemWord(word: string): string } } | undefined;
declare const DOCUMENTATION_OPTIONS: { BUILDER: string; LINK_SUFFIX: string };

/** What excellence-search-data.js makes, and what each script adds to it. */
declare const excellenceSearch: Data & { words: Words; ranking: Ranking; pages: Pages };
