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

// <p hidden data-unsent>  is shown when something could not be sent, and hidden again once it was.
const unsent = (failed) => {
  for (const note of document.querySelectorAll("[data-unsent]")) note.hidden = !failed;
};
document.addEventListener("htmx:error", () => unsent(true));
document.addEventListener("htmx:before:swap", () => unsent(false));

document.addEventListener("htmx:after:swap", () => reveal(document));
reveal(document);
