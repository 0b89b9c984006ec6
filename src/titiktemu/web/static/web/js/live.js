// Pages that follow a room without weighing on its Wi-Fi. <div data-live="address"> is drawn anew when the answer is
// not 304; with data-live-reload the whole page is loaded again, with data-live-say a hidden note is shown instead.
// Something [data-live-over] in the answer ends it, and the page is loaded once more.
// Each page asks at a moment of its own, rests while it is hidden or without a network, and asks less after errors.
(() => {
  const followed = document.querySelector("[data-live]");
  if (!followed) return;
  const every = 1000 * Number(followed.dataset.every || 8);
  let mark = followed.dataset.mark || "";
  let errors = 0;
  let timer = 0;
  let ahead = 0; // by how much the server's clock is ahead of this device's: the server's is the one that counts

  const later = () => {
    clearTimeout(timer);
    const pause = Math.min(every * 2 ** errors, 60000) * (0.7 + 0.6 * Math.random());
    if (!document.hidden && navigator.onLine) timer = setTimeout(ask, pause);
  };

  const show = async (answer) => {
    if ("liveReload" in followed.dataset) return window.location.reload();
    if (followed.dataset.liveSay) {
      document.querySelector(followed.dataset.liveSay).hidden = false;
      return;
    }
    const busy = followed.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (busy) return; // nobody's half-written sentence is drawn over
    const text = await answer.text();
    const opened = [...followed.querySelectorAll("details[open]")].map((one) => one.id);
    followed.innerHTML = text;
    // What was followed is over: the rest of the page has changed with it.
    if (followed.querySelector("[data-live-over]")) return window.location.reload();
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  };

  const ask = async () => {
    try {
      const headers = mark ? { "If-None-Match": mark } : {};
      const answer = await fetch(followed.dataset.live, { headers, cache: "no-store" });
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      errors = 0;
      const told = Date.parse(answer.headers.get("Date"));
      if (told && Math.abs(told - Date.now() - ahead) > 2000) ahead = told - Date.now();
      const fresh = answer.headers.get("ETag");
      if (answer.status === 200 && fresh !== mark) {
        // The page may be older than the first answer: it says itself what it was made of.
        const same = !mark && followed.dataset.state && followed.dataset.state === (await answer.clone().text());
        mark = fresh;
        if (!same) await show(answer);
      }
    } catch {
      errors = Math.min(errors + 1, 4);
    }
    later();
  };

  // Minutes and seconds until the timer ends; with data-over also by how much it is over.
  const count = () => {
    for (const one of document.querySelectorAll("[data-ends]")) {
      const until = Math.round((new Date(one.dataset.ends) - Date.now() - ahead) / 1000);
      const left = "over" in one.dataset ? Math.abs(until) : Math.max(0, until);
      const sign = "over" in one.dataset && until < 0 ? "+" : "";
      one.textContent = `${sign}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
    setTimeout(count, 1000);
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  window.addEventListener("online", ask);
  timer = setTimeout(ask, Math.random() * every);
  count();
})();
