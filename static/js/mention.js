// In the composer “@” finds a person and “#” a record; what is chosen stands in the text as it is sent.
import { make, on } from "./page.js";

const MARK = /(^|[^A-Za-z0-9._+-])([@#])([^\s@#()]{0,40})$/u;
let list = null;
let asked = 0;

function close() {
  list?.remove();
  list = null;
}

function choose(area, found, one) {
  const text = found[2] === "@" ? `@${one.text} ` : `#${one.id}(${one.text.replace(/[()\n]/g, " ")}) `;
  const start = area.selectionStart - found[2].length - found[3].length;
  area.setRangeText(text, start, area.selectionStart, "end");
  close();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(area, found, all) {
  close();
  if (!all.length) return;
  list = make("ul", { className: "mentions", role: "listbox" }, ...all.map((one, at) => {
    const item = make("li", { role: "option", ariaSelected: String(at === 0) }, make("b", { textContent: one.text }), make("small", { textContent: one.second }));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(area, found, one);
    });
    item.choose = () => choose(area, found, one);
    return item;
  }));
  area.after(list);
}

on("input", ".composer textarea", async (area) => {
  const found = MARK.exec(area.value.slice(0, area.selectionStart));
  const mine = ++asked;
  if (!found || (found[2] === "#" && !found[3])) return close();
  const base = found[2] === "@" ? "/users/options" : "/search";
  const answer = await fetch(`${base}?q=${encodeURIComponent(found[3])}`, { headers: { Accept: "application/json" } }).catch(() => null);
  const all = answer?.ok ? await answer.json() : [];
  if (mine === asked) show(area, found, all.slice(0, 8));
});

on("keydown", ".composer textarea", (_, event) => {
  if (!list || event.isComposing) return;
  const items = [...list.children];
  const here = items.findIndex((item) => item.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    items[here].ariaSelected = "false";
    items[(here + step + items.length) % items.length].ariaSelected = "true";
  } else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") items[here].choose();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

on("focusout", ".composer textarea", () => close());
