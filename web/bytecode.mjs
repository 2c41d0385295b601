// Compiles Python with the Python that will run it, that of Pyodide: node bytecode.mjs PYODIDE FOLDER
// FOLDER holds `program` and Python's own library, `stdlib`, in which only that stays which is needed to unpack the rest.
// A source stays where it is read: anyio looks up its own.
// Each instruction is said to be of the first line of its function: that of its own is told of faults alone, and all these
// lines are a sixth of what is compiled.
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ env: { PYTHONNODEBUGRANGES: "1" } });
python.mountNodeFS("/mnt", folder);
python.runPython(`
import marshal, pathlib, site, sys
at_first = {name.partition(".")[0] for name in sys.modules}

from functools import cache
from importlib.util import cache_from_source
from py_compile import PycInvalidationMode, compile
from types import CodeType

HEAD = 16  # bytes before the code
EIGHT = b"\\xef\\0"  # in a table of lines: eight instructions, of no column, no line further

@cache
def table(eights): # one of few, which may be longer than what it is of
    return EIGHT * eights

def of_one_line(code):
    inner = (of_one_line(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    enough = 1 << (len(code.co_code) // 16).bit_length()
    return code.replace(co_linetable=table(enough), co_consts=tuple(inner))

root = pathlib.Path("/mnt")
for path in sorted(root.rglob("*.py")):
    inside = path.relative_to(root).as_posix()
    level = 0 if inside.startswith("program/soleus/") else 2  # the docstrings of our own are shown
    stays = inside == "program/anyio/__init__.py"
    compiled = pathlib.Path(cache_from_source(path) if stays else f"{path}c")
    compile(str(path), str(compiled), inside, True, level, PycInvalidationMode.UNCHECKED_HASH)
    content = compiled.read_bytes()
    compiled.write_bytes(content[:HEAD] + marshal.dumps(of_one_line(marshal.loads(content[HEAD:]))))
    if not stays:
        path.unlink()
for path in (root / "stdlib").iterdir():
    if path.name.partition(".")[0] not in at_first:
        path.rename(root / "program" / path.name)
`);
