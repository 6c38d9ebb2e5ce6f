// Shortcuts: whatever carries data-key is clicked or focused by it; "?" lists those of this page.
import { FORMS } from "./form.js";
import { mine } from "./keymap.js";
import { each, make, on, typing } from "./page.js";

const WAIT = 1200;
let first = null;

const find = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((element) => element.localName !== "i").at(-1);

export function act(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const dialog = document.querySelector("dialog:modal");
  if (ctrl && event.key === "Enter") {
    const form = event.target.closest("form");
    const saves = (form ?? document).querySelectorAll('[data-key="Ctrl Enter"]');
    if (saves.length !== 1 || form?.matches(FORMS) || (dialog && !form)) return; // those send themselves
    event.preventDefault();
    return act(saves[0]);
  }
  if ((typing(event.target) && !ctrl) || dialog) return;
  const key = ctrl ? `Ctrl ${event.key.toLowerCase()}` : event.key;
  const element = find(first ? `${first} ${key}` : key);
  first = null;
  if (element) {
    event.preventDefault();
    act(element);
  } else if (key === "g" && !ctrl) {
    first = "g";
    setTimeout(() => { first = null; }, WAIT);
  }
});

export const said = (element) => {
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, small, .count, .badge")) extra.remove();
  return element.ariaLabel || element.dataset.title || element.title || element.placeholder || copy.textContent.trim();
};

const keyed = (key) => mine(key).split(" ").flatMap((part) => [make("kbd", { textContent: part }), " "]);

// The key stands beside the word, or is told on hover.
each("[data-key] > kbd:only-of-type", (kbd) => {
  const { key } = kbd.parentElement.dataset;
  if (mine(key) !== key) kbd.textContent = mine(key);
});

on("pointerover", "[data-key]", (element) => {
  if ("title" in element.dataset || element.querySelector("kbd") || element.localName === "input") return;
  element.dataset.title = element.title;
  element.title = `${said(element)} (${mine(element.dataset.key)})`;
});

on("click", "[data-help]", () => {
  const help = document.getElementById("help");
  const seen = new Map();
  for (const element of document.querySelectorAll("[data-key]")) seen.set(element.dataset.key, said(element));
  const lines = [...seen].sort(([a], [b]) => a.length - b.length || a.localeCompare(b)).map(([key, text]) =>
    make("div", {}, make("dt", { textContent: text }), make("dd", {}, ...keyed(key))));
  help.querySelector("[data-keys-here]").replaceChildren(...lines);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
  document.getElementById("sidebar")?.hidePopover?.();
  help.showModal();
});
