// The worker: pages come from the network; where there is none, those of the day come from this device, once it is open.

const PATIENCE_MS = 8000;
const DOWN = [502, 503, 504];

/** Whose day is open, and its key: in memory only. */
let held = null;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(VERSION);
    await cache.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  const { kind, account, key } = event.data ?? {};
  if (kind === "hold") held = { account, key };
  if (kind === "forget" && held?.account === account) held = null;
  if (kind === "ask") event.waitUntil(holder().then((answer) => event.ports[0]?.postMessage(answer)));
});

/** A browser stops its workers at any time: the pages that are open then know the key. */
async function holder() {
  if (held) return held;
  for (const client of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const answer = await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => resolve(event.data);
      setTimeout(() => resolve(null), 500);
      client.postMessage({ kind: "ask" }, [port2]);
    });
    if (answer) return (held = answer);
  }
  return null;
}

async function packed(path) {
  const owner = await holder();
  if (!owner) return null;
  const name = `${owner.account} ${path}`;
  try {
    const kept = await read("pages", name);
    if (!kept) return null;
    const headers = await unsealJson(owner.key, `${name} head`, kept.head);
    let body = await unseal(owner.key, name, kept.body);
    if (headers["content-type"].startsWith("text/html")) {
      body = text(body).replace('<html lang="fr"', `<html lang="fr" data-packed="${kept.at}"`);
    }
    return new Response(body, { headers });
  } catch {
    return null;
  }
}

const shell = () => caches.match("/hors-ligne");
const late = () => new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));

async function page(request, path) {
  const network = fetch(request);
  network.catch(() => {});
  if (request.method !== "GET") return network.catch(shell);
  try {
    const answer = await Promise.race([network, late()]);
    if (answer && !DOWN.includes(answer.status)) return answer;
  } catch {
    // No network: the pack.
  }
  return (await packed(path)) ?? network.catch(shell);
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const navigation = request.mode === "navigate";
  if (request.method === "GET" && !navigation && KEPT.includes(pathname)) event.respondWith(asset(request));
  else if (navigation && (request.method === "GET" || /^\/(feuilles|commissions)\//.test(pathname))) {
    event.respondWith(page(request, pathname));
  }
});
