"""Rules from the knowledge base, turned into experta rules.

A condition becomes a conjunction of patterns that each match at most one fact, so that a rule fires
once however many ways it holds. `any` and `at_least` become a `Holds` fact: small member rules count
what holds and declare it when the count is reached.

Everything fires in strata, by salience: derivations round by round, evidence, the scoring, then
referral and advice. The member rules of a stratum fire before the rules that wait for them, so a
`not_known` is only ever asked when nothing can change the answer any more.
"""

import inspect
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..rules.condition import (
    Absent,
    All,
    AtLeast,
    Band,
    Compare,
    Condition,
    InBand,
    NotKnown,
    children,
    finding_of,
    leaves,
)
from ..rules.knowledge import KnowledgeBase
from ..rules.rule import AdviceRule, Rule
from .experta_network import AS, NOT, Fact, InitialFact, P
from .experta_network import Rule as NetworkRule
from .reachable import Reach

EVIDENCE, SCORING, REFERRAL, ADVICE = 400, 300, 200, 100
DERIVE = 500  # plus a hundred for each round still to come, which leaves room for nested members
Fire = Callable[..., None]
# experta inspects every right-hand side several times; one ready signature spares most of the building.
_SIGNATURE = inspect.signature(lambda engine, **facts: None)


class Known(Fact):  # type: ignore[misc]
    """A finding known to be present or absent."""


class Reading(Fact):  # type: ignore[misc]
    """A measurement known to lie between `low` and `high`."""


class Holds(Fact):  # type: ignore[misc]
    """An `any` or `at_least` whose count has been reached."""


class Standing(Fact):  # type: ignore[misc]
    """A hypothesis that has reached a band or a higher one."""


@dataclass
class Compiled:
    """experta rules ready for a network, and which facts are worth declaring to it."""

    rules: list[Any] = field(default_factory=list)
    findings: set[str] = field(default_factory=set)
    measurements: set[str] = field(default_factory=set)
    standings: set[tuple[str, Band]] = field(default_factory=set)


def compile_rules(
    base: KnowledgeBase, on_fire: Callable[[Rule], Fire], on_score: Fire, only: Reach | None = None
) -> Compiled:
    """The rules of the knowledge base, or those that `only` says a case can reach, as experta rules.

    `on_fire` gives the right-hand side of a rule, `on_score` that of the scoring between the strata.
    """
    compiler = _Compiler(base, only)
    rounds = max(base.derivation_levels.values(), default=0)
    strata: list[tuple[Sequence[Rule], int]] = [
        (base.evidence, EVIDENCE),
        (base.referral, REFERRAL),
        (advice_rules(base), ADVICE),
    ]
    salience = {r.id: DERIVE + 100 * (rounds - base.derivation_levels[r.id]) for r in base.derive}
    salience |= {r.id: height for rules, height in strata for r in rules}
    for rule in itertools.chain(base.derive, *(rules for rules, _ in strata)):
        if only is None or rule.id in only.rules:
            compiler.add(rule, salience[rule.id], on_fire(rule))
    compiler.network_rule((), SCORING, "scoring", on_score)
    return compiler.compiled


def advice_rules(base: KnowledgeBase) -> list[AdviceRule]:
    """The advice rules, and one for each hypothesis that brings its own tests, foods and life style."""
    own = [
        AdviceRule(
            id=f"{h.id}.advice",
            title=f"What helps to settle {h.label}",
            when=InBand(hypothesis=h.id, band=Band.POSSIBLE),
            hypothesis=h.id,
            tests=tuple(f"{t.name}: {t.because}" for t in h.tests),
            foods=h.foods,
            lifestyle=h.lifestyle,
            because=h.summary,
            sources=h.sources,
            reviewed=h.reviewed,
        )
        for h in base.hypotheses.values()
    ]
    return sorted([*base.advice, *own], key=lambda r: r.id)


