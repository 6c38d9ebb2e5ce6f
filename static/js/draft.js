// What one types into the composer is kept on the server each second, until it is sent.
import { on, token } from "./page.js";

const WAIT = 1000;
const timers = new WeakMap();

async function keep(panel) {
  const form = panel.querySelector("form");
  if (form.dataset.sent) return;
  const body = new FormData(form);
  const answer = await fetch(panel.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": token() }, keepalive: true }).catch(() => null);
  if (!answer?.ok || form.dataset.sent) return;
  const state = panel.querySelector(".draft-state");
  state.textContent = state.dataset.kept;
  state.classList.remove("hidden");
  form.dispatchEvent(new CustomEvent("crm:kept", { bubbles: true }));
}

on("input", "[data-draft]", (panel) => {
  panel.querySelector(".draft-state").classList.add("hidden");
  clearTimeout(timers.get(panel));
  timers.set(panel, setTimeout(() => keep(panel), WAIT));
});

on("submit", "[data-draft] form", (form) => clearTimeout(timers.get(form.closest("[data-draft]"))));
