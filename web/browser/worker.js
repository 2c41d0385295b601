// Soleus itself, in Python: unpacked once a visit, then asked for one page after another.
import { loadPyodide } from "/browser/pyodide/pyodide.mjs";

const PACKAGES = "import site, sys; sys.dont_write_bytecode = True; site.getsitepackages()[0]";
const WITHOUT_CASES = /^\/(interview|result|case-file|download\/[a-z]+)$/;
const NO_TIME_ZONES = { PYTHONTZPATH: "" }; // else Python looks up how it was built, to learn where they lie
const decoder = new TextDecoder();
const archive = async (name) => new Uint8Array(await (await fetch(`/browser/${name}.tar`)).arrayBuffer());

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

// What is needed first comes first; the rest comes while Python begins.
const loading = loadPyodide({ indexURL: "/browser/pyodide/", packages: [], env: NO_TIME_ZONES });
const program = archive("program");
const starting = (async () => {
  const pyodide = await loading, place = { FS: pyodide.FS, packages: pyodide.runPython(PACKAGES) };
  unpack(place, await program);
  const soleus = pyodide.pyimport("soleus.web.in_browser");
  return { pyodide, place, pages: soleus.Pages(soleus.shipped()) };
})();
const more = async (name, after) => {
  await after;
  const content = await archive(name);
  unpack((await starting).place, content);
};
const words = more("words", program), cases = more("cases", words);
Promise.all([starting, words]).then(() => self.postMessage({}), (fault) => self.postMessage({ fault: String(fault) }));

self.addEventListener("message", async ({ data, ports: [port] }) => {
  const { pyodide, pages } = await starting;
  if (!WITHOUT_CASES.test(new URL(data.url).pathname)) await cases;
  const ask = () => pages.answer(data.method, data.url, pyodide.toPy(data.headers), pyodide.toPy(data.body));
  const told = await ask() ?? (await words, await ask()); // without the words where none are to be understood
  const [status, headers, body] = told.toJs();
  told.destroy();
  port.postMessage({ status, headers, body });
});
