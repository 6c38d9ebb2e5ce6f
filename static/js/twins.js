// Twins: a record beside the form or the pair one is at, without leaving it; two records compared by one key a field.
import htmx from "htmx.org";
import { make, on, typing } from "./page.js";

const panel = document.getElementById("peek");

on("click", "[data-peek]", async (link, event) => {
  if (!panel || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  const record = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("record");
  if (!record) return window.open(link.href, "_blank", "noopener");
  const shut = make("button", { type: "button", className: "button ghost icon-only", textContent: "×", ariaLabel: "Esc" });
  shut.addEventListener("click", () => { panel.close(); link.focus(); });
  const title = link.querySelector("b")?.textContent ?? link.textContent;
  const open = make("a", { className: "button", href: link.href, target: "_blank", rel: "noopener", textContent: title });
  panel.replaceChildren(make("div", { className: "peek-head" }, open, shut), record);
  if (!panel.open) panel.show();
  htmx.process(panel);
  panel.scrollTop = 0;
  shut.focus();
});

const CHOICES = { 1: "kept", 2: "gone", 3: "both" };

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("[data-compare]");
  if (!form || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const lines = [...form.querySelectorAll("[data-line]")];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const go = (to) => {
    event.preventDefault();
    lines[to]?.querySelector("input:checked, input")?.focus();
  };
  const choice = CHOICES[event.key];
  if (choice && lines.length) {
    lines[Math.max(at, 0)].querySelector(`[value="${choice}"]`)?.click();
    go(Math.min(Math.max(at, 0) + 1, lines.length - 1));
  } else if (event.key === "ArrowDown" && at < lines.length - 1) go(at + 1);
  else if (event.key === "ArrowUp" && at > 0) go(at - 1);
});
