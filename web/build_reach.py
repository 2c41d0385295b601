"""Which of our own modules the pages can come to: all that they import, and all that these import in turn."""

import ast
from collections.abc import Iterator
from pathlib import Path


def reached(package: Path, start: str) -> set[Path]:
    """The files of the modules of `package` that importing `start` ("web.in_browser") may run, now or later.

    What is imported for the type checker alone does not count. Raises FileNotFoundError.
    """
    found: set[Path] = set()
    open_ = [_file(package, start.split("."))]
    while open_:
        if (path := open_.pop()) not in found:
            found.add(path)
            open_ += [folder / "__init__.py" for folder in path.parents if package in (folder, *folder.parents)]
            open_ += _imported(package, path)
    return found


def _imported(package: Path, path: Path) -> Iterator[Path]:
    """The files of our own that a module imports; a name that is imported may be a module or stand in one."""
    here = path.parent.relative_to(package).parts
    for node in _run(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*here[: len(here) + 1 - node.level], *(node.module or "").split(".")]
            home = [part for part in base if part]
            for name in node.names:
                try:
                    yield _file(package, [*home, name.name])
                except FileNotFoundError:
                    yield _file(package, home)


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """All of a module that may run."""
    yield node
    for part in ast.iter_child_nodes(node):
        if not (isinstance(part, ast.If) and isinstance(part.test, ast.Name) and part.test.id == "TYPE_CHECKING"):
            yield from _run(part)


def _file(package: Path, names: list[str]) -> Path:
    """The file of a module, or of a package, below ours. Raises FileNotFoundError."""
    at = package.joinpath(*names)
    for path in (at.with_name(f"{at.name}.py"), at / "__init__.py"):
        if path.is_file():
            return path
    raise FileNotFoundError(at)
