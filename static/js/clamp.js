// Long text shows three lines and a button for the rest. All are measured at once, before the page is painted: measuring one and then
// changing it would lay the page out anew for each.
import { each, make, word } from "./page.js";

let waiting = [];

function measure() {
  const longer = waiting.filter((body) => body.scrollHeight > body.clientHeight + 1);
  waiting = [];
  for (const body of longer) {
    const button = make("button", { type: "button", className: "unclamp", textContent: word("rest") });
    button.addEventListener("click", () => {
      body.classList.remove("clamped");
      button.remove();
    });
    body.after(button);
  }
}

each("[data-clamp]", (body) => {
  body.classList.add("clamped");
  if (waiting.push(body) === 1) requestAnimationFrame(measure);
});
