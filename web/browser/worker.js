// Soleus itself, in Python: unpacked once a visit, then asked for one page after another.
import { loadPyodide } from "/browser/pyodide/pyodide.mjs";

const PACKAGES = "import site, sys; sys.dont_write_bytecode = True; site.getsitepackages()[0]";
const WITHOUT_CASES = /^\/(interview|result|case-file|download\/[a-z]+)?$/;
const archive = async (name) => new Uint8Array(await (await fetch(`/browser/${name}.tar`)).arrayBuffer());
const decoder = new TextDecoder();

// A tar archive: before each file a block with its name, its size and the first part of a long name.
function unpack({ FS, packages }, content) {
  const text = (from, to) => decoder.decode(content.subarray(from, to)).replace(/\0.*$/s, "");
  for (let at = 0; content[at];) {
    const name = [packages, text(at + 345, at + 500), text(at, at + 100)].filter(Boolean).join("/");
    const size = parseInt(text(at + 124, at + 136), 8), start = at + 512;
    FS.mkdirTree(name.slice(0, name.lastIndexOf("/")));
    FS.writeFile(name, content.subarray(start, start + size), { canOwn: true });
    at = start + Math.ceil(size / 512) * 512;
  }
}

const starting = (async () => {
  const loading = loadPyodide({ indexURL: "/browser/pyodide/", packages: [] });
  const [pyodide, program] = await Promise.all([loading, archive("program")]);
  const place = { FS: pyodide.FS, packages: pyodide.runPython(PACKAGES) };
  unpack(place, program);
  const soleus = pyodide.pyimport("soleus.web.in_browser");
  return { pyodide, place, pages: soleus.Pages(soleus.shipped()) };
})();
starting.then(() => self.postMessage({}), (fault) => self.postMessage({ fault: String(fault) }));

// The first page waits for no more than it needs, and a first result for no published cases.
const coming = {};
const whole = ({ place }, name) => coming[name] ??= archive(name).then((content) => unpack(place, content));

self.addEventListener("message", async ({ data, ports: [port] }) => {
  const soleus = await starting;
  const { pyodide, pages } = soleus, { pathname } = new URL(data.url);
  if (pathname !== "/") await whole(soleus, "words");
  if (!WITHOUT_CASES.test(pathname)) await whole(soleus, "cases");
  const told = await pages.answer(data.method, data.url, pyodide.toPy(data.headers), pyodide.toPy(data.body));
  const [status, headers, body] = told.toJs();
  told.destroy();
  port.postMessage({ status, headers, body });
  await whole(soleus, "words");
  await whole(soleus, "cases");
});
