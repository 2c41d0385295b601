"""What libraries in other languages write to the terminal by themselves."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

STDERR = 2


@contextmanager
def held_back() -> Iterator[None]:
    """Meanwhile nothing but Python writes to the standard error: a library that panics tells it there, frame by frame.

    What it panicked at is raised as an exception too, and told in one line.
    """
    python, direct = sys.stderr, False
    if python is None:  # closed before the start, and its number may be that of another file now
        yield
        return
    own = os.dup(STDERR)
    with suppress(OSError, AttributeError, ValueError):  # a standard error that is no file is left as it is
        direct = python.fileno() == STDERR
    python.flush()
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), STDERR)
    if direct:
        sys.stderr = open(own, "w", encoding=python.encoding, errors=python.errors, buffering=1, closefd=False)  # noqa: SIM115
    try:
        yield
    finally:
        if direct:
            sys.stderr.flush()
            sys.stderr = python
        os.dup2(own, STDERR)
        os.close(own)
