// The calendar by keyboard: arrows walk from record to record, with Shift they put it on another day by the form of a drag.
import { on } from "./page.js";

const MOVED = "crm:moved";
const link = (slot) => slot?.querySelector("a");
const cells = (table) => [...table.querySelectorAll("td[data-at]")];

function beside(cell, key) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const sheet = cell.closest(".month-sheet");
  if (!step || !sheet) {
    const row = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[key];
    return row ? cell.parentElement[row]?.cells[cell.cellIndex] : cell.parentElement.cells[cell.cellIndex + step];
  }
  const all = cells(sheet); // Monday follows on Sunday
  return all[all.indexOf(cell) + step];
}

function walk(slot, key) {
  const sibling = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[key];
  if (sibling && slot[sibling]) return link(slot[sibling])?.focus();
  let cell = slot.closest("td[data-at]");
  do cell = beside(cell, key); while (cell && !cell.querySelector(".slot"));
  const slots = cell ? [...cell.querySelectorAll(".slot")] : [];
  link(key === "ArrowUp" ? slots.at(-1) : slots[0])?.focus();
}

on("keydown", "[data-calendar] td .slot", (slot, event) => {
  if (!/^Arrow/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (!event.shiftKey) return walk(slot, event.key);
  const target = slot.dataset.slot && beside(slot.closest("td[data-at]"), event.key);
  if (!target?.dataset.at) return;
  const form = document.querySelector("[data-move]");
  form.action = slot.dataset.slot;
  form.elements.to.value = target.dataset.at;
  sessionStorage.setItem(MOVED, slot.dataset.slot.split("?")[0]);
  form.requestSubmit();
});

const moved = sessionStorage.getItem(MOVED);
if (moved) {
  sessionStorage.removeItem(MOVED);
  document.addEventListener("DOMContentLoaded", () => link(document.querySelector(`[data-slot^="${CSS.escape(moved)}"]`))?.focus());
}
