// Contacts are offered for each address of a field, not only for the first: those that stand before the last comma are kept.
import { on } from "./page.js";

on("input", "[data-people]", (field) => {
  const before = field.value.replace(/[^,;，；、]*$/, "").trim();
  for (const option of field.list.options) {
    option.dataset.person ??= option.value;
    option.value = before ? `${before} ${option.dataset.person}` : option.dataset.person;
  }
});
