// The slider through a record's versions: what is under it is shown when one lets go; the box beside it follows.
import { on } from "./page.js";

on("input", "[data-past] input[type=range]", (range) => { range.form.elements.version.selectedIndex = Number(range.value); });
on("change", "[data-past] :is(input, select)", (control) => control.form.requestSubmit());
