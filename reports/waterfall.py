"""The points of a hypothesis as a waterfall: from where it starts, bar by bar, to its score."""

from dataclasses import dataclass

from ..engine.consultation import Ranked
from ..wording.words import plus
from .page import page

WIDTH, ROW = 340, 32
LETTER = 6.5  # the width of a letter, roughly
FILLS = {"start": "#6b6b6b", "score": "#6b6b6b", "for": "#2a6f97", "against": "#b3551e"}


@dataclass(frozen=True)
class Bar:
    """One bar from `x` over `width`, in drawing units; `kind` is start, for, against or score."""

    label: str
    points: str
    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Waterfall:
    """The bars top down, the place of zero, and the whole in words."""

    bars: tuple[Bar, ...]
    zero: float
    words: str


def waterfall(ranked: Ranked) -> Waterfall:
    """The counted evidence of a hypothesis, largest first."""
    counted = [e for e in ranked.evidence if e.counted]
    at = ranked.prior
    spans = [("where it starts", ranked.prior, "start", 0, ranked.prior)]
    for evidence in counted:
        spans.append(
            (evidence.title, evidence.points, "for" if evidence.points > 0 else "against", at, at + evidence.points)
        )
        at += evidence.points
    spans.append(("score", ranked.score, "score", 0, ranked.score))
    ends = [0, *(x for *_, a, b in spans for x in (a, b))]
    low, high = min(ends), max(ends)
    scale = WIDTH / max(1, high - low)
    bars = tuple(
        Bar(label, plus(points), kind, round((min(a, b) - low) * scale, 1), max(2.0, round(abs(b - a) * scale, 1)))
        for label, points, kind, a, b in spans
    )
    steps = "".join(f", {plus(e.points)} {e.title}" for e in counted)
    words = f"Starts at {plus(ranked.prior)}{steps}; score {plus(ranked.score)}."
    return Waterfall(bars, round(-low * scale, 1), words)


def waterfall_svg(ranked: Ranked) -> str:
    """The waterfall of a hypothesis as an SVG picture that needs nothing beside it, every label in full."""
    fall = waterfall(ranked)
    width = max(WIDTH, *(LETTER * len(f"{b.points} {b.label}") for b in fall.bars))
    height = ROW * len(fall.bars)
    size = {"width": round(width), "height": height, "row": ROW}
    return page("waterfall.svg.j2", fall=fall, label=ranked.label, fills=FILLS, **size)
