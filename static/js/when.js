// Sections and units of a form that are shown in some cases follow what one chooses; without script they are folded.
import { each, on } from "./page.js";

function fits(form, condition) {
  const [name, operator, wanted] = condition.split(":");
  if (!form.elements[name]) return null; // the form does not ask for it
  const given = new FormData(form).getAll(name).filter((value) => value);
  if (operator === "any") return given.some((value) => wanted.split(",").includes(value));
  return (given.length > 0) === (operator === "filled");
}

function follow(form, moved) {
  for (const section of form.querySelectorAll("[data-when]")) {
    const shown = fits(form, section.dataset.when);
    if (shown === null || shown !== "off" in section.dataset) continue;
    section.toggleAttribute("data-off", !shown);
    if (moved && shown && section.matches("details")) section.open = true;
  }
}

on("change", "form[data-form]", (form) => follow(form, true));
each("form[data-form]:has([data-when])", (form) => follow(form, false));
