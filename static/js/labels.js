// On a phone a row is a card: each cell gets its column's name to show before it.
import { each } from "./page.js";

const narrow = matchMedia("(max-width: 719px)");

function name(row) {
  const heads = row.closest("table").tHead.rows[0].cells;
  for (const cell of row.querySelectorAll("td:not(.tick)")) cell.dataset.label = heads[cell.cellIndex].textContent.trim();
}

each("tr[data-row]:not(:has([data-label]))", (row) => { if (narrow.matches) name(row); });
narrow.addEventListener("change", () => document.querySelectorAll("tr[data-row]:not(:has([data-label]))").forEach(name));

// Any other table becomes such cards where it is wider than its place or squeezes many columns into it; `stack.css` does the rest.
const MANY = 6;
const plain = (row) => [...row.cells].every((cell) => cell.colSpan === 1 && cell.rowSpan === 1);

function stack(table) {
  const [head, ...more] = table.tHead?.rows ?? [];
  if (!head || more.length || !plain(head)) return;
  if (getComputedStyle(table).display !== "table" || getComputedStyle(table.tHead).display === "none") return; // it has a shape of its own here
  if (head.cells.length < MANY && table.offsetWidth <= table.parentElement.clientWidth) return;
  const rows = [...table.tBodies, table.tFoot ?? { rows: [] }].flatMap((part) => [...part.rows]).filter((row) => row.cells.length > 1);
  if (rows.some((row) => !plain(row) || row.cells.length > head.cells.length)) return;
  for (const row of rows) for (const cell of row.cells) cell.dataset.head = head.cells[cell.cellIndex].textContent.trim();
  table.classList.add("stacked");
}

const sizes = new ResizeObserver((found) => { if (narrow.matches) for (const { target } of found) stack(target); });
// A sheet to be typed and pasted into stays one.
each("main table:not([data-cells])", (table) => { if (!table.querySelector("tr[data-row], [data-label]")) sizes.observe(table); });
