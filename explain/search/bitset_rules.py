"""The rules over many cases at once: bit i of every integer stands for case i.

Python's integers are bit vectors of any length, so one `&` asks a condition of thousands of cases. All of it is exact:
tests demand that it agrees with one case at a time.
"""

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
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
    Leads,
    NotKnown,
    NotMeasured,
    leaves,
)
from ...rules.condition_reading import Reading, read
from ...rules.knowledge_base import KnowledgeBase
from ...rules.points import BAND_FLOORS, EVEN_ODDS
from ...rules.rule import Level, ReferralRule
from .bit_sums import Sum
from .needed import needed, weighed

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


class Many:
    """The rules of one knowledge base that bear on some hypotheses and some referral levels."""

    def __init__(self, base: KnowledgeBase, hypotheses: Collection[str], levels: Collection[Level]):
        self.base = base
        referral = (r for r in base.referral if r.level in levels)
        self.referral = [(r, _ask(r.when, base)) for r in sorted(referral, key=_hangs_on_all)]
        about = set(hypotheses) | weighed({leaf for r, _ in self.referral for leaf in leaves(r.when)}, base)
        self.evidence = [(r, _ask(r.when, base)) for r in base.weighing if r.points.keys() & about]
        self.asks = {r.id: ask for r, ask in self.evidence}
        self.rivals = sorted(base.hypotheses)  # in the order in which they are most quickly found to score more
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
        return cases.every & ~self._sum(cases, second).no_less(self._sum(cases, first), cases.every)

    def margins(self, cases: Cases, first: str, second: str) -> list[int]:
        """How many points `first` scores more than `second`, case by case."""
        prior = self.base.priors[first] - self.base.priors[second]
        margins = [prior] * cases.every.bit_length()
        for hypothesis, sign in ((first, 1), (second, -1)):
            for points, where in itertools.chain.from_iterable(self._counted(cases, hypothesis)):
                for case in range(len(margins)):
                    if where >> case & 1:
                        margins[case] += sign * points
        return margins

    def referred(self, cases: Cases, rules: Collection[str] | None = None) -> int:
        """The cases in which a referral rule of the levels in question fires, or one of `rules`."""
        asked = [(r, ask) for r, ask in self.referral if rules is None or r.id in rules]
        for leaf in {leaf for r, _ in asked for leaf in leaves(r.when)}:
            if isinstance(leaf, InBand):
                total = self._sum(cases, leaf.hypothesis)
                cases.reached[leaf.hypothesis, leaf.band] = total.reaches(BAND_FLOORS[leaf.band], cases.every)
        fires = 0
        for rule, ask in asked:
            if leading := {leaf.leads for leaf in leaves(rule.when) if isinstance(leaf, Leads)}:
                cases.leading = dict.fromkeys(leading, cases.every)
                wanted = ask(cases) & ~fires  # who leads is worked out only where it decides
                cases.leading = {name: self._leading(cases, name, wanted) for name in leading}
            fires |= ask(cases)
        return fires

    def _leading(self, cases: Cases, hypothesis: str, wanted: int) -> int:
        """Those of the wanted cases in which a hypothesis leads."""
        if not wanted:
            return 0
        own = self._sum(cases, hypothesis)
        left = own.reaches(EVEN_ODDS, cases.every) & wanted
        least = max(own.least, EVEN_ODDS)
        for rival in self.rivals if left else ():
            if self._most(cases, rival) > least:
                left &= own.no_less(self._sum(cases, rival), cases.every)
            if not left:
                self.rivals.remove(rival)
                self.rivals.insert(0, rival)
                break
        return left

    def _most(self, cases: Cases, hypothesis: str) -> int:
        """No case has a higher score of the hypothesis."""
        return self.base.priors[hypothesis] + sum(max(p for p, _ in c) for c in self._counted(cases, hypothesis))

    def _sum(self, cases: Cases, hypothesis: str) -> Sum:
        """What a hypothesis scores."""
        if hypothesis not in cases.sums:
            terms = itertools.chain.from_iterable(self._counted(cases, hypothesis))
            cases.sums[hypothesis] = Sum.of(terms, cases.every, self.base.priors[hypothesis])
        return cases.sums[hypothesis]

    def _counted(self, cases: Cases, hypothesis: str) -> list[Points]:
        """What each cluster gives a hypothesis, and in which cases: each rule's points where nothing stronger is."""
        if hypothesis not in cases.counted:
            clusters = self.clusters.get(hypothesis, ())
            cases.counted[hypothesis] = [self._of_cluster(cases, rules) for rules in clusters]
        return cases.counted[hypothesis]

    def _of_cluster(self, cases: Cases, strongest_first: list[tuple[int, str]]) -> Points:
        found, left = [], cases.every
        for points, rule in strongest_first:
            if where := self._fires(cases, rule) & left:
                found.append((points, where))
                left &= ~where
        return [*found, (0, left)] if left else found

    def _fires(self, cases: Cases, rule: str) -> int:
        if rule not in cases.fires:
            cases.fires[rule] = self.asks[rule](cases)
        return cases.fires[rule]


@lru_cache(maxsize=64)
def many(base: KnowledgeBase, hypotheses: frozenset[str], levels: frozenset[Level]) -> Many:
    """The rules of a knowledge base that bear on these, made ready once."""
    return Many(base, hypotheses, levels)


def _hangs_on_all(rule: ReferralRule) -> bool:
    return any(isinstance(leaf, Leads) for leaf in leaves(rule.when))


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
