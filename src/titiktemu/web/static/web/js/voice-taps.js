// Counting who speaks: a tap is sent at once and the number grows without the page being loaded anew. Each tap has a key of
// its own, so one that is sent twice counts once. Without this file each tap is a form of its own and works as well.
const form = document.querySelector("[data-taps]");
let queue = Promise.resolve();

const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

const send = async (data, tries = 2) => {
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } catch (error) {
    if (tries > 1) return send(data, tries - 1);
    throw error;
  }
};

const show = ({ turns }) => {
  for (const button of form.querySelectorAll("[name=seat]")) {
    if (button.value in turns) button.querySelector("b").textContent = turns[button.value];
  }
};

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  const isUndo = button?.value === "undo";
  if (button?.name !== "seat" && !isUndo) return; // closing loads a page
  event.preventDefault();
  const data = new FormData(form);
  data.set("key", key());
  data.set(button.name, button.value);
  const failed = form.querySelector("[data-taps-failed]");
  // One after the other, in the order of the taps; undo is never sent twice, or it would take two back.
  queue = queue
    .then(() => send(data, isUndo ? 1 : 2))
    .then((found) => {
      show(found);
      failed.hidden = true;
    })
    .catch(() => {
      failed.hidden = false;
    });
});
