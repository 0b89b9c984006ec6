// Answers given without a connection: kept in this browser, sent later in order, each under a key of its own.
// window.kept(key) gives one participant's store. Nothing here knows the page.
window.kept = (key) => {
  const name = `titiktemu:${key}`;
  const empty = { queue: [], pack: [], refused: [] };
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
    stock: (pack) => write({ ...read(), pack }),
    // Keeps an answer and gives the next statement to ask, if this phone has one.
    keep(statement, answer, ticket) {
      const kept = read();
      kept.queue.push({ key: fresh(), statement, answer, ticket: ticket || "" });
      kept.pack = kept.pack.filter((one) => one.statement !== statement);
      write(kept);
      return kept.pack[0];
    },
    drop(statement) {
      const kept = read();
      write({ ...kept, pack: kept.pack.filter((one) => one.statement !== statement) });
    },
    // What the server kept is forgotten here; what it refused stays to be read.
    settle(receipts) {
      const kept = read();
      const done = new Map(receipts.filter((one) => !one.again).map((one) => [one.key, one]));
      const refused = kept.queue.filter((one) => done.has(one.key) && !done.get(one.key).kept);
      write({
        ...kept,
        queue: kept.queue.filter((one) => !done.has(one.key)),
        refused: [...kept.refused, ...refused.map((one) => ({ ...one, problem: done.get(one.key).problem }))],
      });
    },
    acknowledge: () => write({ ...read(), refused: [] }),
    erase: () => localStorage.removeItem(name),
  };
};

// Sends what is kept, in one request; gives {sent, problem}. Throws where there is no connection.
window.sendKept = async (store, place) => {
  const supplies = await fetch(place.supplies, { headers: { Accept: "application/json" } });
  const told = await supplies.json();
  if (!supplies.ok) return { problem: told.problem };
  if (told.key !== place.key) return { problem: "", foreign: true };
  const votes = store.read().queue.slice(0, 100);
  if (!votes.length) return { pack: told.pack };
  const answer = await fetch(place.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": told.token },
    body: JSON.stringify({ key: place.key, votes }),
  });
  const said = await answer.json();
  if (!answer.ok) return { problem: said.problem };
  store.settle(said.receipts);
  return { sent: said.receipts.filter((one) => one.kept).length };
};
