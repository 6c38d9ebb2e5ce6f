// Suggests provinces, cities and districts, each within the one before it in the same form.
import { make, on, word } from "./page.js";

const LEVELS = ["province", "city", "district"];
let regions;

on("focusin", LEVELS.map((name) => `input[name="${name}"]`).join(), async (input) => {
  regions ??= fetch(word("regions")).then((answer) => answer.json());
  const all = await regions.catch(() => ({}));
  const typed = (name) => input.form?.elements[name]?.value;
  const provinces = all[typed("province")] ? [all[typed("province")]] : Object.values(all);
  const cities = provinces.flatMap((province) => Object.keys(province));
  const districts = provinces.flatMap((province) => (province[typed("city")] ? [province[typed("city")]] : Object.values(province))).flat();
  const found = { province: Object.keys(all), city: cities, district: districts }[input.name];
  if (!input.list) {
    const list = make("datalist", { id: `${input.id}-regions` });
    input.after(list);
    input.setAttribute("list", list.id);
  }
  input.list.replaceChildren(...[...new Set(found)].map((value) => make("option", { value })));
});
