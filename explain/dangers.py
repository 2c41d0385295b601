"""Dangers considered: the danger rules that come nearest to firing, what keeps them from it, and what nobody asked."""

from collections.abc import Sequence

from ..engine.consultation import Consultation
from ..engine.evaluate import Facts, evaluator
from ..facts.case import Case
from ..facts.finding import FindingKind, Record, State
from ..facts.open_questions import Open
from ..interview.question_value import Worth
from ..rules.condition import (
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    Condition,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
    finding_of,
    leaves,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level, ReferralRule
from .change import answered
from .failing import Failing, Said, together
from .likely import UNMEASURED, likely

SHOWN = 5


class Considered(Record):
    """A danger rule that did not fire.

    `ruled_out` says that what was said keeps it from firing whatever is asked still. `said` is what stands against
    it; `bands` are hypotheses not as likely as it asks; `not_asked` is what it would turn on and nobody asked, which
    reassures of nothing.
    """

    rule: str
    title: str
    level: Level
    because: str
    sources: tuple[str, ...]
    ruled_out: bool
    said: tuple[Said, ...]
    bands: tuple[Said, ...]
    not_asked: tuple[str, ...]


def considered(base: KnowledgeBase, consultation: Consultation, most: int = SHOWN) -> tuple[Considered, ...]:
    """The danger rules of the present level or above that come nearest to firing, nearest first.

    Near is a rule that asks about what was complained of or denied, and the nearer the likelier what it lacks. Of rules
    that turn on the same things only the nearest is named.
    """
    view = _View(base, consultation)
    open_dangers = (r for r in base.referral if view.is_open_danger(r))
    near = sorted(open_dangers, key=lambda r: (view.distance(r), -r.level.rank, r.id))
    found: list[Considered] = []
    for rule in near:
        one = view.considered(rule)
        if all(set(one.not_asked) != set(o.not_asked) or set(one.said) != set(o.said) for o in found):
            found.append(one)
        if len(found) == most:
            break
    return tuple(found)


class _View:
    """One consultation as its danger rules see it."""

    def __init__(self, base: KnowledgeBase, consultation: Consultation):
        self.base, self.case, self.vocabulary = base, consultation.case, base.vocabulary
        self.level = consultation.referral.level
        self.fired = {a.rule for a in consultation.trace.activations}
        self.rules, self.open = evaluator(base), Open(self.case, self.vocabulary)
        self.worth = Worth(base, self.open)
        self.facts: Facts = self.rules.facts(self.open.states, self.open.readings)[0]
        self.facts.stand({h.id: h.score for h in consultation.hypotheses})
        askable = [*self.open.askable(opened=False), *self.open.askable(examined=True, opened=False)]
        tested = {f for f in self.open.findings if self.vocabulary.findings[f].kind is FindingKind.RESULT}
        self.askable = {f.id for f in askable} | set(self.case.unknown) | tested - {r.then for r in base.derive}
        self.complaints = _complaints(self.case, base)
        self.spoken_of = self.complaints | {f for f in self.case.absent if _shows(f, base)}
        self.topics = {self.vocabulary.findings[f].topic for f in self.complaints}
        self.lacks, self.likely = _Lacks(self), likely(self.chance, self.chance_of)

    def is_open_danger(self, rule: ReferralRule) -> bool:
        """Whether a rule is a danger not found, and one that would matter."""
        return rule.danger_sign and rule.id not in self.fired and rule.level.rank >= self.level.rank

    def considered(self, rule: ReferralRule) -> Considered:
        """The rule with what it lacks."""
        lacks = read(rule.when, self.lacks)
        likely = sorted(lacks.not_asked, key=lambda f: (-self.chance_of(f), f))
        return Considered(
            rule=rule.id,
            title=rule.title,
            level=rule.level,
            because=rule.because,
            sources=rule.sources,
            ruled_out=lacks.closed,
            said=tuple(sorted(lacks.said, key=lambda s: s.about)),
            bands=tuple(sorted(lacks.bands, key=lambda s: s.about)),
            not_asked=() if lacks.closed else tuple(likely),
        )

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds in the case."""
        return self.rules.test(condition)(self.facts)

    def state(self, finding: str) -> State:
        if finding in self.facts.present:
            return State.PRESENT
        return State.ABSENT if finding in self.facts.absent else State.UNKNOWN

    def unknown(self, finding: str, denied: bool) -> Failing:
        """A finding nobody spoke of: still to be asked, or what derivations make of other answers."""
        kinds = self.vocabulary.narrower(finding)
        if denied or not self.askable.isdisjoint(kinds):
            return Failing(closed=False, not_asked=frozenset([finding]))
        concluding = [read(r.when, self.lacks) for r in self.base.derive if r.then in kinds]
        return together(all(f.closed for f in concluding), concluding)

    def distance(self, rule: ReferralRule) -> tuple[bool, bool, float]:
        """How far off a rule is: not about what was said, nor about the like of it, and how unlikely."""
        asked = {f for leaf in leaves(rule.when) if (f := finding_of(leaf))}
        alike = {self.vocabulary.findings[f].topic for f in asked} & self.topics
        return asked.isdisjoint(self.spoken_of), not alike, -self.chance(rule.when)

    def chance(self, condition: Condition) -> float:
        """How likely a condition was to hold before its own findings were asked after; 1 where it holds."""
        return 1 if self.holds(condition) else read(condition, self.likely)

    def chance_of(self, about: str) -> float:
        if about not in self.vocabulary.findings or about not in self.askable | self.open.states.keys():
            return UNMEASURED
        return self.worth.likely(about)


class _Lacks(Reading[Failing]):
    """Why a condition does not hold."""

    def __init__(self, view: _View):
        self.view = view

    def finding(self, condition: str) -> Failing:
        return self._of(condition, denied=False)

    def absent(self, condition: Absent) -> Failing:
        return self._of(condition.absent, denied=True)

    def not_known(self, condition: NotKnown) -> Failing:
        return self._of(condition.not_known, denied=False)

    def not_measured(self, condition: NotMeasured) -> Failing:
        return self._measured(condition.not_measured)

    def compare(self, condition: Compare) -> Failing:
        return self._measured(condition.measurement)

    def in_band(self, condition: InBand) -> Failing:
        return self._standing(condition.hypothesis)

    def leads(self, condition: Leads) -> Failing:
        return self._standing(condition.leads)

    def all(self, condition: All) -> Failing:
        failing = self._failing(condition.all)
        closed = [f for f in failing if f.closed]
        return together(bool(closed), closed or failing)

    def any(self, condition: Any_) -> Failing:
        return self._so_many(condition.any, 1)

    def at_least(self, condition: AtLeast) -> Failing:
        return self._so_many(condition.at_least.of, condition.at_least.n)

    def _so_many(self, parts: Sequence[Condition], needed: int) -> Failing:
        failing = self._failing(parts)
        wanted = needed - (len(parts) - len(failing))
        return together(sum(not f.closed for f in failing) < wanted, failing)

    def _failing(self, parts: Sequence[Condition]) -> list[Failing]:
        return [read(c, self) for c in parts if not self.view.holds(c)]

    def _measured(self, measurement: str) -> Failing:
        if measurement not in self.view.open.readings:
            return Failing(closed=False, not_asked=frozenset([measurement]))
        value = answered(self.view.case, measurement, self.view.vocabulary)
        return Failing(closed=True, said=frozenset([Said(about=measurement, state=value)]))

    def _standing(self, hypothesis: str) -> Failing:
        state = str(self.view.facts.bands[hypothesis])
        return Failing(closed=False, bands=frozenset([Said(about=hypothesis, state=state)]))

    def _of(self, finding: str, denied: bool) -> Failing:
        state = self.view.state(finding)
        if state is State.UNKNOWN:
            return self.view.unknown(finding, denied)
        return Failing(closed=True, said=frozenset([Said(about=finding, state=state.value)]))


def _complaints(case: Case, base: KnowledgeBase) -> set[str]:
    """The symptoms and signs that a case has, by every name that they imply."""
    return {b for f in case.present if _shows(f, base) for b in base.vocabulary.broader(f)}


def _shows(finding: str, base: KnowledgeBase) -> bool:
    return base.vocabulary.findings[finding].kind in (FindingKind.SYMPTOM, FindingKind.SIGN)
