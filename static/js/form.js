// Forms: sent once, by Ctrl+Enter too; unsaved text warns; an empty required field is told on leaving it.
import { each, make, on, word } from "./page.js";

const changed = new Set();
export const FORMS = "form[data-form], form[data-inline]";

on("input", FORMS, (form) => changed.add(form));

on("submit", FORMS, (form, event) => {
  changed.delete(form);
  if (form.hasAttribute("hx-post")) return; // htmx queues
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button:not([type=button])")) button.ariaDisabled = "true";
});

addEventListener("pageshow", () => { // also when one comes back to it
  for (const form of document.querySelectorAll("[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.ariaDisabled = null;
  }
});

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

on("click", "[data-close], [data-cancel]", (button) => changed.delete(button.closest("form")));
document.addEventListener("crm:kept", (event) => changed.delete(event.target)); // a draft is on the server

on("keydown", FORMS, (form, event) => {
  if (!event.ctrlKey && !event.metaKey || !["Enter", "s"].includes(event.key)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button:not([type=button])"));
});

on("focusout", `${FORMS} [required]`, (control) => {
  const box = control.closest(".input");
  const mine = box?.querySelector(".error.here");
  if (!box || (!mine && box.querySelector(".error"))) return;
  const missing = !control.value.trim() && changed.has(control.form);
  if (missing && !mine) box.append(make("p", { className: "error here", textContent: word("missing") }));
  if (!missing) mine?.remove();
  control.ariaInvalid = missing ? "true" : null;
});

on("click", "[data-summary] a", (link, event) => {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.closest("details")?.setAttribute("open", "");
  target.focus();
});

on("click", "[data-theirs]", (button) => {
  const control = document.getElementById(button.dataset.theirs);
  const combo = control?.closest("[data-combo]");
  if (combo) {
    control.value = button.dataset.text;
    combo.querySelector("input[type=hidden]").value = button.dataset.value;
  } else if (control) control.value = button.dataset.value;
  control?.focus();
  button.closest(".theirs").remove();
});

each("[data-summary]", (summary) => summary.focus());
