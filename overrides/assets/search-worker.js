// Searches all parts of the index as one, in a thread of its own. The releases of a year, or of
// some months, are a part with an index of its own (see scripts/newsroom/search_index.py); what
// the parts answer is put together here, so that it is what one index would answer.
import { PagefindInstance } from "../pagefind/pagefind.js";

const LEAST_PREFIX = 4; // of fewer letters too many words begin
const EXCERPT = 28; // words of a find that are shown
const LEAD = 5; // words before the one found, where no sentence begins near by
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const END = "␞"; // of what may be quoted: a page of a release has it after summary and text
const PAGE_WEIGHT = 0.01; // of pages that are no release: they come after all that are
const NO_ANSWER = { results: [], filters: {} };

const stemsOfTerms = new Map(); // of every term that was searched for; all parts know the same

let parts = []; // newest first; what has no date comes last
let found = { turn: 0, results: [] }; // of the last search; loaded when they are to be shown

class Part extends PagefindInstance {
  constructor(address, { name, common, entry }, options, engine) {
    const basePath = new URL(`${name}/`, address).pathname;
    const indexWeight = common.year ? 1 : PAGE_WEIGHT;
    super({ ...options, basePath, indexWeight, mergeFilter: common });
    Object.assign(this, { common, entry, engine, failure: null });
    this.wasm = this.backend;
    this.backend = { ...this.wasm, request_indexes: (_, term) => this.chunksOfStems(term) };
  }

  loadEntry() {
    this.languages = this.entry.languages;
    this.loadedVersion = this.entry.version;
    this.includeCharacters = this.entry.include_characters ?? [];
  }

  loadWasm() {
    return this.engine; // one for all parts
  }

