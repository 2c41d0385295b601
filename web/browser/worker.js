// Soleus itself, in Python: unpacked once a visit, then asked for one page after another.
import { loadPyodide } from "/browser/pyodide/pyodide.mjs";

const UNPACK = `
import os, site, sys, tarfile

sys.dont_write_bytecode = True
with tarfile.open("/tmp/packed") as packed:
    for entry in packed:
        path = os.path.join(site.getsitepackages()[0], entry.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(packed.extractfile(entry).read())
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
  return { pyodide, pages: soleus.Pages(soleus.shipped()) };
})();
starting.then(() => self.postMessage({}), (fault) => self.postMessage({ fault: String(fault) }));

// The first page waits for no more than it needs.
let more;
async function whole({ pyodide }) {
  more ??= bytes("/browser/later.tar.xz").then((content) => unpack(pyodide, content));
  await more;
}

self.addEventListener("message", async ({ data, ports: [port] }) => {
  const soleus = await starting;
  if (new URL(data.url).pathname !== "/") await whole(soleus);
  const { pyodide, pages } = soleus;
  const told = await pages.answer(data.method, data.url, pyodide.toPy(data.headers), pyodide.toPy(data.body));
  const [status, headers, body] = told.toJs();
  told.destroy();
  port.postMessage({ status, headers, body });
  whole(soleus);
});
