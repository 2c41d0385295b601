"""How much more is right the more of the library is counted, the rules and all else being as they are."""

import random
from collections.abc import Iterable, Sequence
from statistics import mean

from ..cases.library import Published
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import HypothesisKind
from .scripts_at_once import Ground, Sketch, place, points, ratios
from .sketching import sketches

SHARES, REPEATS, SEED = (0, 0.25, 0.5, 0.75, 1), 5, 13


class Spread(Record):
    """A share of cases, 0 to 1: the mean of some draws, the lowest and the highest."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, shares: Sequence[float]) -> "Spread":
        """What some draws come to; of none, or of no case, 0."""
        return cls(mean=mean(shares or [0]), low=min(shares, default=0), high=max(shares, default=0))


class Right(Record):
    """How often the cause came first and among three."""

    first: Spread
    among_three: Spread


class Point(Record):
    """What is right with `counted` cases counted, a `share` of all."""

    share: float
    counted: int
    deficiencies: Right
    conditions: Right


class LearningCurve(Record):
    """A curve: how many cases are judged at each point; each but the ends is the mean of some `draws`."""

    version: str
    cases: int
    draws: int
    points: tuple[Point, ...]


def learning_curve(cases: Iterable[Published], base: KnowledgeBase) -> LearningCurve:
    """Every case with a known cause judged by random parts of these cases, none counting for itself.

    The draws are the same each time.
    """
    ground = Ground(base)
    ready = list(sketches(cases, ground))
    known = sum(case.cause is not None for case in ready)
    return LearningCurve(
        version=base.version, cases=known, draws=REPEATS, points=tuple(_point(s, ready, ground) for s in SHARES)
    )


def _point(share: float, ready: list[Sketch], ground: Ground) -> Point:
    number = round(share * len(ready))
    repeats = REPEATS if 0 < number < len(ready) else 1
    draws = [_places(_drawn(number, len(ready), repeat), ready, ground) for repeat in range(repeats)]
    kinds = {kind: _numbers(kind, ground) for kind in HypothesisKind}
    return Point(
        share=share,
        counted=number,
        deficiencies=_right(draws, kinds[HypothesisKind.DEFICIENCY]),
        conditions=_right(draws, kinds[HypothesisKind.CONDITION]),
    )


def _drawn(number: int, of: int, repeat: int) -> list[int]:
    return random.Random(SEED + repeat).sample(range(of), number)  # noqa: S311


def _numbers(kind: HypothesisKind, ground: Ground) -> frozenset[int]:
    return frozenset(i for name, i in ground.hypotheses.items() if ground.base.hypotheses[name].kind is kind)


def _places(drawn: list[int], ready: list[Sketch], ground: Ground) -> list[tuple[int, int]]:
    """The cause of each case that has a known one, and its place by what was drawn."""
    parameters, counted = ground.base.parameters, frozenset(drawn)
    tally, priors = ground.tally([ready[i] for i in drawn]), ground.priors(parameters.prior_weight)
    placed = []
    for number, case in enumerate(ready):
        if case.cause is not None:
            said = points(ground, case, ratios(ground, case, tally, number in counted, parameters), parameters)
            placed.append((case.cause, place(priors + case.written + said, case.cause)))
    return placed


def _right(draws: list[list[tuple[int, int]]], causes: frozenset[int]) -> Right:
    places = [[place for cause, place in draw if cause in causes] for draw in draws]
    shares = [[sum(p <= most for p in draw) / len(draw) for draw in places if draw] for most in (1, 3)]
    return Right(first=Spread.of(shares[0]), among_three=Spread.of(shares[1]))
