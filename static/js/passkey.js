// Passkeys: a form is shown where the browser can use them; its button asks the device, puts the answer into the form and sends it.
import { each, on } from "./page.js";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const read = (options) => {
  const list = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = list(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = list(options.allowCredentials);
  return made;
};

const written = (found) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (found.response[name]) response[name] = text(found.response[name]);
  }
  return JSON.stringify({ id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults: {}, response });
};

each("form[data-passkey]", (form) => {
  form.hidden = !window.PublicKeyCredential;
  if (form.nextElementSibling?.matches("[data-no-passkey]")) form.nextElementSibling.hidden = !form.hidden;
});

on("submit", "form[data-passkey]", async (form, event) => {
  const field = form.elements.credential;
  if (field.value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const said = form.querySelector("[data-said]");
  said.hidden = true;
  try {
    const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
    if (answer.redirected) return void location.assign(answer.url); // something else is asked for first
    if (!answer.ok) throw new Error(answer.statusText);
    const publicKey = read(await answer.json());
    field.value = written(await navigator.credentials[form.dataset.passkey]({ publicKey }));
    form.requestSubmit();
  } catch (error) {
    said.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed;
    said.hidden = false;
  }
});

// Whoever comes back to the page begins anew.
addEventListener("pageshow", () => document.querySelectorAll("form[data-passkey]").forEach((form) => form.elements.credential.value = ""));
