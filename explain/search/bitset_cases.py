"""A condition asked of many cases at once: bit i of every integer stands for case i.

Python's integers are bit vectors of any length, so one `&` asks a condition of thousands of cases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ...facts.measurement import Interval
from ...rules.condition import (
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
from ...rules.condition_reading import Reading, read
from ...rules.knowledge_base import KnowledgeBase
from .bit_sums import Sum

Points = list[tuple[int, int]]  # so many points, in these cases


@dataclass
class Cases:
    """What is known in each of the cases; `every` has a bit for each.

    `readings` gives the values that a measurement takes, each with the cases in which it does. What follows is worked
    out once: where rules fire, what hypotheses score, where they reach a band or lead.
    """

    every: int
    present: dict[str, int]
    absent: dict[str, int]
    readings: Mapping[str, Sequence[tuple[Interval, int]]]
    fires: dict[str, int] = field(default_factory=dict)
    counted: dict[str, list[Points]] = field(default_factory=dict)
    sums: dict[str, Sum] = field(default_factory=dict)
    reached: dict[tuple[str, Band], int] = field(default_factory=dict)
    leading: dict[str, int] = field(default_factory=dict)


Ask = Callable[[Cases], int]


def ask_of(condition: Condition, base: KnowledgeBase) -> Ask:
    """A condition as a function from cases to those in which it holds."""
    return read(condition, _Asks(base))


class _Asks(Reading[Ask]):
    """Each form of condition as a function from cases to those in which it holds."""

    def __init__(self, base: KnowledgeBase):
        self.measurements = base.vocabulary.measurements

    def finding(self, condition: str) -> Ask:
        return lambda c: c.present.get(condition, 0)

    def absent(self, condition: Absent) -> Ask:
        name = condition.absent
        return lambda c: c.absent.get(name, 0)

    def not_known(self, condition: NotKnown) -> Ask:
        name = condition.not_known
        return lambda c: c.every & ~(c.present.get(name, 0) | c.absent.get(name, 0))

    def not_measured(self, condition: NotMeasured) -> Ask:
        name = condition.not_measured

        def unmeasured(cases: Cases) -> int:
            measured = 0
            for _, where in cases.readings.get(name, ()):
                measured |= where
            return cases.every & ~measured

        return unmeasured

    def compare(self, condition: Compare) -> Ask:
        name = condition.measurement
        asked = condition.range(self.measurements[name])

        def within(cases: Cases) -> int:
            found = 0
            for interval, where in cases.readings.get(name, ()):
                if interval.within(asked):
                    found |= where
            return found

        return within

    def in_band(self, condition: InBand) -> Ask:
        standing = condition.hypothesis, Band(condition.band)
        return lambda c: c.reached[standing]

    def leads(self, condition: Leads) -> Ask:
        return lambda c: c.leading[condition.leads]

    def all(self, condition: All) -> Ask:
        return _every([read(c, self) for c in condition.all])

    def any(self, condition: Any_) -> Ask:
        return _some([read(c, self) for c in condition.any])

    def at_least(self, condition: AtLeast) -> Ask:
        return _count([read(c, self) for c in condition.at_least.of], condition.at_least.n)


def _every(members: list[Ask]) -> Ask:
    def every(cases: Cases) -> int:
        left = cases.every
        for member in members:
            if not left:
                break
            left &= member(cases)
        return left

    return every


def _some(members: list[Ask]) -> Ask:
    def some(cases: Cases) -> int:
        found = 0
        for member in members:
            found |= member(cases)
        return found

    return some


def _count(members: list[Ask], n: int) -> Ask:
    def count(cases: Cases) -> int:
        reached = [cases.every] + [0] * n
        for member in members:
            if holds := member(cases):
                for k in range(n, 0, -1):
                    reached[k] |= reached[k - 1] & holds
        return reached[n]

    return count
