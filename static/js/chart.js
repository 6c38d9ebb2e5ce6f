// A chart as a picture: the drawing with the colours it has on the page, put on a canvas, saved as PNG.
import { each, make } from "./page.js";

const SHOWN = ["fill", "stroke", "stroke-width", "font-family", "font-size", "text-anchor", "font-weight"];
const SCALE = 2;

each("[data-chart-tools]", (tools) => {
  const label = tools.dataset.picture;
  const button = make("button", { type: "button", className: "button ghost small", title: label });
  button.setAttribute("aria-label", label);
  button.textContent = "PNG";
  button.addEventListener("click", () => picture(tools.closest(".chart")));
  tools.append(button);
});

// Colours come from style sheets, which a picture does not have: each shape carries its own.
function drawn(svg) {
  const copy = svg.cloneNode(true);
  const originals = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((shape, at) => {
    const seen = getComputedStyle(originals[at]);
    for (const name of SHOWN) shape.setAttribute(name, seen.getPropertyValue(name));
  });
  return copy;
}

function picture(figure) {
  const svg = figure.querySelector(":scope > svg");
  const { width, height } = svg.viewBox.baseVal;
  const heading = 26;
  const copy = drawn(svg);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width * SCALE);
  copy.setAttribute("height", height * SCALE);
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width: width * SCALE, height: (height + heading) * SCALE });
    const pen = canvas.getContext("2d");
    const page = getComputedStyle(document.body);
    pen.fillStyle = page.backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = page.color;
    pen.font = `600 ${13 * SCALE}px ${page.fontFamily}`;
    pen.fillText(figure.querySelector("h3").textContent, 8 * SCALE, 18 * SCALE);
    pen.drawImage(image, 0, heading * SCALE);
    canvas.toBlob((blob) => {
      const link = make("a", { href: URL.createObjectURL(blob), download: `${figure.id}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}
