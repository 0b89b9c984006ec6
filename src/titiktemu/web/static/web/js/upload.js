// A file goes up in parts, so that a line which breaks costs one part, not all of it. Without this the same form
// sends the file at once. <form data-upload="address to begin" data-texts='{…}'> with one file field; the texts are
// {sending, waiting, resumed, gone}. The server keeps what it has: the same file chosen again goes on where it ended.
const form = document.querySelector("form[data-upload]");

if (form && window.fetch && File.prototype.slice) {
  const texts = JSON.parse(form.dataset.texts);
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("[type=submit]");
  const told = form.querySelector("[data-upload-told]");
  const bar = form.querySelector("progress");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const LONGEST_PAUSE = 30000;
  let pause = 1000;

  const say = (text) => (told.textContent = text);
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const megabytes = (bytes) =>
    (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const show = (sent, size) => {
    bar.max = size;
    bar.value = sent;
    say(texts.sending.replace("{sent}", megabytes(sent)).replace("{size}", megabytes(size)));
  };

  // One request; tried again for as long as the line or the server is away. Refusals (4xx) are answers.
  const ask = async (address, body, type) => {
    for (;;) {
      try {
        const headers = { "X-CSRFToken": token, Accept: "application/json" };
        if (type) headers["Content-Type"] = type;
        const answer = await fetch(address, { method: "POST", headers, body, cache: "no-store" });
        if (answer.status < 500) {
          pause = 1000;
          return { status: answer.status, told: await answer.json() };
        }
      } catch {
        // no line: what was sent is kept there
      }
      say(texts.waiting);
      await wait(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  };

  const begin = (file) => {
    const data = new FormData(form);
    data.delete(field.name);
    data.set("name", file.name);
    data.set("size", String(file.size));
    return ask(form.dataset.upload, data);
  };

  const send = async (file) => {
    const begun = await begin(file);
    if (begun.status !== 200) return say(begun.told.problem);
    let { received } = begun.told;
    if (received) say(texts.resumed);
    while (received < file.size) {
      show(received, file.size);
      const part = file.slice(received, received + begun.told.part);
      const address = `${begun.told.parts}?from=${received}`;
      const sent = await ask(address, part, "application/octet-stream");
      // 409: the server has more or less than this page thinks, and says how much.
      if (sent.status !== 200 && sent.status !== 409) return say(sent.told.problem);
      if (sent.status === 409 && sent.told.received === undefined) return say(sent.told.problem);
      received = sent.told.received;
    }
    show(file.size, file.size);
    const done = await ask(begun.told.finish, new FormData());
    if (done.status !== 200) return say(done.told.problem);
    window.location.assign(done.told.next);
  };

  form.addEventListener("submit", async (event) => {
    const file = field.files[0];
    if (!file) return;
    event.preventDefault();
    button.disabled = true;
    bar.hidden = false;
    try {
      await send(file);
    } catch {
      say(texts.gone); // the file was moved or changed meanwhile
    }
    button.disabled = false;
  });
}
