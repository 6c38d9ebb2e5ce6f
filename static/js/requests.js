// Requests for fragments: the token, the thin bar, and what to do when the answer is not a fragment.
import { token, word } from "./page.js";
import { toast } from "./toast.js";

let open = 0;
const busy = (change) => {
  open = Math.max(0, open + change);
  document.documentElement.classList.toggle("busy", open > 0);
};

document.addEventListener("htmx:config:request", ({ detail }) => {
  if (detail.ctx.request.method !== "GET") detail.ctx.request.headers["X-CSRFToken"] = token();
});
document.addEventListener("htmx:before:request", () => busy(1));
document.addEventListener("htmx:finally:request", () => busy(-1));

// Whose session is over is led to the sign-in by what he does himself. What the page asks for on its own, while he types, must
// not take the page away from him: he is told, and saving leads there with all that was typed.
const ASKED = ["click", "submit", "keydown"];
let told = false;

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  if (status === 401 && ctx.hx.redirect && !ASKED.includes(ctx.sourceEvent?.type)) {
    event.preventDefault();
    if (!told) toast(word("over"), "bad");
    told = true;
    return;
  }
  if (status < 400 || ctx.hx.redirect || ([409, 422].includes(status) && !ctx.text.includes("data-sentence"))) return;
  event.preventDefault(); // a page that says what went wrong has no place inside another
  toast(sentence(ctx.text), "bad");
});

// An answer may name another place by a selector (HX-Retarget): whoever listens is given the place itself.
document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  if (typeof ctx.target === "string") ctx.target = document.querySelector(ctx.target);
});

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx && !detail.ctx.response) toast(word("failed"), "bad");
});

function sentence(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("[data-sentence]")?.textContent.trim() || word("failed");
}
