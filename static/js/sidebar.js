// Folds the menu to its icons; a cookie tells the server, so that the next page comes folded.
import { on } from "./page.js";

on("click", "[data-fold]", () => {
  const root = document.documentElement;
  const narrow = root.dataset.sidebar !== "narrow";
  if (narrow) root.dataset.sidebar = "narrow";
  else delete root.dataset.sidebar;
  document.cookie = `sidebar=${narrow ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
});
