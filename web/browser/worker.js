// Soleus itself, in Python: unpacked once a visit, then asked for one page after another.
import { loadPyodide } from "/browser/pyodide/pyodide.mjs";

const UNPACK = `
import site, sys, tarfile
from pathlib import Path

sys.dont_write_bytecode = True
with tarfile.open("/tmp/packed") as packed:
    for entry in packed:
        path = Path(site.getsitepackages()[0], entry.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed.extractfile(entry).read())
`;
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

function unpack(pyodide, content) {
  pyodide.FS.writeFile("/tmp/packed", content);
  pyodide.runPython(UNPACK);
  pyodide.FS.unlink("/tmp/packed");
}

const starting = (async () => {
  const [pyodide, program] = await Promise.all([
    loadPyodide({ indexURL: "/browser/pyodide/", packages: [] }), bytes("/browser/program.tar.xz"),
  ]);
  unpack(pyodide, program);
  const soleus = pyodide.pyimport("soleus.web.in_browser");
  const pages = soleus.Pages(soleus.shipped());
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
