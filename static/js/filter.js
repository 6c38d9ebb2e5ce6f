// Finds a field in the filter's list; an opened field takes the cursor.
import { on } from "./page.js";

on("input", "[data-filter-find]", (find) => {
  const text = find.value.trim().toLowerCase();
  for (const field of find.parentElement.querySelectorAll(".filter-field")) {
    field.hidden = !field.querySelector("summary").textContent.toLowerCase().includes(text);
  }
});

on("keydown", "[data-filter-find]", (find, event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const field = find.parentElement.querySelector(".filter-field:not([hidden])");
  if (field) field.open = true;
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".filter-field[open]")) event.target.querySelector("form :is(select, input:not([type=hidden]))")?.focus();
}, true);

document.addEventListener("htmx:after:swap", ({ detail }) => { // the list came when it was first opened
  if (detail.ctx.target?.matches(".filter > .menu-list")) detail.ctx.target.querySelector("[data-filter-find]")?.focus();
});
