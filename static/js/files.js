// Files are sent as soon as they are chosen, dropped on the card or pasted into the page.
import { on } from "./page.js";

const form = (event) => event.target.closest?.("[data-files]")?.querySelector("[data-file-drop]");

function send(target, files) {
  const input = target.querySelector("input[type=file]");
  input.files = files;
  target.requestSubmit();
}

on("change", "[data-file-drop] input[type=file]", (input) => {
  if (input.files.length) input.form.requestSubmit();
});

for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    const target = form(event);
    if (!target || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    target.classList.toggle("dropping", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length) send(target, event.dataTransfer.files);
  });
}

document.addEventListener("paste", (event) => {
  const target = document.querySelector("[data-file-drop]");
  if (target && event.clipboardData?.files.length) {
    event.preventDefault();
    send(target, event.clipboardData.files);
  }
});
