"""consult: one case in, one Consultation out."""

import threading
from typing import Any

from ..facts.case import Case
from ..facts.finding import State
from ..rules.condition import BAND_ORDER, NotKnown, leaves
from ..rules.knowledge import KnowledgeBase, load_knowledge
from ..rules.points import band
from ..rules.rule import AdviceRule, DeriveRule, EvidenceRule, ReferralRule, Rule
from .compile import Holds, Known, Reading, Standing, advice_rules, compile_rules
from .consultation import Activation, Consultation, KnownFact, Premise, Trace
from .experta_network import Network
from .reachable import Reach
from .result import build
from .scoring import scores

ENGINES_KEPT = 4
_engines = threading.local()


def consult(case: Case, base: KnowledgeBase | None = None) -> Consultation:
    """Take a case through the rules.

    The same case gives the same Consultation, whatever the order of its answers, of the rule files or
    of hashing. Raises InputError if the case contradicts itself.
    """
    base = base or load_knowledge()
    return _engine(base, case).consult(case)


def _engine(base: KnowledgeBase, case: Case) -> "Engine":
    """The engine of this thread for a knowledge base, the last few being kept.

    The first case of a thread runs on a network of just the rules it can reach, which is built at once; from
    the second on, one network of all rules is built once and reset for each.
    """
    built: dict[KnowledgeBase, Engine | None] = _engines.__dict__.setdefault("built", {})
    if base not in built:
        built[base] = None
        while len(built) > ENGINES_KEPT:
            del built[next(iter(built))]
        states, readings = case.states(base.vocabulary), case.readings(base.vocabulary)
        return Engine(base, Reach(base, advice_rules(base), states, readings))
    engine = built[base] = built[base] or Engine(base)
    return engine


