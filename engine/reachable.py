"""Which rules a case can reach at all, so that one case alone need not wait for the whole network to be built."""

from collections.abc import Mapping, Sequence

from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.condition import BAND_ORDER, Absent, All, Any_, AtLeast, Band, Compare, Condition, NotKnown
from ..rules.knowledge import KnowledgeBase
from ..rules.points import band
from ..rules.rule import AdviceRule, EvidenceRule, Rule
from .scoring import counted


class Reach:
    """What one case can reach: conditions that may hold, and the ids of the `rules` that may fire. Never too few."""

    def __init__(
        self,
        base: KnowledgeBase,
        advice: Sequence[AdviceRule],
        states: Mapping[str, State],
        readings: Mapping[str, Interval],
    ):
        self.states, self.readings = states, readings
        self.present = {f for f, s in states.items() if s is State.PRESENT}
        self.rules: set[str] = set()
        levels = base.derivation_levels
        for rule in sorted(base.derive, key=lambda r: levels[r.id]):
            if self.may(rule.when):
                self.rules.add(rule.id)
                self.present |= base.vocabulary.broader(rule.then)
        speaking = [r for r in base.evidence if self.may(r.when)]
        self.highest = _highest(base, speaking)
        others: tuple[Rule, ...] = (*speaking, *base.referral, *advice)
        self.rules |= {r.id for r in others if self.may(r.when)}

    def may(self, condition: Condition) -> bool:
        """Whether the condition may hold in the end, each hypothesis taken at the highest band it could reach."""
        if isinstance(condition, str):
            return condition in self.present
        if isinstance(condition, Absent):
            return self.states.get(condition.absent) is State.ABSENT
        if isinstance(condition, NotKnown):
            return condition.not_known not in self.states
        if isinstance(condition, Compare):
            return condition.measurement in self.readings
        if isinstance(condition, All):
            return all(self.may(c) for c in condition.all)
        if isinstance(condition, Any_):
            return any(self.may(c) for c in condition.any)
        if isinstance(condition, AtLeast):
            return sum(self.may(c) for c in condition.at_least.of) >= condition.at_least.n
        return BAND_ORDER.index(self.highest[condition.hypothesis]) >= BAND_ORDER.index(condition.band)


def _highest(base: KnowledgeBase, speaking: Sequence[EvidenceRule]) -> dict[str, Band]:
    """The highest band that each hypothesis could reach by the evidence for it."""
    totals = {h.id: h.prior.points for h in base.hypotheses.values()}
    for name in totals:
        best = counted((r for r in speaking if name in r.points), name)
        totals[name] += sum(r.points[name] for (_, raises), r in best.items() if raises)
    return {name: band(points) for name, points in totals.items()}