class _Compiler:
    def __init__(self, base: KnowledgeBase, only: Reach | None):
        self.base, self.only = base, only
        self.compiled = Compiled()
        self._nodes: set[tuple[int, Condition]] = set()
        self._turns = itertools.count(0, -1)
        self._predicates: dict[tuple[str, float], Any] = {}

    def add(self, rule: Rule, salience: int, fire: Fire) -> None:
        for leaf in leaves(rule.when):
            if (finding := finding_of(leaf)) is not None:
                self.compiled.findings.add(finding)
            elif isinstance(leaf, Compare):
                self.compiled.measurements.add(leaf.measurement)
            elif isinstance(leaf, InBand):
                self.compiled.standings.add((leaf.hypothesis, leaf.band))
        self.network_rule(self._patterns(rule.when, salience), salience, rule.id, fire)

    def network_rule(self, patterns: Iterable[Any], salience: int, name: str, fire: Fire) -> None:
        bound: list[Any] = []
        for pattern in patterns:
            bound.append(pattern if isinstance(pattern, NOT) else getattr(AS, f"f{len(bound):03}") << pattern)
        if all(isinstance(pattern, NOT) for pattern in bound):
            bound.insert(0, InitialFact())
        bound.sort(key=lambda pattern: isinstance(pattern, NOT))

        def act(engine: Any, **facts: Any) -> None:
            fire(engine, tuple(facts[k] for k in sorted(facts)))

        act.__name__ = name
        act.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
        act.turn = next(self._turns)  # type: ignore[attr-defined]
        self.compiled.rules.append(NetworkRule(*bound, salience=salience)(act))

    def _patterns(self, condition: Condition, salience: int) -> Iterator[Any]:
        if isinstance(condition, str):
            yield Known(code=condition, state="present")
        elif isinstance(condition, Absent):
            yield Known(code=condition.absent, state="absent")
        elif isinstance(condition, NotKnown):
            yield NOT(Known(code=condition.not_known))
        elif isinstance(condition, Compare):
            yield self._reading(condition)
        elif isinstance(condition, InBand):
            yield Standing(hypothesis=condition.hypothesis, band=condition.band.value)
        elif isinstance(condition, All):
            for child in dict.fromkeys(condition.all):
                yield from self._patterns(child, salience)
        else:
            yield Holds(node=self._node(condition, salience + 5))

    def _reading(self, compare: Compare) -> Any:
        asked = compare.range(self.base.vocabulary.measurements[compare.measurement])
        tests = {}
        if asked.low > -math.inf:
            tests["low"] = self._predicate("low", asked.low)
        if asked.high < math.inf:
            tests["high"] = self._predicate("high", asked.high)
        return Reading(measurement=compare.measurement, **tests)

    def _predicate(self, end: str, limit: float) -> Any:
        """One predicate a limit, so that experta tests it once for all the rules that ask it."""
        test = (lambda v: v >= limit) if end == "low" else (lambda v: v <= limit)
        return self._predicates.setdefault((end, limit), P(test))

    def _node(self, condition: Condition, salience: int) -> str:
        name = f"{salience}:{condition!r}"
        if (salience, condition) in self._nodes:
            return name
        self._nodes.add((salience, condition))
        needed = condition.at_least.n if isinstance(condition, AtLeast) else 1
        members = [m for m in children(condition) if self.only is None or self.only.may(m)]
        simple = frozenset(m for m in members if isinstance(m, str))
        if simple:
            one_of = Known(code=P(simple.__contains__), state="present")
            self.network_rule([one_of], salience, name, _counting(name, needed, None))
        for member in members:
            if not isinstance(member, str):
                label = repr(member)
                patterns = self._patterns(member, salience)
                self.network_rule(patterns, salience, f"{name} {label}", _counting(name, needed, label))
        return name


def _counting(node: str, needed: int, member: str | None) -> Fire:
    def count(engine: Any, facts: tuple[Any, ...]) -> None:
        counted = engine.tally.setdefault(node, {})
        counted[member or facts[0]["code"]] = facts
        if len(counted) == needed:
            engine.declare(Holds(node=node))

    return count
