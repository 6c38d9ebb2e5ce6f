// Push: the browser asks its push service for an address, and the server is told.
import { on, token, word } from "./page.js";
import { toast } from "./toast.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

async function subscribed(button) {
  const worker = await navigator.serviceWorker.register(button.dataset.pushWorker);
  const old = await worker.pushManager.getSubscription();
  const key = bytes(button.dataset.pushKey);
  const same = old && new Uint8Array(old.options.applicationServerKey ?? []).toString() === key.toString();
  if (old && !same) await old.unsubscribe(); // made for a key that the server no longer has
  await ready(worker);
  return same ? old : worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

// Our pages lie outside of the worker's folder, so navigator.serviceWorker.ready would wait for ever.
function ready(worker) {
  const coming = worker.installing ?? worker.waiting;
  if (worker.active || !coming) return null;
  return new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done()));
}

on("click", "[data-push]", async (button) => {
  if (!("serviceWorker" in navigator && "PushManager" in window)) return toast(button.dataset.pushMissing, "bad");
  if ((await Notification.requestPermission()) !== "granted") return toast(button.dataset.pushDenied, "bad");
  button.ariaBusy = "true";
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    const answer = await fetch(button.dataset.push, { method: "POST", headers, body: JSON.stringify(await subscribed(button)) });
    if (!answer.ok) return toast((await answer.json()).error ?? word("failed"), "bad");
    location.reload();
  } catch {
    toast(button.dataset.pushMissing, "bad");
  } finally {
    button.ariaBusy = null;
  }
});
