// Narrows a long list of choices to those that hold what one types; the chosen ones stay.
import { on } from "./page.js";

on("input", "[data-several-find]", (find) => {
  const text = find.value.trim().toLowerCase();
  for (const pill of find.parentElement.querySelectorAll(".pill")) {
    pill.hidden = !pill.querySelector("input").checked && !pill.textContent.toLowerCase().includes(text);
  }
});
