"""Points as drawn bars: from zero to the score, with a tick where a hypothesis starts."""

from dataclasses import dataclass

from ..wording.document import Rank, Ranking

WIDTH = 200


@dataclass(frozen=True)
class Bar:
    """A bar from `x` over `width`, the place of zero and of the start, in units of which the whole is `WIDTH` wide."""

    x: float
    width: float
    zero: float
    start: float
    against: bool
    words: str


def bars(ranking: Ranking) -> dict[str, Bar]:
    """The bar of each hypothesis of a ranking, all on one scale."""
    points = [0, *(r.score for r in ranking.rows), *(r.prior for r in ranking.rows)]
    low, scale = min(points), WIDTH / max(1, max(points) - min(points))
    return {r.hypothesis: _bar(r, low, scale) for r in ranking.rows}


def _bar(row: Rank, low: int, scale: float) -> Bar:
    zero, score, start = (round((x - low) * scale, 1) for x in (0, row.score, row.prior))
    words = f"{row.score:+d} points, from a start of {row.prior:+d}"
    return Bar(min(zero, score), max(2.0, round(abs(score - zero), 1)), zero, start, row.score < 0, words)
