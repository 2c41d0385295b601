// Between the pages and the network: files come from what was kept at the first visit, pages from the worker in the shell.
importScripts("/browser/files.js"); // FILES: { version, hashes }
const SHELL = "/index.html";
const OURS = "soleus-", CACHE = OURS + FILES.version;
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
  + "frame-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function keep() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(FILES.hashes).map(async ([path, integrity]) => {
    const found = await fetch(path, { integrity, cache: "no-cache" });
    if (!found.ok) throw new Error(`${path}: ${found.status}`);
    await cache.put(path.replace(/\.gz$/, ""), kept(path, found));
  }));
}

function kept(path, found) {
  const type = { html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript",
    svg: "image/svg+xml", wasm: "application/wasm" }[path.replace(/\.gz$/, "").split(".").pop()];
  const body = path.endsWith(".gz") ? found.body.pipeThrough(new DecompressionStream("gzip")) : found.body;
  return new Response(body, { headers: {
    "Content-Type": type || "application/octet-stream", "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
  } });
}

async function forget() {
  const old = (name) => name.startsWith(OURS) && name !== CACHE;
  await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
}

async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return Response.error();
  const cache = await caches.open(CACHE);
  return await cache.match(request.destination === "document" ? SHELL : pathname) || ask(request);
}

async function ask(request) {
  const windows = await self.clients.matchAll({ type: "window" });
  const shell = windows.find((each) => each.frameType === "top-level");
  if (!shell) return Response.error();
  const { method, url } = request;
  const asked = { method, url, headers: [...request.headers], body: new Uint8Array(await request.arrayBuffer()) };
  const { port1, port2 } = new MessageChannel();
  const told = new Promise((tell) => { port1.onmessage = ({ data }) => tell(data); });
  shell.postMessage(asked, [port2]);
  const { status, headers, body } = await told;
  return new Response([204, 303, 304].includes(status) ? null : body, { status, headers });
}
