"""consult: one case in, one Consultation out."""

import threading
from collections.abc import Iterator
from typing import Any

from ..facts.case import Case
from ..facts.finding import State
from ..rules.condition import BAND_ORDER, NotKnown
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import DeriveRule, EvidenceRule, ReferralRule, Rule
from .compile import Fire, Holds, Known, Reading, Standing, compile_rules, own_advice
from .consultation import Consultation, Premise
from .experta_network import Network
from .reachable import Reach
from .result import build
from .run import Run
from .scoring import scores

ENGINES_KEPT = 4
_engines = threading.local()


def consult(case: Case, base: KnowledgeBase | None = None) -> Consultation:
    """Take a case through the rules.

    The same case gives the same Consultation, whatever the order of its answers, of the rule files or
    of hashing. Raises InputError if the case contradicts itself.
    """
    base = base or load_knowledge()
    return build(_engine(base, case).run(case), base)


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
        return Engine(base, Reach(base, own_advice, states, readings))
    engine = built[base] = built[base] or Engine(base)
    return engine


class Engine:
    """The network of one knowledge base, and the run of the case in hand."""

    def __init__(self, base: KnowledgeBase, only: Reach | None = None):
        self.base = base
        self.priors = base.priors
        self.now = Run.of(Case(), base)
        self.compiled = compile_rules(base, self._on_fire, self._score, only)
        self.network = Network(self.compiled.rules)

    def run(self, case: Case) -> Run:
        """Forget the last case and run this one. Raises InputError if it contradicts itself."""
        self.now = run = Run.of(case, self.base)
        self.network.reset()
        if facts := self._facts(run):
            self.network.declare(*facts)
        self.network.run()
        return run

    def _facts(self, run: Run) -> list[Any]:
        """What is known and the rules ask about."""
        findings, measurements = self.compiled.findings, self.compiled.measurements
        known = [Known(code=code, state=state.value) for code, state in run.states.items() if code in findings]
        read = [Reading(measurement=n, low=i.low, high=i.high) for n, i in run.readings.items() if n in measurements]
        return [*known, *read]

    def _on_fire(self, rule: Rule) -> Fire:
        """The right-hand side of a rule: record the firing and, for a derivation, declare what follows."""
        if isinstance(rule, DeriveRule):
            follows = sorted(self.base.vocabulary.broader(rule.then))

            def derive(network: Network, facts: tuple[Any, ...]) -> None:
                self.now.record(rule, self._premises(facts), (rule.then,))
                for code in follows:
                    self.now.derived.setdefault(code, []).append(rule.id)
                    if code in self.compiled.findings:
                        network.declare(Known(code=code, state=State.PRESENT.value))

            return derive
        concludes = _conclusions(rule)

        def fire(network: Network, facts: tuple[Any, ...]) -> None:
            self.now.record(rule, self._premises(facts), concludes)

        return fire

    def _score(self, network: Network, facts: tuple[Any, ...]) -> None:
        """Between the strata: scores become bands, and bands become facts."""
        fired = (r for r, _ in self.now.fired.values() if isinstance(r, EvidenceRule))
        self.now.scores = totals = scores(fired, self.priors)
        for hypothesis, asked in sorted(self.compiled.standings):
            if BAND_ORDER.index(band(totals[hypothesis])) >= BAND_ORDER.index(asked):
                network.declare(Standing(hypothesis=hypothesis, band=asked.value))

    def _premises(self, facts: tuple[Any, ...]) -> tuple[Premise, ...]:
        """What a rule relied on, each thing once, by id."""
        premises = {(p.about, p.kind): p for fact in facts for p in self._relied_on(fact)}
        return tuple(premises[key] for key in sorted(premises))

    def _relied_on(self, fact: Any) -> Iterator[Premise]:
        run = self.now
        if isinstance(fact, Known):
            yield Premise(about=fact["code"], kind="finding", state=fact["state"])
        elif isinstance(fact, NotKnown):
            yield Premise(about=fact.not_known, kind="finding", state=State.UNKNOWN.value)
        elif isinstance(fact, Reading):
            name = fact["measurement"]
            yield Premise(about=name, kind="measurement", state=run.values[name])
        elif isinstance(fact, Standing):
            name = fact["hypothesis"]
            yield Premise(about=name, kind="hypothesis", state=band(run.scores[name]).value)
        elif isinstance(fact, Holds):
            for member in self.network.tally[fact["node"]].values():
                for part in member:
                    yield from self._relied_on(part)


def _conclusions(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, EvidenceRule):
        return tuple(f"{h} {p:+d}" for h, p in sorted(rule.points.items()))
    if isinstance(rule, ReferralRule):
        return (rule.level.value,)
    return ("advice",)
