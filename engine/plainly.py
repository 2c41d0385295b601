"""The same consultation without a network: the rules that something known touches are read one after another.

It fires what experta fires, in its order and on the same premises, in a third of the time; tests demand the same. What
is told without its trace is worked out so; a trace that is shown is always experta's.
"""

from collections.abc import Iterable, Sequence

from ..facts.case import Case
from ..facts.finding import State, those
from ..rules.condition import (
    BAND_ORDER,
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
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import Rule
from .advice_rules import own_advice
from .consultation import LEADING, Consultation, Premise
from .evaluate import Facts
from .result import build
from .run import Run, concludes


def consult_plainly(case: Case, base: KnowledgeBase) -> Consultation:
    """Take a case through the rules without experta. Raises InputError if the case contradicts itself."""
    return build(run_plainly(case, base), base)


def run_plainly(case: Case, base: KnowledgeBase) -> Run:
    """The run of a case, as experta's would be. Raises InputError if the case contradicts itself."""
    run = Run.of(case, base)
    facts = Facts(
        present={*those(run.states, State.PRESENT)},
        absent={*those(run.states, State.ABSENT)},
        readings=run.readings,
    )
    grounds = _Grounds(run, facts, base)
    _derive(run, facts, grounds)
    known = facts.known()
    _fire(run, grounds, (rule for sort in ("evidence", "scripts") for rule in base.touched(sort, known)))
    facts.stand(run.score(base.priors))
    known = facts.known()
    _fire(run, grounds, base.touched("referral", known))
    possible = (base.hypotheses[h] for h, score in run.scores.items() if band(score) is not BAND_ORDER[0])
    _fire(run, grounds, sorted([*base.touched("advice", known), *own_advice(possible)], key=lambda r: r.id))
    return run


def _derive(run: Run, facts: Facts, grounds: "_Grounds") -> None:
    """Round by round, each rule after those it waits for; what follows is known from then on."""
    levels = grounds.base.derivation_levels
    for rule in sorted(grounds.base.derive, key=lambda r: levels[r.id]):
        if (premises := read(rule.when, grounds)) is not None:
            run.record(rule, _each_once(premises), concludes(rule))
            follows = grounds.base.vocabulary.broader(rule.then)
            facts.present |= follows
            for code in sorted(follows):
                run.derived.setdefault(code, []).append(rule.id)


def _fire(run: Run, grounds: "_Grounds", rules: Iterable[Rule]) -> None:
    for rule in rules:
        if (premises := read(rule.when, grounds)) is not None:
            run.record(rule, _each_once(premises), concludes(rule))


def _each_once(premises: Sequence[Premise]) -> tuple[Premise, ...]:
    if len(premises) == 1:
        return tuple(premises)
    each = {(p.about, p.kind): p for p in premises}
    return tuple(each[key] for key in sorted(each))


Relied = Sequence[Premise] | None


class _Grounds(Reading[Relied]):
    """What a condition that holds relies on; None of one that does not hold."""

    def __init__(self, run: Run, facts: Facts, base: KnowledgeBase):
        self.run, self.facts, self.base = run, facts, base

    def finding(self, condition: str) -> Relied:
        return (_finding(condition, State.PRESENT),) if condition in self.facts.present else None

    def absent(self, condition: Absent) -> Relied:
        name = condition.absent
        return (_finding(name, State.ABSENT),) if name in self.facts.absent else None

    def not_known(self, condition: NotKnown) -> Relied:
        name = condition.not_known
        return None if name in self.facts.present or name in self.facts.absent else (_finding(name, State.UNKNOWN),)

    def not_measured(self, condition: NotMeasured) -> Relied:
        name = condition.not_measured
        if name in self.facts.readings:
            return None
        return (Premise.model_construct(about=name, kind="measurement", state=State.UNKNOWN.value),)

    def compare(self, condition: Compare) -> Relied:
        name = condition.measurement
        interval = self.facts.readings.get(name)
        if interval is None or not interval.within(condition.range(self.base.vocabulary.measurements[name])):
            return None
        return (Premise.model_construct(about=name, kind="measurement", state=self.run.values[name]),)

    def in_band(self, condition: InBand) -> Relied:
        reached = self.facts.bands[condition.hypothesis]
        if BAND_ORDER.index(reached) < BAND_ORDER.index(condition.band):
            return None
        return (Premise.model_construct(about=condition.hypothesis, kind="hypothesis", state=reached.value),)

    def leads(self, condition: Leads) -> Relied:
        if condition.leads not in self.facts.leading:
            return None
        return (Premise.model_construct(about=condition.leads, kind="hypothesis", state=LEADING),)

    def all(self, condition: All) -> Relied:
        relied: list[Premise] = []
        for part in condition.all:
            if (more := read(part, self)) is None:
                return None
            relied += more
        return relied

    def any(self, condition: Any_) -> Relied:
        return self._holding(condition.any, 1)

    def at_least(self, condition: AtLeast) -> Relied:
        return self._holding(condition.at_least.of, condition.at_least.n)

    def _holding(self, parts: Iterable[Condition], needed: int) -> Relied:
        """What those parts that hold rely on, where they are enough."""
        holding = [relied for relied in (read(part, self) for part in parts) if relied is not None]
        return [premise for relied in holding for premise in relied] if len(holding) >= needed else None


def _finding(name: str, state: State) -> Premise:
    return Premise.model_construct(about=name, kind="finding", state=state.value)