  // Pagefind logs a file that does not come and goes on without it: fewer results, and no word.
  async throttledFetch(input) {
    try {
      const response = await super.throttledFetch(input);
      if (!response.ok) throw new Error(`${response.status} ${input}`);
      return response;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  async start(language) {
    await this.init(language, { load_wasm: true });
    await this.enterPlaygroundMode(); // only so does it tell the words it has matched
  }

  // Words stand in the index by their stems. Pagefind would also load the chunk in which the
  // word would stand as it was typed: a quarter of the chunks that a search needs.
  chunksOfStems(term) {
    if (!stemsOfTerms.has(term)) stemsOfTerms.set(term, this.stemsOf(term));
    return this.wasm.request_indexes(this.raw_ptr, stemsOfTerms.get(term).join(" "));
  }

  // Only a search tells them, whatever it finds.
  stemsOf(term) {
    const none = [this.stringifyFilters({}), this.stringifySorts({})];
    const asked = [this.raw_ptr, term, term, ...none, false, this.exactDiacritics];
    return JSON.parse(this.wasm.search(...asked)).search_keywords ?? [];
  }

  async ask(term, options) {
    let answer = await this.search(term, options);
    const more = this.chunksBeyond(answer.search_keywords ?? []);
    if (more.length > 0) {
      await Promise.all(more.map((chunk) => this.loadChunk(chunk)));
      answer = await this.search(term, options);
    }
    if (this.failure) throw this.failure;
    return answer;
  }

  // Pagefind loads the chunk that a word itself is in, though words that begin with it may go on
  // in the next; and our chunks are small.
  chunksBeyond(stems) {
    const chunksOf = (word) => JSON.parse(this.wasm.request_indexes(this.raw_ptr, word));
    const chunks = stems
      .filter((stem) => stem.length >= LEAST_PREFIX)
      .flatMap((stem) => LETTERS.flatMap((letter) => chunksOf(stem + letter)));
    return [...new Set(chunks)].filter((chunk) => !(chunk in this.loaded_chunks));
  }

  async counts() {
    const counts = await this.filters();
    if (this.failure) throw this.failure;
    return counts;
  }

  // Pages without a date have no place in an order by date, and are in no filter.
  mayHold(filters, order) {
    const { year } = this.common;
    if (year) return filters.year === undefined || filters.year === year;
    return !order && Object.keys(filters).length === 0;
  }
}

const methods = {
  async start({ root, language }) {
    const address = new URL("pagefind/", root);
    // Its table of contents is the one file that must be fresh: all others are named by content.
    const table = fetch(new URL("parts.json", address), { cache: "no-cache" });
    const engine = new PagefindInstance({ basePath: address.pathname }).loadWasm(language);
    const options = { baseUrl: new URL(root).pathname };
    const response = await table;
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const listed = (await response.json()).parts;
    parts = listed.map((part) => new Part(address, part, options, engine));
    await Promise.all([engine, ...parts.map((part) => part.start(language))]);
  },

  // How many releases there are under every choice of every filter.
  async filters() {
    return merged(await Promise.all(parts.map((part) => part.counts())));
  },

  // Only filters whose counts have been asked for, or that are chosen, are counted.
  async search({ turn, term, filters, order }) {
    const asked = parts.filter((part) => part.mayHold(filters, order));
    const sort = order ? { date: order } : {};
    let answers = await Promise.all(asked.map((part) => part.ask(term, { filters, sort })));
    if (term) answers = await withoutStandIns(term, asked, answers);
    const ranked = answers.map(({ results }) => results.sort((a, b) => b.score - a.score));
    // Ordered by date, a score is a place within its part, and the parts are in the order of time.
    if (order === "asc") ranked.reverse();
    const results = ranked.flat();
    if (!order) results.sort((a, b) => b.score - a.score);
    if (turn > found.turn) found = { turn, results };
    return { count: results.length, filters: merged(answers.map((answer) => answer.filters)) };
  },

  async show({ turn, from, number }) {
    if (turn !== found.turn) return []; // of a search that nobody waits for any more
    const shown = found.results.slice(from, from + number);
    const results = await Promise.all(shown.map((result) => result.data()));
    return results.map(({ url, meta, filters, ...fragment }) => {
      const { title, date, label, language } = meta;
      const place = filters.location?.[0];
      return { url, title, date, label, language, place, quotation: quotation(fragment) };
    });
  },
};

// The piece of the summary or the text in which most was found, or the beginning if only names
// and data were: its words in their order, each as [word, whether it was found]. It begins with a
// sentence if one begins near by; "…" stands where a sentence is cut.
function quotation({ content, weighted_locations: found }) {
  const words = content.split(/[\r\n\s]+/g);
  const ends = [...words.keys()].filter((at) => words[at].startsWith(END));
  const hits = found.filter(({ location }) => location < (ends.at(-1) ?? words.length));
  const weights = hits.map(({ location: start }) =>
    hits
      .filter(({ location: at }) => at >= start && at < start + EXCERPT / 2)
      .reduce((sum, hit) => sum + hit.balanced_score, 0),
  );
  const best = hits[weights.indexOf(Math.max(...weights))]?.location ?? 0;
  const from = (ends.findLast((at) => at < best) ?? -1) + 1;
  const to = ends.find((at) => at > best) ?? words.length;
  const begins = (at) => at <= from || /[.?!][”’"')]*$/.test(words[at - 1]);
  let start = best;
  while (!begins(start) && best - start < EXCERPT / 2) start -= 1;
  if (!begins(start)) start = best - LEAD;
  const stop = Math.min(start + EXCERPT, to);
  const marked = new Set(hits.map(({ location }) => location));
  const pieces = words.slice(start, stop).map((word, at) => [word, marked.has(start + at)]);
  if (!begins(start)) pieces.unshift(["…", false]);
  if (stop < to && !begins(stop)) pieces.push(["…", false]);
  return pieces;
}

// Where no word begins with the one asked for, Pagefind takes the longest that the asked one
// begins with, and if there is none it passes over the word. Every part does so for itself,
// where one index would only if no release had the word. So parts that could not do as well as
// others are left out.
async function withoutStandIns(term, asked, answers) {
  const stems = answers.find((answer) => answer.search_keywords)?.search_keywords ?? [];
  const kept = asked.map(() => true);
  for (const [place, stem] of stems.entries()) {
    const reaches = answers.map((answer) => reach(answer, stem));
    if (reaches.every((one) => one === null || one === Infinity)) continue;
    const best = await longestReach(wordOf(term, stems, place), stem);
    reaches.forEach((one, part) => {
      if (one !== null && one < best) kept[part] = false;
    });
  }
  return answers.map((answer, part) => (kept[part] ? answer : NO_ANSWER));
}

// Over all parts, also those that the other words or the filters exclude.
async function longestReach(word, stem) {
  const answers = await Promise.all(parts.map((part) => part.ask(word, {})));
  return Math.max(0, ...answers.map((answer) => reach(answer, stem) ?? 0));
}

// How much of the stem the words of a part cover: all of it, so many letters, none, or nothing
// known (null), as of a part without results.
function reach(answer, stem) {
  let longest = null;
  for (const result of answer.results) {
    if (!result.scores) return null; // of an exact search, which knows no stand-ins
    longest ??= 0;
    for (const word of matchedWords(result)) {
      if (word.startsWith(stem)) return Infinity;
      if (stem.startsWith(word)) longest = Math.max(longest, word.length);
    }
  }
  return longest;
}

function matchedWords({ scores, verbose_meta_scores: fields = [] }) {
  return [...scores.map((one) => one.search_term), ...fields.flatMap((one) => one.matched_terms)];
}

function wordOf(term, stems, place) {
  const words = term.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.length === stems.length ? words[place] : stems[place];
}

function merged(counts) {
  const sums = {};
  for (const filters of counts) {
    for (const [name, values] of Object.entries(filters)) {
      sums[name] ??= {};
      for (const [value, count] of Object.entries(values)) {
        sums[name][value] = (sums[name][value] ?? 0) + count;
      }
    }
  }
  return sums;
}

addEventListener("message", async ({ data: { id, method, options } }) => {
  try {
    postMessage({ id, result: await methods[method](options) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
