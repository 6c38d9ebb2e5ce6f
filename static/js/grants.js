// The grid of permissions: folds, is searched, sets whole rows and columns, marks what is changed, is walked by arrows and digits.
import { each, on } from "./page.js";

const BOX = "[data-grants] select[name]";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const small = matchMedia("(max-width: 719px)");

const boxes = (table) => [...table.querySelectorAll(BOX)];

function count(table) {
  const told = table.closest("form")?.querySelector("[data-grants-changed]");
  const changed = table.querySelectorAll("td.changed").length;
  if (!told) return;
  told.hidden = !changed;
  told.textContent = told.dataset.words.replace("{n}", changed);
}

function mark(box) {
  box.closest("td").classList.toggle("changed", box.value !== box.dataset.was);
  count(box.closest("table"));
}

/* What one may not grant, and what knows only yes and no where something between was meant, stays as it is. */
function choose(box, value) {
  const option = [...box.options].find((one) => one.value === value);
  if (!option || option.disabled || box.value === value) return;
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

on("input", BOX, mark);

on("change", "[data-grants-set]", (set) => {
  const column = set.closest("th").cellIndex;
  const row = set.dataset.grantsSet === "row" ? set.closest("tr") : null;
  const cells = boxes(set.closest("table")).filter((box) => (row ? box.closest("tr") === row : box.closest("td").cellIndex === column));
  for (const box of cells) if (box.checkVisibility()) choose(box, set.value);
  set.value = "";
});

on("click", "[data-grants-fold]", (button) => {
  const folded = button.closest("tbody").toggleAttribute("data-folded");
  button.ariaExpanded = String(!folded);
});

on("input", "[data-grants-filter]", (search) => {
  const table = search.closest("form, section").querySelector("[data-grants]");
  const asked = search.value.trim().toLowerCase();
  let found = 0;
  table.toggleAttribute("data-filtered", Boolean(asked));
  for (const row of table.querySelectorAll("tbody tr:not(.area)")) {
    row.hidden = !row.querySelector("th > span").textContent.toLowerCase().includes(asked);
    found += !row.hidden;
  }
  for (const part of table.tBodies) part.hidden = !part.querySelector("tr:not(.area, [hidden])");
  table.nextElementSibling.hidden = Boolean(found);
});

on("keydown", "[data-grants-filter]", (_, event) => {
  if (event.key === "Enter") event.preventDefault(); // it searches, it does not save
});

on("keydown", BOX, (box, event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (/^[0-4]$/.test(event.key)) {
    event.preventDefault();
    choose(box, event.key);
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  next(box, ...step)?.focus();
});

/* The next box that is seen, above, below or beside. */
function next(box, down, right) {
  const cell = box.closest("td");
  const near = boxes(box.closest("table")).filter((one) => one.checkVisibility());
  const same = near.filter((one) => (right ? one.closest("tr") === cell.parentElement : one.closest("td").cellIndex === cell.cellIndex));
  return same[same.indexOf(box) + down + right];
}

each("[data-grants]", (table) => {
  count(table);
  if (small.matches) for (const button of table.querySelectorAll("[data-grants-fold]")) button.click();
});
