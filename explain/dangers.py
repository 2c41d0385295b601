"""Dangers considered: the danger rules that come nearest to firing, what keeps them from it, and what nobody asked."""

from collections.abc import Iterable
from math import prod

from ..engine.consultation import Consultation
from ..engine.evaluate import Facts, evaluator
from ..facts.case import Case
from ..facts.finding import FindingKind, Record, State
from ..facts.open_questions import Open
from ..interview.question_value import Worth
from ..rules.condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leaf, children, finding_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import Level, ReferralRule
from .change import answered

SHOWN = 5
# How likely a number that nobody measured, or a hypothesis that is not there yet, is taken to be what a rule asks for.
UNMEASURED = 0.1


class Said(Record):
    """An answer, a value or a band that a rule would need to be otherwise."""

    about: str
    state: str


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


class Failing(Record):
    """Why a condition does not hold: `closed` if no open answer could make it, and what it hangs on."""

    closed: bool
    said: frozenset[Said] = frozenset()
    bands: frozenset[Said] = frozenset()
    not_asked: frozenset[str] = frozenset()


def considered(base: KnowledgeBase, consultation: Consultation, most: int = SHOWN) -> tuple[Considered, ...]:
    """The danger rules of the present level or above that come nearest to firing, nearest first.

    Near is a rule that asks about what was complained of or denied, and the nearer the likelier what it lacks. Of rules
    that turn on the same things only the nearest is named.
    """
    view = _View(base, consultation)
    near = sorted(
        (r for r in base.referral if view.is_open_danger(r)),
        key=lambda r: (view.distance(r), -r.level.rank, r.id),
    )
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
        self.rules = evaluator(base)
        self.open = Open(self.case, self.vocabulary)
        self.worth = Worth(base, self.open)
        self.facts: Facts = self.rules.facts(self.open.states, self.open.readings)[0]
        self.facts.bands = {h.id: band(h.score) for h in consultation.hypotheses}
        askable = [*self.open.askable(opened=False), *self.open.askable(examined=True, opened=False)]
        self.askable = {f.id for f in askable} | set(self.case.unknown)
        self.complaints = _complaints(self.case, base)
        self.spoken_of = self.complaints | {f for f in self.case.absent if _shows(f, base)}
        self.topics = {self.vocabulary.findings[f].topic for f in self.complaints}

    def is_open_danger(self, rule: ReferralRule) -> bool:
        """Whether a rule is a danger not found, and one that would matter."""
        return rule.danger_sign and rule.id not in self.fired and rule.level.rank >= self.level.rank

    def considered(self, rule: ReferralRule) -> Considered:
        """The rule with what it lacks."""
        lacks = self.failing(rule.when)
        likely = sorted(lacks.not_asked, key=lambda f: (-self._chance_of(f), f))
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

    def failing(self, condition: Condition) -> Failing:
        """Why a condition does not hold."""
        if not (parts := children(condition)):
            return self._leaf(condition)  # type: ignore[arg-type]  # what has no parts is a leaf
        failing = [self.failing(c) for c in parts if not self.holds(c)]
        wanted = _wanted(condition) - (len(parts) - len(failing))
        closed = sum(not f.closed for f in failing) < wanted
        told = [f for f in failing if f.closed] if closed and isinstance(condition, All) else failing
        return _together(closed, told)

    def _leaf(self, leaf: Leaf) -> Failing:
        if isinstance(leaf, InBand):
            said = Said(about=leaf.hypothesis, state=str(self.facts.bands[leaf.hypothesis]))
            return Failing(closed=False, bands=frozenset([said]))
        if isinstance(leaf, Compare):
            value = answered(self.case, leaf.measurement, self.vocabulary)
            if leaf.measurement in self.open.readings:
                return Failing(closed=True, said=frozenset([Said(about=leaf.measurement, state=value)]))
            return Failing(closed=False, not_asked=frozenset([leaf.measurement]))
        finding = finding_of(leaf) or ""
        state = self._state(finding)
        if state is State.UNKNOWN:
            return self._unknown(finding, leaf)
        return Failing(closed=True, said=frozenset([Said(about=finding, state=state.value)]))

    def _state(self, finding: str) -> State:
        if finding in self.facts.present:
            return State.PRESENT
        return State.ABSENT if finding in self.facts.absent else State.UNKNOWN

    def _unknown(self, finding: str, leaf: Leaf) -> Failing:
        """A finding nobody spoke of: still to be asked, or what derivations make of other answers."""
        kinds = self.vocabulary.narrower(finding)
        if isinstance(leaf, Absent) or not self.askable.isdisjoint(kinds):
            return Failing(closed=False, not_asked=frozenset([finding]))
        concluding = [self.failing(r.when) for r in self.base.derive if r.then in kinds]
        return _together(all(f.closed for f in concluding), concluding)

    def distance(self, rule: ReferralRule) -> tuple[bool, bool, float]:
        """How far off a rule is: not about what was said, nor about the like of it, and how unlikely."""
        asked = {f for leaf in leaves(rule.when) if (f := finding_of(leaf))}
        alike = {self.vocabulary.findings[f].topic for f in asked} & self.topics
        return asked.isdisjoint(self.spoken_of), not alike, -self.chance(rule.when)

    def chance(self, condition: Condition) -> float:
        """How likely a condition was to hold before its own findings were asked after; 1 where it holds."""
        if self.holds(condition):
            return 1
        if parts := children(condition):
            best = sorted(map(self.chance, parts), reverse=True)
            return prod(best[: _wanted(condition)])
        return self._chance_of(finding_of(condition) or "")  # type: ignore[arg-type]  # what has no parts is a leaf

    def _chance_of(self, about: str) -> float:
        if about not in self.vocabulary.findings or about not in self.askable | self.open.states.keys():
            return UNMEASURED
        return self.worth.likely(about)


def _wanted(condition: Condition) -> int:
    """How many of its parts a condition asks for."""
    if isinstance(condition, AtLeast):
        return condition.at_least.n
    return 1 if isinstance(condition, Any_) else len(children(condition))


def _together(closed: bool, failing: Iterable[Failing]) -> Failing:
    """Several failings as one."""
    told = list(failing)
    return Failing(
        closed=closed,
        said=frozenset(s for f in told for s in f.said),
        bands=frozenset(b for f in told for b in f.bands),
        not_asked=frozenset(n for f in told for n in f.not_asked),
    )


def _complaints(case: Case, base: KnowledgeBase) -> set[str]:
    """The symptoms and signs that a case has, by every name that they imply."""
    return {b for f in case.present if _shows(f, base) for b in base.vocabulary.broader(f)}


def _shows(finding: str, base: KnowledgeBase) -> bool:
    return base.vocabulary.findings[finding].kind in (FindingKind.SYMPTOM, FindingKind.SIGN)
