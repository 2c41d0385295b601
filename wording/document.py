"""A text as blocks, before any face has shown it: headings, lists, tables, and what a result is made of."""

from dataclasses import dataclass, field

from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Source


@dataclass(frozen=True)
class Item:
    """A line of a list, with lines under it; `aside` for what may be read past, such as a reason."""

    text: str
    items: tuple["Item", ...] = ()
    aside: bool = False


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


@dataclass(frozen=True)
class Care:
    """How soon to be seen: the level, its sentence, the reason, and the one action."""

    level: str
    sentence: str
    reason: str = ""
    action: str = ""


@dataclass(frozen=True)
class Note:
    """What was read otherwise than it was written, or contradicts itself."""

    text: str


@dataclass(frozen=True)
class Caution:
    """What to beware of. A face may count what does not fit, never leave it out unsaid."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Rank:
    """A hypothesis in a ranking: its place, what it is called, its band and points, and the evidence.

    `score` and `prior` are points; a bar goes from zero to the score, with the prior as a tick.
    """

    place: int
    hypothesis: str
    label: str
    band: str
    word: str
    score: int
    prior: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """Hypotheses, best first."""

    rows: tuple[Rank, ...]


@dataclass(frozen=True)
class Section:
    """Blocks under a heading that a face may fold away."""

    title: str
    blocks: tuple["Block", ...]


Block = Heading | Paragraph | Listing | Table | Care | Note | Caution | Ranking | Section


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
    last: str
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
        sources = tuple(self.base.sources[s] for s in self.cited)
        return Document(title, tuple(self.blocks), sources, self.last)
