"""Builds the pages for a browser alone: files for any static host, which answer with nothing sent and no server.

    python -m soleus.web.build OUT --parts PARTS

PARTS is a folder with what comes from elsewhere, got by .ci/browser-parts: `node_modules` with Pyodide, xz-decompress,
binaryen and terser, and pydantic's compiled part for Pyodide, `pydantic_core-….whl`. The other packages are those of
this Python, without what is compiled.
"""

import argparse
import base64
import hashlib
import io
import json
import lzma
import shutil
import sys
import tarfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from .build_stage import COMPILED, HERE, LEARNED, CannotBuild, lay_out
from .build_tables import without_tables
from .build_words import as_sent
from .in_browser import FIRST

AT_THE_TOP = ("index.html", "service_worker.js")  # a service worker rules over what lies below it
WORDS = (LEARNED,)
CASES = ("soleus/cases/*/*.yaml", "soleus/kept/library-*")
PYODIDE, XZ, BINARYEN, TERSER = "314.0.7", "0.2.3", "132.0.0", "5.51.4"
HASHES = HERE / "parts.sha256"  # of the releases that this was tried with
SQUEEZED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
IN_TURN = (*SQUEEZED, "python_stdlib.zip", "program.tar", "words.tar", "cases.tar")  # as they are needed
# What unsqueezes keeps one check alone, and this much in mind.
_FORM = {"format": lzma.FORMAT_XZ, "check": lzma.CHECK_CRC32}
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25, "lc": 4, "pb": 0}]


def build(out: Path, parts: Path) -> None:
    """Build into `out`, which is replaced, with what lies in `parts`. Raises CannotBuild."""
    modules, core = _modules(parts), _core(parts)
    pyodide = modules / "pyodide"
    with TemporaryDirectory() as folder:
        stage = Path(folder).resolve()
        lay_out(stage, modules, core)
        shutil.rmtree(out, ignore_errors=True)
        browser = shutil.copytree(HERE / "browser", out / "browser")
        for name in AT_THE_TOP:
            (browser / name).rename(out / name)
        shutil.copytree(HERE / "static", out / "static")
        shutil.copyfile(modules / "xz-decompress/dist/package/xz-decompress.min.js", browser / "xz-decompress.js")
        (browser / "pyodide").mkdir()
        (browser / "pyodide" / "pyodide-lock.json").write_text(_no_packages(pyodide), "utf-8")
        begins, script, wasm = SQUEEZED
        _squeeze(browser / "pyodide" / begins, (pyodide / begins).read_bytes())
        _squeeze(browser / "pyodide" / script, (stage / script).read_bytes())
        _squeeze(browser / "pyodide" / wasm, without_tables((stage / wasm).read_bytes()))
        _squeeze(browser / "pyodide" / "python_stdlib.zip", _zipped(stage / "stdlib"))
        program = stage / "program"
        (program / "soleus" / "kept" / FIRST).rename(browser / FIRST)
        words, cases = ({path for pattern in some for path in program.glob(pattern)} for some in (WORDS, CASES))
        _squeeze(browser / "program.tar", _packed(program, set(_files(program)) - words - cases))
        _squeeze(browser / "words.tar", as_sent(_packed(program, words)))
        _squeeze(browser / "cases.tar", _packed(program, cases))
    in_turn = sorted(_files(out), key=lambda path: (path.suffix == ".xz" and IN_TURN.index(path.stem), path))
    hashes = {f"/{path.relative_to(out).as_posix()}": _integrity(path) for path in in_turn}
    del hashes["/service_worker.js"]
    kept = {"version": hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:16], "hashes": hashes}
    (browser / "files.js").write_text(f"const FILES = {json.dumps(kept, indent=1)};\n", "utf-8")
    shutil.copyfile(out / "index.html", out / "404.html")  # many hosts answer with it for a page that only we know


def _modules(parts: Path) -> Path:
    """The folder of what npm got, each file of which is what it was when this was tried."""
    folder = parts / "node_modules"
    for line in HASHES.read_text("utf-8").splitlines():
        wanted, name = line.split()
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            raise CannotBuild(f"{path}: is not what this was tried with; run .ci/browser-parts {parts}")
    return folder


def _core(parts: Path) -> Path:
    """The wheel of pydantic's compiled part that goes with the pydantic that is here."""
    wanted = f"pydantic_core-{version(COMPILED)}-*wasm32.whl"
    if not (found := sorted(parts.glob(wanted))):
        raise CannotBuild(f"{parts}: there is no {wanted}; run .ci/browser-parts {parts}")
    return found[-1]


def _no_packages(pyodide: Path) -> str:
    """What Pyodide knows of this release, without its packages, of which none is loaded."""
    lock: dict[str, object] = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    return json.dumps(lock | {"packages": {}})


def _squeeze(path: Path, content: bytes) -> None:
    """Squeezed here, since not every host does it, and unsqueezed where it is kept."""
    path.with_name(f"{path.name}.xz").write_bytes(lzma.compress(content, filters=_FILTERS, **_FORM))


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for path in _files(folder):
            archive.writestr(ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return content.getvalue()


def _packed(root: Path, paths: Iterable[Path]) -> bytes:
    """Files as an archive that says nothing of who built it, and when."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(paths):
            entry = tarfile.TarInfo(path.relative_to(root).as_posix())
            entry.size = path.stat().st_size
            with path.open("rb") as file:
                archive.addfile(entry, file)
    return content.getvalue()


def _integrity(path: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Build, and say how large it is."""
    asked = argparse.ArgumentParser(prog="python -m soleus.web.build", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("out", type=Path, help="a folder, which is replaced")
    asked.add_argument("--parts", type=Path, required=True, help="the folder that .ci/browser-parts made")
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
