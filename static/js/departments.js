// The tree of departments: one is dragged onto another, or moved by Alt and an arrow; the dialog says what that changes.
import htmx from "htmx.org";
import { each, on } from "./page.js";

const ROW = "[data-departments] tr[data-id]";
let held = null;

each(ROW, (row) => { row.draggable = true; });

const ask = (row, parent) => {
  const url = `${row.closest("[data-departments]").dataset.departments}/${row.dataset.id}/place?parent_id=${parent}`;
  htmx.ajax("GET", url, { target: "#dialog-body" });
};

function mark(row) {
  for (const other of document.querySelectorAll(".drop-into")) other.classList.remove("drop-into");
  row?.classList.add("drop-into");
}

on("dragstart", ROW, (row, event) => {
  held = row;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.querySelector("th a").textContent);
});

const target = (event) => {
  const row = held && event.target.closest?.(ROW);
  return row && row !== held ? row : null;
};

document.addEventListener("dragover", (event) => {
  if (!held) return;
  mark(target(event));
  if (target(event)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const row = target(event);
  if (!row) return;
  event.preventDefault();
  ask(held, row.dataset.id);
});

document.addEventListener("dragend", () => {
  held = null;
  mark(null);
});

const depth = (row) => Number(row.dataset.depth);

function before(row, level) {
  let other = row.previousElementSibling;
  while (other && depth(other) > level) other = other.previousElementSibling;
  return other && depth(other) === level ? other : null;
}

on("keydown", ROW, (row, event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "ArrowDown") {
    const sibling = before(row, depth(row));
    if (sibling) ask(row, sibling.dataset.id);
  } else if (depth(row)) ask(row, before(row, depth(row) - 2)?.dataset.id ?? "");
});
