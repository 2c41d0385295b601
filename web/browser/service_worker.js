// Between the pages and the network: files come from what was kept at the first visit, pages from the worker in the shell.
importScripts("/browser/files.js", "/browser/xz-decompress.js"); // FILES: { version, hashes }
const SHELL = "/index.html", FIRST = "/browser/start.json"; // the first page as Python answered in the build
const OURS = "soleus-", CACHE = OURS + FILES.version;
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
  + "frame-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript", svg: "image/svg+xml",
  wasm: "application/wasm" };
const { XzReadableStream } = self["xz-decompress"];
const BESIDE = new RegExp(`^${location.origin}/documents/`); // stands on this host, and is none of ours
const SQUEEZED = /\.xz$/;
const coming = new Map(); // files that were asked for and are not yet kept

self.addEventListener("install", (event) => event.waitUntil(small().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => { if (!BESIDE.test(event.request.url)) event.respondWith(answer(event)); });

// What is large is kept as the worker asks for it, which it does with all of it: so neither waits for the other.
const small = () => Promise.all(Object.keys(FILES.hashes).filter((path) => !SQUEEZED.test(path)).map(async (path) => {
  const { kept } = coming.get(path) ?? keep(path, path);
  await kept;
}));

// A file, as it comes: `found` the answer to be cloned, `kept` when it is whole and stays.
function keep(path, source) {
  const found = get(source);
  const kept = found.then(async (whole) => (await caches.open(CACHE)).put(path, whole.clone()));
  coming.set(path, { found, kept });
  kept.finally(() => coming.delete(path)).catch(() => {});
  return { found, kept };
}

async function get(source) {
  const found = await fetch(source, { integrity: FILES.hashes[source], cache: "no-cache" });
  if (!found.ok) throw new Error(`${source}: ${found.status}`);
  const type = TYPES[source.replace(SQUEEZED, "").split(".").pop()];
  return new Response(SQUEEZED.test(source) ? new XzReadableStream(found.body) : found.body, { headers: {
    "Content-Type": type || "application/octet-stream", "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
  } });
}

async function forget() {
  const old = (name) => name.startsWith(OURS) && name !== CACHE;
  await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
}

async function answer(event) {
  const { request } = event, { origin, pathname, search } = new URL(request.url);
  if (origin !== location.origin) return Response.error();
  if (request.destination === "document") return file(SHELL, event);
  if (pathname + search === "/") return told(await (await file(FIRST, event)).json());
  return await file(pathname, event) ?? ask(request);
}

const told = ({ status, headers, body }) =>
  new Response([204, 303, 304].includes(status) ? null : body, { status, headers });

async function file(path, event) {
  const kept = await (await caches.open(CACHE)).match(path);
  const source = [path, `${path}.xz`].find((each) => each in FILES.hashes);
  if (kept || !source) return kept;
  const file = coming.get(path) ?? keep(path, source);
  event.waitUntil(file.kept);
  return (await file.found).clone();
}

async function ask(request) {
  const windows = await self.clients.matchAll({ type: "window" });
  const shell = windows.find((each) => each.frameType === "top-level");
  if (!shell) return Response.error();
  const { method, url } = request;
  const asked = { method, url, headers: [...request.headers], body: new Uint8Array(await request.arrayBuffer()) };
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((tell) => { port1.onmessage = ({ data }) => tell(data); });
  shell.postMessage(asked, [port2]);
  return told(await answered);
}
