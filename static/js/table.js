// The list by keyboard (j k x) and its selection; the focused row's link is the cursor.
import { each, on, typing } from "./page.js";

const rows = (table) => [...table.querySelectorAll("tbody tr[data-row]")];
const ticks = (table) => [...table.querySelectorAll(".tick input[name=id]")];
let last = null;

export const current = () => document.activeElement?.closest("[data-row]");

function move(table, step) {
  const all = rows(table);
  const here = all.indexOf(current());
  const row = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step))];
  row?.querySelector(".first a").focus();
  row?.scrollIntoView({ block: "nearest" });
  row?.dispatchEvent(new CustomEvent("crm:cursor", { bubbles: true }));
}

function count(table) {
  const all = ticks(table);
  const chosen = all.filter((tick) => tick.checked).length;
  const head = table.querySelector("[data-tick-all]");
  const everything = table.querySelector("[data-all]");
  if (head) Object.assign(head, { checked: chosen > 0 && chosen === all.length, indeterminate: chosen > 0 && chosen < all.length });
  if (everything && !chosen) everything.checked = false;
  const place = table.querySelector("[data-count]");
  if (place) place.textContent = everything?.checked ? document.querySelector(".total").textContent.trim() : chosen;
}

document.addEventListener("keydown", (event) => {
  const table = document.querySelector("[data-table]");
  if (!table || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog:modal")) return;
  const step = { j: 1, k: -1 }[event.key]; // arrows: grid.js
  if (step) {
    event.preventDefault();
    move(table, step);
  } else if (event.key === "x") {
    current()?.querySelector(".tick input")?.click();
  }
});

on("click", ".tick input[name=id]", (tick, event) => {
  const all = ticks(tick.form);
  if (event.shiftKey && last?.isConnected) {
    const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((a, b) => a - b);
    for (const one of all.slice(from, to + 1)) one.checked = tick.checked;
  }
  last = tick;
});

on("change", "[data-table]", (table, event) => {
  if (event.target.matches("[data-tick-all]")) for (const tick of ticks(table)) tick.checked = event.target.checked;
  count(table);
});

on("click", "[data-untick]", (button) => {
  for (const tick of ticks(button.form)) tick.checked = false;
  count(button.form);
});

// "All" means the filter, so the ids on this page say nothing more.
const thin = (table, data) => { if (table.querySelector("[data-all]")?.checked) data.delete("id"); };
on("formdata", "[data-table]", (table, event) => thin(table, event.formData));
document.addEventListener("htmx:config:request", ({ detail }) => {
  const table = detail.ctx.sourceElement.closest(".bulk")?.closest("[data-table]");
  if (table) thin(table, detail.ctx.request.body);
});

each("[data-table]", count);

document.addEventListener("htmx:after:swap", ({ detail }) => { // the exact figure has come
  if (!detail.ctx.target?.matches(".total")) return;
  for (const place of document.querySelectorAll("[data-total]")) {
    place.textContent = place.textContent.replace(place.dataset.total, detail.ctx.target.textContent.trim());
  }
});
