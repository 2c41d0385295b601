"""Explanations on a terminal, for `soleus explain` and for the interview's own words ("why not iron")."""

import re
from textwrap import wrap

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ..engine.consult import consult
from ..explain.ask import explain
from ..explain.read_changes import split_words
from ..facts.case import Case
from ..rules.knowledge import KnowledgeBase
from ..wording.explain.document import Block, Document, Heading, Item, Listing, Paragraph, Table
from ..wording.explain.write import document

NARROW = 80


def show(console: Console, words: list[str], case: Case, base: KnowledgeBase, plain: bool = False) -> None:
    """Answer words such as ["why", "not", "iron"] about a case. Raises InputError if they mean nothing."""
    kind, arguments = understood(words)
    print_document(console, document(explain(base, consult(case, base), kind, arguments), base), plain)


def understood(words: list[str]) -> tuple[str, list[str]]:
    """The kind of explanation and its arguments that spoken words mean."""
    spoken = " ".join(words).strip().removeprefix("explain ").strip()
    for kind, opening in (("why-not", r"why[ -]not\b"), ("what-if", r"what[ -]if\b"), ("compare", r"compare\b")):
        if match := re.match(opening, spoken, re.IGNORECASE):
            rest = spoken[match.end() :].strip()
            if kind == "what-if":
                return kind, split_words(rest)
            if kind == "compare":
                parts = re.split(r"\s*(?:,|\band\b|\bwith\b)\s*", rest)
                return kind, [w for w in (parts if len(parts) > 1 else rest.split()) if w]
            return kind, [rest] if rest else []
    kind, _, rest = spoken.partition(" ")
    return kind.lower(), [rest.strip()] if rest.strip() else []


def print_document(console: Console, text: Document, plain: bool = False) -> None:
    """A document on a console; `plain`, or a narrow console, says tables row by row."""
    print_blocks(console, text, plain)
    console.print()
    _Printer(console, plain).line(text.last, "dim")


def print_blocks(console: Console, text: Document, plain: bool = False) -> None:
    """A document without its last line."""
    printer = _Printer(console, plain or console.width < NARROW)
    printer.line(text.title, "bold")
    for block in text.blocks:
        printer.block(block)
    if text.sources:
        printer.block(Heading("Sources"))
        for number, source in enumerate(text.sources, 1):
            printer.line(f"[{number}] {source.title}. {source.publisher}. {source.url or ''}".rstrip(), indent=2)


class _Printer:
    def __init__(self, console: Console, by_row: bool):
        self.console, self.by_row = console, by_row

    def line(self, text: str, style: str = "", indent: int = 0, mark: str = "") -> None:
        """One paragraph, wrapped, the later lines under the first; an address is never broken."""
        width = max(30, self.console.width - indent - len(mark))
        lines = wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
        for number, part in enumerate(lines):
            before = " " * indent + (mark if number == 0 else " " * len(mark))
            self.console.print(Text(before + part, style=style), soft_wrap=True)

    def block(self, block: Block) -> None:
        """One block, with a line free above it."""
        self.console.print()
        if isinstance(block, Heading):
            self.line(block.text, "bold underline")
        elif isinstance(block, Paragraph):
            self.line(block.text, "bold" if block.strong else "")
        elif isinstance(block, Listing):
            self.items(block.items, 0)
        else:
            self.table(block)

    def items(self, items: tuple[Item, ...], depth: int) -> None:
        """A list, deeper ones further in."""
        for item in items:
            self.line(item.text, "dim" if item.text.startswith("why:") else "", indent=2 * depth, mark="- ")
            self.items(item.items, depth + 1)

    def table(self, table: Table) -> None:
        """A table in columns, or one line a row."""
        if self.by_row:
            for row in table.rows:
                cells = [f"{name} {cell}" for name, cell in zip(table.head[1:], row[1:], strict=True)]
                self.line(f"{row[0]}; {'; '.join(cells)}", mark="- ")
            return
        shown = RichTable(box=None, pad_edge=False, header_style="bold")
        for number, name in enumerate(table.head):
            shown.add_column(name, overflow="fold", ratio=2 if number == 0 else 1)
        for row in table.rows:
            shown.add_row(*(Text(cell) for cell in row))
        self.console.print(shown)
