"""The file that -o names: it appears whole at the end, in place of nothing but an ordinary file."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ..facts.errors import InputError


@contextmanager
def output_file(name: str | None, inputs: Sequence[str]) -> Iterator[TextIO | None]:
    """A file to write; None, for standard output, where none is named or "-" is.

    What stood there stays until all is written, and if nothing is. Raises InputError if it is one of the inputs ("-" is
    standard input), a link, a folder or a device, or cannot be written.
    """
    if name in (None, "-"):
        yield None
        return
    import secrets  # only a file pays for the import

    target = Path(name)
    try:
        mode = _mode(target, inputs)
        part = target.with_name(f".soleus-{secrets.token_hex(8)}")
        try:
            with part.open("x", encoding="utf-8") as file:
                yield file
            if mode is not None:
                part.chmod(mode)
            if part.stat().st_size:
                part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {error.strerror or error}") from None


def _mode(target: Path, inputs: Sequence[str]) -> int | None:
    """Who may do what with the file that is to be replaced; None if there is none."""
    try:
        there = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(there.st_mode):
        raise InputError(f"{target}: is a link; name the file itself, or '-' for standard output")
    if not stat.S_ISREG(there.st_mode):
        raise InputError(f"{target}: is no ordinary file; name another, or '-' for standard output")
    if any(_is(there, name) for name in inputs):
        raise InputError(f"{target}: is the input itself; name another file to write")
    return stat.S_IMODE(there.st_mode)


def _is(there: os.stat_result, name: str) -> bool:
    try:
        return os.path.samestat(there, os.fstat(sys.stdin.fileno()) if name == "-" else os.stat(name))
    except (OSError, ValueError):
        return False  # no such input: reading it says so
