// A file goes up in parts, so that a line which breaks costs one part, not all of it. Without this the same form
// sends the file at once. <form data-upload="address to begin" data-texts='{…}'> with one file field; the texts are
// {sending, waiting, resumed, gone, refused}. The server keeps what it has: the same file chosen again goes on where
// it ended, also after the browser was closed.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.fetch || !File.prototype.slice) return;
  const texts = JSON.parse(form.dataset.texts);
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("[type=submit]");
  const told = form.querySelector("[data-upload-told]");
  const bar = form.querySelector("progress");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let [pause, isSending] = [1000, false];

  const say = (text) => (told.textContent = text);
  // Whoever is online again does not wait for the rest of the pause.
  const wait = (time) =>
    new Promise((done) => {
      setTimeout(done, time);
      window.addEventListener("online", done, { once: true });
    });
  const megabytes = (bytes) =>
    (bytes / 2 ** 20).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const show = (before, sent, size) => {
    Object.assign(bar, { max: size || 1, value: sent });
    say(before + texts.sending.replace("{sent}", megabytes(sent)).replace("{size}", megabytes(size)));
  };

  // A refusal without a sentence of its own, such as that of a session that ended.
  const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const read = async (answer) => (isJson(answer) ? answer.json() : { problem: texts.refused });

  // One request; tried again for as long as the line or the server is away. Refusals (4xx) are answers.
  const ask = async (address, body, type) => {
    for (;;) {
      try {
        const headers = { "X-CSRFToken": token, Accept: "application/json", ...type };
        const answer = await fetch(address, { method: "POST", headers, body, cache: "no-store" });
        if (answer.status < 500) {
          pause = 1000;
          return { status: isJson(answer) ? answer.status : 0, told: await read(answer) };
        }
      } catch {
        if (body instanceof Blob) await body.arrayBuffer(); // a file that is gone throws; a line that is gone comes back
      }
      say(texts.waiting);
      await wait(pause);
      pause = Math.min(2 * pause, 30000);
    }
  };

  const begin = (file) => {
    const data = new FormData();
    const said = { name: file.name, size: file.size, mark: file.lastModified };
    for (const [name, value] of Object.entries(said)) data.set(name, String(value));
    return ask(form.dataset.upload, data);
  };

  const send = async (file) => {
    const begun = await begin(file);
    if (begun.status !== 200) return say(begun.told.problem);
    let { received } = begun.told;
    const before = received ? `${texts.resumed} ` : "";
    while (received < file.size) {
      show(before, received, file.size);
      const part = file.slice(received, received + begun.told.part);
      const sent = await ask(`${begun.told.parts}?from=${received}`, part, { "Content-Type": "application/octet-stream" });
      // 409 with a number: the server has more or less than this page thinks, and says how much.
      if (sent.told.received === undefined) return say(sent.told.problem);
      received = sent.told.received;
    }
    show("", file.size, file.size);
    const done = await ask(begun.told.finish, new FormData());
    if (done.status !== 200) return say(done.told.problem);
    isSending = false;
    window.location.assign(done.told.next);
  };

  form.addEventListener("submit", async (event) => {
    const file = field.files[0];
    if (!file) return;
    event.preventDefault();
    button.disabled = field.disabled = true;
    bar.hidden = false;
    isSending = true;
    try {
      await send(file);
    } catch {
      say(texts.gone); // the file was moved or changed meanwhile
    }
    isSending = false;
    button.disabled = field.disabled = false;
  });

  window.addEventListener("beforeunload", (event) => {
    if (isSending) event.preventDefault();
  });
})();
