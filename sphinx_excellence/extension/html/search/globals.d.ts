// What the search page's scripts find there: Sphinx's own globals, and the one global of the search.

/** A result: page, title, anchor, description, score, file. */
type Result = [string, string, string, string | null, number, string];

/** How Sphinx scores; a project may bring its own. */
declare let Scorer: { score?: (result: Result) => number } | undefined;
/** The stemmer of the site's language; languages without one have none. */
declare let Stemmer: { new (): { stemWord(word: string): string } } | undefined;
declare const DOCUMENTATION_OPTIONS: { BUILDER: string; LINK_SUFFIX: string; ENABLE_SEARCH_SHORTCUTS?: boolean };

// The shapes of the search's own: here and not in the scripts, which readers load.

/** Where a legacy pattern leads: the number of an entry; or the name of a thing that is none, with its address if any. */
type Way = number | string[];
/** What the panel may lead to; `place` is that of its tier, the best is 0, `id` that of a pattern whose anchor says another. */
type Entry = {
  kind: string; id?: string; title: string; page?: string; anchor?: string; part?: boolean; summary?: string; legacy?: boolean; names?: string[];
  onward?: Way[]; playbooks?: number[]; members?: number[]; place?: number; badge?: [string, string, string, string?];
};
/** A list that readers filter: of each menu its name, and the values with their labels. */
type FilterableList = { page: string; anchor: string; menus: [string, [string, string][]][] };
/** `downloads`: names and paths; `compare`: the page that compares patterns; `kindWords`: what readers call things of a kind; `vocabulary`: for each word, as text, entry,weight,entry,weight,... */
type Data = {
  language: string; texts: Record<string, string>; ignored: string[]; entries: Entry[];
  kinds: Record<string, string>; groups: Record<string, string>; kindWords: Record<string, string[]>; lists?: FilterableList[];
  downloads?: [string, string][]; compare?: string;
  vocabulary: Record<string, string>;
};
type Words = {
  split: (text: string) => string[]; plain: (word: string) => string; american: (word: string) => string;
  distance: (a: string, b: string, most: number) => number;
  mistyped: (word: string, vocabulary: [string, string][]) => Map<string, number>;
  meantBy: (called: Map<number, string[]>, typed: string[]) => Set<number>;
};
/** A pattern, and the legacy ones it stands in for. */
type Found = { number: number; score: number; instead: number[] };
/** A list by its number, with what is chosen in its menus; or a download by its number. */
type Answer = { kind: string; list?: number; chosen?: [string, string][]; download?: number };
type AnswerMaker = (data: Data, roots: (text: string) => string[]) => (query: string) => Answer[];
type Matches = {
  rootOf: (word: string) => string; rootsIn: (text: string) => string[];
  kinds: { kind: string; called: string[][]; roots: string[] }[]; names: string[][][]; ofKinds: Set<string>;
  has: (root: string, number: number) => boolean;
  scores: (query: string, typing: boolean) => { own: number[]; named: Set<number>; whole: number; strange: boolean };
};
type Matching = (data: Data, stem: (word: string) => string) => Matches;
/** What a query finds: answers made for it, entries that come first, patterns to compare, patterns, and others of which the panel has some. */
type Ranked = { answers: Answer[]; direct: number[]; compare: number[]; patterns: Found[]; leads: number[]; others: number[] };
type Ranker = (query: string, typing?: boolean) => Ranked;
type Ranking = (data: Data, stem: (word: string) => string) => Ranker;
type Pages = {
  address: (entry: { page?: string; anchor?: string }) => string; label: (number: number) => string;
  answer: (answer: Answer) => { label: string; title: string; href: string };
  comparison: (numbers: number[]) => { label: string; title: string; href: string };
  badge: (number: number) => HTMLElement; link: (way: Way) => HTMLElement;
  sentence: (name: string, ways: Way[]) => (string | HTMLElement)[];
  warning: (number: number, plain?: boolean) => (string | HTMLElement)[];
};

/** What the dialog shows: options in groups, what is said of them, how many there are, the anchor of the first. */
type Options = { groups: HTMLElement[]; said: string; count: number; first: string };
/** What excellence-search-data.js makes, and what each script adds to it. */
declare const excellenceSearch: Data & {
  words: Words; matching: Matching; answerMaker: AnswerMaker; ranking: Ranking; pages: Pages;
};
