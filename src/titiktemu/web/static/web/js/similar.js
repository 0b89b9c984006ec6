// While somebody writes a statement: which ones say nearly the same? Asked a moment after the last letter, one at a time.
(() => {
  const form = document.querySelector("[data-similar]");
  const place = document.querySelector("#similar");
  if (!form || !place) return;
  let timer = 0;
  let asked = null;

  const ask = async () => {
    const written = new FormData(form);
    if (String(written.get("text") || written.get("text_en") || "").trim().length < 12) return place.replaceChildren();
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.similar, { method: "POST", body: written, signal: asked.signal });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      // Without a connection there is no hint; the form asks again when it is sent.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 600);
  });
})();
