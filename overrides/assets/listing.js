// Pages that list. Filters: the links become choices, so that several make one search.
// Lists from A to Z: a box in which typing leaves the names that hold what is typed.

const filter = document.querySelector(".nr-filter[data-search]");
if (filter) combine(filter, filter.dataset);

function combine(panel, { search, facet, name, any, show }) {
  const form = document.createElement("form");
  form.action = search;
  if (facet) form.append(hidden(facet, name));
  for (const group of panel.querySelectorAll("[data-facet]")) form.append(choice(group, any));
  const button = document.createElement("button");
  button.textContent = show;
  form.append(button);
  // What is not chosen is left out of the address.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [key, value] of [...formData]) if (!value) formData.delete(key);
  });
  panel.querySelector(".nr-filter-groups").replaceWith(form);
}

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}

function choice(group, any) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.name = group.dataset.facet;
  select.add(new Option(any, ""));
  for (const entry of group.querySelectorAll("li")) {
    const link = entry.querySelector("a");
    if (!("all" in link.dataset)) select.add(new Option(entry.textContent.trim(), link.textContent));
  }
  label.append(group.querySelector("p").textContent, select);
  return label;
}

const box = document.querySelector(".nr-narrow input");
if (box) {
  const entries = [...document.querySelectorAll(".nr-letter li")];
  const folded = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const told = document.querySelector(".nr-narrow output"); // read out, as a live region is
  const narrow = () => {
    const wanted = folded(box.value.trim());
    for (const entry of entries) entry.hidden = !folded(entry.textContent).includes(wanted);
    for (const letter of document.querySelectorAll(".nr-letter")) {
      letter.hidden = !letter.querySelector("li:not([hidden])");
      const heading = letter.querySelector("h2").id;
      document.querySelector(`.nr-letters a[href="#${heading}"]`).parentElement.hidden = letter.hidden;
    }
    const found = entries.filter((entry) => !entry.hidden).length;
    told.textContent = wanted ? `${told.dataset.found}: ${found}` : "";
  };
  box.addEventListener("input", narrow);
  narrow(); // a browser that goes back may have kept what was typed
}
