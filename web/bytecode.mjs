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
import ast, marshal, pathlib, site, sys
at_first = {name.partition(".")[0] for name in sys.modules}

from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType

HEAD = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) # it is not compared with its source, of which it needs no hash
EIGHT = b"\\xef\\0"  # in a table of lines: eight instructions, of no column, no line further
FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef

@cache
def table(eights): # one of few, which may be longer than what it is of
    return EIGHT * eights

def of_one_line(code):
    inner = (of_one_line(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    enough = 1 << (len(code.co_code) // 16).bit_length()
    return code.replace(co_linetable=table(enough), co_consts=tuple(inner))

def without_docstrings(tree, kinds):
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.fix_missing_locations(tree)

root = pathlib.Path("/mnt")
for path in sorted(root.rglob("*.py")):
    inside = path.relative_to(root).as_posix()
    own, tree = inside.startswith("program/soleus/"), ast.parse(path.read_bytes())
    if own: # the API's description shows the docstrings of its records and of its functions
        of_api = inside.startswith("program/soleus/web/api")
        tree = without_docstrings(tree, ast.Module if of_api else (ast.Module, *FUNCTIONS))
    code = compile(tree, inside, "exec", dont_inherit=True, optimize=0 if own else 2)
    stays = inside == "program/anyio/__init__.py"
    compiled = pathlib.Path(cache_from_source(path) if stays else f"{path}c")
    compiled.parent.mkdir(exist_ok=True)
    compiled.write_bytes(HEAD + marshal.dumps(of_one_line(code)))
    if not stays:
        path.unlink()
for path in (root / "stdlib").iterdir():
    if path.name.partition(".")[0] not in at_first:
        path.rename(root / "program" / path.name)
`);
