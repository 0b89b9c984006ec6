// Typing sheets in with one hand: 1 agree, 2 disagree, 3 pass, 0 left empty; the next line follows by itself.
const form = document.querySelector("[data-tally]");
const ANSWERS = { 1: "1", 2: "-1", 3: "0", 0: "" };

const lines = form ? [...form.querySelectorAll("fieldset")] : [];
const focus = (line) => line && (line.querySelector("input:checked") || line.querySelector("input")).focus();

form?.addEventListener("keydown", (event) => {
  const at = lines.indexOf(event.target.closest("fieldset"));
  if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key in ANSWERS) {
    const wanted = [...lines[at].querySelectorAll("input")].find((one) => one.value === ANSWERS[event.key]);
    wanted.checked = true;
    if (at + 1 < lines.length) focus(lines[at + 1]);
    else form.querySelector("[type=submit]").focus();
  } else if (event.key === "ArrowUp" && at > 0) {
    focus(lines[at - 1]);
  } else {
    return;
  }
  event.preventDefault();
});

if (form) {
  form.querySelector("[data-tally-help]").hidden = false;
  focus(lines[0]);
}
