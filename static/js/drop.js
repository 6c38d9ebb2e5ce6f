// A file may be dropped anywhere on the field that takes it.
import { each } from "./page.js";

each("input[data-drop]", (input) => {
  const box = input.closest(".input") ?? input;
  const over = (event) => {
    event.preventDefault();
    box.classList.toggle("dropping", event.type === "dragover");
  };
  for (const type of ["dragover", "dragleave", "drop"]) box.addEventListener(type, over);
  box.addEventListener("drop", (event) => {
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
