// A signature drawn with a finger, a pen or the mouse: its points are sent as text ("M12 34 L15 40 …"), which the server
// checks and bounds. Without this file the box stays hidden and a photo of the signed sheet is brought instead.
const form = document.querySelector("[data-signature]");
const pad = form?.querySelector(".signature-pad");
const MOST = 3900; // the server takes 4000 points
let points = [];
let drawing = false;

const show = () => {
  const text = points.map(([letter, across, down]) => `${letter}${across} ${down}`).join(" ");
  pad.querySelector("path").setAttribute("d", text);
  form.elements.strokes.value = text;
};

const place = (event) => {
  const box = pad.getBoundingClientRect();
  const { width, height } = pad.viewBox.baseVal;
  const inside = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
  return [
    inside(((event.clientX - box.left) * width) / box.width, width),
    inside(((event.clientY - box.top) * height) / box.height, height),
  ];
};

const add = (letter, event) => {
  const [across, down] = place(event);
  const last = points.at(-1);
  const same = letter === "L" && last && last[1] === across && last[2] === down;
  if (same || points.length >= MOST) return;
  points.push([letter, across, down]);
  show();
};

if (pad) {
  form.hidden = false;
  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    drawing = true;
    add("M", event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const one of event.getCoalescedEvents?.() ?? []) add("L", one);
    add("L", event);
  });
  for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => (drawing = false));
  form.querySelector("[data-signature-clear]").addEventListener("click", () => {
    points = [];
    show();
  });
  form.addEventListener("submit", (event) => {
    const isEmpty = points.length < 2;
    form.querySelector("[data-signature-empty]").hidden = !isEmpty;
    if (isEmpty) event.preventDefault();
  });
}
