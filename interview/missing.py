"""How many more answers a condition needs before it holds."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..facts.measurement import Interval
from ..rules.condition import BAND_ORDER, Absent, All, Any_, AtLeast, Band, Compare, Condition, InBand, NotKnown
from ..rules.knowledge import KnowledgeBase

NEVER = math.inf


@dataclass
class Ground:
    """What is known, and what may still come to be known."""

    present: set[str]
    absent: set[str]
    may_present: set[str]
    may_absent: set[str]
    readings: Mapping[str, Interval]
    open_measurements: set[str]
    bands: Mapping[str, Band] = field(default_factory=dict)


Need = Callable[[Ground], float]


def need(condition: Condition, base: KnowledgeBase) -> Need:
    """The condition as a function: 0 where it holds, else the fewest answers that would make it hold, or NEVER."""
    if isinstance(condition, str):
        return lambda g: 0 if condition in g.present else 1 if condition in g.may_present else NEVER
    if isinstance(condition, Absent):
        name = condition.absent
        return lambda g: 0 if name in g.absent else 1 if name in g.may_absent else NEVER
    if isinstance(condition, NotKnown):
        silent = condition.not_known
        return lambda g: NEVER if silent in g.present or silent in g.absent else 0
    if isinstance(condition, Compare):
        return _compare(condition, base)
    if isinstance(condition, InBand):
        floor, hypothesis = BAND_ORDER.index(condition.band), condition.hypothesis
        return lambda g: max(0, floor - BAND_ORDER.index(g.bands[hypothesis]))
    if isinstance(condition, Any_):
        some = [need(c, base) for c in condition.any]
        return lambda g: min(n(g) for n in some)
    if isinstance(condition, All):
        every = [need(c, base) for c in condition.all]
        return lambda g: sum(n(g) for n in every)
    if isinstance(condition, AtLeast):
        counted, n = [need(c, base) for c in condition.at_least.of], condition.at_least.n
        return lambda g: sum(sorted(c(g) for c in counted)[:n])
    raise TypeError(condition)


def _compare(compare: Compare, base: KnowledgeBase) -> Need:
    name = compare.measurement
    asked = compare.range(base.vocabulary.measurements[name])

    def missing(ground: Ground) -> float:
        interval = ground.readings.get(name)
        if interval is None:
            return 1 if name in ground.open_measurements else NEVER
        return 0 if interval.within(asked) else NEVER

    return missing
