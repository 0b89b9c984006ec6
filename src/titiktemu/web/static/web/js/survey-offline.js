// The whole form on a phone: skips as the server would, keeps every letter, sends when there is a connection.
(() => {
  const box = document.querySelector("[data-survey]");
  const form = document.querySelector("[data-whole]");
  if (!box || !form || !window.localStorage) return;
  const { items, required } = JSON.parse(document.querySelector("#logic").textContent);
  const place = { key: box.dataset.survey, token: box.dataset.token, send: box.dataset.send };
  const store = window.surveyStore(place.key);
  const name = (item, turn) => (turn === null ? item : `${item}@${turn}`);
  let wait = 2000;
  let timer = 0;

  const given = (item, turn) => {
    const fields = [...form.elements].filter((one) => one.name === name(item, turn) || one.name.startsWith(`${name(item, turn)}:`));
    if (items[item]?.kind === "rank") {
      return fields.filter((one) => one.value).sort((a, b) => a.value - b.value).map((one) => one.name.split(":").pop()).join(" ");
    }
    const chosen = fields.filter((one) => (one.type !== "radio" && one.type !== "checkbox") || one.checked);
    return chosen.map((one) => one.value.trim()).filter(Boolean).join(" ");
  };
  const inside = (repeat) => Object.keys(items).filter((one) => items[one].repeat === repeat && items[one].asked);
  const boxes = (repeat) => [...form.querySelectorAll(`[data-repeat="${CSS.escape(repeat)}"]`)];
  const turnsOf = (repeat) => {
    const filled = boxes(repeat).map((_box, at) => inside(repeat).some((one) => given(one, at)));
    return filled.slice(0, filled.lastIndexOf(true) + 1).map((_one, at) => at);
  };
  const logic = window.surveyLogic(items, given, turnsOf);
  const places = [...form.querySelectorAll("[data-item]")].map((one) => [one, one.dataset.item, one.dataset.turn === undefined ? null : Number(one.dataset.turn)]);

  function show() {
    for (const [one, item, turn] of places) {
      one.hidden = !logic.isAsked(item, turn);
      for (const choice of one.querySelectorAll("[data-choice]")) choice.hidden = !logic.isLeft(item, turn, choice.dataset.choice);
    }
    for (const one of form.querySelectorAll("[data-repeat]")) one.hidden = !logic.isAsked(one.dataset.repeat, null);
    const kept = store.read();
    box.hidden = false;
    const count = box.querySelector("[data-count]");
    count.textContent = count.dataset.words.replace("{n}", kept.queue.length);
    count.hidden = !kept.queue.length;
    const refused = box.querySelector("[data-refused]");
    refused.hidden = !kept.refused.length;
    refused.querySelector("ul").replaceChildren(...kept.refused.flatMap((one) => one.lines).map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    for (const one of box.querySelectorAll("[data-secure]")) one.hidden = (one.dataset.secure === "yes") !== window.isSecureContext;
  }
  const { draft, fill } = window.surveyForm(form, show);
  const answers = () => {
    const all = {};
    for (const [item, about] of Object.entries(items)) {
      if (about.kind === "repeat") all[item] = turnsOf(item).map((at) => Object.fromEntries(inside(item).map((one) => [one, logic.isAsked(one, at) ? given(one, at) : ""])));
      else if (about.asked && !about.repeat && logic.isAsked(item, null)) all[item] = given(item, null);
    }
    return all;
  };
  const complain = () => {
    const wrong = places.filter(([one, item, turn]) => {
      const counts = turn === null || turnsOf(items[item]?.repeat ?? "").includes(turn);
      const words = counts && !one.hidden ? logic.problem(item, turn, required) : "";
      const error = one.querySelector("[data-error]");
      if (error) Object.assign(error, { textContent: words, hidden: !words });
      return words;
    });
    wrong[0]?.[0].querySelector("input, select, textarea")?.focus();
    return wrong.length > 0;
  };
  const send = async () => {
    clearTimeout(timer);
    try {
      const what = await window.surveySend(store, place);
      wait = 2000;
      show();
      if (what === "sent") Object.assign(box.querySelector("[data-sent]"), { hidden: store.read().queue.length > 0 });
      if (what === "sent" || what === "refused") send();
    } catch {
      timer = setTimeout(send, wait * (0.7 + 0.6 * Math.random()));
      wait = Math.min(wait * 2, 60000);
    }
  };

  form.addEventListener("input", () => (store.draft(draft()), show()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (complain()) return;
    store.finish(answers(), draft());
    fill([]);
    box.scrollIntoView({ block: "center" });
    send();
  });
  box.querySelector("[data-again]").addEventListener("click", () => fill(store.takeBack()));
  box.querySelector("[data-erase]").addEventListener("click", () => (store.erase(), fill([])));
  window.addEventListener("online", send);
  if (window.isSecureContext && navigator.serviceWorker) navigator.serviceWorker.register(box.dataset.worker);
  form.hidden = false;
  fill(store.read().draft);
  send();
})();
