// One's own keys: a pressed key becomes the one that the program knows, before anything else hears of it.
import { on, typing } from "./page.js";

const WAIT = 1200;
const own = JSON.parse(document.documentElement.dataset.keys ?? "{}"); // the program's key: one's own
const meant = new Map(Object.entries(own).map(([key, mine]) => [mine, key]));
let led = 0; // when "g" was pressed

/* The key as one presses it, for showing it. */
export const mine = (key) => own[key] ?? (/^(g|Ctrl|Shift|Alt) /.test(key) ? key : key.split(" ").map((part) => own[part] ?? part).join(" "));

function known(key) {
  const lead = Date.now() - led < WAIT ? "g " : "";
  const found = meant.get(lead + key) ?? (lead + key in own ? null : lead + key);
  return found && found.slice(found.startsWith("g ") ? 2 : 0);
}

if (meant.size) addEventListener("keydown", (event) => {
  if (!event.isTrusted || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1 || typing(event.target)) return;
  const key = known(event.key);
  led = key === "g" && !(Date.now() - led < WAIT) ? Date.now() : 0;
  if (key === event.key) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { shiftKey } = event;
  if (key) event.target.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
}, true);

// The page where one chooses them: a box takes the key that is pressed in it.
on("keydown", "[data-own-key]", (box, event) => {
  if (event.key.length > 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  box.value = box.dataset.ownKey + event.key;
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
