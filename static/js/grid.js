// The list as a sheet: arrows walk through the cells, Shift extends, Enter edits in place, copy and paste blocks.
import htmx from "htmx.org";
import { ask, make, on, token, typing } from "./page.js";

const table = () => document.querySelector("table[data-grid]");
const rows = () => [...table().querySelectorAll("tbody tr[data-row]")].filter((row) => row.checkVisibility());
const cells = (row) => [...row.cells].filter((cell) => !cell.classList.contains("tick"));
const heads = () => [...table().tHead.rows[0].cells].filter((cell) => !cell.classList.contains("tick"));
let from = null; // where the block begins
let to = null; // the cursor

function place(cell) {
  const row = cell?.closest("tr[data-row]");
  return row && { row: rows().indexOf(row), column: cells(row).indexOf(cell) };
}

const at = ({ row, column }) => { const found = rows()[row]; return found && cells(found)[column]; };

function block() {
  if (!to || !from) return [];
  const [top, bottom] = [from.row, to.row].sort((a, b) => a - b);
  const [left, right] = [from.column, to.column].sort((a, b) => a - b);
  return rows().slice(top, bottom + 1).map((row) => cells(row).slice(left, right + 1));
}

function show() {
  for (const cell of table().querySelectorAll(".cell-here, .cell-in")) cell.classList.remove("cell-here", "cell-in");
  const cell = to && at(to);
  if (!cell) return;
  for (const line of block()) for (const one of line) one.classList.add("cell-in");
  cell.classList.add("cell-here");
  const target = to.column ? cell : cell.querySelector("a");
  if (to.column) cell.tabIndex = -1;
  target.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function go(next, extend) {
  const before = to?.row;
  to = { row: Math.min(Math.max(next.row, 0), rows().length - 1), column: Math.min(Math.max(next.column, 0), heads().length - 1) };
  if (!extend) from = { ...to };
  show();
  if (to.row !== before) at(to)?.dispatchEvent(new CustomEvent("crm:cursor", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (!table() || event.defaultPrevented || event.isComposing || typing(event.target) || document.querySelector("dialog:modal")) return;
  const inside = event.target.closest("table[data-grid] tbody tr[data-row]");
  const here = inside && place(event.target.closest("td, th"));
  if (!here || here.column < 0 || event.altKey) return;
  if (!to || to.row !== here.row || to.column !== here.column) { to = here; if (!event.shiftKey) from = here; }
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() === "c" && !getSelection().toString()) copy(event);
    return;
  }
  if (step) {
    event.preventDefault();
    go({ row: to.row + step[0], column: to.column + step[1] }, event.shiftKey);
  } else if (event.key === "Enter" && to.column && event.target.localName !== "a") {
    event.preventDefault();
    edit(at(to));
  } else if (event.key === "F2") {
    event.preventDefault();
    edit(at(to));
  } else if (event.key === "Escape" && from && (from.row !== to.row || from.column !== to.column)) {
    event.preventDefault();
    go(to);
  }
}, true);

function copy(event) {
  event.preventDefault();
  const text = (cell) => (cell.querySelector("a, .tag") ? cell.textContent : cell.innerText).trim().replace(/\s+/g, " ");
  navigator.clipboard?.writeText(block().map((line) => line.map(text).join("\t")).join("\n"));
  for (const line of block()) for (const cell of line) cell.classList.add("cell-copied");
  setTimeout(() => { for (const cell of document.querySelectorAll(".cell-copied")) cell.classList.remove("cell-copied"); }, 400);
}

// Editing: the record page's own editor, laid over the cell ------------------------

let step = 0; // which way Tab goes on once the value is saved
let onward = false;

document.addEventListener("keydown", (event) => {
  if (onward && event.key === "Tab") return event.preventDefault(); // the next editor is on its way
  if (event.target.closest?.(".cell-editor")) step = event.key === "Tab" && event.defaultPrevented ? (event.shiftKey ? -1 : 1) : 0;
});

