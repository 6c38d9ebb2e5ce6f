// Lines of a document: a product that is chosen brings its price, and every change is counted on the server.
import { each, on } from "./page.js";

const EDITOR = "[data-lines-editor]";
let stepping = false; // the editor is about to be replaced: what leaves it then is no change

document.addEventListener("htmx:finally:request", () => { stepping = false; });

const step = (control, selector) => {
  stepping = !selector.includes("data-count");
  control.closest(EDITOR).querySelector(selector).click();
};

on("click", `${EDITOR} button[name=do]:not([data-count])`, () => { stepping = true; });

on("input", `${EDITOR} input[type=hidden][name="line.product_id"]`, (hidden) => {
  if (hidden.value) step(hidden, `[data-line="${hidden.closest("[data-line]").dataset.line}"] [data-fill]`);
});

on("change", `${EDITOR} :is(input:not([role=combobox]), select)`, (control) => {
  if (!stepping) step(control, "[data-count]");
});

// Enter begins the next line instead of saving half of it.
on("keydown", `${EDITOR} input`, (input, event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  event.preventDefault();
  step(input, '[value="add"]');
});

each(`${EDITOR} [data-focus]`, (target) => (target.matches("[data-line]") ? target.querySelector("[role=combobox]") : target).focus());
