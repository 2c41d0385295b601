"""An explanation as Markdown and as a self-contained page."""

import re

from ..wording.document import Document, Heading, Item, Listing, Paragraph
from .page import page

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(text: Document) -> str:
    """A document as Markdown; the sources are a numbered list with links."""
    lines = [f"# {_plain(text.title)}"]
    for block in text.blocks:
        lines.append("")
        if isinstance(block, Heading):
            lines.append(f"## {_plain(block.text)}")
        elif isinstance(block, Paragraph):
            words = _plain(block.text)
            lines.append(f"**{words}**" if block.strong else words)
        elif isinstance(block, Listing):
            lines += _items(block.items, 0)
        else:
            lines.append(_row(block.head))
            lines.append("|---" * len(block.head) + "|")
            lines += [_row(row) for row in block.rows]
    if text.sources:
        lines += ["", "## Sources", ""]
    for number, source in enumerate(text.sources, 1):
        title = _plain(source.title)
        lines.append(f"{number}. {f'[{title}](<{source.url}>)' if source.url else title}. {_plain(source.publisher)}.")
    return "\n".join([*lines, "", _plain(text.last)])


def html(text: Document) -> str:
    """A document as one page, nothing fetched."""
    return page("explanation.html.j2", text=text, kind=lambda block: type(block).__name__)


def _items(items: tuple[Item, ...], depth: int) -> list[str]:
    lines = []
    for item in items:
        lines.append(f"{'  ' * depth}- {_plain(item.text)}")
        lines += _items(item.items, depth + 1)
    return lines


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