class Engine(Network):
    """The network of one knowledge base, and what the case in hand has led to so far."""

    def __init__(self, base: KnowledgeBase, only: Reach | None = None):
        self.base = base
        self.priors = {h.id: h.prior.points for h in base.hypotheses.values()}
        self.compiled = compile_rules(base, self._on_fire, Engine._score, only)
        super().__init__(self.compiled.rules)

    def consult(self, case: Case) -> Consultation:
        """Forget the last case and run this one."""
        vocabulary = self.base.vocabulary
        self.states = dict(sorted(case.states(vocabulary).items()))
        self.readings = dict(sorted(case.readings(vocabulary).items()))
        self.values = _values(case, self.base)
        self.case = case
        self.tally: dict[str, dict[str, tuple[Any, ...]]] = {}
        self.fired: dict[str, tuple[Rule, tuple[Premise, ...]]] = {}
        self.activations: list[Activation] = []
        self.derived: dict[str, list[str]] = {}
        self.reset()
        self.facts_of_case()
        self.run()
        return build(self)

    def facts_of_case(self) -> None:
        """Declare what the rules ask about."""
        facts = [
            Known(code=code, state=state.value) for code, state in self.states.items() if code in self.compiled.findings
        ]
        for name, interval in self.readings.items():
            if name in self.compiled.measurements:
                facts.append(Reading(measurement=name, low=interval.low, high=interval.high))
        if facts:
            self.declare(*facts)

    def _on_fire(self, rule: Rule) -> Any:
        """The right-hand side of a rule: record the firing and, for a derivation, declare what follows."""
        if isinstance(rule, DeriveRule):
            follows = sorted(self.base.vocabulary.broader(rule.then))

            def derive(engine: Engine, facts: tuple[Any, ...]) -> None:
                engine.record(rule, facts, (rule.then,))
                for code in follows:
                    engine.derived.setdefault(code, []).append(rule.id)
                    if code in engine.compiled.findings:
                        engine.declare(Known(code=code, state=State.PRESENT.value))

            return derive
        concludes = _conclusions(rule)

        def fire(engine: Engine, facts: tuple[Any, ...]) -> None:
            engine.record(rule, facts, concludes)

        return fire

    def _score(self, facts: tuple[Any, ...]) -> None:
        """Between the strata: scores become bands, and bands become facts."""
        self.scores = scores((r for r, _ in self.fired.values() if isinstance(r, EvidenceRule)), self.priors)
        for hypothesis, asked in sorted(self.compiled.standings):
            if BAND_ORDER.index(band(self.scores[hypothesis])) >= BAND_ORDER.index(asked):
                self.declare(Standing(hypothesis=hypothesis, band=asked.value))

    def record(self, rule: Rule, facts: tuple[Any, ...], concludes: tuple[str, ...]) -> None:
        """Note that a rule fired, on what, and what it concluded."""
        premises = {p.about: p for f in facts for p in self._premises(f)}
        for leaf in leaves(rule.when):
            if isinstance(leaf, NotKnown) and leaf.not_known not in premises:
                premises[leaf.not_known] = Premise(about=leaf.not_known, state=State.UNKNOWN.value)
        ordered = tuple(premises[name] for name in sorted(premises))
        self.fired[rule.id] = (rule, ordered)
        kind = _KINDS[type(rule)]
        self.activations.append(
            Activation(step=len(self.activations) + 1, rule=rule.id, kind=kind, premises=ordered, concludes=concludes)
        )

    def _premises(self, fact: Any) -> list[Premise]:
        if isinstance(fact, Known):
            return [Premise(about=fact["code"], state=fact["state"])]
        if isinstance(fact, Reading):
            return [Premise(about=fact["measurement"], state=self.values[fact["measurement"]])]
        if isinstance(fact, Standing):
            return [Premise(about=fact["hypothesis"], state=band(self.scores[fact["hypothesis"]]).value)]
        if isinstance(fact, Holds):
            return [p for member in self.tally[fact["node"]].values() for f in member for p in self._premises(f)]
        return []

    def trace(self) -> Trace:
        """Everything known and every rule fired."""
        given = set(self.case.present) | set(self.case.absent)
        facts = []
        for code, state in self.states.items():
            if code in given or code == self.case.sex:
                facts.append(KnownFact(about=code, state=state, origin="given"))
            else:
                facts.append(KnownFact(about=code, state=state, origin="implied", grounds=self._grounds(code, state)))
        facts += [KnownFact(about=n, state=v, origin="given") for n, v in self.values.items()]
        facts += [
            KnownFact(about=code, state=State.PRESENT, origin="derived", grounds=tuple(sorted(rules)))
            for code, rules in sorted(self.derived.items())
            if self.states.get(code) is not State.PRESENT
        ]
        return Trace(facts=tuple(facts), activations=tuple(self.activations))

    def _grounds(self, code: str, state: State) -> tuple[str, ...]:
        vocabulary = self.base.vocabulary
        if state is State.PRESENT:
            return tuple(p for p in self.case.present if code in vocabulary.broader(p))
        return tuple(a for a in self.case.absent if code in vocabulary.narrower(a))


_KINDS: dict[type, Any] = {
    DeriveRule: "derive", EvidenceRule: "evidence", ReferralRule: "referral", AdviceRule: "advice",
}  # fmt: skip


def _conclusions(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, EvidenceRule):
        return tuple(f"{h} {p:+d}" for h, p in sorted(rule.points.items()))
    if isinstance(rule, ReferralRule):
        return (rule.level.value,)
    return ("advice",)


def _values(case: Case, base: KnowledgeBase) -> dict[str, str]:
    """Every measurement as it is shown: the number with its unit."""
    values: dict[str, str] = {}
    for name in ("age", "duration_days"):
        if (number := getattr(case, name)) is not None and name in base.vocabulary.measurements:
            values[name] = f"{number:g} {'years' if name == 'age' else 'days'}"
    for name, text in case.labs.items():
        unit = base.vocabulary.measurements[name].unit
        values[name] = f"{text} {unit}" if text[-1:].isdigit() else text
    return dict(sorted(values.items()))
