// Compiles Python with the Python that will run it, that of Pyodide: node bytecode.mjs PYODIDE FOLDER
// FOLDER holds `program` and Python's own library, `stdlib`, in which only that stays which is needed to unpack the rest.
// A source stays where it is read: anyio looks up its own.
// Which line an instruction is of is left out: it is told of faults alone, and is a sixth of what is compiled.
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ env: { PYTHONNODEBUGRANGES: "1" } });
python.mountNodeFS("/mnt", folder);
python.runPython(`
import marshal, pathlib, site, sys
at_first = {name.partition(".")[0] for name in sys.modules}

from importlib.util import cache_from_source
from py_compile import PycInvalidationMode, compile
from types import CodeType

HEAD = 16  # bytes before the code

def without_lines(code):
    inner = (without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))

root = pathlib.Path("/mnt")
for path in sorted(root.rglob("*.py")):
    inside = path.relative_to(root).as_posix()
    level = 0 if inside.startswith("program/soleus/") else 2  # the docstrings of our own are shown
    stays = inside == "program/anyio/__init__.py"
    compiled = pathlib.Path(cache_from_source(path) if stays else f"{path}c")
    compile(str(path), str(compiled), inside, True, level, PycInvalidationMode.UNCHECKED_HASH)
    content = compiled.read_bytes()
    compiled.write_bytes(content[:HEAD] + marshal.dumps(without_lines(marshal.loads(content[HEAD:]))))
    if not stays:
        path.unlink()
for path in (root / "stdlib").iterdir():
    if path.name.partition(".")[0] not in at_first:
        path.rename(root / "program" / path.name)
`);
