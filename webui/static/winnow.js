// Small conveniences. Every page is complete without them.
"use strict";

const box = document.getElementById("q");
const form = document.getElementById("search");

// "/" goes to the search box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// "n" goes to the next match and "p" to the one before, while a match has the focus and nowhere else (WCAG 2.1.4). The
// key's place counts too: on a Russian or Kazakh keyboard it is another letter.
document.addEventListener("keydown", (event) => {
  const match = event.target.closest("mark:target");
  if (!match || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = [["n", "next"], ["p", "prev"]].find(([key]) => event.key === key || event.code === `Key${key.toUpperCase()}`);
  if (way) match.querySelector(`a[rel=${way[1]}]`)?.click();
});

// "Clear" empties the box and stays, so that the next words can be typed at once.
document.querySelector(".clear")?.addEventListener("click", (event) => {
  event.preventDefault();
  box.value = "";
  box.focus();
});

// Fields left empty stay out of the address; they are back when the reader comes back.
const fields = () => [...form.elements].filter((field) => field.name && field.name !== "q");
form.addEventListener("submit", () => fields().forEach((field) => { field.disabled = field.value === ""; }));
addEventListener("pageshow", () => fields().forEach((field) => { field.disabled = false; }));

// The values of a facet narrow while letters are typed; Enter looks through those of the other pages too.
const letters = document.getElementById("prefix");
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const narrow = () => {
  const wanted = folded(letters.value.trim());
  const rows = [...document.querySelectorAll(".values .group li")];
  rows.forEach((row) => { row.hidden = !folded(row.querySelector("bdi").textContent).includes(wanted); });
  document.querySelectorAll(".values .group").forEach((each) => { each.hidden = !each.querySelector("li:not([hidden])"); });
  const said = document.getElementById("narrowed");
  const left = rows.filter((row) => !row.hidden).length;
  const asked = wanted === folded(letters.defaultValue.trim());
  const says = said.dataset.says.replace("%(some)s", left).replace("%(all)s", rows.length);
  said.textContent = asked ? "" : `${says} ${said.dataset.beyond ?? ""}`;
};
letters?.addEventListener("input", narrow);

// Ways to go on while a search is typed: the browser's own list, filled from the API. An answer that comes late is of
// another text, so it is not waited for.
const ways = document.getElementById("ways");
let typed = 0;
let asking = new AbortController();
box.addEventListener("input", (event) => {
  clearTimeout(typed);
  asking.abort();
  if (event.inputType === "insertReplacementText") return; // one of them was taken
  typed = setTimeout(async () => {
    asking = new AbortController();
    const found = await fetch(`${ways.dataset.from}?q=${encodeURIComponent(box.value)}`, { signal: asking.signal })
      .then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (found) ways.replaceChildren(...found.suggestions.map(({ text, label }) => new Option(label, text)));
  }, 150);
});
