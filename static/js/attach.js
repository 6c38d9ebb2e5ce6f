// Files of an entry that is being written: chosen, dropped on the composer or pasted into it, sent at once, kept with the draft.
import { make, on, token } from "./page.js";

const sending = new WeakMap(); // form -> what it waits for
const shown = (composer) => [...composer.querySelectorAll("[data-attach]")].find((box) => box.closest(".composer-panel").checkVisibility());

async function send(box, files) {
  const list = box.querySelector(".attached"), body = new FormData();
  for (const file of files) body.append("file", file);
  for (const error of list.querySelectorAll(".error")) error.remove();
  box.ariaBusy = "true";
  const answer = await fetch(box.dataset.attach, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null);
  box.ariaBusy = null;
  if (answer?.ok || answer?.status === 422) list.insertAdjacentHTML("beforeend", await answer.text());
  else list.append(make("li", { className: "error", textContent: box.dataset.failed }));
  box.dispatchEvent(new Event("input", { bubbles: true })); // so the draft keeps them
}

function take(box, files) {
  if (!box || !files?.length) return false;
  box.closest("[data-composer]").classList.add("open");
  const form = box.closest("form");
  const chosen = [...files]; // the list is emptied when the box is
  sending.set(form, Promise.resolve(sending.get(form)).then(() => send(box, chosen)));
  return true;
}

on("change", "[data-attach] input[type=file]", (input) => {
  take(input.closest("[data-attach]"), input.files);
  input.value = "";
});

on("click", "[data-detach]", (button) => {
  const box = button.closest("[data-attach]");
  button.closest("li").remove();
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.querySelector("input[type=file]").focus();
});

on("paste", "[data-composer]", (composer, event) => {
  if (!take(shown(composer), event.clipboardData?.files)) return;
  event.preventDefault();
  event.stopPropagation(); // else the card of files takes them too
}, true);

for (const type of ["dragover", "dragleave", "drop"]) {
  on(type, "[data-composer]", (composer, event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    composer.classList.toggle("dropping", type === "dragover");
    if (type === "drop") take(shown(composer), event.dataTransfer.files);
  });
}

on("submit", "[data-composer] form", (form, event) => {
  const waits = sending.get(form);
  if (!waits) return;
  event.preventDefault();
  event.stopPropagation();
  waits.then(() => {
    sending.delete(form);
    form.requestSubmit();
  });
}, true);
