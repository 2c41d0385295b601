"""How the program refuses: a message that steers no terminal, exit status 2, no traceback."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import click

from ..facts.errors import SoleusError
from ..facts.printable import message, unwritable


class Refusal(click.ClickException):
    """Bad input: exit status 2."""

    exit_code = 2


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what is refused here, by click or by the system (a full disk, half a character in the name of a file)
    into a Refusal fit to be shown.

    A pipe that nobody reads any more is left to click, which ends without a word.
    """
    try:
        yield
    except click.ClickException as error:
        if (fit := message(said := error.format_message())) == said:
            raise
        raise click.UsageError(fit, getattr(error, "ctx", None)) from None
    except SoleusError as error:
        raise Refusal(message(str(error))) from None
    except UnicodeEncodeError as error:
        raise Refusal(message(unwritable(error))) from None
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise Refusal(message(f"{error.filename or 'the output'}: {error.strerror or error}")) from None


def bear_any_text() -> None:
    """Let the standard streams take and give every text: what they cannot carry becomes a question mark."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def leave(status: int | None) -> NoReturn:
    """End at once, without taking apart what ends with the process anyway; 2 if the output could not be written."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError as error:
        with suppress(OSError):
            os.write(2, b"" if error.errno == errno.EPIPE else f"Error: the output: {error.strerror}\n".encode())
        status = status or 2
    os._exit(status or 0)
