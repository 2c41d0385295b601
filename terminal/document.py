"""Any document on a terminal; what a block looks like follows from what it is."""

from textwrap import wrap

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ..rules.rule import Level
from ..wording.document import (
    Block,
    Care,
    Caution,
    Document,
    Heading,
    Item,
    Listing,
    Note,
    Paragraph,
    Rank,
    Ranking,
    Section,
    Table,
)  # fmt: skip
from ..wording.words import plus
from .bars import WIDTH, bars, marks

NARROW, WIDEST = 80, 100
LABEL, WORD, BESIDE = 24, 11, 13
"""Columns: the least room for a label beside a bar, the widest word for a band, and place, points and gaps."""
LEVEL_STYLE = {
    Level.EMERGENCY: "bold red",
    Level.URGENT: "bold red",
    Level.SOON: "bold yellow",
    Level.ROUTINE: "bold cyan",
    Level.SELF_CARE: "bold green",
}


def print_document(console: Console, text: Document, plain: bool = False) -> None:
    """A document on a console; `plain`, or a narrow console, says tables row by row."""
    printer = Printer(console, plain)
    printer.line(text.title, "bold")
    for block in text.blocks:
        printer.gap()
        printer.block(block)
    if text.sources:
        printer.gap()
        printer.block(Heading("Sources"))
        for number, source in enumerate(text.sources, 1):
            printer.line(f"[{number}] {source.title}. {source.publisher}. {source.url or ''}".rstrip(), indent=2)
    if text.last:
        printer.gap()
        printer.line(text.last, "dim")


class Printer:
    """Prints blocks on a console, no wider than 100 columns, and counts its lines; `plain` draws no bars."""

    def __init__(self, console: Console, plain: bool = False):
        self.console, self.plain = console, plain
        self.width = min(console.width, WIDEST)
        self.label = self.width - BESIDE - WORD - WIDTH
        self.barless = plain or self.label < LABEL
        self.lines = 0

    def gap(self) -> None:
        """A line left free."""
        self.console.print()
        self.lines += 1

    def wrapped(self, text: str, indent: int = 0) -> list[str]:
        """Text in lines that fit; an address is never broken."""
        room = max(20, self.width - indent)
        return wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]

    def line(self, text: str, style: str = "", indent: int = 0, mark: str = "") -> None:
        """One paragraph, wrapped, the later lines under the first."""
        for number, part in enumerate(self.wrapped(text, indent + len(mark))):
            before = " " * indent + (mark if number == 0 else " " * len(mark))
            self.console.print(Text(before + part, style=style), soft_wrap=True)
            self.lines += 1

    def block(self, block: Block) -> None:
        """One block."""
        match block:
            case Heading():
                self.line(block.text, "bold underline")
            case Paragraph():
                self.line(block.text, "bold" if block.strong else "")
            case Listing():
                self.items(block.items, 0)
            case Table():
                self.table(block)
            case Care():
                self.care(block)
            case Note():
                self.line(f"Note: {block.text}.", "yellow")
            case Caution():
                self.line("Beware", "bold")
                for item in block.items:
                    self.caution(item)
            case Ranking():
                self.ranking(block)
            case Section():
                self.line(block.title + self.legend(block), "bold")
                for each in block.blocks:
                    self.block(each)

    def legend(self, section: Section) -> str:
        """What the marks of the bars in a section mean."""
        if self.barless or not any(isinstance(b, Ranking) for b in section.blocks):
            return ""
        drawn = marks(self.console.encoding)
        return f"  {drawn.start} start {drawn.zero} 0"

    def care(self, care: Care) -> None:
        """How soon to be seen, and what to do."""
        self.line(care.sentence, LEVEL_STYLE[Level(care.level)])
        for text in (care.reason, care.action):
            if text:
                self.line(text, indent=2)

    def caution(self, text: str) -> None:
        """One thing to beware of."""
        self.line(text, "yellow", mark="! ")

    def items(self, items: tuple[Item, ...], depth: int) -> None:
        """A list, deeper ones further in."""
        for item in items:
            self.line(item.text, "dim" if item.aside else "", indent=2 * depth, mark="- ")
            self.items(item.items, depth + 1)

    def ranking(self, ranking: Ranking) -> None:
        """A line a hypothesis, its bar in a column of its own, and what speaks for and against under it."""
        drawn = bars(ranking.rows, marks(self.console.encoding))
        for row, bar in zip(ranking.rows, drawn, strict=True):
            style = "bold" if row.score >= 0 else ""
            if self.barless:
                start = f"from {plus(row.prior)}"
                self.line(f"{row.label}: {row.word}, {plus(row.score)} ({start})", style, mark=f"{row.place:>2}. ")
            else:
                self._barred(row, bar, style)
            self.items(row.items, 2)

    def _barred(self, row: Rank, bar: str, style: str) -> None:
        room = self.label
        first, *others = wrap(row.label if len(row.label) <= room else row.label.partition(" (")[0], room)
        self.console.print(
            Text(f"{row.place:>2}. {first:<{room}}  {row.word:<{WORD}} {row.score:>+4}  {bar}".rstrip(), style=style),
            soft_wrap=True,
        )
        for other in others:
            self.console.print(Text(f"    {other}", style=style), soft_wrap=True)
        self.lines += 1 + len(others)

    def table(self, table: Table) -> None:
        """A table in columns, or one line a row."""
        if self.plain or self.console.width < NARROW:
            for row in table.rows:
                cells = [f"{name} {cell}" for name, cell in zip(table.head[1:], row[1:], strict=True)]
                self.line(f"{row[0]}; {'; '.join(cells)}", mark="- ")
            return
        shown = RichTable(box=None, pad_edge=False, header_style="bold", width=self.width)
        for number, name in enumerate(table.head):
            shown.add_column(name, overflow="fold", ratio=2 if number == 0 else 1)
        for row in table.rows:
            shown.add_row(*(Text(cell) for cell in row))
        self.console.print(shown)
