// The queue of Today by keyboard: j and k move the cursor (the focused line), the other keys act on its line.
import { each, on } from "./page.js";
import { act } from "./keys.js";

const KEPT = "today-line";
const lines = () => [...document.querySelectorAll("[data-queue-line]")];
const here = () => lines().indexOf(document.activeElement?.closest("[data-queue-line]"));

function focus(index) {
  const all = lines();
  const line = all[Math.max(0, Math.min(all.length - 1, index))];
  line?.querySelector("[data-queue-open]").focus();
  line?.scrollIntoView({ block: "nearest" });
}

on("click", "[data-queue-act]", (button) => {
  const what = button.dataset.queueAct;
  const at = here();
  if (what === "next" || what === "previous") return focus(at < 0 ? 0 : at + (what === "next" ? 1 : -1));
  const target = lines()[Math.max(0, at)]?.querySelector(`[data-act="${what}"]`);
  if (target) act(target);
});

// What was acted on leaves the queue; the cursor stays where it was, on the line that moved up.
on("submit", "[data-queue-line] form", (form) => sessionStorage.setItem(KEPT, lines().indexOf(form.closest("[data-queue-line]"))));
each("[data-queue]", () => {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (kept !== null) focus(Number(kept));
});
