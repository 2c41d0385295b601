"""Which rules a case can reach at all, so that one case alone need not wait for the whole network to be built."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..facts.finding import State, those
from ..facts.measurement import Interval, Measurement
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
from ..rules.needed import known, leading, reached
from ..rules.points import EVEN_ODDS, band
from ..rules.rule import AdviceRule, EvidenceRule, Hypothesis, Rule
from .scoring import counted, says


class Reach:
    """What one case can reach: conditions that may hold, and by stratum the rules that may fire. Never too few.

    `strata` are the rules that derive, that weigh, that refer and that advise; `own` gives the advice that hypotheses
    bring themselves.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        own: Callable[[Iterable[Hypothesis]], Iterable[AdviceRule]],
        states: Mapping[str, State],
        readings: Mapping[str, Interval],
    ):
        self.states, self.readings = states, readings
        self._tests, self._measurements = _tests(base), base.vocabulary.measurements
        self.present = {*those(states, State.PRESENT)}
        self.absent = {*those(states, State.ABSENT)}
        derive = self._derive(base)
        told = known(self.present, self.absent, readings)
        weighing = self._of(*(base.touched(sort, told) for sort in ("evidence", "scripts")))
        self.highest = _highest(base, weighing)
        self.bands = {h: BAND_ORDER.index(band(highest)) for h, highest in self.highest.items()}
        unlikely = BAND_ORDER.index(Band.UNLIKELY)
        possible = [h for h, place in self.bands.items() if place != unlikely]
        told |= set(map(reached, possible))
        told |= {leading(h) for h, highest in self.highest.items() if highest >= EVEN_ODDS}
        advice = [*base.touched("advice", told), *own(base.hypotheses[h] for h in possible)]
        advice.sort(key=lambda r: r.id)
        self.strata = derive, weighing, self._of(base.touched("referral", told)), self._of(advice)

    def _derive(self, base: KnowledgeBase) -> list[Rule]:
        """The rules that derive, each after those it waits for; what they derive may be present."""
        levels = base.derivation_levels
        found = set()
        for rule in sorted(base.derive, key=lambda r: levels[r.id]):
            if self._may_fire(rule):
                found.add(rule.id)
                self.present |= base.vocabulary.broader(rule.then)
        return [r for r in base.derive if r.id in found]

    def _of(self, *rules: Iterable[Any]) -> list[Any]:
        """Those rules that may hold."""
        return [rule for each in rules for rule in each if self._may_fire(rule)]

    def _may_fire(self, rule: Rule) -> bool:
        if (test := self._tests.get(rule.id)) is None:
            test = self._tests[rule.id] = may_hold(rule.when, self._measurements)
        return test(self)


Test = Callable[[Reach], bool]


@lru_cache(maxsize=8)
def _tests(base: KnowledgeBase) -> dict[str, Test]:
    """Whether rules of a knowledge base may fire, by their ids, as far as it was ever asked."""
    return {}


def may_hold(condition: Condition, measurements: Mapping[str, Measurement]) -> Test:
    """Whether a condition may hold in the end, each hypothesis taken at the highest score it could reach."""
    return read(condition, _MayHold(measurements))


class _MayHold(Reading[Test]):
    """Whether each form of condition may hold, as a function of what a case can reach."""

    def __init__(self, measurements: Mapping[str, Measurement]):
        self.measurements = measurements

    def finding(self, condition: str) -> Test:
        return lambda reach: condition in reach.present

    def absent(self, condition: Absent) -> Test:
        name = condition.absent
        return lambda reach: name in reach.absent

    def not_known(self, condition: NotKnown) -> Test:
        name = condition.not_known
        return lambda reach: name not in reach.states

    def not_measured(self, condition: NotMeasured) -> Test:
        name = condition.not_measured
        return lambda reach: name not in reach.readings

    def compare(self, condition: Compare) -> Test:
        name, asked = condition.measurement, condition.range(self.measurements[condition.measurement])
        return lambda reach: name in reach.readings and reach.readings[name].within(asked)

    def in_band(self, condition: InBand) -> Test:
        hypothesis, floor = condition.hypothesis, BAND_ORDER.index(condition.band)
        return lambda reach: reach.bands[hypothesis] >= floor

    def leads(self, condition: Leads) -> Test:
        name = condition.leads
        return lambda reach: reach.highest[name] >= EVEN_ODDS

    def all(self, condition: All) -> Test:
        findings, others = self._apart(condition.all)
        return lambda reach: findings <= reach.present and all(test(reach) for test in others)

    def any(self, condition: Any_) -> Test:
        findings, others = self._apart(condition.any)
        return lambda reach: not findings.isdisjoint(reach.present) or any(test(reach) for test in others)

    def at_least(self, condition: AtLeast) -> Test:
        tests, needed = [read(c, self) for c in condition.at_least.of], condition.at_least.n
        return lambda reach: sum(test(reach) for test in tests) >= needed

    def _apart(self, conditions: Iterable[Condition]) -> tuple[frozenset[str], list[Test]]:
        """The findings among conditions, and the tests of the others."""
        findings = frozenset(c for c in conditions if isinstance(c, str))
        return findings, [read(c, self) for c in conditions if not isinstance(c, str)]


def _highest(base: KnowledgeBase, speaking: Sequence[EvidenceRule]) -> dict[str, int]:
    """The highest score that each hypothesis could reach by the evidence for it."""
    totals = dict(base.priors)
    for ((name, _), raises), (points, _) in counted(says(speaking)).items():
        if raises:
            totals[name] += points
    return totals
