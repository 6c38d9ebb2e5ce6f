// A signature drawn with finger, pen or mouse on the page of a quote; what is drawn is sent as a small PNG.
const LINE = 2.5;

function pad(box) {
  const canvas = box.querySelector("canvas");
  const field = box.querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  let last = null;

  const at = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [((event.clientX - frame.left) * canvas.width) / frame.width, ((event.clientY - frame.top) * canvas.height) / frame.height];
  };
  const draw = (event) => {
    const here = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
  };
  const clear = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
    box.removeAttribute("data-drawn");
  };

  pen.lineWidth = LINE * (canvas.width / 400);
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#111a2e";
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    draw(event); // a dot, where nothing more follows
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const step of event.getCoalescedEvents?.() ?? [event]) draw(step);
    draw(event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (!last) return;
      last = null;
      field.value = canvas.toDataURL("image/png");
      box.setAttribute("data-drawn", "");
    });
  }
  box.querySelector("button").addEventListener("click", clear);
  box.hidden = false;
}

for (const box of document.querySelectorAll("[data-sign]")) pad(box);
