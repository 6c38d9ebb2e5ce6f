// The composer opens when one writes in it; a link to one of its tabs chooses the tab and puts the cursor there.
import { on } from "./page.js";

on("focusin", ".composer-panel", (panel) => panel.parentElement.classList.add("open"));

on("change", "[data-composer] > input", (tab) => write(tab));

on("click", 'a[href^="#compose-"]', (link, event) => {
  const tab = document.getElementById(link.hash.slice(1));
  if (!tab) return;
  event.preventDefault();
  const story = document.getElementById("tab-story");
  if (story) story.checked = true;
  tab.checked = true;
  write(tab);
});

function write(tab) {
  const panel = tab.nextElementSibling.nextElementSibling;
  panel.parentElement.classList.add("open");
  panel.querySelector("textarea, input:not([type=hidden]), select").focus();
  panel.scrollIntoView({ block: "nearest" });
}
