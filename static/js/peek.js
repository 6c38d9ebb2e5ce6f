// Space shows the record of the row beside the list; j and k go on with it; Esc puts it away.
import htmx from "htmx.org";
import { make, typing } from "./page.js";
import { current } from "./table.js";

const panel = document.getElementById("peek");
let shown = null;

function remember(id) {
  const url = new URL(location);
  if (id) url.searchParams.set("peek", id);
  else url.searchParams.delete("peek");
  history.replaceState(history.state, "", url);
}

function close() {
  panel.close();
  panel.replaceChildren();
  shown = null;
  remember(null);
}

async function show(row) {
  const link = row.querySelector(".first a");
  const id = row.dataset.row;
  shown = id;
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok || shown !== id) return;
  const record = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("record");
  if (!record) return location.assign(link.href);
  const shut = make("button", { type: "button", className: "button ghost icon-only", textContent: "×", ariaLabel: "Esc" });
  shut.addEventListener("click", close);
  const head = make("div", { className: "peek-head" }, make("a", { className: "button", href: link.href, textContent: link.textContent }), shut);
  panel.replaceChildren(head, record);
  if (!panel.open) panel.show();
  htmx.process(panel);
  panel.scrollTop = 0;
  link.focus();
  remember(id);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target) || event.target.matches("button, summary, [type=checkbox]")) return;
  if (event.key === "Escape" && panel?.open) close();
  else if (event.key === " " && current()) {
    event.preventDefault();
    if (shown === current().dataset.row) close();
    else show(current());
  }
});

document.addEventListener("crm:cursor", (event) => { if (panel?.open) show(event.target); });

const wanted = new URL(location).searchParams.get("peek");
const row = wanted && document.querySelector(`tr[data-row="${CSS.escape(wanted)}"]`);
if (row) show(row);
