"""How many more answers a condition needs before it holds."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..facts.measurement import Interval
from ..rules.condition import (
    BAND_ORDER,
    Absent,
    All,
    Any_,
    AtLeast,
    Band,
    Compare,
    Condition,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase

NEVER = math.inf
# So many points, the width of a band, are taken for one answer.
ANSWER = 10


@dataclass
class Ground:
    """What is known, and what may still come to be known; `behind` are the points that hypotheses lack to lead."""

    present: set[str]
    absent: set[str]
    may_present: set[str]
    may_absent: set[str]
    readings: Mapping[str, Interval]
    open_measurements: set[str]
    bands: Mapping[str, Band] = field(default_factory=dict)
    behind: Mapping[str, int] = field(default_factory=dict)


Need = Callable[[Ground], float]


def need(condition: Condition, base: KnowledgeBase) -> Need:
    """The condition as a function: 0 where it holds, else the fewest answers that would make it hold, or NEVER."""
    return read(condition, _Needs(base))


class _Needs(Reading[Need]):
    """Each form of condition as the answers it still needs."""

    def __init__(self, base: KnowledgeBase):
        self.measurements = base.vocabulary.measurements

    def finding(self, condition: str) -> Need:
        return lambda g: 0 if condition in g.present else 1 if condition in g.may_present else NEVER

    def absent(self, condition: Absent) -> Need:
        name = condition.absent
        return lambda g: 0 if name in g.absent else 1 if name in g.may_absent else NEVER

    def not_known(self, condition: NotKnown) -> Need:
        name = condition.not_known
        return lambda g: NEVER if name in g.present or name in g.absent else 0

    def not_measured(self, condition: NotMeasured) -> Need:
        name = condition.not_measured
        return lambda g: NEVER if name in g.readings else 0

    def compare(self, condition: Compare) -> Need:
        name = condition.measurement
        asked = condition.range(self.measurements[name])

        def missing(ground: Ground) -> float:
            interval = ground.readings.get(name)
            if interval is None:
                return 1 if name in ground.open_measurements else NEVER
            return 0 if interval.within(asked) else NEVER

        return missing

    def in_band(self, condition: InBand) -> Need:
        floor, hypothesis = BAND_ORDER.index(condition.band), condition.hypothesis
        return lambda g: max(0, floor - BAND_ORDER.index(g.bands[hypothesis]))

    def leads(self, condition: Leads) -> Need:
        return lambda g: math.ceil(g.behind[condition.leads] / ANSWER)

    def all(self, condition: All) -> Need:
        findings, others = _parts(condition.all)
        all_of = frozenset(findings)
        every = [read(c, self) for c in others]

        def missing(ground: Ground) -> float:
            lacking = all_of - ground.present
            if not lacking <= ground.may_present:
                return NEVER
            total: float = len(lacking)
            for needs in every:
                total += needs(ground)
                if total == NEVER:
                    break
            return total

        return missing

    def any(self, condition: Any_) -> Need:
        findings, others = _parts(condition.any)
        one_of = frozenset(findings)
        some = [read(c, self) for c in others]

        def missing(ground: Ground) -> float:
            if not one_of.isdisjoint(ground.present):
                return 0
            fewest = NEVER if one_of.isdisjoint(ground.may_present) else 1
            for needs in some:
                fewest = min(fewest, needs(ground))
                if fewest == 0:
                    break
            return fewest

        return missing

    def at_least(self, condition: AtLeast) -> Need:
        counted, n = [read(c, self) for c in condition.at_least.of], condition.at_least.n
        return lambda g: sum(sorted(needs(g) for needs in counted)[:n])


def _parts(conditions: Iterable[Condition]) -> tuple[list[str], list[Condition]]:
    """The findings among the parts of a condition, which are told at a glance, and the other parts."""
    parts = list(conditions)
    return [c for c in parts if isinstance(c, str)], [c for c in parts if not isinstance(c, str)]
