// Heads of columns: Shift adds an order, the edge changes the width; the form of columns is ordered by buttons.
import { each, on } from "./page.js";

on("click", "thead a[data-add]", (link, event) => {
  if (!event.shiftKey) return;
  event.preventDefault();
  location.assign(link.dataset.add);
});

// Widths: kept in the address, so that a view can keep them.
each("table[data-grid] thead th[data-name]", (head) => {
  const grip = document.createElement("span");
  grip.className = "col-grip";
  grip.dataset.grip = "";
  head.append(grip);
});

on("pointerdown", "[data-grip]", (grip, event) => {
  event.preventDefault();
  const head = grip.parentElement;
  const [start, width] = [event.clientX, head.offsetWidth];
  const heads = [...head.parentElement.querySelectorAll("[data-name]")];
  const widths = new Map(heads.map((one) => [one, one.offsetWidth]));
  grip.setPointerCapture(event.pointerId);
  const move = ({ clientX }) => {
    const wanted = Math.min(Math.max(width + clientX - start, 60), 800);
    widths.set(head, wanted);
    head.style.width = head.style.minWidth = `${wanted}px`;
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", () => {
    grip.removeEventListener("pointermove", move);
    if (widths.get(head) === width) return;
    const url = new URL(location);
    url.searchParams.set("cols", heads.map((one) => `${one.dataset.name}.${Math.round(widths.get(one))}`).join(","));
    location.replace(url);
  }, { once: true });
});

on("click", "[data-up], [data-down]", (button) => {
  const line = button.closest("li");
  const other = "up" in button.dataset ? line.previousElementSibling : line.nextElementSibling;
  if (!other?.querySelector("[data-up]")) return;
  if ("up" in button.dataset) other.before(line);
  else other.after(line);
  [...line.parentElement.children].forEach((one, place) => { const box = one.querySelector(".look-at"); if (box) box.value = place; });
  button.focus();
});
