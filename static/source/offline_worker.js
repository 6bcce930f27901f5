// Keeps the page for working without a network, with all that it is made of, and answers for it: nothing else of this site, and
// nothing of anybody's. It begins with what it is to keep (KEPT, written by the server), so that a new version of the site is
// a new worker, which keeps everything anew and throws away what the one before it kept. Items are not kept here.
const PREFIX = "tystio-offline-kept-";
const CACHE = PREFIX + KEPT.version;
const LANGUAGE_CACHE = "tystio-offline-language";

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    [...Object.values(KEPT.pages).flatMap(Object.values), ...KEPT.files].map(async (address) => {
      // Asked as nobody: whoever is signed in is in none of it.
      const answer = await fetch(address, { credentials: "omit", cache: "reload" });
      if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
  await self.skipWaiting();
}

async function forgetBefore() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// A page in the language that its address names, or else the one in which such a page was last read here.
async function page(request, inLanguages, said) {
  const cache = await caches.open(CACHE);
  const last = await (await (await caches.open(LANGUAGE_CACHE)).match("language"))?.text();
  const ofBrowser = navigator.languages.map((one) => one.slice(0, 2));
  const language = [said, last, ...ofBrowser, "cy"].find((one) => one in inLanguages);
  return (await cache.match(inLanguages[language])) ?? fetch(request);
}

async function file(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetBefore()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const inLanguages = Object.hasOwn(KEPT.pages, pathname) && KEPT.pages[pathname];
  if (request.mode === "navigate" && inLanguages) event.respondWith(page(request, inLanguages, searchParams.get("lang")));
  else if (KEPT.files.includes(pathname + search)) event.respondWith(file(request));
});
