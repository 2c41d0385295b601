"""The rules over many cases at once: bit i of every integer stands for case i.

Python's integers are bit vectors of any length, so one `&` asks a condition of thousands of cases. Scores are added
bit plane by bit plane; all of it is exact. Tests demand that it agrees with one case at a time.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...engine.scoring import by_strength, says
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
    NotKnown,
    NotMeasured,
    leaves,
)
from ...rules.condition_reading import Reading, read
from ...rules.knowledge_base import KnowledgeBase
from ...rules.points import BAND_FLOORS
from ...rules.rule import Level
from .needed import needed


@dataclass
class Cases:
    """What is known in each of the cases; `every` has a bit for each.

    `readings` gives the values that a measurement takes, each with the cases in which it does.
    """

    every: int
    present: dict[str, int]
    absent: dict[str, int]
    readings: Mapping[str, Sequence[tuple[Interval, int]]]
    reached: dict[tuple[str, Band], int] = field(default_factory=dict)


Ask = Callable[[Cases], int]


class Many:
    """The rules of one knowledge base that bear on some hypotheses and some referral levels."""

    def __init__(self, base: KnowledgeBase, hypotheses: Collection[str], levels: Collection[Level]):
        self.base = base
        self.referral = [(r, _ask(r.when, base)) for r in base.referral if r.level in levels]
        asked = {(x.hypothesis, x.band) for r, _ in self.referral for x in leaves(r.when) if isinstance(x, InBand)}
        self.bands = sorted(asked)
        about = set(hypotheses) | {h for h, _ in asked}
        self.evidence = [(r, _ask(r.when, base)) for r in base.weighing if r.points.keys() & about]
        self.clusters: dict[str, list[list[tuple[int, str]]]] = {}
        for ((hypothesis, _), _), strongest_first in by_strength(says(r for r, _ in self.evidence)).items():
            self.clusters.setdefault(hypothesis, []).append(strongest_first)
        self.conditions = [r.when for r, _ in (*self.evidence, *self.referral)]
        _, derive = needed(base, self.conditions)
        order = base.derivation_levels
        used = sorted((r for r in base.derive if r.when in derive), key=lambda r: (order[r.id], r.id))
        self.derive = [(r, _ask(r.when, base)) for r in used]
        self.conditions += [r.when for r in used]

    def derived(self, cases: Cases) -> None:
        """Add what follows by derivation."""
        for rule, ask in self.derive:
            if holds := ask(cases):
                for finding in self.base.vocabulary.broader(rule.then):
                    cases.present[finding] = cases.present.get(finding, 0) | holds

    def leads(self, cases: Cases, first: str, second: str) -> int:
        """The cases in which `first` scores more than `second`."""
        terms = self._terms(cases, (first, second))
        minus = [(-points, where) for points, where in terms[second]]
        prior = self.base.priors[first] - self.base.priors[second]
        return _at_least(1 - prior, [*terms[first], *minus], cases.every)

    def margins(self, cases: Cases, first: str, second: str) -> list[int]:
        """How many points `first` scores more than `second`, case by case."""
        prior = self.base.priors[first] - self.base.priors[second]
        margins = [prior] * cases.every.bit_length()
        for hypothesis, terms in self._terms(cases, (first, second)).items():
            sign = 1 if hypothesis == first else -1
            for points, where in terms:
                for case in range(len(margins)):
                    if where >> case & 1:
                        margins[case] += sign * points
        return margins

    def referred(self, cases: Cases, rules: Collection[str] | None = None) -> int:
        """The cases in which a referral rule of the levels in question fires, or one of `rules`."""
        asked = [(r, ask) for r, ask in self.referral if rules is None or r.id in rules]
        bands = sorted({(x.hypothesis, x.band) for r, _ in asked for x in leaves(r.when) if isinstance(x, InBand)})
        terms = self._terms(cases, {h for h, _ in bands})
        for hypothesis, band in bands:
            floor = BAND_FLOORS[band] - self.base.priors[hypothesis]
            cases.reached[hypothesis, band] = _at_least(floor, terms[hypothesis], cases.every)
        fires = 0
        for _, ask in asked:
            fires |= ask(cases)
        return fires

    def _terms(self, cases: Cases, hypotheses: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """For each hypothesis the points counted, and in which cases: each where nothing stronger of its cluster is."""
        fires = {r.id: ask(cases) for r, ask in self.evidence if not r.points.keys().isdisjoint(hypotheses)}
        terms: dict[str, list[tuple[int, int]]] = {h: [] for h in hypotheses}
        for hypothesis, counted in terms.items():
            for strongest_first in self.clusters.get(hypothesis, ()):
                left = cases.every
                for points, rule in strongest_first:
                    if where := fires[rule] & left:
                        counted.append((points, where))
                        left &= ~where
        return terms


@lru_cache(maxsize=64)
def many(base: KnowledgeBase, hypotheses: frozenset[str], levels: frozenset[Level]) -> Many:
    """The rules of a knowledge base that bear on these, made ready once."""
    return Many(base, hypotheses, levels)


def _at_least(floor: int, terms: Iterable[tuple[int, int]], every: int) -> int:
    """The cases whose points add up to `floor` or more."""
    planes: list[int] = []
    for points, where in terms:
        if points < 0:
            floor, where = floor - points, every & ~where
        _add(planes, abs(points), where)
    if floor <= 0:
        return every
    if floor >> len(planes):
        return 0
    more, level = 0, every
    for place in range(len(planes) - 1, -1, -1):
        if floor >> place & 1:
            level &= planes[place]
        else:
            more |= level & planes[place]
            level &= ~planes[place]
    return more | level


def _add(planes: list[int], points: int, where: int) -> None:
    """Add points to the sum of the cases in `where`; plane p holds the bit worth 2**p of every sum."""
    place = 0
    while points >> place:
        if points >> place & 1:
            carry, at = where, place
            while carry:
                if at >= len(planes):
                    planes.extend([0] * (at + 1 - len(planes)))
                planes[at], carry = planes[at] ^ carry, planes[at] & carry
                at += 1
        place += 1


def _ask(condition: Condition, base: KnowledgeBase) -> Ask:
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
