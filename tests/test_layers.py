"""Imports go one way, and the inner packages neither print, ask, read the clock nor touch the network."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    ("facts",),
    ("reading",),
    ("rules",),
    ("engine",),
    ("cases",),
    ("interview",),
    ("explain",),
    ("validation",),
    ("wording",),
    ("practice",),
    ("formats",),
    ("reports",),
    ("terminal", "web", "cohort"),
)
LOWER = {
    package: {below for floor in FLOORS[:number] for below in floor}
    for number, floor in enumerate(FLOORS)
    for package in floor
    if (ROOT / package).is_dir()
}
PURE = tuple(p for floor in FLOORS[:11] for p in floor if p in LOWER)
OTHERS = {".venv", "build", "dist", "tests"}
OUTSIDE = {
    "click",
    "rich",
    "prompt_toolkit",
    "time",
    "socket",
    "http",
    "urllib",
    "requests",
    "httpx",
    "fastapi",
    "getpass",
}


def imported(path, package):
    """What a module imports: the packages of ours, and the top names of others."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            here = ["soleus", *path.relative_to(ROOT).parent.parts]
            base = here[: len(here) - node.level + 1]
            full = [*base, *(node.module or "").split(".")] if node.module else base
            names = [full[1]] if len(full) > 1 else [alias.name for alias in node.names]
            yield from ((name, True) for name in names if name != package)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from ((module.split(".")[0], False) for module in modules)


@pytest.mark.parametrize("package", LOWER)
def test_imports_go_one_way(package):
    for path in sorted((ROOT / package).rglob("*.py")):
        found = set(imported(path, package))
        assert {name for name, ours in found if ours} <= LOWER[package], path
        if package in PURE:
            assert not {name for name, ours in found if not ours} & OUTSIDE, path


@pytest.mark.parametrize("package", PURE)
def test_inner_packages_do_not_print_or_ask(package):
    for path in (ROOT / package).rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("print", "input")], path


def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name within it; a package by the name of its folder."""
    shipped = [*ROOT.glob("*.py"), *(p for package in LOWER for p in (ROOT / package).rglob("*.py"))]
    named = {path: path.relative_to(ROOT).with_suffix("").parts for path in shipped}
    return {".".join(p for p in parts if p != "__init__"): path for path, parts in named.items()}


def needed(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of ours that a module imports, at any place: for types alone and inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            here = path.relative_to(ROOT).parent.parts
            base = [*here[: len(here) - node.level + 1], *(node.module or "").split(".")]
            name = ".".join(part for part in base if part)
            inside = {f"{name}.{alias.name}".lstrip(".") for alias in node.names} & known.keys()
            found |= inside or {name} & known.keys()
    return found


def circles(needs: dict[str, set[str]]) -> set[str]:
    """What is left when modules that need none of the others, or that none needs, are taken away again and again."""
    left = dict(needs)
    while loose := [n for n in left if not needs[n] & left.keys() or not any(n in needs[o] for o in left)]:
        for name in loose:
            del left[name]
    return set(left)


def test_a_circle_of_imports_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == {"b", "c"}


def test_no_circle_of_imports_between_modules():
    known = modules()
    assert len(known) > 100
    assert not circles({name: needed(path, known) for name, path in known.items()})


def test_the_packages_of_the_wheel_are_the_folders_that_say_they_are_packages():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    folders = {
        p.parent.relative_to(ROOT) for p in ROOT.rglob("__init__.py") if not OTHERS & set(p.relative_to(ROOT).parts)
    }
    named = {".".join(("soleus", *folder.parts)) for folder in folders}
    assert set(config["options"]["packages"].split()) == named


def test_the_data_of_each_package_is_shipped():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    globs = config["options.package_data"]
    for package in LOWER:
        shipped = {
            p for g in globs.get(f"soleus.{package}", "").split(",") for p in (ROOT / package).glob(g.strip() or "-")
        }
        data = {p for p in (ROOT / package).rglob("*.*") if p.suffix in (".yaml", ".j2", ".html", ".css", ".js")}
        assert data <= shipped, package


def test_ids_alone_are_understood_without_the_reader_of_words():
    said = "understand({'age': 66, 'sex': 'female', 'present': ['tingling'], 'absent': ['fever']}, base.vocabulary)"
    program = f"""
import sys
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
base = load_knowledge()
{said}
sys.exit("soleus.reading.reader" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
