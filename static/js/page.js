// Small helpers: words in the reader's language, and "do this to each such element, now and when more come".
const done = new WeakMap();

export const word = (name) => document.getElementById("words")?.dataset[name] ?? "";

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export function each(selector, action) {
  const key = {};
  const run = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      const seen = done.get(element) ?? new Set();
      if (seen.has(key)) continue;
      done.set(element, seen.add(key));
      action(element);
    }
  };
  document.addEventListener("htmx:after:process", (event) => run(event.target));
  if (document.readyState !== "loading") run(document);
  else document.addEventListener("DOMContentLoaded", () => run(document));
}

/* on("click", "[data-x]", (element, event) => …): one listener for all such elements, also those to come. */
export function on(type, selector, action, capture = false) {
  document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (element) action(element, event);
  }, capture);
}

export function make(tag, props = {}, ...children) {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
}

// A request for a piece of a page. Where something else comes first, such as proving who one is, the whole page goes there.
export async function ask(url, { headers, ...options } = {}) {
  const answer = await fetch(url, { ...options, headers: { "HX-Request": "true", ...headers } }).catch(() => null);
  const elsewhere = answer?.headers.get("HX-Redirect");
  if (elsewhere) location.assign(elsewhere);
  return answer;
}

export const typing = (element) =>
  element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName) && !/^(checkbox|radio|button)$/.test(element.type);
