// Opens the voting page and a questionnaire without a network, on https and on this machine. It keeps the pages'
// own files and the last such page of whoever answers here, nothing else: no results, no lists, no other pages.
const FILES = "files-1";
const PAGES = "pages-1";
const VOTING = /\/konsultasi\/\d+\/suara\/$|\/kuesioner\/\d+\/luring\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== FILES && name !== PAGES) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

// A page from the network where there is one, and the kept one where there is none.
const page = async (request) => {
  const pages = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await pages.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await pages.match(request.url);
    if (kept) return kept;
    throw error;
  }
};

// A file from here at once, and a newer one for the next time.
const file = async (request) => {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await files.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  fresh.catch(() => {});
  return kept;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.includes("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && VOTING.test(url.pathname) && !url.search) event.respondWith(page(request));
});
