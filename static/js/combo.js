// A box that finds a record: asks the server while one types; arrows, Enter, Esc.
import { each, make, word } from "./page.js";

const PAUSE = 150;

each("[data-combo]", (combo) => {
  const [box, hidden] = combo.querySelectorAll("input");
  const list = combo.querySelector("ul");
  let timer;
  let asked = 0;
  let at = -1;

  const choices = () => [...list.querySelectorAll("[data-id]")];
  const close = () => {
    list.hidden = true;
    box.ariaExpanded = "false";
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    const items = choices();
    at = items.length ? (index + items.length) % items.length : -1;
    items.forEach((item, i) => { item.ariaSelected = String(i === at); });
    items[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) box.setAttribute("aria-activedescendant", items[at].id);
  };
  const pick = (item) => {
    box.value = item.dataset.text;
    hidden.value = item.dataset.id;
    hidden.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };
  const show = (found) => {
    const items = found.map(({ id, text, second }, i) => {
      const item = make("li", { id: `${list.id}-${i}`, role: "option" }, text, ...(second ? [make("small", { textContent: second })] : []));
      Object.assign(item.dataset, { id, text });
      return item;
    });
    list.replaceChildren(...(items.length ? items : [make("li", { textContent: word("none"), role: "option", ariaDisabled: "true" })]));
    list.hidden = false;
    box.ariaExpanded = "true";
    mark(0);
  };
  const ask = async () => {
    const turn = ++asked;
    const url = new URL(combo.dataset.combo, location.href);
    url.searchParams.set("q", box.value.trim());
    const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (turn === asked && answer?.ok && document.activeElement === box) show(await answer.json());
  };

  box.addEventListener("input", () => {
    hidden.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("click", () => { if (list.hidden) ask(); });
  box.addEventListener("blur", () => { asked++; close(); });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // keeps the focus in the box
    const item = event.target.closest("[data-id]");
    if (item) pick(item);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (open) mark(at + step);
      else ask();
    } else if (open && (event.key === "Enter" || event.key === "Tab") && choices()[at]) {
      if (event.key === "Enter") event.preventDefault();
      pick(choices()[at]);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
});
