// On the spot: the browser is asked for its position when one checks in or looks around, and at no other time. What cannot be
// sent stays in its form, with a button to try again; a page that is left with something unsent asks first.
import { make, on } from "./page.js";

const DIGITS = 6;
const WORST = 100000; // metres: a phone that knows less knows nothing
const ASK = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };
const unsent = new Set();

const box = (form) => form.querySelector("[data-said]");
const say = (form, text = "", ...more) => box(form).replaceChildren(text, ...more);

function busy(form, is) {
  form.toggleAttribute("data-busy", is);
  for (const button of form.querySelectorAll("button")) button.ariaDisabled = is ? "true" : null;
}

const position = () => new Promise((found) => {
  if (!navigator.geolocation) found(null);
  else navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), () => found(null), ASK);
});

// Whether the form may go out: it has a position, or what is typed instead of one.
async function placed(form) {
  const { latitude, longitude, accuracy, phone_at: clock, place_text: typed } = form.elements;
  if (clock) clock.value = new Date().toISOString();
  if (!latitude || typed?.value.trim() || (latitude.value && typed)) return true;
  say(form, form.dataset.waiting);
  const here = await position();
  if (here) {
    latitude.value = here.latitude.toFixed(DIGITS);
    longitude.value = here.longitude.toFixed(DIGITS);
    if (accuracy) accuracy.value = Math.min(Math.round(here.accuracy), WORST);
    return true;
  }
  say(form, form.dataset.noPosition);
  typed?.closest("details").setAttribute("open", "");
  typed?.focus();
  return false;
}

on("submit", "form[data-locate]", async (form, event) => {
  if (!form.elements.latitude) return;
  event.preventDefault();
  if (form.hasAttribute("data-busy")) return;
  busy(form, true);
  if (await placed(form)) form.submit();
  busy(form, false);
});

function failed(form, by) {
  const again = make("button", { type: "button", className: "button", textContent: form.dataset.retry });
  again.addEventListener("click", () => form.requestSubmit(by));
  say(form, make("span", { className: "error", textContent: form.dataset.failed }), again);
}

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// What was refused comes back with its reasons; a photo that was chosen stays chosen.
function shown(form, page) {
  const fresh = page.getElementById("visit-here");
  if (!fresh) return failed(form);
  const chosen = document.querySelector("#photo");
  document.getElementById("visit-here").replaceWith(fresh);
  if (chosen?.files.length && form.dataset.onChoice === undefined) fresh.querySelector("#photo")?.replaceWith(chosen);
  fresh.querySelector("[aria-invalid]")?.focus();
}

// The photo is there: the pictures come anew, and what is being typed beside them stays.
async function pictured(form, next) {
  const page = await fetch(next).then(read).catch(() => null);
  const fresh = page?.getElementById("visit-pictures");
  if (fresh) document.getElementById("visit-pictures").replaceWith(fresh);
  form.reset();
  say(form);
}

on("submit", "form[data-visit-send]", async (form, event) => {
  event.preventDefault();
  const by = event.submitter, left = document.querySelector("form[data-on-choice]");
  if (form.hasAttribute("data-busy")) return;
  if (left && left !== form && by?.value === "out" && left.elements.photo.files.length) return failed(left);
  busy(form, true);
  const ready = await placed(form);
  if (ready) await send(form, by);
  busy(form, false);
});

async function send(form, by) {
  const body = new FormData(form, by);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { "X-Visit-Send": "1" } }).catch(() => null);
  if (answer?.type === "opaqueredirect") { // the session is over: the page of the sign-in keeps what was typed
    unsent.clear();
    return form.submit();
  }
  const next = answer?.headers.get("X-Next");
  if (!answer || answer.status >= 500) return failed(form, by);
  if (!next) return shown(form, await read(answer));
  unsent.delete(form);
  if (form.dataset.onChoice !== undefined) return pictured(form, next);
  return location.assign(next);
}

on("change", "form[data-on-choice] input[type=file]", (input) => { if (input.files.length) input.form.requestSubmit(); });
on("input", "form[data-visit-send]", (form) => unsent.add(form));
addEventListener("beforeunload", (event) => { if ([...unsent].some((form) => form.isConnected)) event.preventDefault(); });
