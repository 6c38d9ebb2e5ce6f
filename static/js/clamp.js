// Long text shows three lines and a button for the rest.
import { each, make, word } from "./page.js";

each("[data-clamp]", (body) => {
  body.classList.add("clamped");
  if (body.scrollHeight <= body.clientHeight + 1) return body.classList.remove("clamped");
  const button = make("button", { type: "button", className: "unclamp", textContent: word("rest") });
  button.addEventListener("click", () => {
    body.classList.remove("clamped");
    button.remove();
  });
  body.after(button);
});
