"""The console that every text goes through."""

import os

from rich.console import Console


def console(plain: bool = False, width: int | None = None) -> Console:
    """A rich console; `plain`, NO_COLOR or a pipe leave out colour, and lines then are not wrapped."""
    if plain or os.environ.get("TERM") == "dumb":
        return Console(no_color=True, highlight=False, emoji=False, markup=False, force_terminal=False,
                       color_system=None, width=width or 100, soft_wrap=False)  # fmt: skip
    return Console(highlight=False, emoji=False, markup=False, width=width)
