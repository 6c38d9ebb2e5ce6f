// A button that copies its text, and says so beside it.
import { on } from "./page.js";

on("click", "[data-copy]", async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy).catch(() => null);
  const words = button.parentElement.querySelector("[data-copied]")?.dataset.copied;
  if (words) button.lastChild.data = words;
});
