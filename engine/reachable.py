"""Which rules a case can reach at all, so that one case alone need not wait for the whole network to be built."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..facts.finding import State
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
        self._reading = _MayHold(self)
        self.present = {f for f, s in states.items() if s is State.PRESENT}
        derive = self._derive(base)
        told = known(self.present, (f for f, s in states.items() if s is State.ABSENT), readings)
        weighing = self._of(*(base.touched(sort, told) for sort in ("evidence", "scripts")))
        self.highest = _highest(base, weighing)
        possible = [h for h, highest in self.highest.items() if band(highest) is not Band.UNLIKELY]
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
            if self.may(rule.when):
                found.add(rule.id)
                self.present |= base.vocabulary.broader(rule.then)
        return [r for r in base.derive if r.id in found]

    def _of(self, *rules: Iterable[Any]) -> list[Any]:
        """Those rules that may hold."""
        return [rule for each in rules for rule in each if self.may(rule.when)]

    def may(self, condition: Condition) -> bool:
        """Whether the condition may hold in the end, each hypothesis taken at the highest score it could reach."""
        return read(condition, self._reading)


class _MayHold(Reading[bool]):
    """Whether each form of condition may hold, given what a case can reach."""

    def __init__(self, reach: Reach):
        self.reach = reach

    def finding(self, condition: str) -> bool:
        return condition in self.reach.present

    def absent(self, condition: Absent) -> bool:
        return self.reach.states.get(condition.absent) is State.ABSENT

    def not_known(self, condition: NotKnown) -> bool:
        return condition.not_known not in self.reach.states

    def not_measured(self, condition: NotMeasured) -> bool:
        return condition.not_measured not in self.reach.readings

    def compare(self, condition: Compare) -> bool:
        return condition.measurement in self.reach.readings

    def in_band(self, condition: InBand) -> bool:
        highest = band(self.reach.highest[condition.hypothesis])
        return BAND_ORDER.index(highest) >= BAND_ORDER.index(condition.band)

    def leads(self, condition: Leads) -> bool:
        return self.reach.highest[condition.leads] >= EVEN_ODDS

    def all(self, condition: All) -> bool:
        return all(read(c, self) for c in condition.all)

    def any(self, condition: Any_) -> bool:
        return any(read(c, self) for c in condition.any)

    def at_least(self, condition: AtLeast) -> bool:
        return sum(read(c, self) for c in condition.at_least.of) >= condition.at_least.n


def _highest(base: KnowledgeBase, speaking: Sequence[EvidenceRule]) -> dict[str, int]:
    """The highest score that each hypothesis could reach by the evidence for it."""
    totals = dict(base.priors)
    for ((name, _), raises), (points, _) in counted(says(speaking)).items():
        if raises:
            totals[name] += points
    return totals
