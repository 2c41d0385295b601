"""A consultation on a terminal: one screen first, everything when asked for."""

from rich.console import Console

from ..engine.consultation import Consultation
from ..rules.knowledge_base import KnowledgeBase
from ..wording.assessment import everything, first_screen
from ..wording.document import Block, Caution, Document, Paragraph, Section
from ..wording.telling import telling
from .document import Printer, print_document

SCREEN, SENTENCE, REMARK = 24, 2, 1
"""Lines: of a screen, of a sentence on it at most, and of a remark under the ranking."""


def show(
    console: Console,
    consultation: Consultation,
    base: KnowledgeBase,
    plain: bool = False,
    more: str = "",
    below: int = 0,
) -> None:
    """What must be seen at once, in one screen of 24 lines with so many left free `below`.

    `more` is what to type to see the rest.
    """
    _Screen(console, plain, more, SCREEN - below).document(first_screen(telling(consultation, base)))


def show_everything(
    console: Console, consultation: Consultation, base: KnowledgeBase, plain: bool = False, trace: bool = False
) -> None:
    """All that is told, and with `trace` the chain of rules behind it."""
    print_document(console, everything(telling(consultation, base), base), plain)
    if trace:
        from ..wording.trace import trace as whole_trace

        console.print()
        print_document(console, whole_trace(base, consultation), plain)


class _Screen(Printer):
    """One screen: a long sentence is cut between its parts and cautions without room are counted, never dropped."""

    def __init__(self, console: Console, plain: bool, more: str, room: int):
        super().__init__(console, plain)
        self.more, self.room = more, room

    def document(self, text: Document) -> None:
        """The blocks one under the other, and the last lines."""
        if text.title:
            self.line(text.title, "bold")
        for block in text.blocks:
            if isinstance(block, Caution):
                self.beware(block, self.room - self.lines - len(self.wrapped(text.last)) - bool(self.more))
            elif isinstance(block, Paragraph):
                self.line(self.cut(block.text, SENTENCE))
            else:
                if isinstance(block, Section):
                    self.gap()
                self.block(block)
        self.line(text.last, "dim")
        if self.more:
            self.line(f"More: {self.more} (tests, foods, beware, how)")

    def block(self, block: Block) -> None:
        """One block, a remark in a single line."""
        if isinstance(block, Paragraph):
            self.line(self.cut(block.text, REMARK))
        else:
            super().block(block)

    def cut(self, text: str, lines: int) -> str:
        """As many parts of a sentence, parted by semicolons or commas, as fit in so many lines; the rest is counted."""
        mark = "; " if "; " in text else ", "
        parts = text.removesuffix(".").split(mark)
        for left in range(len(parts), 1, -1):
            shown = f"{mark.join(parts[:left])}{_and_more(len(parts) - left)}"
            if len(self.wrapped(shown)) <= lines:
                return shown
        return f"{parts[0]}{_and_more(len(parts) - 1)}"

    def beware(self, caution: Caution, room: int) -> None:
        """As many cautions as there is room for; what is left is counted."""
        need = [len(self.wrapped(item, 2)) for item in caution.items]
        shown = len(need)
        while shown and sum(need[:shown]) + (shown < len(need)) > room:
            shown -= 1
        for item in caution.items[:shown]:
            self.caution(item)
        if left := len(need) - shown:
            where = self.more or "in the whole result"
            self.line(
                f"{left}{' more' if shown else ''} caution{'s' if left > 1 else ''}: {where}", "yellow", mark="! "
            )


def _and_more(count: int) -> str:
    return f" and {count} more." if count else "."
