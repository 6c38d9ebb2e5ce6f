// The filter builder: a part of a chip opens its editor beside it; the first fitting control takes the cursor.
import htmx from "htmx.org";
import { each, make, on } from "./page.js";

const pop = make("div", { id: "filter-pop", className: "filter-pop" });
pop.popover = "auto";
let opener = null;

function place(link) {
  const at = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - pop.offsetWidth - 8));
  const below = innerHeight - at.bottom > 320 || at.top < 320;
  Object.assign(pop.style, { left: `${left}px`, top: below ? `${at.bottom + 4}px` : "auto", bottom: below ? "auto" : `${innerHeight - at.top + 4}px` });
}

on("click", "[data-filter-part]", async (link, event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  document.body.append(pop);
  pop.innerHTML = await answer.text(); // our own server's page, escaped there
  opener = link;
  pop.showPopover();
  place(link);
  htmx.process(pop);
});

pop.addEventListener("toggle", (event) => {
  if (event.newState !== "closed") return;
  pop.replaceChildren();
  if (document.activeElement === document.body) opener?.focus();
});

each("[data-filter-box]", (box) => {
  if (!box.closest(".menu-list, .filter-pop, dialog")) return;
  box.closest(".menu-list, .filter-pop, dialog").scrollTop = 0;
  const seen = [...box.querySelectorAll("[aria-invalid=true], [data-focus], .filter-days, .filter-period")].filter((one) => one.checkVisibility());
  const wanted = seen.find((one) => one.matches("[aria-invalid=true]")) ?? seen[0];
  wanted?.focus();
  if (wanted?.matches("input[type=text]")) wanted.select();
});

// Enter takes the first row, once the rows are those of the typed text.
const first = (find) => find.closest("[data-filter-box]").querySelector(".filter-rows a")?.click();

on("input", "[data-filter-find]", (find) => { find.dataset.stale = "1"; delete find.dataset.go; });

on("keydown", "[data-filter-find]", (find, event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  if (find.dataset.stale) find.dataset.go = "1";
  else first(find);
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const find = detail.ctx.target?.matches(".filter-rows") && detail.ctx.target.closest("[data-filter-box]")?.querySelector("[data-filter-find]");
  if (!find) return;
  delete find.dataset.stale;
  if (find.dataset.go) first(find);
});

on("keydown", ".filter-pop, #dialog .filter-box", (box, event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const items = [...box.querySelectorAll(".filter-rows .menu-item")];
  if (!step || !items.length || event.target.matches("select")) return;
  event.preventDefault();
  const here = items.indexOf(document.activeElement);
  items.at(here < 0 ? (step > 0 ? 0 : -1) : (here + step) % items.length).focus();
});

on("change", "[data-day-for]", (calendar) => {
  const box = document.getElementById(calendar.dataset.dayFor);
  box.value = calendar.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
