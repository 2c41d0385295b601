"""A long text on a terminal, a screen at a time, broken between its parts where it can be."""

import sys
from collections.abc import Callable, Iterator

from rich.console import Console

from .prompt_io import Face

LEAST = 8  # lines, on a terminal that says that it has fewer
KEPT_FREE = 3  # for the prompt and the line of help


def show_paged(face: Face, show: Callable[[Console], None]) -> None:
    """Show a text, and wait for Enter after each screen; 'q' leaves out the rest. On a pipe, all at once."""
    console = face.console
    with console.capture() as shown:
        show(console)
    lines = shown.get().rstrip("\n").split("\n")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stdout.write("\n".join(lines) + "\n")
        return
    screens = list(_screens(lines, max(LEAST, console.height - KEPT_FREE)))
    for number, screen in enumerate(screens, 1):
        sys.stdout.write("\n".join(screen) + "\n")
        sys.stdout.flush()
        if number < len(screens) and face.ask(f"Enter: more ({number} of {len(screens)}), q: enough").lower() == "q":
            return


def _screens(lines: list[str], height: int) -> Iterator[list[str]]:
    """Lines in screens; a screen ends at an empty line if there is one in its latter half."""
    at = 0
    while at < len(lines):
        end = at + height
        if end < len(lines):
            breaks = [n for n in range(at + height // 2, end + 1) if not lines[n].strip()]
            end = breaks[-1] if breaks else end
        yield lines[at:end]
        at = end
        while at < len(lines) and not lines[at].strip():
            at += 1
