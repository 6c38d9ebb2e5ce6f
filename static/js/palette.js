// The command palette: Ctrl+K anywhere, "/" where no list is searched. Records, this page's actions, pages, help; one key each.
import { make, on, token, typing, word } from "./page.js";
import { mine } from "./keymap.js";
import { act, said } from "./keys.js";

const PAUSE = 90;
const MODAL = "dialog:modal";
let box = null;
let timer;
let asked = 0;
let at = -1;
let stale = false; // the rows are not yet those of the typed text
let chosen = false; // Enter came before them
let mode = null; // the address of an action that takes its argument here
let here = []; // the page's own actions: { label, key, element }
let spellings = {};

const rows = () => [...box.querySelectorAll("[data-row-of=palette]")];
const input = () => box.querySelector("input[name=q]");

function build() {
  const find = make("input", { type: "search", name: "q", autocomplete: "off", role: "combobox", ariaExpanded: "true", placeholder: word("palette"), ariaLabel: word("palette") });
  find.setAttribute("aria-controls", "palette-list");
  box = make("dialog", { id: "palette", className: "palette", ariaLabel: word("palette") },
    make("div", { className: "palette-head" }, make("span", { className: "palette-mode", hidden: true }), find, make("kbd", { textContent: "Esc" })),
    make("div", { id: "palette-list", className: "palette-list" }));
  document.body.append(box);
  find.addEventListener("input", () => { stale = true; chosen = false; own(); clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  box.addEventListener("keydown", keys);
  box.addEventListener("pointerdown", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (!more) return;
    event.preventDefault();
    enter(more.href, more.dataset.more);
  });
}

function open(text = "") {
  if (document.querySelector(MODAL)) return;
  if (!box) build();
  collect();
  leave();
  input().value = text;
  box.querySelector(".palette-list").replaceChildren();
  box.showModal();
  own();
  ask();
}

// What this page itself offers: whatever has a key, and the buttons of its head, its menus and the bar of the chosen rows.
function collect() {
  const places = "main [data-key], .head [data-key], .head .button, .head .menu-item, .bulk .button, .toasts [data-key]";
  const ticked = document.querySelector(".tick input[name=id]:checked");
  const seen = new Set();
  here = [];
  for (const element of document.querySelectorAll(places)) {
    if (element.localName === "i" || element.matches("input, summary:not([data-key]), .filter .menu-item, [data-untick]") || (element.closest(".bulk") && !ticked)) continue;
    const label = said(element);
    if (!label || seen.has(label)) continue;
    seen.add(label);
    here.push({ label, key: element.dataset.key ?? "", element });
  }
  const query = new URLSearchParams(here.map(({ label }) => ["label", label]));
  fetch(`/go/spellings?${query}`).then((answer) => answer.json()).then((found) => { spellings = found; }).catch(() => {});
}

function fits({ label }, text) {
  return !text || [label.toLowerCase(), ...(spellings[label] ?? [])].some((one) => one.includes(text));
}

function own() {
  const list = box.querySelector(".palette-list");
  list.querySelector("[data-own]")?.remove();
  const text = input().value.trim().toLowerCase();
  if (mode || /^[@#$!?]/.test(text)) return;
  const found = here.filter((one) => fits(one, text.replace(/^>\s*/, ""))).slice(0, 8);
  if (!found.length) return;
  const section = make("section", {}, make("h2", { textContent: word("actions") }), ...found.map(({ label, key, element }) => {
    const row = make("button", { type: "button", className: "palette-row" }, element.querySelector("svg")?.cloneNode(true) ?? "", make("span", { className: "label", textContent: label }),
      ...mine(key).split(" ").filter(Boolean).map((part) => make("kbd", { textContent: part })));
    row.dataset.rowOf = "palette";
    row.addEventListener("click", () => { box.close(); act(element); });
    return row;
  }));
  section.dataset.own = "";
  const first = !text.startsWith(">") && list.querySelector("section[data-records]"); // what one opened lately, or what was found
  if (first) first.after(section);
  else list.prepend(section);
  mark(0);
}

async function ask() {
  const turn = ++asked;
  clearTimeout(timer);
  const url = new URL(mode ?? "/go", location.href);
  url.searchParams.set("q", input().value.trim());
  if (!mode) {
    url.searchParams.set("page", location.pathname + location.search);
    for (const tick of document.querySelectorAll(".tick input[name=id]:checked")) url.searchParams.append("id", tick.value);
  }
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (turn !== asked || !answer?.ok || !box.open) return;
  const list = box.querySelector(".palette-list");
  list.innerHTML = await answer.text(); // our own server's page, escaped there
  for (const row of rows()) row.tabIndex = -1;
  own();
  if (list.querySelector("[data-own]")) list.querySelector(".nothing")?.remove();
  mark(0);
  stale = false;
  if (chosen) rows()[at]?.click();
  chosen = false;
}

function mark(index) {
  const all = rows();
  at = all.length ? (index + all.length) % all.length : -1;
  all.forEach((row, n) => {
    row.id = `palette-${n}`;
    row.classList.toggle("here", n === at);
  });
  all[at]?.scrollIntoView({ block: "nearest" });
  if (at >= 0) input().setAttribute("aria-activedescendant", all[at].id);
}

function enter(url, label) {
  mode = url;
  stale = true;
  const tag = box.querySelector(".palette-mode");
  Object.assign(tag, { textContent: label, hidden: false });
  input().value = new URL(url, location.href).searchParams.get("q") ?? "";
  input().focus();
  own();
  ask();
}

function leave() {
  mode = null;
  box.querySelector(".palette-mode").hidden = true;
}

function keys(event) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    mark(at + step);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (stale) chosen = true;
    else rows()[at]?.click();
  } else if (event.key === "Backspace" && mode && !input().value) {
    event.preventDefault();
    leave();
    ask();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const slash = event.key === "/" && !typing(event.target) && !document.querySelector('[data-key="/"]');
  if (!(ctrl && event.key.toLowerCase() === "k") && !slash) return;
  if (!document.getElementById("words")?.dataset.palette) return; // nobody is signed in
  event.preventDefault();
  if (box?.open) box.close();
  else open();
}, true);

on("click", "[data-palette]", (link, event) => {
  event.preventDefault();
  open();
});

// A record that is looked at is remembered, after the page stands and without keeping anybody waiting.
const record = location.pathname.match(/^\/\w+\/([0-9]{1,15})$/);
if (record && document.getElementById("record")) {
  setTimeout(() => {
    const data = new FormData();
    data.set("csrf_token", token());
    data.set("id", record[1]);
    navigator.sendBeacon("/go/opened", data);
  }, 600);
}
