"""consult: one case in, one Consultation out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..facts.case import Case
from ..facts.finding import State
from ..rules.condition import BAND_ORDER, NotKnown, NotMeasured
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band, leaders
from ..rules.rule import DeriveRule, Rule
from .advice_rules import own_advice
from .compile import Compiled, Compiler, Fire
from .consultation import LEADING, Consultation, Premise
from .experta_network import Network
from .patterns import Holds, Known, Leading, NotSo, OneOf, Reading, Standing, absent, present
from .reachable import Reach
from .result import build
from .run import Run, concludes


def consult(case: Case, base: KnowledgeBase | None = None) -> Consultation:
    """Take a case through the rules.

    The same case gives the same Consultation, whatever the order of its answers, of the rule files or
    of hashing. Raises InputError if the case contradicts itself.
    """
    base = base or load_knowledge()
    states, readings = case.states(base.vocabulary), case.readings(base.vocabulary)
    idle = _idle(base)
    engine = idle.pop() if idle else Engine(base)
    run = engine.run(case, Reach(base, own_advice, states, readings))
    idle.append(engine)
    return build(run, base)


def ready(base: KnowledgeBase) -> None:
    """Make a network of every rule, which takes a second, and the memory that it would take when all were reached."""
    engine = Engine(base)
    engine.run(Case.model_construct())
    _idle(base).append(engine)


@lru_cache(maxsize=8)
def _idle(base: KnowledgeBase) -> list["Engine"]:
    """The engines of a knowledge base that no thread is using: never more than there were threads at once."""
    return []


class Engine:
    """The network of a knowledge base, in which for each case the rules stand that it can reach.

    That is so little of the rules that a network of it alone runs in a fifth of the time that one of all rules takes.
    When a run ends nothing of its case is left here.
    """

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self.priors = base.priors
        self.compiler = Compiler(base, self._on_fire, self._score)
        self.network = Network()
        self._forget()

    def run(self, case: Case, only: Reach | None = None) -> Run:
        """Run a case on all rules, or those it can reach. Raises InputError if it contradicts itself."""
        self.now = run = Run.of(case, self.base)
        self.compiled = self.compiler.compiled(only)
        self.network.stand(self.compiled.rules)
        if facts := self._facts(run):
            self.network.declare(*facts)
        self.network.run()
        self._forget()
        return run

    def _forget(self) -> None:
        self.now, self.compiled = Run.of(Case.model_construct(), self.base), Compiled()
        self.network.stand(())

    def _facts(self, run: Run) -> list[Any]:
        """What is known and the rules ask about."""
        findings, measurements = self.compiled.asks.findings, self.compiled.asks.measurements
        told = ((code, state) for code, state in run.states.items() if code in findings)
        known = [present(code) if state is State.PRESENT else absent(code) for code, state in told]
        read = [Reading(measurement=n, low=i.low, high=i.high) for n, i in run.readings.items() if n in measurements]
        return [*known, *read]

    def _on_fire(self, rule: Rule) -> Fire:
        """The right-hand side of a rule: record the firing and, for a derivation, declare what follows."""
        concluded = concludes(rule)
        if isinstance(rule, DeriveRule):
            follows = sorted(self.base.vocabulary.broader(rule.then))

            def derive(network: Network, facts: tuple[Any, ...]) -> None:
                self.now.record(rule, self._premises(facts), concluded)
                for code in follows:
                    self.now.derived.setdefault(code, []).append(rule.id)
                    if code in self.compiled.asks.findings:
                        network.declare(present(code, self.now.states.get(code) is State.ABSENT))

            return derive

        def fire(network: Network, facts: tuple[Any, ...]) -> None:
            self.now.record(rule, self._premises(facts), concluded)

        return fire

    def _score(self, network: Network, facts: tuple[Any, ...]) -> None:
        """Between the strata: scores become bands and leaders, and these become facts."""
        totals = self.now.score(self.priors)
        for hypothesis, asked in sorted(self.compiled.asks.standings):
            if BAND_ORDER.index(band(totals[hypothesis])) >= BAND_ORDER.index(asked):
                network.declare(Standing(hypothesis=hypothesis, band=asked.value))
        for leader in sorted(self.compiled.asks.leaders & leaders(totals)):
            network.declare(Leading(hypothesis=leader))

    def _premises(self, facts: tuple[Any, ...]) -> tuple[Premise, ...]:
        """What a rule relied on, each thing once, by id."""
        premises = {(p.about, p.kind): p for fact in facts for p in self._relied_on(fact)}
        return tuple(premises[key] for key in sorted(premises))

    def _relied_on(self, fact: Any) -> Iterator[Premise]:
        run = self.now
        if isinstance(fact, Known):
            yield Premise.model_construct(about=fact["code"], kind="finding", state=fact["state"])
        elif isinstance(fact, OneOf):
            for code in fact.findings:
                if run.states.get(code) is State.PRESENT or code in run.derived:
                    yield Premise.model_construct(about=code, kind="finding", state=State.PRESENT.value)
        elif isinstance(fact, NotSo):
            state = run.states.get(fact.finding, State.UNKNOWN)
            yield Premise.model_construct(about=fact.finding, kind="finding", state=state.value)
        elif isinstance(fact, NotKnown):
            yield Premise.model_construct(about=fact.not_known, kind="finding", state=State.UNKNOWN.value)
        elif isinstance(fact, NotMeasured):
            yield Premise.model_construct(about=fact.not_measured, kind="measurement", state=State.UNKNOWN.value)
        elif isinstance(fact, Reading):
            name = fact["measurement"]
            yield Premise.model_construct(about=name, kind="measurement", state=run.values[name])
        elif isinstance(fact, Standing):
            name = fact["hypothesis"]
            yield Premise.model_construct(about=name, kind="hypothesis", state=band(run.scores[name]).value)
        elif isinstance(fact, Leading):
            yield Premise.model_construct(about=fact["hypothesis"], kind="hypothesis", state=LEADING)
        elif isinstance(fact, Holds):
            for member in self.network.tally[fact["node"]]:
                for part in member:
                    yield from self._relied_on(part)
