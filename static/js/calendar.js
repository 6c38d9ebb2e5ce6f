// The calendar: what can be moved is dragged to another cell, which posts the same form as the page behind “Move”.
import { each, on } from "./page.js";

let dragged = null;
const cell = (event) => event.target.closest?.("[data-calendar] td[data-at]");
const mark = (target) => {
  for (const other of document.querySelectorAll(".drop-here")) if (other !== target) other.classList.remove("drop-here");
  target?.classList.add("drop-here");
};

each("[data-slot]", (slot) => { slot.draggable = true; });

on("dragstart", "[data-slot]", (slot, event) => {
  dragged = slot;
  slot.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", slot.textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const target = dragged && cell(event);
  if (!target) return;
  event.preventDefault();
  mark(target);
});

document.addEventListener("drop", (event) => {
  const target = dragged && cell(event);
  if (!target) return;
  event.preventDefault();
  if (target.contains(dragged)) return;
  const form = document.querySelector("[data-move]");
  form.action = dragged.dataset.slot;
  form.elements.to.value = target.dataset.at;
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});

on("change", "select[data-go]", (select) => select.form.requestSubmit());
