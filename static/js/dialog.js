// A fragment that arrives in #dialog-body opens the dialog; [data-close] and a click beside it close it.
import { on } from "./page.js";

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const dialog = document.getElementById("dialog");
  if (detail.ctx.target?.id !== "dialog-body") return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
});

document.addEventListener("close", ({ target }) => { if (target.id === "dialog") document.getElementById("dialog-body").replaceChildren(); }, true);

on("click", "[data-close]", (button, event) => {
  const dialog = button.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

on("pointerdown", "dialog", (dialog, event) => {
  if (event.target === dialog && dialog.matches(":modal")) dialog.close();
});

// A form that is answered with a file leaves the page as it is.
on("submit", "dialog form[data-download]", (form) => setTimeout(() => form.closest("dialog").close()));
