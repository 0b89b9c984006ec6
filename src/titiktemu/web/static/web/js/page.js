// Small help for people whose browser runs scripts; every page works without.
// <button hidden data-print>  prints the page.  <button hidden data-copy="text" data-copied="Copied">  copies a text.
const reveal = (root) => {
  for (const button of root.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.hasAttribute("data-print")) {
    window.print();
    return;
  }
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

// <form data-forget>  signing out also forgets the pages that were kept for opening without a network.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]")) window.caches?.delete("pages-1");
});

// Without a line a form is not sent: the browser's own error page would take what was written with it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || navigator.onLine || form.method !== "post") return;
  event.preventDefault();
  form.querySelector("[data-no-line]")?.remove();
  form.append(document.querySelector("#no-line").content.cloneNode(true));
  form.querySelector("[data-no-line]").scrollIntoView({ block: "nearest" });
});
window.addEventListener("online", () => {
  for (const one of document.querySelectorAll("[data-no-line] > *")) one.hidden = !one.hidden;
});

document.addEventListener("htmx:after:swap", () => reveal(document));
reveal(document);
