// On a phone a row is a card: each cell gets its column's name to show before it.
import { each } from "./page.js";

const narrow = matchMedia("(max-width: 719px)");

function name(row) {
  const heads = row.closest("table").tHead.rows[0].cells;
  for (const cell of row.querySelectorAll("td:not(.tick)")) cell.dataset.label = heads[cell.cellIndex].textContent.trim();
}

each("tr[data-row]", (row) => { if (narrow.matches) name(row); });
narrow.addEventListener("change", () => document.querySelectorAll("tr[data-row]").forEach(name));
