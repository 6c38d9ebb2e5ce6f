// Name and time also stand across dialogs and menus, which lie above everything else of the page: the mark is laid above them.
function lay() {
  const mark = document.querySelector(".watermark");
  if (!mark) return;
  mark.hidePopover();
  mark.showPopover();
}

const shown = ({ target }) => target.localName === "dialog" && target.open;
new MutationObserver((changes) => { if (changes.some(shown)) lay(); }).observe(document.documentElement, { subtree: true, attributeFilter: ["open"] });
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "open" && target.popover && !target.matches(".watermark")) lay();
}, true);
