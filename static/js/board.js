// The board: cards are dragged, or moved by [ and ]; the server has the last word and may ask for what is missing.
import htmx from "htmx.org";
import { ask, each, on, token, typing } from "./page.js";

const cards = (column) => [...column.querySelectorAll("[data-row]")];
const columns = (board) => [...board.querySelectorAll("[data-column]")];
let sortable;

function library(board) {
  sortable ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = board.dataset.sortable;
    script.addEventListener("load", () => done(window.Sortable));
    document.head.append(script);
  });
  return sortable;
}

each("[data-board][data-movable]", async (board) => {
  const Sortable = await library(board);
  for (const column of columns(board)) {
    Sortable.create(column.querySelector(".bcards"), {
      group: "cards", draggable: ".bcard", delay: 200, delayOnTouchOnly: true, animation: 120, sort: false, ghostClass: "bcard-ghost",
      onStart: () => board.classList.add("dragging"),
      onEnd: ({ item, from, to, oldDraggableIndex }) => {
        board.classList.remove("dragging");
        if (from !== to) send(board, item, to.closest("[data-column]"), () => from.insertBefore(item, from.querySelectorAll(".bcard")[oldDraggableIndex] ?? null));
      },
    });
  }
});

async function send(board, card, column, back) {
  const id = card.dataset.row;
  const here = location.pathname + location.search;
  const form = new URLSearchParams({ move: id, [`to_${id}`]: column.dataset.column, field: board.dataset.field, version: card.dataset.version, back: here });
  const answer = await ask(board.dataset.board, { method: "POST", body: form, headers: { "X-CSRFToken": token() } });
  const text = (await answer?.text()) ?? "";
  if (answer?.ok) {
    const said = new DOMParser().parseFromString(text, "text/html");
    card.dataset.version = said.querySelector("[data-version]")?.dataset.version ?? card.dataset.version;
    document.getElementById("toasts").innerHTML = said.querySelector("[data-toasts]")?.innerHTML ?? "";
    document.dispatchEvent(new CustomEvent("htmx:after:process"));
    return figures(board);
  }
  back();
  if (![409, 422].includes(answer?.status)) return;
  const body = document.getElementById("dialog-body");
  body.innerHTML = text;
  htmx.process(body);
  document.getElementById("dialog").showModal();
  body.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

async function figures(board) {
  const answer = await fetch(location).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const column of columns(board)) {
    const other = fresh.querySelector(`[data-column="${CSS.escape(column.dataset.column)}"]`);
    for (const place of column.querySelectorAll("[data-figure]")) place.textContent = other?.querySelector(`[data-figure=${place.dataset.figure}]`)?.textContent ?? "";
  }
}

document.addEventListener("keydown", (event) => {
  const board = document.querySelector("[data-board]");
  if (!board || event.defaultPrevented || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog:modal")) return;
  const card = event.target.closest?.("[data-row]");
  const all = columns(board);
  const at = card ? all.indexOf(card.closest("[data-column]")) : -1;
  const step = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], j: [0, 1], k: [0, -1] }[event.key];
  if (step && (card || ["j", "k"].includes(event.key))) {
    event.preventDefault();
    const row = card ? cards(all[at]).indexOf(card) : -1;
    let column = at < 0 ? all.findIndex((one) => cards(one).length) : at + step[0];
    while (all[column] && !cards(all[column]).length && step[0]) column += step[0];
    const list = all[column] && cards(all[column]);
    focus(list?.[Math.min(Math.max(row + step[1], 0), list.length - 1)] ?? card);
  } else if ((event.key === "[" || event.key === "]") && card && "movable" in board.dataset) {
    const target = all[at + (event.key === "]" ? 1 : -1)];
    if (!target) return;
    event.preventDefault();
    const [home, next] = [card.parentElement, card.nextElementSibling];
    target.querySelector(".bcards").prepend(card);
    focus(card);
    send(board, card, target, () => { home.insertBefore(card, next); focus(card); });
  }
});

function focus(card) {
  card?.querySelector("a")?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  card?.dispatchEvent(new CustomEvent("crm:cursor", { bubbles: true }));
}

on("click", "[data-fold-column]", (button) => {
  const folded = button.closest("[data-column]").classList.toggle("folded");
  button.ariaExpanded = String(!folded);
});
