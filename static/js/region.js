// Suggests provinces, cities and districts, each within the one before.
import { each, make } from "./page.js";

let regions;

each("[data-region]", (box) => {
  const inputs = [...box.querySelectorAll("[list]")];
  const fill = async () => {
    regions ??= fetch(box.dataset.region).then((answer) => answer.json());
    const all = await regions.catch(() => ({}));
    const cities = all[inputs[0].value] ?? {};
    const levels = [Object.keys(all), Object.keys(cities), cities[inputs[1].value] ?? []];
    inputs.forEach((input, i) => input.list.replaceChildren(...levels[i].map((value) => make("option", { value }))));
  };
  for (const type of ["focusin", "change"]) box.addEventListener(type, fill);
});
