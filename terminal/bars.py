"""Points as bars in a column of their own: from zero to the score, with a tick where a hypothesis starts."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..wording.document import Rank

WIDTH = 19


@dataclass(frozen=True)
class Marks:
    """What a bar is drawn with."""

    bar: str
    zero: str
    start: str


BLOCKS, ASCII = Marks("█", "│", "┊"), Marks("#", "|", ":")


def marks(encoding: str) -> Marks:
    """The marks that an encoding can carry."""
    try:
        "".join((BLOCKS.bar, BLOCKS.zero, BLOCKS.start)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BLOCKS


def bars(rows: Iterable[Rank], drawn: Marks) -> list[str]:
    """A bar of `WIDTH` characters for each row, all on one scale with zero in one place."""
    rows = list(rows)
    points = [0, *(r.score for r in rows), *(r.prior for r in rows)]
    low, reach = min(points), max(1, max(points) - min(points))

    def cell(points: int) -> int:
        return round((points - low) * (WIDTH - 1) / reach)

    return [_bar(cell(0), cell(r.score), cell(r.prior), drawn) for r in rows]


def _bar(zero: int, score: int, start: int, drawn: Marks) -> str:
    cells = [" "] * WIDTH
    for place in range(min(zero, score), max(zero, score) + 1):
        cells[place] = drawn.bar
    cells[zero] = drawn.zero
    cells[start] = drawn.start
    return "".join(cells)
