// Between the pages and the network: files come from what was kept at the first visit, pages from the worker in the shell.
// FILES: { version, hashes }
importScripts(...["files", "xz-decompress", "coder", "rows", "learned"].map((name) => `/browser/${name}.js`));
const SHELL = "/index.html", FIRST = "/browser/start.json"; // the first page as Python answered in the build
const OURS = "soleus-", CACHE = OURS + FILES.version;
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
  + "frame-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript", svg: "image/svg+xml",
  wasm: "application/wasm" };
const { XzReadableStream } = self["xz-decompress"];
const WORDS = "/browser/words.tar.xz"; // is squeezed once more than the others
const BESIDE = new RegExp(`^${location.origin}/documents/`); // stands on this host, and is none of ours
const SQUEEZED = /\.xz$/;
const LARGE = Object.keys(FILES.hashes).filter((source) => SQUEEZED.test(source)); // as they are needed
const FIRST_OF_LARGE = LARGE.slice(0, LARGE.indexOf(WORDS));
const coming = new Map(); // files that are not yet kept

self.addEventListener("install", (event) => event.waitUntil(small().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => { if (!BESIDE.test(event.request.url)) event.respondWith(answer(event)); });

const small = () =>
  Promise.all(Object.keys(FILES.hashes).filter((path) => !SQUEEZED.test(path)).map((path) => keep(path).kept));

// What is large comes once Python begins, one after another: what is needed first has the line, and this thread, for itself.
// Words come when they are asked for, once the program is over there: to fill them in leaves this thread no time to send it.
function keepFirst() {
  let before;
  return Promise.all(FIRST_OF_LARGE.map((source) => {
    const file = keep(source, before);
    before = file.kept;
    return file.kept;
  }));
}

// A file, as it comes: `found` the answer to be cloned, `kept` when it is whole and stays.
function keep(source, before) {
  const path = source.replace(SQUEEZED, "");
  const found = (async () => {
    await before;
    return await (await caches.open(CACHE)).match(path) ?? get(source);
  })();
  const kept = found.then(async (whole) => (await caches.open(CACHE)).put(path, whole.clone()));
  coming.set(path, { found, kept });
  kept.finally(() => coming.delete(path)).catch(() => {});
  return { found, kept };
}

async function get(source) {
  const found = await fetch(source, { integrity: FILES.hashes[source], cache: "no-cache" });
  if (!found.ok) throw new Error(`${source}: ${found.status}`);
  const type = TYPES[source.replace(SQUEEZED, "").split(".").pop()];
  const content = SQUEEZED.test(source) ? new XzReadableStream(found.body) : found.body;
  return new Response(source === WORDS ? await filled(content) : content, { headers: {
    "Content-Type": type || "application/octet-stream", "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
  } });
}

const filled = async (stream) => Learned.fill(new Uint8Array(await new Response(stream).arrayBuffer()));

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
  if (!coming.has(path)) event.waitUntil(FIRST_OF_LARGE.includes(source) ? keepFirst() : keep(source).kept);
  return (await coming.get(path).found).clone();
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
