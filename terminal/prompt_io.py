"""Where an interview is read and typed: plain lines, or a real terminal with completion and a line of help."""

import os
import sys
from collections.abc import Callable, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..facts.printable import printable
from .console import console

# Lines at the foot of a screen: a prompt, at times in two lines, and the help below it.
PROMPT = 3
HINT = "? help   why   how   back   change   skip   stop   quit"


class Face:
    """Line by line, without colour, boxes or cursor movement: for pipes, screen readers and dumb terminals."""

    plain = True
    hint = HINT

    def __init__(self, out: Console | None = None):
        self.console = out or console(plain=True)

    def say(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Print one paragraph."""
        self.console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False) if text else "")

    def read_through(
        self, show: Callable[[], None], again: Callable[[], None] | None = None, held: bool = True
    ) -> None:
        """Show a text that may be long; `again` puts the question that it came between once more, where that is needed.

        Where a short prompt follows at once, the last page need not be `held` until it is read.

        Here a text is never held up: a pipe has no screen, and a screen reader goes back by itself.
        """
        show()

    def show_list(self, lines: Sequence[tuple[str, str]]) -> None:
        """Print lines, each with its mark, one under the other."""
        for mark, line in lines:
            self.say(f"{mark}{line}", indent=2)

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        """One line as typed. Raises EOFError at the end of input, KeyboardInterrupt on Ctrl-C."""
        self.console.print(f"{prompt} ", end="", soft_wrap=True)
        self.console.file.flush()
        line = sys.stdin.readline()
        if not line:
            self.console.print()
            raise EOFError
        if not sys.stdin.isatty():
            self.console.print(
                printable(line.rstrip("\n")), soft_wrap=True
            )  # what a pipe types is shown as on a terminal
        return line.strip()


class TerminalFace(Face):
    """A real terminal: prompt_toolkit edits the line, completes words, and keeps a line of help below."""

    plain = False

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession

        super().__init__(console())
        self.ahead = ""  # typed where a text was read through, and meant for the next prompt
        self.session: PromptSession[str] = PromptSession(bottom_toolbar=lambda: self.hint)

    def show_list(self, lines: Sequence[tuple[str, str]]) -> None:
        """Print lines, in two columns where they fit, so that a long list needs no scrolling; a long line hangs."""
        whole = [mark + line for mark, line in lines]
        if 2 * max(map(len, whole), default=0) + 6 > self.console.width:
            hanging = Table.grid()
            for mark, line in lines:
                hanging.add_row(f"  {mark}", Text(line))
            self.console.print(hanging)
            return
        half = (len(whole) + 1) // 2
        table = Table.grid(padding=(0, 2))
        for left, right in zip_longest(whole[:half], whole[half:], fillvalue=""):
            table.add_row(Text(f"  {left}"), Text(right))
        self.console.print(table)

    def read_through(
        self, show: Callable[[], None], again: Callable[[], None] | None = None, held: bool = True
    ) -> None:
        """Show a text page by page, so that nothing scrolls away unread; then the question, whole on the screen."""
        text, question = self._lines(show), self._lines(again) if again else []
        if len(text) + len(question) + 1 + PROMPT > self.console.height:
            self._pages(text, held)
        else:
            self._print(text)
        self._print(["", *question] if question else [])

    def _pages(self, lines: list[str], held: bool) -> None:
        room = max(5, self.console.height - PROMPT)
        while lines:
            end = _end_of_screen(lines, room)
            self._print(lines[:end])
            lines = lines[end:]
            while lines and not lines[0].strip():
                lines = lines[1:]
            if not lines and not held:
                return
            last = "Press Enter to go on: " if not lines else f"Enter for more, 'q' to leave out {len(lines)} lines: "
            typed = self.session.prompt(last).strip()
            if typed.lower() not in ("", "q", "quit", "no"):
                self.ahead = typed
            if typed:
                return

    def _lines(self, show: Callable[[], None]) -> list[str]:
        with self.console.capture() as text:
            show()
        return text.get().splitlines()

    def _print(self, lines: list[str]) -> None:
        for line in lines:
            self.console.file.write(f"{line}\n")
        self.console.file.flush()

    def ask(self, prompt: str, words: Sequence[str] = ()) -> str:
        from prompt_toolkit.completion import WordCompleter

        if self.ahead:
            typed, self.ahead = self.ahead, ""
            self.say(f"{prompt} {typed}")
            return typed
        completer = WordCompleter(list(words), ignore_case=True, match_middle=True, sentence=True)
        return self.session.prompt(f"{prompt} ", completer=completer, complete_while_typing=False).strip()


def _end_of_screen(lines: list[str], room: int) -> int:
    """How many lines make a screen: up to an empty one in its latter half, so that what belongs together stays so."""
    if len(lines) <= room:
        return len(lines)
    gaps = [n for n in range(room // 2, room + 1) if not lines[n].strip()]
    return gaps[-1] if gaps else room


def face(plain: bool) -> Face:
    """The face that fits: plain when asked for, on a pipe, or on a dumb terminal."""
    if plain or os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Face(None if plain else console(plain=not sys.stdout.isatty()))
    return TerminalFace()
