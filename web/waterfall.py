"""The sum of a hypothesis as a drawing: from the prior, step by step, to the score."""

from dataclasses import dataclass

from ..engine.explain.how import How

WIDTH, ROW, LEFT, RIGHT = 720, 34, 300, 56
MOST_LETTERS = 38


@dataclass(frozen=True)
class Bar:
    """One step: from where to where on the scale, in the drawing's own units."""

    label: str
    points: int
    kind: str
    x: float
    width: float
    y: int
    end: float


@dataclass(frozen=True)
class Waterfall:
    """The bars, the line where the points are zero, and the size of the drawing."""

    bars: tuple[Bar, ...]
    zero: float
    width: int
    height: int


def waterfall(how: How) -> Waterfall:
    """The drawing of one `how`. The last bar ends where the terms before it add up to."""
    steps = [("Before any answer", how.prior, "prior")]
    steps += [(c.counted.title, c.counted.points, "for" if c.counted.points > 0 else "against") for c in how.clusters]
    edges = [0]
    for _, points, _ in steps:
        edges.append(edges[-1] + points)
    low, high = min(edges), max(edges)
    scale = (WIDTH - LEFT - RIGHT) / max(1, high - low)

    def at(points: int) -> float:
        return round(LEFT + (points - low) * scale, 1)

    spans = [(label, points, kind, a, a + points) for (label, points, kind), a in zip(steps, edges, strict=False)]
    spans.append(("Score", how.score, "score", 0, how.score))
    bars = tuple(
        Bar(
            label=label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1]}…",
            points=points,
            kind=kind,
            x=at(min(a, b)),
            width=max(1.5, round(abs(b - a) * scale, 1)),
            y=row * ROW,
            end=at(max(a, b)),
        )
        for row, (label, points, kind, a, b) in enumerate(spans)
    )
    return Waterfall(bars, at(0), WIDTH, ROW * len(bars))
