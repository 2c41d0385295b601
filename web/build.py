"""Builds the pages for a browser alone: files for any static host, which answer with nothing sent and no server.

    python -m soleus.web.build OUT --parts PARTS

PARTS is a folder with what comes from elsewhere: `node_modules/pyodide` (npm install) and pydantic's compiled part for
it, `pydantic_core-….whl` (pip download). The other packages are those of this Python, without what is compiled.
"""

import argparse
import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from ..facts.errors import SoleusError

HERE = Path(__file__).parent
PROGRAM = HERE.parent
ROOT_FILES = ("index.html", "service_worker.js")  # a service worker rules over what lies below it
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
SQUEEZED = (".wasm", ".asm.mjs")
RESTS_ON = (
    "experta", "fastapi", "fsrs", "itsdangerous", "jinja2", "platformdirs", "pydantic", "python-multipart", "pyyaml",
    "rapidfuzz",
)  # fmt: skip
COMPILED = "pydantic-core"
NAME = re.compile(r"[\w.-]+")
UNUSED = ("cohort", "terminal", "facts/wordings", "web/browser", "kept")
READER = "soleus/reading/learned.zip"
COMPILE = "import sys; from soleus.web.in_browser import compile_into; compile_into(sys.argv[1])"


class CannotBuild(SoleusError):
    """Something that the build needs is not there, or is not what it should be."""


def build(out: Path, parts: Path) -> None:
    """Build into `out`, which is replaced, with what lies in `parts`. Raises CannotBuild."""
    with TemporaryDirectory() as folder:
        stage = Path(folder)
        _stage(stage, _core(parts))
        shutil.rmtree(out, ignore_errors=True)
        browser = out / "browser"
        shutil.copytree(HERE / "browser", browser)
        for name in ROOT_FILES:
            (browser / name).rename(out / name)
        shutil.copytree(HERE / "static", out / "static")
        _pyodide(parts, browser / "pyodide")
        files = sorted(path for path in stage.rglob("*") if path.is_file())
        _pack(browser / "program.tar.xz", stage, (path for path in files if path != stage / READER))
        _pack(browser / "reader.tar.xz", stage, [stage / READER])
    hashes = {f"/{path.relative_to(out).as_posix()}": _integrity(path) for path in _files(out)}
    del hashes["/service_worker.js"]
    version = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:16]
    kept = json.dumps({"version": version, "hashes": hashes}, indent=1)
    (browser / "files.js").write_text(f"const FILES = {kept};\n", "utf-8")


def _core(parts: Path) -> Path:
    """The wheel of pydantic's compiled part that goes with the pydantic that is here."""
    wanted = f"pydantic_core-{distribution(COMPILED).version}-*wasm32.whl"
    if not (found := sorted(parts.glob(wanted))):
        raise CannotBuild(f"{parts}: there is no {wanted}")
    return found[-1]


def _pyodide(parts: Path, target: Path) -> None:
    """Copy Pyodide; what is large, and what a host may not squeeze by itself, squeezed."""
    target.mkdir()
    for name in PYODIDE:
        path = parts / "node_modules" / "pyodide" / name
        if not path.is_file():
            raise CannotBuild(f"{path}: is not there")
        if name.endswith(SQUEEZED):
            (target / f"{name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        else:
            shutil.copyfile(path, target / name)


def _stage(stage: Path, core: Path) -> None:
    """Lay out what Python is to find: the program, what it rests on, and what a first start would compile."""
    for name in _packages():
        for file in distribution(name).files or ():
            if (file.suffix == ".py" or file.name == "entry_points.txt") and ".." not in file.parts:
                _copy(Path(str(file.locate())), stage / file)
    for path in _files(PROGRAM):
        inside = path.relative_to(PROGRAM)
        if _ships(inside):
            _copy(path, stage / "soleus" / inside)
    _compile(stage)
    with ZipFile(core) as wheel:
        wheel.extractall(stage, (n for n in wheel.namelist() if n.endswith((".py", ".so"))))


def _packages() -> set[str]:
    """What the pages import, and all that this rests on in turn."""
    found, open_ = {COMPILED}, [*RESTS_ON]
    while open_:
        if (name := open_.pop().lower()) not in found:
            found.add(name)
            needed = (line for line in distribution(name).requires or () if ";" not in line)
            open_ += (NAME.match(line)[0] for line in needed)
    return found - {COMPILED}


def _ships(inside: Path) -> bool:
    folders = {part.as_posix() for part in inside.parents}
    packages = {path.parent.name for path in PROGRAM.glob("*/__init__.py")}
    return inside.suffix not in (".pyc",) and not folders & set(UNUSED) and inside.parts[0] in packages | {"__init__.py"}


def _compile(stage: Path) -> None:
    target = stage / "soleus" / "kept"
    setting = os.environ | {"PYTHONPATH": str(stage), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", COMPILE, str(target)], check=True, env=setting, cwd=stage)  # noqa: S603


def _pack(target: Path, root: Path, paths: Iterable[Path]) -> None:
    with tarfile.open(target, "w:xz", preset=9) as packed:
        for path in paths:
            packed.addfile(_plain(packed.gettarinfo(path, path.relative_to(root).as_posix())), path.open("rb"))


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry that says nothing of who built it, and when."""
    entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname, entry.mode = 0, 0, 0, "", "", 0o644
    return entry


def _integrity(path: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}"


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def main() -> None:
    """Build, and say how large it is."""
    asked = argparse.ArgumentParser(prog="python -m soleus.web.build", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("out", type=Path, help="a folder, which is replaced")
    asked.add_argument("--parts", type=Path, required=True, help="the folder with Pyodide and pydantic-core for it")
    given = asked.parse_args()
    try:
        build(given.out, given.parts)
    except CannotBuild as error:
        sys.exit(str(error))
    sizes = {path.relative_to(given.out).as_posix(): path.stat().st_size for path in _files(given.out)}
    for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:8]:
        print(f"{size:>12,}  {name}")
    print(f"{sum(sizes.values()):>12,}  in all")


if __name__ == "__main__":
    main()
