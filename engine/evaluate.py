"""The same rules without a network or a trace: fast enough to ask "what if" a thousand times.

Tests demand that it agrees with the experta network on every case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..facts.case import Case
from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.condition import BAND_ORDER, Absent, All, Any_, AtLeast, Band, Compare, Condition, InBand, NotKnown
from ..rules.knowledge import KnowledgeBase
from ..rules.points import band
from ..rules.rule import EvidenceRule, Level
from .scoring import scores


@dataclass
class Facts:
    """What is known while the rules are gone through."""

    present: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    readings: Mapping[str, Interval] = field(default_factory=dict)
    bands: Mapping[str, Band] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a case comes to: the rules that fired (advice left out), the scores in decibans, the level."""

    fired: frozenset[str]
    scores: dict[str, int]
    level: Level

    def ranking(self) -> list[str]:
        """Hypotheses, best first, equals by id."""
        return sorted(self.scores, key=lambda h: (-self.scores[h], h))


Test = Callable[[Facts], bool]


class Evaluator:
    """The conditions of one knowledge base as plain functions."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self.priors = {h.id: h.prior.points for h in base.hypotheses.values()}
        levels = base.derivation_levels
        self.derive = [(r, self.test(r.when)) for r in sorted(base.derive, key=lambda r: (levels[r.id], r.id))]
        self.evidence = [(r, self.test(r.when)) for r in base.evidence]
        self.referral = [(r, self.test(r.when)) for r in base.referral]

    def facts(self, states: Mapping[str, State], readings: Mapping[str, Interval]) -> tuple[Facts, set[str]]:
        """The facts with everything derived from them, and the derive rules that fired."""
        facts = Facts(
            present={f for f, s in states.items() if s is State.PRESENT},
            absent={f for f, s in states.items() if s is State.ABSENT},
            readings=readings,
        )
        fired = set()
        for rule, holds in self.derive:
            if holds(facts):
                fired.add(rule.id)
                facts.present |= self.base.vocabulary.broader(rule.then)
        return facts, fired

    def outcome(self, states: Mapping[str, State], readings: Mapping[str, Interval]) -> Outcome:
        """What these findings and measurements come to."""
        facts, fired = self.facts(states, readings)
        speaking: list[EvidenceRule] = [rule for rule, holds in self.evidence if holds(facts)]
        totals = scores(speaking, self.priors)
        facts.bands = {h: band(s) for h, s in totals.items()}
        reasons = [rule for rule, holds in self.referral if holds(facts)]
        level = max((r.level for r in reasons), key=lambda level: level.rank, default=Level.SELF_CARE)
        fired |= {r.id for r in speaking} | {r.id for r in reasons}
        return Outcome(frozenset(fired), totals, level)

    def of_case(self, case: Case) -> Outcome:
        """What a case comes to. Raises InputError if it contradicts itself."""
        return self.outcome(case.states(self.base.vocabulary), case.readings(self.base.vocabulary))

    def test(self, condition: Condition) -> Test:
        """A condition as a function of the facts."""
        if isinstance(condition, str):
            return lambda facts: condition in facts.present
        if isinstance(condition, Absent):
            return lambda facts: condition.absent in facts.absent
        if isinstance(condition, NotKnown):
            name = condition.not_known
            return lambda facts: name not in facts.present and name not in facts.absent
        if isinstance(condition, Compare):
            return self._compare(condition)
        if isinstance(condition, InBand):
            floor, hypothesis = BAND_ORDER.index(condition.band), condition.hypothesis
            return lambda facts: BAND_ORDER.index(facts.bands[hypothesis]) >= floor
        if isinstance(condition, AtLeast):
            counted = [self.test(c) for c in condition.at_least.of]
            return lambda facts: sum(t(facts) for t in counted) >= condition.at_least.n
        if isinstance(condition, Any_):
            some = [self.test(c) for c in condition.any]
            return lambda facts: any(t(facts) for t in some)
        if isinstance(condition, All):
            every = [self.test(c) for c in condition.all]
            return lambda facts: all(t(facts) for t in every)
        raise TypeError(condition)

    def _compare(self, compare: Compare) -> Test:
        name = compare.measurement
        asked = compare.range(self.base.vocabulary.measurements[name])

        def certain(facts: Facts) -> bool:
            interval = facts.readings.get(name)
            return interval is not None and interval.within(asked)

        return certain


@lru_cache(maxsize=8)
def evaluator(base: KnowledgeBase) -> Evaluator:
    """The evaluator of a knowledge base, made once."""
    return Evaluator(base)
