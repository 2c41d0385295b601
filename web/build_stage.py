"""What the Python in a browser is to find: the program, what it rests on, and what a first start would compile."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ..facts.errors import SoleusError
from .build_reach import reached
from .build_unused import CODECS, OF_PACKAGES_UNUSED, OF_PYTHON_UNUSED, UNUSED

HERE = Path(__file__).parent
PROGRAM = HERE.parent
RESTS_ON = (
    "experta", "fastapi", "fsrs", "itsdangerous", "jinja2", "platformdirs", "pydantic", "python-multipart", "pyyaml",
    "rapidfuzz",
)  # fmt: skip
COMPILED = "pydantic-core"
ONCE_COMPILED = (
    "rules/*/*.yaml", "rules/counts.yaml", "facts/findings/*.yaml", "facts/wordings/*", "reading/tables/*.yaml",
)  # fmt: skip
LEARNED = "soleus/reading/learned.zip"
START = "web.in_browser"
COMPILE = f"import sys; from soleus.{START} import compile_into; compile_into(sys.argv[1])"
_NAME = re.compile(r"[\w.-]+")


class CannotBuild(SoleusError):
    """Something that the build needs is not there, or is not what it should be."""


def lay_out(stage: Path, modules: Path, core: Path) -> None:
    """Lay out `program`, Python's own library, `stdlib`, and Python itself in a folder. Raises CannotBuild."""
    program, stdlib, pyodide = stage / "program", stage / "stdlib", modules / "pyodide"
    for name in _packages():
        for file in distribution(name).files or ():
            if (file.suffix == ".py" or file.name == "entry_points.txt") and ".." not in file.parts:
                _copy(Path(str(file.locate())), program / file)
    for path in _own():
        _copy(path, program / "soleus" / path.relative_to(PROGRAM))
    _compile_knowledge(program)
    with ZipFile(core) as wheel:
        wheel.extractall(program, (n for n in wheel.namelist() if n.endswith((".py", ".so"))))
    with ZipFile(pyodide / "python_stdlib.zip") as library:
        library.extractall(stdlib)
    for codec in (stdlib / "encodings").glob("*.py"):
        if codec.stem not in CODECS:
            codec.unlink()
    for name in OF_PYTHON_UNUSED:
        _remove(stdlib / name)
    for name in OF_PACKAGES_UNUSED:
        _remove(program / name)
    run_node("bytecode.mjs", pyodide, stage)
    run_node("prune.mjs", modules, *program.glob("pydantic_core/*.so"), stage)
    _unpacked(program / LEARNED)


def _packages() -> set[str]:
    """What the pages import, and all that this rests on in turn."""
    found, open_ = {COMPILED}, [*RESTS_ON]
    while open_:
        if (name := open_.pop().lower()) not in found:
            found.add(name)
            needed = (line for line in distribution(name).requires or () if ";" not in line)
            open_ += (match[0] for match in map(_NAME.match, needed) if match)
    return found - {COMPILED}


def _own() -> Iterator[Path]:
    """The files of our own packages that a browser needs."""
    modules = reached(PROGRAM, START)
    yield from sorted(modules)
    packages = (path.parent for path in sorted(PROGRAM.glob("*/__init__.py")))
    for path in sorted(path for package in packages for path in package.rglob("*") if path.is_file()):
        inside = path.relative_to(PROGRAM)
        if path.suffix not in (".py", ".pyc") and not {part.as_posix() for part in (inside, *inside.parents)} & set(
            UNUSED
        ):
            yield path


def _compile_knowledge(program: Path) -> None:
    """Compile the knowledge as a first start would, and leave out what it was compiled from."""
    setting = os.environ | {"PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", COMPILE, str(program / "soleus" / "kept")]
    subprocess.run(command, check=True, env=setting, cwd=program)  # noqa: S603
    for pattern in ONCE_COMPILED:
        for path in (program / "soleus").glob(pattern):
            path.unlink()


def run_node(script: str, *given: Path) -> None:
    """Run one of our own scripts. Raises CannotBuild where node is not here."""
    if (node := shutil.which("node")) is None:
        raise CannotBuild("node is not here, which compiles the program with the Python that will run it")
    subprocess.run([node, HERE / script, *given], check=True)  # noqa: S603


def _unpacked(path: Path) -> None:
    """The same archive with nothing squeezed, so that it can be squeezed better as a whole."""
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, data in content.items():
            archive.writestr(ZipInfo(name), data)


def _remove(module: Path) -> None:
    """Remove a package, or a module, of which the path has no ending."""
    shutil.rmtree(module) if module.is_dir() else module.with_name(f"{module.name}.py").unlink(missing_ok=True)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
