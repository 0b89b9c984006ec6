// The moderators' queue by keyboard: j next, k back, and one letter for each button of the statement in focus.
// Single keys can be turned off (WCAG 2.1.4) and never fire while somebody writes.
(() => {
  const queue = document.querySelector("[data-queue]");
  const waiting = [...document.querySelectorAll("[data-waiting]")];
  if (!queue || !waiting.length) return;
  const on = queue.querySelector("[data-queue-switch]");
  const name = "titiktemu:queue-keys";
  on.checked = localStorage.getItem(name) !== "off";
  on.addEventListener("change", () => localStorage.setItem(name, on.checked ? "on" : "off"));
  queue.querySelector("[data-queue-help]").hidden = false;
  let at = 0;

  const go = (to) => {
    at = Math.max(0, Math.min(waiting.length - 1, to));
    waiting[at].focus();
    waiting[at].scrollIntoView({ block: "center" });
    queue.querySelector("[data-queue-said]").textContent = `${at + 1} / ${waiting.length}`;
  };

  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (!on.checked || writes || event.ctrlKey || event.altKey || event.metaKey) return;
    const inside = event.target.closest("[data-waiting]");
    if (inside) at = waiting.indexOf(inside);
    if (event.key === "j") return go(inside ? at + 1 : 0);
    if (event.key === "k") return go(at - 1);
    const wanted = waiting[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    const reason = wanted.form?.querySelector("select");
    if (event.key === "h" && reason && !reason.value) reason.focus(); // a reason first
    else wanted.click();
  });
  if (document.querySelector("[role=status].notice, .notice-done")) go(0); // after a decision the next one is in focus
})();
