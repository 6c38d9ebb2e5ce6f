// A table of boxes is filled like a sheet: a pasted block goes to the right and down, arrows up and down go from line to line.
import { on } from "./page.js";

const boxes = (row) => [...row.querySelectorAll("td input:not([type=hidden])")];
const lines = (table) => [...table.tBodies[0].rows].map(boxes).filter((line) => line.length);

on("paste", "[data-cells] input", (box, event) => {
  const block = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  if (block.length < 2 && block[0].length < 2) return;
  event.preventDefault();
  const all = lines(box.closest("table"));
  const row = all.findIndex((line) => line.includes(box));
  const column = all[row].indexOf(box);
  block.forEach((line, down) => line.forEach((text, right) => {
    const target = all[row + down]?.[column + right];
    if (target) target.value = text.trim();
  }));
});

on("keydown", "[data-cells] input", (box, event) => {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!step || event.isComposing || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) return;
  const all = lines(box.closest("table"));
  const row = all.findIndex((line) => line.includes(box));
  const next = all[row + step]?.[all[row].indexOf(box)];
  if (event.key === "Enter" || next) event.preventDefault();
  next?.select();
});
