// Space or a click shows the record of the row beside the list; arrows go on with it; Esc puts it away.
import htmx from "htmx.org";
import { make, on, typing } from "./page.js";
import { current } from "./table.js";

const panel = document.getElementById("peek");
const way = []; // what was shown before in the panel: a link inside replaces it, with a way back
const main = (row) => row.querySelector(".first a, .bcard-title");
let shown = null;

function remember(id) {
  const url = new URL(location);
  if (id) url.searchParams.set("peek", id);
  else url.searchParams.delete("peek");
  history.replaceState(history.state, "", url);
}

function close() {
  const id = shown;
  panel.close();
  panel.replaceChildren();
  shown = null;
  way.length = 0;
  remember(null);
  if (id) main(document.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? document.body)?.focus();
}

async function show(row) {
  shown = row.dataset.row;
  way.length = 0;
  if (!await bring(main(row).href, () => shown === row.dataset.row)) return;
  main(row).focus();
  remember(row.dataset.row);
}

/* The record of that address in the panel; where the answer is no record the browser goes there. */
async function bring(href, wanted = () => true) {
  const answer = await fetch(href).catch(() => null);
  if (!answer?.ok || !wanted()) return false;
  const record = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("record");
  if (!record) return location.assign(href);
  const button = (name, text, action) => {
    const made = make("button", { type: "button", className: "button ghost icon-only", textContent: text, ariaLabel: name });
    made.addEventListener("click", action);
    return made;
  };
  const name = record.querySelector("h1")?.textContent ?? "";
  const back = way.length ? [button("←", "←", () => bring(way.pop()))] : [];
  const head = make("div", { className: "peek-head" }, ...back, make("a", { className: "button", href, textContent: "↗", ariaLabel: name, title: name }), button("Esc", "×", close));
  panel.replaceChildren(grip(), head, record);
  panel.dataset.at = href;
  if (!panel.open) panel.show();
  htmx.process(panel);
  panel.scrollTop = 0;
  return true;
}

/* Its edge changes its width, which the browser remembers. */
function grip() {
  const edge = make("span", { className: "peek-grip" });
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener("pointermove", ({ clientX }) => wide(innerWidth - clientX));
  });
  return edge;
}

function wide(pixels) {
  const width = Math.min(Math.max(pixels, 360), innerWidth * 0.8);
  panel.style.width = `${width}px`;
  localStorage.setItem("peek", String(Math.round(width)));
}

if (panel && localStorage.getItem("peek") && innerWidth > 719) wide(Number(localStorage.getItem("peek")));

on("click", "#peek #record a[href]", (link, event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.hasAttribute("hx-get") || !/^\/[a-z_-]+\/\d+$/.test(link.pathname)) return;
  event.preventDefault();
  way.push(panel.dataset.at);
  bring(link.href);
});

// A click on the name of a row looks at it beside the list; a second one, or Enter, opens it. On a phone it is the page itself.
on("click", "[data-row] .first a, [data-row] .bcard-title", (link, event) => {
  if (!panel || innerWidth < 720 || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const row = link.closest("[data-row]");
  if (shown === row.dataset.row) return;
  event.preventDefault();
  show(row);
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target) || event.target.matches("button, summary, [type=checkbox]")) return;
  if (event.key === "Escape" && panel?.open) close();
  else if (event.key === " " && current()) {
    event.preventDefault();
    if (shown === current().dataset.row) close();
    else show(current());
  }
});

document.addEventListener("crm:cursor", (event) => { const row = event.target.closest("[data-row]"); if (panel?.open && row) show(row); });

const wanted = new URL(location).searchParams.get("peek");
const row = wanted && document.querySelector(`[data-row="${CSS.escape(wanted)}"]`);
if (row) show(row);
