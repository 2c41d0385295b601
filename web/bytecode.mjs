// Compiles Python with the Python that will run it, that of Pyodide: node bytecode.mjs PYODIDE FOLDER
// FOLDER holds `program` and Python's own library, `stdlib`, in which only that stays which is needed to unpack the rest.
// Sources stay where they are read: what is kept of cases and reading is known by them, and anyio looks up its own.
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ env: { PYTHONNODEBUGRANGES: "1" } });
python.mountNodeFS("/mnt", folder);
python.runPython(`
import lzma, pathlib, site, sys, tarfile
at_first = {name.partition(".")[0] for name in sys.modules}

from py_compile import PycInvalidationMode, compile
root = pathlib.Path("/mnt")
for path in sorted(root.rglob("*.py")):
    inside = path.relative_to(root).as_posix()
    level = 0 if inside.startswith("program/soleus/") else 2  # the docstrings of our own are shown
    stays = inside.startswith(("program/soleus/cases/", "program/soleus/reading/", "program/anyio/__init__"))
    compile(str(path), None if stays else f"{path}c", inside, True, level, PycInvalidationMode.UNCHECKED_HASH)
    if not stays:
        path.unlink()
for path in (root / "stdlib").iterdir():
    if path.name.partition(".")[0] not in at_first:
        path.rename(root / "program" / path.name)
`);
