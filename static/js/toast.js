// What just happened: one at a time, ten seconds, longer while one points at it; errors stay.
import { each, make, on } from "./page.js";

const STAY = 10_000;

each("[data-toast]", (element) => {
  for (const other of document.querySelectorAll("[data-toast]")) if (other !== element) other.remove();
  if (element.classList.contains("bad")) return;
  let timer;
  const start = () => { timer = setTimeout(() => element.remove(), STAY); };
  for (const type of ["pointerenter", "focusin"]) element.addEventListener(type, () => clearTimeout(timer));
  for (const type of ["pointerleave", "focusout"]) element.addEventListener(type, () => { clearTimeout(timer); start(); });
  start();
});

on("click", "[data-dismiss]", (button) => button.closest("[data-toast]").remove());

export function toast(text, tone = "ok") {
  const button = make("button", { className: "button ghost icon-only", type: "button", textContent: "×", ariaLabel: "×" });
  button.dataset.dismiss = "";
  const element = make("div", { className: `toast ${tone}` }, make("p", { textContent: text }), button);
  element.dataset.toast = "";
  document.getElementById("toasts").replaceChildren(element);
  document.dispatchEvent(new CustomEvent("htmx:after:process"));
}
