// Folds the menu to its icons, and its groups to their names; cookies tell the server, so that the next page comes folded.
import { on } from "./page.js";

const root = document.documentElement;
const remember = (name, value) => (document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`);
const folded = () => new Set((root.dataset.folded ?? "").split(" ").filter(Boolean));

on("click", "[data-fold]", () => {
  const narrow = root.dataset.sidebar !== "narrow";
  if (narrow) root.dataset.sidebar = "narrow";
  else delete root.dataset.sidebar;
  remember("sidebar", narrow ? "narrow" : "wide");
});

on("click", "[data-fold-shelf]", (button) => {
  const groups = folded();
  if (!groups.delete(button.dataset.foldShelf)) groups.add(button.dataset.foldShelf);
  root.dataset.folded = [...groups].join(" ");
  remember("folded", [...groups].join("-")); // a cookie holds no spaces
  tell();
});

function tell() {
  const groups = folded();
  for (const button of document.querySelectorAll("[data-fold-shelf]")) {
    button.setAttribute("aria-expanded", String(!groups.has(button.dataset.foldShelf)));
  }
}

tell();
