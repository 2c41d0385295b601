"""The console that every text goes through."""

import os
import textwrap

from rich.console import Console
from rich.text import Text


def say(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """One paragraph, wrapped to the console's width with every line indented."""
    width = max(20, console.width - indent)
    for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]:
        console.print(Text(" " * indent + line, style=style), soft_wrap=True)


def is_plain(plain: bool) -> bool:
    """Whether bars and colour are unwanted: asked for, or the terminal says that it can do nothing."""
    return plain or os.environ.get("TERM") == "dumb"


def console(plain: bool = False, width: int | None = None) -> Console:
    """A rich console; `plain`, NO_COLOR or a pipe leave out colour, and lines then are not wrapped."""
    if is_plain(plain):
        return Console(no_color=True, highlight=False, emoji=False, markup=False, force_terminal=False,
                       color_system=None, width=width or 100, soft_wrap=False)  # fmt: skip
    return Console(highlight=False, emoji=False, markup=False, width=width)
