// Soleus itself, in Python: unpacked once a visit, then asked for one page after another.
import { loadPyodide } from "/browser/pyodide/pyodide.mjs";

const UNPACK = `
import site, tarfile
with tarfile.open("/tmp/unpacked") as packed:
    packed.extractall(site.getsitepackages()[0], filter="data")
`;
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

function unpack(pyodide, content) {
  pyodide.FS.writeFile("/tmp/unpacked", content);
  pyodide.runPython(UNPACK);
  pyodide.FS.unlink("/tmp/unpacked");
}

const starting = (async () => {
  const [pyodide, program] = await Promise.all([
    loadPyodide({ indexURL: "/browser/pyodide/", packages: [] }), bytes("/browser/program.tar.xz"),
  ]);
  unpack(pyodide, program);
  const pages = pyodide.pyimport("soleus.web.in_browser").Pages();
  self.postMessage({});
  const reader = bytes("/browser/reader.tar.xz").then((content) => unpack(pyodide, content));
  return { pyodide, pages, reader };
})();
starting.catch((fault) => self.postMessage({ fault: String(fault) }));

self.addEventListener("message", async ({ data, ports: [port] }) => {
  const { pyodide, pages, reader } = await starting;
  if (data.method === "POST") await reader;
  const told = await pages.answer(data.method, data.url, pyodide.toPy(data.headers), pyodide.toPy(data.body));
  const [status, headers, body] = told.toJs();
  told.destroy();
  port.postMessage({ status, headers, body });
});
