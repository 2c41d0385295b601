"""The same rules without a network or a trace: fast enough to ask "what if" a thousand times.

Tests demand that it agrees with the experta network on every case.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from ..facts.case import Case
from ..facts.finding import State, those
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
from ..rules.needed import known, leading, reached, touched
from ..rules.points import band, leaders
from ..rules.rule import EvidenceRule, Level, ReferralRule, Rule
from ..rules.script import ScriptRule
from .scoring import Place, counted, says, total

R = TypeVar("R", bound=Rule)


@dataclass
class Facts:
    """What is known while the rules are gone through."""

    present: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    readings: Mapping[str, Interval] = field(default_factory=dict)
    bands: Mapping[str, Band] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()

    def stand(self, totals: Mapping[str, int]) -> None:
        """How the hypotheses stand by their scores, in decibans."""
        self.bands = {h: band(s) for h, s in totals.items()}
        self.leading = leaders(totals)

    def known(self) -> set[str]:
        """What is known of findings, measurements and hypotheses, by the names of `needed`."""
        unlikely = Band.UNLIKELY
        possible = (h for h, reached_band in self.bands.items() if reached_band is not unlikely)
        standing = {*map(reached, possible), *map(leading, self.leading)}
        return known(self.present, self.absent, self.readings) | standing


@dataclass(frozen=True)
class Outcome:
    """What a case comes to: the rules that fired (advice left out), the scores in decibans, the level."""

    fired: frozenset[str]
    scores: dict[str, int]
    level: Level

    def ranking(self) -> list[str]:
        """Hypotheses, best first, equals by id."""
        return sorted(self.scores, key=lambda h: (-self.scores[h], h))


@dataclass(frozen=True)
class Judged:
    """What is known with all that follows from it, what it comes to, and the points that count, by their place."""

    facts: Facts
    outcome: Outcome
    counted: Mapping[Place[tuple[str, str]], tuple[int, str]]


Test = Callable[[Facts], bool]


def met(condition: Condition, facts: Facts, base: KnowledgeBase) -> bool:
    """Whether a condition holds, given what is known."""
    return read(condition, _Tests(base))(facts)


Spoken = Mapping[tuple[str, State], ScriptRule]


class Evaluator:
    """The conditions of one knowledge base as plain functions."""

    def __init__(self, base: KnowledgeBase):
        self.base, self._tests = base, _Tests(base)
        self.priors = base.priors
        levels = base.derivation_levels
        self.derive = [(r, self.test(r.when)) for r in sorted(base.derive, key=lambda r: (levels[r.id], r.id))]
        self.evidence = [(r, self.test(r.when)) for r in base.evidence]
        self.scripts: Spoken = {r.about: r for r in base.scripts}
        self.referral = [(r, self.test(r.when)) for r in base.referral]

    def facts(self, states: Mapping[str, State], readings: Mapping[str, Interval]) -> tuple[Facts, set[str]]:
        """The facts with everything derived from them, and the derive rules that fired."""
        facts = Facts(
            present={*those(states, State.PRESENT)},
            absent={*those(states, State.ABSENT)},
            readings=readings,
        )
        fired = set()
        for rule, holds in self.derive:
            if holds(facts):
                fired.add(rule.id)
                facts.present |= self.base.vocabulary.broader(rule.then)
        return facts, fired

    def outcome(
        self, states: Mapping[str, State], readings: Mapping[str, Interval], scripts: Spoken | None = None
    ) -> Outcome:
        """What these findings and measurements come to, by other scripts than the knowledge base's if given."""
        return self.judged(states, readings, scripts).outcome

    def judged(
        self, states: Mapping[str, State], readings: Mapping[str, Interval], scripts: Spoken | None = None
    ) -> Judged:
        """What these findings and measurements come to, and by what."""
        facts, fired = self.facts(states, readings)
        speaking: list[EvidenceRule] = self._holding("evidence", self.evidence, facts)
        speaking += _spoken(facts, self.scripts if scripts is None else scripts)
        points = counted(says(speaking))
        totals = total(points, self.priors)
        facts.stand(totals)
        reasons = self.reasons(facts)
        level = max((r.level for r in reasons), key=lambda level: level.rank, default=Level.SELF_CARE)
        fired |= {r.id for r in speaking} | {r.id for r in reasons}
        return Judged(facts, Outcome(frozenset(fired), totals, level), points)

    def reasons(self, facts: Facts) -> list[ReferralRule]:
        """The referral rules that hold, of people whose hypotheses stand as the facts say."""
        return self._holding("referral", self.referral, facts)

    def _holding(self, sort: str, rules: Sequence[tuple[R, Test]], facts: Facts) -> list[R]:
        """The rules of a sort that hold, in their order; only those are asked that something known touches."""
        asked = (rules[place] for place in touched(self.base.needed[sort], facts.known()))
        return [rule for rule, holds in asked if holds(facts)]

    def of_case(self, case: Case, scripts: Spoken | None = None) -> Outcome:
        """What a case comes to, by other scripts if given. Raises InputError if it contradicts itself."""
        return self.outcome(case.states(self.base.vocabulary), case.readings(self.base.vocabulary), scripts)

    def test(self, condition: Condition) -> Test:
        """A condition as a function of the facts."""
        return read(condition, self._tests)


