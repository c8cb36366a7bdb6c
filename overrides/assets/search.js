// The search page: reads the query from the address, asks search-worker.js, shows results.
// The form is plain HTML; the address (?q=…&partner=…&sort=…) holds the whole state, so
// results can be linked to, and Back works. How many results are shown, and how far the reader has
// scrolled, is kept with the entry of the browser's history: who comes back finds the place again.

const PAGE_SIZE = 10;
const PAUSE = 250; // ms without typing before a search starts

const page = document.getElementById("cari");
const form = page.querySelector("form");
const query = form.elements.q;
const facets = [...form.querySelectorAll("[data-facet]")];
const sort = form.elements.sort;
const panel = page.querySelector("details");
const clear = page.querySelector(".nr-search-clear");
const status = page.querySelector(".nr-search-status");
const list = page.querySelector(".nr-search-results");
const more = page.querySelector(".nr-search-more");
const words = JSON.parse(page.dataset.words);
const root = new URL(page.dataset.root, location.href);
const plural = new Intl.PluralRules(page.dataset.language);
const number = new Intl.NumberFormat(page.dataset.language);

let engine = null; // the loading or loaded index
let latest = 0; // counts searches, so that a slow answer never overwrites a newer one
let answer = { turn: 0, count: 0, shown: 0 }; // the search whose results are on the page
let counted = false; // whether the filters have counts

