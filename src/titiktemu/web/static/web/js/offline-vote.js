// The voting page without a connection: the answer is kept, the next statement comes from this phone.
(() => {
  const box = document.querySelector("[data-offline]");
  if (!box || !window.localStorage) return;
  const place = { key: box.dataset.offline, supplies: box.dataset.supplies, send: box.dataset.send };
  const store = window.kept(place.key);
  const count = box.querySelector("[data-count]");
  let last = null;
  let apart = false; // whether this page now lives from what the phone has
  let wait = 2000;
  let timer = 0;

  const show = () => {
    const kept = store.read();
    box.hidden = !kept.queue.length && !kept.refused.length && !apart;
    count.textContent = count.dataset.words.replace("{n}", kept.queue.length);
    count.hidden = !kept.queue.length;
    const refused = box.querySelector("[data-refused]");
    refused.hidden = !kept.refused.length;
    refused.querySelector("ul").replaceChildren(
      ...[...new Set(kept.refused.map((one) => one.problem))].map((words) => Object.assign(document.createElement("li"), { textContent: words })),
    );
    for (const one of box.querySelectorAll("[data-secure]")) one.hidden = (one.dataset.secure === "yes") !== window.isSecureContext;
  };

  const ask = (next) => {
    const form = document.querySelector("#ballot form");
    const said = document.querySelector("#said");
    if (!next || !form) {
      if (form) form.hidden = true;
      said.textContent = box.dataset.nothingLeft;
    } else {
      said.textContent = next.text;
      form.elements.statement.value = next.statement;
      form.dataset.ticket = next.ticket;
      for (const one of form.querySelectorAll("[aria-pressed]")) one.removeAttribute("aria-pressed");
    }
    said.focus();
  };

  const keep = (form, answer) => {
    apart = true;
    ask(store.keep(Number(form.elements.statement.value), Number(answer), form.dataset.ticket));
    show();
    later();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, wait * (0.7 + 0.6 * Math.random()));
    wait = Math.min(wait * 2, 60000);
  };

  const send = async () => {
    try {
      const told = await window.sendKept(store, place);
      wait = 2000;
      if (told.pack) store.stock(told.pack.filter((one) => one.statement !== Number(document.querySelector("#ballot form")?.elements.statement.value)));
      box.querySelector("[data-problem]").textContent = told.problem || "";
      show();
      if (store.read().queue.length) return later();
      if (apart && !told.problem) window.location.assign(box.dataset.here);
    } catch {
      later();
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#ballot .vote");
    if (!button) return;
    last = button;
    if (!apart && navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep(button.form, button.value);
  }, true);
  // The line may be dead although the phone believes to have one.
  document.addEventListener("htmx:error", () => last?.isConnected && !apart && keep(last.form, last.value));
  box.querySelector("[data-erase]").addEventListener("click", () => (store.erase(), show()));
  box.querySelector("[data-seen]").addEventListener("click", () => (store.acknowledge(), show()));
  window.addEventListener("online", send);
  if (window.isSecureContext && navigator.serviceWorker) navigator.serviceWorker.register(box.dataset.worker);
  show();
  send();
})();
