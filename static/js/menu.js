// Menus made of <details>: close on a click elsewhere and on Esc, walk with the arrows.
import { on, typing } from "./page.js";

const opened = () => document.querySelectorAll("details[data-menu][open]");

function shut(menu) {
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector("summary").focus();
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-menu]") || !menu.open) return;
  for (const other of opened()) if (other !== menu) other.open = false;
  menu.querySelector("input[type=search], a.menu-item, button.menu-item")?.focus();
}, true);

on("keydown", "details[data-menu][open]", (menu, event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    return shut(menu);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || (typing(event.target) && event.target.type !== "search")) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll(".menu-item")].filter((item) => item.checkVisibility());
  const here = items.indexOf(document.activeElement);
  items.at(here < 0 ? (step > 0 ? 0 : -1) : (here + step) % items.length)?.focus();
});
