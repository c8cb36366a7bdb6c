// The search page: reads the query from the address, asks the Pagefind index, shows results.
// The form is plain HTML; the address (?q=…&partner=…&sort=…) holds the whole state, so
// results can be linked to, and Back works.

const PAGE_SIZE = 10;
const PAUSE = 250; // ms without typing before a search starts

const page = document.getElementById("cari");
const form = page.querySelector("form");
const query = form.elements.q;
const facets = [...form.querySelectorAll("[data-facet]")];
const sort = form.elements.sort;
const clear = page.querySelector(".nr-search-clear");
const status = page.querySelector(".nr-search-status");
const list = page.querySelector(".nr-search-results");
const more = page.querySelector(".nr-search-more");
const words = JSON.parse(page.dataset.words);
const root = new URL(page.dataset.root, location.href);
const plural = new Intl.PluralRules(page.dataset.language);
const number = new Intl.NumberFormat(page.dataset.language);

let engine = null; // the loading or loaded Pagefind module
let latest = 0; // counts searches, so that a slow answer never overwrites a newer one
let waiting = []; // results not shown yet

function load() {
  engine ??= import(new URL("pagefind/pagefind.js", root).href).then(async (pagefind) => {
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 28 });
    await pagefind.init();
    // Only once its filters are loaded does Pagefind count them for a search.
    await pagefind.filters();
    return pagefind;
  });
  return engine;
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
  }
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
    const names = Object.entries(counts[facet.name] ?? {}).filter(
      ([name, count]) => count > 0 || name === chosen,
    );
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
  const term = query.value.trim();
  const filters = chosenFilters();
  const asked = term !== "" || Object.keys(filters).length > 0;
  clear.hidden = Object.keys(filters).length === 0;
  status.textContent = asked ? words.loading : words.hint;
  try {
    const pagefind = await load();
    if (!asked) {
      const all = await pagefind.filters();
      if (turn === latest) show([], all);
      return;
    }
    const order = sort.value ? { date: sort.value } : {};
    const answer = await pagefind.search(term || null, { filters, sort: order });
    if (turn !== latest) return;
    await show(answer.results, answer.filters);
    if (turn === latest) status.textContent = sentence(answer.results.length, term);
  } catch (error) {
    console.error(error);
    engine = null;
    if (turn === latest) status.textContent = words.failed;
  }
}

function sentence(count, term) {
  if (count === 0) return words.none.replace("{query}", () => term);
  const form = plural.select(count) === "one" ? "one" : "other";
  const words_ = term ? words[`results_${form}`] : words[`results_all_${form}`];
  return words_.replace("{number}", number.format(count)).replace("{query}", () => term);
}

async function show(results, counts) {
  fillFacets(counts);
  list.replaceChildren();
  waiting = [...results];
  await showMore();
}

async function showMore() {
  const turn = latest;
  const next = waiting.splice(0, PAGE_SIZE); // before waiting, so that no click shows it twice
  const found = await Promise.all(next.map((result) => result.data()));
  if (turn !== latest) return null;
  const items = found.map(item);
  list.append(...items);
  more.hidden = waiting.length === 0;
  return items[0] ?? null;
}

function item(result) {
  const entry = document.createElement("li");
  const title = document.createElement("h2");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title;
  title.append(link);
  const where = document.createElement("p");
  where.className = "nr-card-when";
  const place = result.filters.location?.[0];
  where.textContent = result.meta.date
    ? [result.meta.date, place].filter(Boolean).join(", ")
    : words.page;
  const excerpt = document.createElement("p");
  excerpt.append(...marked(result.excerpt));
  entry.append(where, title, excerpt);
  return entry;
}

// The excerpt is HTML with <mark>; only its text and its marks are taken over.
function marked(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
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
more.addEventListener("click", async () => {
  const first = await showMore();
  first?.querySelector("a").focus();
});
addEventListener("popstate", () => {
  readAddress();
  search();
});

page.hidden = false;
readAddress();
search();
