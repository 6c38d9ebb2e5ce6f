// Editing a value where it stands: Enter saves, Esc cancels, Tab saves and goes on to the next.
import { on, typing } from "./page.js";

let next = null;

const controls = (form) => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((control) => control.checkVisibility());

function neighbour(form, step) {
  const here = form.closest("[data-field]");
  const fields = [...document.querySelectorAll("[data-field]")].filter((field) => field === here || field.querySelector(".field-edit"));
  return fields[fields.indexOf(here) + step]?.dataset.field ?? null;
}

on("keydown", "form[data-inline]", (form, event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-cancel]").click();
  } else if (event.key === "Enter" && !event.ctrlKey && typing(event.target) && event.target.localName !== "textarea") {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Tab" && typing(event.target)) {
    const all = controls(form);
    if (event.target !== all.at(event.shiftKey ? 0 : -1)) return;
    event.preventDefault();
    next = neighbour(form, event.shiftKey ? -1 : 1);
    form.requestSubmit();
  }
});

on("pointerdown", "form[data-inline] button", () => { next = null; });

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const here = document.getElementById(detail.ctx.target?.id);
  if (!here?.dataset.field) return;
  const form = here.querySelector("form[data-inline]");
  if (form) {
    here.closest("details")?.setAttribute("open", ""); // Tab may lead into a folded section
    const control = form.querySelector("[aria-invalid=true]") ?? controls(form)[0];
    control?.focus();
    control?.select?.();
    return;
  }
  const link = next && next !== here.dataset.field && document.querySelector(`#field-${CSS.escape(next)} .field-edit`);
  next = null;
  if (link) link.click();
  else here.querySelector(".field-edit")?.focus();
});
