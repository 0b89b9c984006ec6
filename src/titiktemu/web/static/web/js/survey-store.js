// Answers that a phone keeps: what is being written, what waits to be sent, what was not taken.
// window.surveyStore(key) is one person's store for one wave; window.surveySend sends the first that waits.
window.surveyStore = (key) => {
  const name = `titiktemu:survey:${key}`;
  const empty = { draft: {}, queue: [], refused: [] };
  const read = () => {
    try {
      return { ...empty, ...JSON.parse(localStorage.getItem(name)) };
    } catch {
      return { ...empty };
    }
  };
  const write = (kept) => localStorage.setItem(name, JSON.stringify(kept));
  // Keys must work on plain HTTP as well, where crypto.randomUUID is missing.
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return {
    read,
    draft: (draft) => write({ ...read(), draft }),
    finish: (answers, draft) => write({ ...read(), draft: {}, queue: [...read().queue, { key: fresh(), answers, draft }] }),
    sent: (one) => write({ ...read(), queue: read().queue.filter((other) => other.key !== one) }),
    refuse(one, lines) {
      const kept = read();
      const found = kept.queue.find((other) => other.key === one);
      write({ ...kept, queue: kept.queue.filter((other) => other.key !== one), refused: [...kept.refused, { ...found, lines }] });
    },
    // What was not taken goes back into the form.
    takeBack() {
      const kept = read();
      const last = kept.refused.pop();
      write({ ...kept, draft: last?.draft ?? kept.draft });
      return last?.draft;
    },
    erase: () => localStorage.removeItem(name),
  };
};

// Sends the first answers that wait; gives "sent", "refused", "nothing" or "foreign". Throws without a connection.
window.surveySend = async (store, place) => {
  const first = store.read().queue[0];
  if (!first) return "nothing";
  const token = await (await fetch(place.token, { headers: { Accept: "application/json" } })).json();
  if (token.key !== place.key) return "foreign";
  const answer = await fetch(place.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token.token },
    body: JSON.stringify({ place: place.key, key: first.key, answers: first.answers }),
  });
  if (answer.status === 429 || answer.status >= 500) throw new Error("later");
  if (answer.ok) {
    store.sent(first.key);
    return "sent";
  }
  const told = await answer.json();
  store.refuse(first.key, told.lines?.length ? told.lines : [told.problem]);
  return "refused";
};

// What stands in a form as pairs that can be kept, and back into the form; `shown` is called after that.
window.surveyForm = (form, shown) => ({
  draft: () => [...new FormData(form)].filter(([, value]) => value),
  fill(kept) {
    form.reset();
    for (const [key, value] of Array.isArray(kept) ? kept : []) {
      for (const one of form.querySelectorAll(`[name="${CSS.escape(key)}"]`)) {
        if (one.type === "radio" || one.type === "checkbox") one.checked = one.value === value || (one.type === "checkbox" && one.checked);
        else one.value = value;
      }
    }
    shown();
  },
});
