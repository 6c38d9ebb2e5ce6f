// Printing: the button asks the browser; on paper everything folded is open.
import { on } from "./page.js";

on("click", 'a[href="#print"]', (link, event) => {
  event.preventDefault();
  link.closest("details[data-menu]")?.removeAttribute("open");
  print();
});

let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open], [data-menu])")];
  for (const details of opened) details.open = true;
});

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});
