"""Which rules a case can reach at all, so that one case alone need not wait for the whole network to be built."""

from collections.abc import Mapping

from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.condition import Absent, All, Any_, AtLeast, Compare, Condition, NotKnown
from ..rules.knowledge import KnowledgeBase
from ..rules.rule import AdviceRule, Rule


def reachable(
    base: KnowledgeBase, advice: list[AdviceRule], states: Mapping[str, State], readings: Mapping[str, Interval]
) -> set[str]:
    """The ids of the rules that may fire, whatever bands the hypotheses reach. Never too few."""
    present = {f for f, s in states.items() if s is State.PRESENT}
    reach = _Reach(base, present, states, readings)
    levels = base.derivation_levels
    found = set()
    for rule in sorted(base.derive, key=lambda r: levels[r.id]):
        if reach.may(rule.when):
            found.add(rule.id)
            present |= base.vocabulary.broader(rule.then)
    others: tuple[Rule, ...] = (*base.evidence, *base.referral, *advice)
    return found | {r.id for r in others if reach.may(r.when)}


class _Reach:
    def __init__(
        self,
        base: KnowledgeBase,
        present: set[str],
        states: Mapping[str, State],
        readings: Mapping[str, Interval],
    ):
        self.base, self.present, self.states, self.readings = base, present, states, readings

    def may(self, condition: Condition) -> bool:
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
        return True
