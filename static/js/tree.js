// The advanced filter: a condition or a group is dragged to another place, or moved within its group by Alt and an arrow.
import htmx from "htmx.org";
import { each, on } from "./page.js";

const LINE = "[data-tree] li[data-path]:not(.top)";
const MARKS = ["drop-before", "drop-after", "drop-into"];
let held = null;

const path = (line) => line.dataset.path.split(".");
const group = (line) => path(line).slice(0, -1).join(".");
const place = (line) => Number(path(line).at(-1));

each(LINE, (line) => { line.draggable = true; });

function mark(line, how) {
  for (const other of document.querySelectorAll(MARKS.map((name) => `.${name}`).join())) other.classList.remove(...MARKS);
  line?.classList.add(how);
}

/* Where it would be put: before or after a line, or at the end of a group. */
function aim(event) {
  const line = held && event.target.closest?.("[data-tree] li[data-path]");
  if (!line || held.contains(line) || line.closest("[data-tree]") !== held.closest("[data-tree]")) return null;
  const { top, height } = line.getBoundingClientRect();
  const edge = line.matches(".tree-group") ? 10 : height / 2;
  if (!line.matches(".top") && event.clientY - top < edge) return { line, how: "drop-before", under: group(line), place: place(line) };
  if (!line.matches(".top") && top + height - event.clientY <= edge) return { line, how: "drop-after", under: group(line), place: place(line) + 1 };
  return { line, how: "drop-into", under: line.dataset.path, place: line.querySelectorAll(":scope > ul > li[data-path]").length };
}

async function move(line, { under, place }) {
  const tree = line.closest("[data-tree]");
  const box = tree.closest("[data-filter-box]");
  const url = `${tree.dataset.tree}&${new URLSearchParams({ move: line.dataset.path, under, place })}`;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer || (!answer.ok && answer.status !== 422)) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text(); // our own server's page, escaped there
  const fresh = holder.content.querySelector("[data-filter-box]");
  box.replaceWith(fresh);
  htmx.process(fresh);
  return fresh;
}

on("dragstart", LINE, (line, event) => {
  held = event.target.closest(LINE);
  held.classList.add("tree-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const target = aim(event);
  if (held) mark(target?.line, target?.how);
  if (target) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const target = aim(event);
  if (!target) return;
  event.preventDefault();
  move(held, target);
});

document.addEventListener("dragend", () => {
  held?.classList.remove("tree-dragged");
  held = null;
  mark(null);
});

on("keydown", LINE, async (line, event) => {
  const step = { ArrowUp: -1, ArrowDown: 2 }[event.key];
  if (!step || !event.altKey) return;
  event.preventDefault();
  const to = place(line) + step;
  if (to < 0 || to > line.parentElement.querySelectorAll(":scope > li[data-path]").length) return;
  const fresh = await move(line, { under: group(line), place: to });
  const now = [...path(line).slice(0, -1), to - (step > 0 ? 1 : 0)].join(".");
  fresh?.querySelector(`li[data-path="${CSS.escape(now)}"] a`)?.focus();
});
