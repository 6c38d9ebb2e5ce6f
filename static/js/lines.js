// Several phones, mails or choices: an empty line follows as soon as the last one is written in.
import { on } from "./page.js";

on("input", "[data-lines]", (box, event) => {
  const line = event.target.closest(".line");
  if (!event.target.value || line !== box.lastElementChild) return;
  const copy = line.cloneNode(true);
  for (const input of copy.querySelectorAll("input, select")) {
    input.value = "";
    input.removeAttribute("id");
    input.setAttribute("aria-label", (input.getAttribute("aria-label") || "").replace(/\d+$/, box.childElementCount + 1));
  }
  box.append(copy);
});
