// The page around the pages: it keeps the worker in which Soleus runs alive while the pages in its frame come and go.
const state = document.getElementById("state");
const pages = document.getElementById("pages");
const home = navigator.serviceWorker;

function say(what) { state.textContent = what; state.hidden = !what; }

async function controlled() {
  await home.register("/service_worker.js", { updateViaCache: "none" });
  await home.ready;
  if (!home.controller) await new Promise((go) => { home.addEventListener("controllerchange", go, { once: true }); });
}

async function start() {
  await controlled();
  const worker = new Worker("/browser/worker.js", { type: "module" });
  const running = new Promise((ready, failed) => {
    worker.addEventListener("message", ({ data: { fault } }) => fault ? failed(Error(fault)) : ready(), { once: true });
    worker.addEventListener("error", failed, { once: true });
    home.addEventListener("message", ({ data, ports }) => worker.postMessage(data, ports));
    home.startMessages();
  });
  pages.addEventListener("load", () => {
    const shown = pages.contentWindow.location;
    document.title = pages.contentDocument.title;
    history.replaceState(null, "", shown.pathname + shown.search + shown.hash);
  });
  if (location.pathname !== "/") await running; // the first page is a file, every other is Python's
  pages.src = location.pathname + location.search + location.hash;
  pages.hidden = false;
  pages.focus();
  await running;
  say("");
}

if (!home) say("This browser, or this kind of window, cannot keep Soleus for itself (no service worker).");
else start().catch((fault) => say(`Soleus could not be started here: ${fault.message || "its program did not load"}`));
