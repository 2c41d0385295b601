"""A document as Markdown."""

import re

from ..rules.rule import Source
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
    Ranking,
    Section,
    Table,
)  # fmt: skip
from ..wording.words import plus

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(text: Document) -> str:
    """A document as Markdown; the sources are a numbered list with links."""
    lines = [f"# {_plain(text.title)}"]
    for block in text.blocks:
        lines += ["", *_block(block)]
    if text.sources:
        lines += ["", "## Sources", "", *(_source(n, s) for n, s in enumerate(text.sources, 1))]
    return "\n".join([*lines, "", _plain(text.last)])


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"## {_plain(block.text)}"]
        case Paragraph():
            return [f"**{_plain(block.text)}**" if block.strong else _plain(block.text)]
        case Listing():
            return _items(block.items, 0)
        case Table():
            return _table(block.head, block.rows)
        case Care():
            return [
                f"**{_plain(block.sentence)}**",
                *(x for t in (block.reason, block.action) if t for x in ("", _plain(t))),
            ]
        case Note():
            return [f"Note: {_plain(block.text)}."]
        case Caution():
            return ["## Beware", "", *(f"- {_plain(i)}" for i in block.items)]
        case Ranking():
            return _ranking(block)
        case Section():
            return [f"## {_plain(block.title)}", *(line for b in block.blocks for line in ("", *_block(b)))]


def _ranking(ranking: Ranking) -> list[str]:
    rows = [(str(r.place), r.label, r.word, plus(r.score), plus(r.prior)) for r in ranking.rows]
    lines = _table(("", "hypothesis", "support", "points", "start"), tuple(rows))
    for row in ranking.rows:
        lines += ["", f"### {_plain(row.label)}", "", *_items(row.items, 0)]
    return lines


def _items(items: tuple[Item, ...], depth: int) -> list[str]:
    lines = []
    for item in items:
        lines.append(f"{'  ' * depth}- {_plain(item.text)}")
        lines += _items(item.items, depth + 1)
    return lines


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [_row(head), "|---" * len(head) + "|", *map(_row, rows)]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _source(number: int, source: Source) -> str:
    title = _plain(source.title)
    return f"{number}. {f'[{title}](<{source.url}>)' if source.url else title}. {_plain(source.publisher)}."


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
