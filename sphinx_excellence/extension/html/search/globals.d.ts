// What the search page's scripts find there: Sphinx's own globals, and the one global of the search.

/** A result: page, title, anchor, description, score, file. */
type Result = [string, string, string, string | null, number, string];

/** How Sphinx scores; a project may bring its own. */
declare let Scorer: { score?: (result: Result) => number } | undefined;
/** The stemmer of the site's language; languages without one have none. */
declare let Stemmer: { new (): { stemWord(word: string): string } } | undefined;
declare const DOCUMENTATION_OPTIONS: { BUILDER: string; LINK_SUFFIX: string };

// The shapes of the search's own: here and not in the scripts, which readers load.

/** Where a legacy pattern leads: the number of an entry; or the name of a thing that is none, with its address if any. */
type Way = number | string[];
/** What the panel may lead to; `place` is that of its tier, the best is 0. */
type Entry = {
  kind: string; title: string; page?: string; anchor?: string; summary?: string; legacy?: boolean; names?: string[];
  onward?: Way[]; playbooks?: number[]; members?: number[]; place?: number; badge?: [string, string, string, string?];
};
/** `vocabulary`: for each word entry, weight, entry, weight, ... */
type Data = {
  language: string; texts: Record<string, string>; ignored: string[]; entries: Entry[];
  kinds: Record<string, string>;
  vocabulary: Record<string, number[]>;
};
type Words = {
  split: (text: string) => string[]; plain: (word: string) => string; american: (word: string) => string;
  distance: (a: string, b: string, most: number) => number;
};
/** A pattern, and the legacy ones it stands in for. */
type Found = { number: number; score: number; instead: number[] };
type Ranker = (query: string) => { patterns: Found[]; leads: number[] };
type Ranking = (data: Data, stem: (word: string) => string) => Ranker;
type Pages = {
  badge: (number: number) => HTMLElement; link: (way: Way) => HTMLElement;
  sentence: (name: string, ways: Way[]) => (string | HTMLElement)[];
  warning: (number: number) => (string | HTMLElement)[];
};

/** What excellence-search-data.js makes, and what each script adds to it. */
declare const excellenceSearch: Data & { words: Words; ranking: Ranking; pages: Pages };
