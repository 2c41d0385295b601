"""Where an interview is read and typed: plain lines, or a real terminal with completion and a line of help."""

import os
import sys
from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .console import console

HINT = "? help   why   how   back   change   skip   stop   quit"


class Face:
    """Line by line, without colour, boxes or cursor movement: for pipes, screen readers and dumb terminals."""

    plain = True

    def __init__(self, out: Console | None = None):
        self.console = out or console(plain=True)

    def say(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Print one paragraph."""
        self.console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False) if text else "")

    def show_list(self, lines: Sequence[tuple[str, str]]) -> None:
        """Print lines, each with its style, one under the other."""
        for line, style in lines:
            self.say(line, style, indent=2)

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        """One line as typed. Raises EOFError at the end of input, KeyboardInterrupt on Ctrl-C."""
        self.console.print(f"{prompt} ", end="", soft_wrap=True)
        self.console.file.flush()
        line = sys.stdin.readline()
        if not line:
            self.console.print()
            raise EOFError
        if not sys.stdin.isatty():
            self.console.print(line.rstrip("\n"), soft_wrap=True)  # what a pipe types is shown as on a terminal
        return line.strip()


class TerminalFace(Face):
    """A real terminal: prompt_toolkit edits the line, completes words, and keeps a line of help below."""

    plain = False

    def __init__(self, hint: str = HINT) -> None:
        from prompt_toolkit import PromptSession

        super().__init__(console())
        self.session: PromptSession[str] = PromptSession(bottom_toolbar=hint)

    def show_list(self, lines: Sequence[tuple[str, str]]) -> None:
        """Print lines in two columns where they fit, so that a long list needs no scrolling."""
        if 2 * max((len(line) for line, _ in lines), default=0) + 6 > self.console.width:
            super().show_list(lines)
            return
        half = (len(lines) + 1) // 2
        table = Table.grid(padding=(0, 2))
        for left, right in zip_longest(lines[:half], lines[half:], fillvalue=("", "")):
            table.add_row(Text(f"  {left[0]}", style=left[1]), Text(right[0], style=right[1]))
        self.console.print(table)

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        from prompt_toolkit.completion import WordCompleter

        completer = WordCompleter(list(words), ignore_case=True, match_middle=True, sentence=True)
        return self.session.prompt(f"{prompt} ", completer=completer, complete_while_typing=False).strip()


def face(plain: bool, hint: str = HINT) -> Face:
    """The face that fits: plain when asked for, on a pipe, or on a dumb terminal. `hint` is the line of help below."""
    if plain or os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Face(None if plain else console(plain=not sys.stdout.isatty()))
    return TerminalFace(hint)
