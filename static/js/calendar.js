// The calendar: what can be moved is dragged to another cell, which posts the same form as the page behind “Move”.
// A finger lifts an entry by resting on it; before that it scrolls, as everywhere.
import { each, on } from "./page.js";

const REST = 350; // milliseconds
const SLIP = 8; // pixels that a resting finger may slip
let dragged = null;
let dropped = -Infinity; // when a finger let something go
let finger = null; // where it went down, and the timer until it lifts
const cell = (element) => element?.closest?.("[data-calendar] td[data-at]");
const mark = (target) => {
  for (const other of document.querySelectorAll(".drop-here")) if (other !== target) other.classList.remove("drop-here");
  target?.classList.add("drop-here");
};

function lift(slot) {
  dragged = slot;
  slot.classList.add("dragged");
}

function put(target) {
  if (!dragged || !target || target.contains(dragged)) return;
  const form = document.querySelector("[data-move]");
  form.action = dragged.dataset.slot;
  form.elements.to.value = target.dataset.at;
  form.requestSubmit();
}

function letGo() {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
}

each("[data-slot]", (slot) => { slot.draggable = true; });

on("dragstart", "[data-slot]", (slot, event) => {
  lift(slot);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", slot.textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const target = dragged && cell(event.target);
  if (!target) return;
  event.preventDefault();
  mark(target);
});

document.addEventListener("drop", (event) => {
  const target = dragged && cell(event.target);
  if (!target) return;
  event.preventDefault();
  put(target);
});

document.addEventListener("dragend", letGo);

on("pointerdown", "[data-slot]", (slot, event) => {
  if (event.pointerType !== "touch" || !event.isPrimary) return;
  slot.draggable = false; // the browser's own dragging would take the finger away from us
  finger = { slot, x: event.clientX, y: event.clientY, timer: setTimeout(() => lift(slot), REST) };
});

document.addEventListener("click", (event) => { if (event.timeStamp - dropped < REST) event.preventDefault(); }, true); // it was no tap

document.addEventListener("pointermove", (event) => {
  if (!finger || event.pointerType !== "touch") return;
  if (dragged) return mark(cell(document.elementFromPoint(event.clientX, event.clientY)));
  if (Math.hypot(event.clientX - finger.x, event.clientY - finger.y) > SLIP) clearTimeout(finger.timer);
});

for (const type of ["pointerup", "pointercancel"]) {
  document.addEventListener(type, (event) => {
    if (!finger || event.pointerType !== "touch") return;
    clearTimeout(finger.timer);
    if (dragged) {
      dropped = event.timeStamp;
      if (type === "pointerup") put(cell(document.elementFromPoint(event.clientX, event.clientY)));
    }
    finger.slot.draggable = true;
    finger = null;
    letGo();
  });
}

for (const type of ["touchmove", "contextmenu"]) {
  document.addEventListener(type, (event) => { if (finger && dragged) event.preventDefault(); }, { passive: false });
}

on("change", "select[data-go]", (select) => select.form.requestSubmit());
