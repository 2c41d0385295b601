"""A text as headings, paragraphs, nested lists and tables, before any face has shown it."""

from dataclasses import dataclass, field

from ..explain.explanation import Explanation
from ..rules.knowledge import KnowledgeBase
from ..rules.rule import Source


@dataclass(frozen=True)
class Item:
    """A line of a list, with lines under it."""

    text: str
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `strong` for what must be read first."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True)
class Document:
    """A title, what follows it, the sources in the order they are cited, and the last line."""

    title: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    last: str


@dataclass
class Pen:
    """Writes a document, and numbers its sources as they are cited."""

    base: KnowledgeBase
    explanation: Explanation
    blocks: list[Block] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.blocks.append(Heading(text))

    def say(self, text: str, strong: bool = False) -> None:
        """Add a paragraph."""
        self.blocks.append(Paragraph(text, strong))

    def listing(self, items: list[Item]) -> None:
        """Add a list, unless it is empty."""
        if items:
            self.blocks.append(Listing(tuple(items)))

    def table(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Add a table, unless it is empty."""
        if rows:
            self.blocks.append(Table(head, tuple(rows)))

    def cite(self, sources: tuple[str, ...]) -> str:
        """The numbers of some sources, as "[1][2]"."""
        self.cited += [s for s in dict.fromkeys(sources) if s not in self.cited]
        return "".join(f"[{self.cited.index(s) + 1}]" for s in dict.fromkeys(sources))

    def document(self, title: str) -> Document:
        """What was written."""
        last = f"{self.explanation.purpose} Knowledge {self.explanation.knowledge}."
        sources = tuple(self.base.sources[s] for s in self.cited)
        return Document(title, tuple(self.blocks), sources, last)