def _spoken(facts: Facts, scripts: Spoken) -> Iterator[ScriptRule]:
    """The script rules of what is so and of what is not so."""
    for state, findings in ((State.PRESENT, facts.present), (State.ABSENT, facts.absent)):
        yield from (scripts[finding, state] for finding in findings if (finding, state) in scripts)


class _Tests(Reading[Test]):
    """Each form of condition as a function of the facts."""

    def __init__(self, base: KnowledgeBase):
        self.measurements = base.vocabulary.measurements

    def finding(self, condition: str) -> Test:
        return lambda facts: condition in facts.present

    def absent(self, condition: Absent) -> Test:
        name = condition.absent
        return lambda facts: name in facts.absent

    def not_known(self, condition: NotKnown) -> Test:
        name = condition.not_known
        return lambda facts: name not in facts.present and name not in facts.absent

    def not_measured(self, condition: NotMeasured) -> Test:
        name = condition.not_measured
        return lambda facts: name not in facts.readings

    def compare(self, condition: Compare) -> Test:
        name = condition.measurement
        asked = condition.range(self.measurements[name])

        def certain(facts: Facts) -> bool:
            interval = facts.readings.get(name)
            return interval is not None and interval.within(asked)

        return certain

    def in_band(self, condition: InBand) -> Test:
        hypothesis, enough = condition.hypothesis, frozenset(BAND_ORDER[BAND_ORDER.index(condition.band) :])
        return lambda facts: facts.bands[hypothesis] in enough

    def leads(self, condition: Leads) -> Test:
        return lambda facts: condition.leads in facts.leading

    def all(self, condition: All) -> Test:
        findings = frozenset(c for c in condition.all if isinstance(c, str))
        others = [read(c, self) for c in condition.all if not isinstance(c, str)]
        if not others:
            return lambda facts: findings <= facts.present
        return lambda facts: findings <= facts.present and all(holds(facts) for holds in others)

    def any(self, condition: Any_) -> Test:
        findings = frozenset(c for c in condition.any if isinstance(c, str))
        others = [read(c, self) for c in condition.any if not isinstance(c, str)]
        if not others:
            return lambda facts: not findings.isdisjoint(facts.present)
        return lambda facts: not findings.isdisjoint(facts.present) or any(holds(facts) for holds in others)

    def at_least(self, condition: AtLeast) -> Test:
        counted, n = [read(c, self) for c in condition.at_least.of], condition.at_least.n
        return lambda facts: sum(holds(facts) for holds in counted) >= n


@lru_cache(maxsize=8)
def evaluator(base: KnowledgeBase) -> Evaluator:
    """The evaluator of a knowledge base, made once."""
    return Evaluator(base)