// The index in its own thread: a function that calls its methods.
function connect() {
  const address = new URL("search-worker.js", import.meta.url);
  address.search = new URL(import.meta.url).search; // of the same version as this script
  const worker = new Worker(address, { type: "module" });
  const calls = new Map();
  worker.addEventListener("message", ({ data: { id, result, error } }) => {
    const { resolve, reject } = calls.get(id);
    calls.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  worker.addEventListener("error", (event) => {
    for (const { reject } of calls.values()) reject(new Error(event.message));
  });
  let last = 0;
  const call = (method, options) =>
    new Promise((resolve, reject) => {
      calls.set(++last, { resolve, reject });
      worker.postMessage({ id: last, method, options });
    });
  return { call, end: () => worker.terminate() };
}

function load() {
  engine ??= (async () => {
    const { call, end } = connect();
    try {
      const { language } = page.dataset;
      await call("start", { root: root.href, language });
    } catch (error) {
      end();
      throw error;
    }
    return { call, end, counts: null };
  })();
  return engine;
}

// The counts of all filters: a third of what a search loads, and only for those who filter.
function loadCounts(index) {
  index.counts ??= index.call("filters");
  return index.counts;
}

function readAddress() {
  const params = new URLSearchParams(location.search);
  query.value = params.get("q") ?? "";
  sort.value = ["asc", "desc"].includes(params.get("sort")) ? params.get("sort") : "";
  for (const facet of facets) {
    const wanted = params.get(facet.name) ?? "";
    // An option that is not loaded yet is put in, so that a link with a filter works at once.
    if (wanted && ![...facet.options].some((option) => option.value === wanted)) {
      facet.add(new Option(wanted, wanted));
    }
    facet.value = wanted;
    if (wanted) panel.open = true;
  }
  page.dataset.ready = "";
}

function writeAddress(replace) {
  const params = new URLSearchParams();
  for (const field of [query, ...facets, sort]) {
    if (field.value.trim()) params.set(field.name, field.value.trim());
  }
  const address = params.size ? `?${params}` : location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", address);
}

function chosenFilters() {
  return Object.fromEntries(facets.filter((f) => f.value).map((f) => [f.name, f.value]));
}

function fillFacets(counts) {
  for (const facet of facets) {
    const chosen = facet.value;
    // What is chosen stays, even if the parts of the index that were asked have never heard of it.
    const values = { ...(chosen && { [chosen]: 0 }), ...counts[facet.name] };
    const names = Object.entries(values).filter(([name, count]) => count > 0 || name === chosen);
    const order = facet.name === "year" ? (a, b) => b[0].localeCompare(a[0]) : byName;
    const options = names
      .sort(order)
      .map(([name, count]) => new Option(`${name} (${number.format(count)})`, name));
    facet.replaceChildren(facet.options[0], ...options);
    facet.value = chosen;
  }
}

function byName(a, b) {
  return a[0].localeCompare(b[0], page.dataset.language);
}

async function search() {
  const turn = ++latest;
  const asked = isAsked();
  clear.hidden = Object.keys(chosenFilters()).length === 0;
  status.textContent = asked ? words.loading : words.hint;
  try {
    const { count, filters } = await ask(turn);
    if (turn !== latest) return;
    await show(turn, count, filters);
    if (turn === latest && asked) status.textContent = sentence(count, query.value.trim());
  } catch (error) {
    if (turn === latest) fail(error);
  }
}

function isAsked() {
  return query.value.trim() !== "" || Object.keys(chosenFilters()).length > 0;
}

async function ask(turn) {
  const asked = isAsked();
  const term = query.value.trim() || null;
  const filters = chosenFilters();
  const order = sort.value;
  counted = panel.open;
  const index = await load();
  const all = counted ? await loadCounts(index) : {};
  return asked ? index.call("search", { turn, term, filters, order }) : { count: 0, filters: all };
}

// The filters have been opened: their counts, for the results that are on the page already.
async function count() {
  const turn = latest;
  try {
    const { filters } = await ask(turn);
    if (turn === latest) fillFacets(filters);
  } catch (error) {
    if (turn === latest) fail(error);
  }
}

function fail(error) {
  console.error(error);
  status.textContent = words.failed;
  const failed = engine;
  engine = null; // the next search begins anew
  failed?.then(({ end }) => end()).catch(() => {});
}

function sentence(count, term) {
  if (count === 0) return words.none.replace("{query}", () => term);
  const form = plural.select(count) === "one" ? "one" : "other";
  const words_ = term ? words[`results_${form}`] : words[`results_all_${form}`];
  return words_.replace("{number}", number.format(count)).replace("{query}", () => term);
}

async function show(turn, count, filters) {
  answer = { turn, count, shown: 0 };
  fillFacets(filters);
  list.replaceChildren();
  await showMore(Math.max(PAGE_SIZE, history.state?.shown ?? 0));
}

async function showMore(most = PAGE_SIZE) {
  const { turn, count, shown: from } = answer;
  const number = Math.min(count - from, most);
  answer.shown += number; // before waiting, so that no click shows it twice
  const index = await load();
  const found = number > 0 ? await index.call("show", { turn, from, number }) : [];
  if (turn !== latest) return null;
  const items = found.map(item);
  list.append(...items);
  more.hidden = answer.shown === count;
  remember({ shown: answer.shown });
  return items[0] ?? null;
}

// Keeps something with this entry of the history, until another search takes its place.
function remember(kept) {
  history.replaceState({ ...history.state, ...kept }, "");
}

function item(result) {
  const entry = document.createElement("li");
  const title = document.createElement("h2");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.title;
  title.append(link);
  const where = document.createElement("p");
  where.className = "nr-card-when";
  where.textContent = result.date
    ? [result.date, result.place].filter(Boolean).join(", ")
    : words.page;
  if (result.label) {
    const label = document.createElement("strong");
    label.className = "nr-label";
    label.textContent = result.label;
    where.append(" ", label);
  }
  const excerpt = document.createElement("p");
  excerpt.append(...result.quotation.flatMap(marked));
  if (result.language) title.lang = excerpt.lang = result.language;
  entry.append(where, title, excerpt);
  return entry;
}

// A word of the quotation, and a space; what was found is marked.
function marked([word, isFound]) {
  if (!isFound) return [`${word} `];
  const mark = document.createElement("mark");
  mark.textContent = word;
  return [mark, " "];
}

let pause;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  writeAddress(false);
  search();
});
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    writeAddress(true);
    search();
  }, PAUSE);
});
for (const field of [...facets, sort]) {
  field.addEventListener("change", () => {
    writeAddress(false);
    search();
  });
}
clear.addEventListener("click", () => {
  for (const facet of facets) facet.value = "";
  writeAddress(false);
  search();
  query.focus();
});
panel.addEventListener("toggle", () => {
  if (panel.open && !counted) count();
});
more.addEventListener("click", async () => {
  try {
    const first = await showMore();
    first?.querySelector("a").focus();
  } catch (error) {
    fail(error);
  }
});
addEventListener("popstate", () => {
  readAddress();
  search();
});

addEventListener("pagehide", () => remember({ top: scrollY }));

readAddress();
const { top: left } = history.state ?? {};
search().then(() => {
  // The browser tried before the results were there.
  if (left) scrollTo({ top: left, behavior: "instant" });
});
