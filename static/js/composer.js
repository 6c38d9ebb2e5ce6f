// Choosing what to write puts the cursor where one writes it.
import { on } from "./page.js";

on("click", "[data-compose], .next-step label", (label) => {
  const panel = document.getElementById(label.htmlFor)?.nextElementSibling?.nextElementSibling;
  const story = document.getElementById("tab-story");
  if (story) story.checked = true;
  requestAnimationFrame(() => {
    panel?.querySelector("textarea, input:not([type=hidden])")?.focus();
    panel?.scrollIntoView({ block: "nearest" });
  });
});