/* The next cell that can be typed in, over the end of the row; a row that one may not change refuses once. */
async function tab(where) {
  const wide = heads().length;
  let [row, refused] = [-1, 0];
  onward = true;
  for (let place = where.row * wide + where.column + step; place >= 0 && place < rows().length * wide && refused < 5; place += step) {
    const next = { row: Math.floor(place / wide), column: place % wide };
    if (next.row === row || !("edit" in heads()[next.column].dataset)) continue;
    from = to = next;
    show();
    if (await edit(at(next))) break;
    row = next.row;
    refused += 1;
  }
  onward = false;
}

async function edit(cell) {
  const name = heads()[place(cell).column].dataset.name;
  const url = `${table().dataset.grid}/${cell.closest("tr").dataset.row}/field/${name}/edit`;
  const answer = await ask(url);
  if (!answer?.ok) {
    cell.animate?.([{ translate: "0" }, { translate: "3px" }, { translate: "0" }], 120);
    return false;
  }
  const box = make("dl", { className: "cell-editor" });
  box.innerHTML = await answer.text();
  const { left, bottom, width, top } = cell.getBoundingClientRect();
  const outer = cell.closest(".sheet-form").getBoundingClientRect();
  box.style.left = `${Math.min(left - outer.left, Math.max(0, outer.width - 300))}px`;
  box.style.top = `${top - outer.top}px`;
  box.style.minWidth = `${Math.max(width, 240)}px`;
  close();
  cell.closest(".sheet-form").after(box);
  box.dataset.of = JSON.stringify(to);
  if (bottom > innerHeight - 160) box.classList.add("up");
  htmx.process(box);
  const control = box.querySelector("input:not([type=hidden]), select, textarea");
  control?.focus();
  control?.select?.();
  return true;
}

const close = () => document.querySelector(".cell-editor")?.remove();

document.addEventListener("htmx:after:swap", () => {
  const box = document.querySelector(".cell-editor");
  if (!box) return;
  if (box.querySelector("form")) { // refused: the reason stands below, what was typed stays
    step = 0;
    return;
  }
  const where = JSON.parse(box.dataset.of);
  const value = box.querySelector(".value");
  const cell = at(where);
  if (cell?.matches(".first")) cell.querySelector("a").textContent = value?.textContent.trim() ?? "";
  else if (cell && value) cell.innerHTML = value.querySelector(".none") ? "" : value.innerHTML;
  close();
  from = to = where;
  show();
  if (step) tab(where);
});

document.addEventListener("pointerdown", (event) => {
  const box = document.querySelector(".cell-editor");
  if (box && !box.contains(event.target)) close();
});

on("dblclick", "table[data-grid] tbody td:not(.tick)", (cell) => {
  from = to = place(cell);
  edit(cell);
});

on("click", "table[data-grid] tbody td:not(.tick)", (cell, event) => {
  if (event.target.closest("a, button, input") || !cell.closest("tr[data-row]")) return;
  go(place(cell), event.shiftKey && to);
});

// Pasting: the server says first what would change ----------------------------------

document.addEventListener("paste", async (event) => {
  if (!table() || !to || typing(event.target) || document.querySelector("dialog:modal")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!text.trim()) return;
  event.preventDefault();
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  const wide = Math.max(...lines.map((line) => line.split("\t").length));
  const start = { row: Math.min(from.row, to.row), column: Math.min(from.column, to.column) };
  const form = new URLSearchParams({ text });
  for (const row of rows().slice(start.row, start.row + lines.length)) form.append("id", row.dataset.row);
  for (const head of heads().slice(start.column, start.column + wide)) form.append("column", head.dataset.name);
  const answer = await ask(`${table().dataset.grid}/paste`, { method: "POST", body: form, headers: { "X-CSRFToken": token() } });
  const body = document.getElementById("dialog-body");
  if (!answer?.ok) return;
  body.innerHTML = await answer.text();
  const back = body.querySelector("[name=back]");
  if (back) back.value = location.pathname + location.search;
  document.getElementById("dialog").showModal();
  body.querySelector("button.primary")?.focus();
});
