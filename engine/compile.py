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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..rules.condition import (
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
from ..rules.condition_reading import Reading as ConditionReading
from ..rules.condition_reading import read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Rule
from .advice_rules import advice_rules
from .experta_network import AS, FIRST, NOT, Fact, P
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


class Leading(Fact):  # type: ignore[misc]
    """A hypothesis that leads."""


@dataclass
class Compiled:
    """experta rules ready for a network, and which facts are worth declaring to it."""

    rules: list[Any] = field(default_factory=list)
    findings: set[str] = field(default_factory=set)
    measurements: set[str] = field(default_factory=set)
    standings: set[tuple[str, Band]] = field(default_factory=set)
    leaders: set[str] = field(default_factory=set)


def compile_rules(
    base: KnowledgeBase, on_fire: Callable[[Rule], Fire], on_score: Fire, only: Reach | None = None
) -> Compiled:
    """The rules of the knowledge base, or those that `only` says a case can reach, as experta rules.

    `on_fire` gives the right-hand side of a rule, `on_score` that of the scoring between the strata.
    """
    compiler = _Compiler(base, only)
    rounds = max(base.derivation_levels.values(), default=0)
    derive, *strata = only.strata if only else (base.derive, base.weighing, base.referral, advice_rules(base))
    for rule in derive:
        compiler.add(rule, DERIVE + 100 * (rounds - base.derivation_levels[rule.id]), on_fire(rule))
    for rules, salience in zip(strata, (EVIDENCE, REFERRAL, ADVICE), strict=True):
        for rule in rules:
            compiler.add(rule, salience, on_fire(rule))
    compiler.network_rule((), SCORING, "scoring", on_score)
    return compiler.compiled


class _Compiler:
    def __init__(self, base: KnowledgeBase, only: Reach | None):
        self.base, self.only = base, only
        self.compiled = Compiled()
        self._nodes: dict[tuple[int, Condition], str] = {}
        self._turns = itertools.count(0, -1)

    def add(self, rule: Rule, salience: int, fire: Fire) -> None:
        self.network_rule(read(rule.when, _Patterns(self, salience)), salience, rule.id, fire)

    def network_rule(self, patterns: Sequence[Any], salience: int, name: str, fire: Fire) -> None:
        """A rule of the network: facts that must be there, and what must not be known."""
        silent = tuple(p for p in patterns if isinstance(p, NotKnown | NotMeasured))
        matched = [p for p in patterns if not isinstance(p, NotKnown | NotMeasured)]
        bound: list[Any] = [getattr(AS, f"f{number:03}") << pattern for number, pattern in enumerate(matched)]
        bound = bound or [FIRST]
        bound += [_none_of(p) for p in silent]

        def act(engine: Any, **facts: Any) -> None:
            fire(engine, (*(facts[k] for k in sorted(facts)), *silent))

        act.__name__ = name
        act.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
        act.turn = next(self._turns)  # type: ignore[attr-defined]
        self.compiled.rules.append(NetworkRule(*bound, salience=salience)(act))

    def node(self, condition: Condition, members: Sequence[Condition], needed: int, salience: int) -> str:
        """The name of the `Holds` fact of an `any` or `at_least`, whose members count towards it."""
        if (salience, condition) in self._nodes:
            return self._nodes[salience, condition]
        name = self._nodes[salience, condition] = f"{salience}:{len(self._nodes)}"
        reached = [m for m in members if self.only is None or self.only.may(m)]
        if any(isinstance(m, str) for m in reached):
            simple = frozenset(m for m in members if isinstance(m, str))
            self.compiled.findings |= simple
            self.network_rule(
                [Known(code=_one_of(simple), state="present")], salience, name, _counting(name, needed, None)
            )
        for number, member in enumerate(reached):
            if not isinstance(member, str):
                label = f"#{number}"
                patterns = read(member, _Patterns(self, salience))
                self.network_rule(patterns, salience, f"{name}{label}", _counting(name, needed, label))
        return name


# One predicate for all that ask the same: experta tests it once, and forgets none that it has ever seen.


@cache
def _at_least(limit: float) -> Any:
    return P(lambda number: number >= limit)


@cache
def _at_most(limit: float) -> Any:
    return P(lambda number: number <= limit)


@cache
def _none_of(silent: NotKnown | NotMeasured) -> Any:
    if isinstance(silent, NotKnown):
        return NOT(Known(code=silent.not_known))
    return NOT(Reading(measurement=silent.not_measured))


@cache
def _one_of(findings: frozenset[str]) -> Any:
    return P(findings.__contains__)


class _Patterns(ConditionReading[list[Any]]):
    """A condition as patterns that all have to match, for a rule of some salience; what they ask about is noted."""

    def __init__(self, compiler: _Compiler, salience: int):
        self.compiler, self.salience, self.asked = compiler, salience, compiler.compiled

    def finding(self, condition: str) -> list[Any]:
        self.asked.findings.add(condition)
        return [Known(code=condition, state="present")]

    def absent(self, condition: Absent) -> list[Any]:
        self.asked.findings.add(condition.absent)
        return [Known(code=condition.absent, state="absent")]

    def not_known(self, condition: NotKnown) -> list[Any]:
        self.asked.findings.add(condition.not_known)
        return [condition]

    def not_measured(self, condition: NotMeasured) -> list[Any]:
        self.asked.measurements.add(condition.not_measured)
        return [condition]

    def compare(self, condition: Compare) -> list[Any]:
        self.asked.measurements.add(condition.measurement)
        asked = condition.range(self.compiler.base.vocabulary.measurements[condition.measurement])
        tests = {}
        if asked.low > -math.inf:
            tests["low"] = _at_least(asked.low)
        if asked.high < math.inf:
            tests["high"] = _at_most(asked.high)
        return [Reading(measurement=condition.measurement, **tests)]

    def in_band(self, condition: InBand) -> list[Any]:
        self.asked.standings.add((condition.hypothesis, condition.band))
        return [Standing(hypothesis=condition.hypothesis, band=condition.band.value)]

    def leads(self, condition: Leads) -> list[Any]:
        self.asked.leaders.add(condition.leads)
        return [Leading(hypothesis=condition.leads)]

    def all(self, condition: All) -> list[Any]:
        return [pattern for child in dict.fromkeys(condition.all) for pattern in read(child, self)]

    def any(self, condition: Any_) -> list[Any]:
        return [Holds(node=self.compiler.node(condition, condition.any, 1, self.salience + 5))]

    def at_least(self, condition: AtLeast) -> list[Any]:
        of, n = condition.at_least.of, condition.at_least.n
        return [Holds(node=self.compiler.node(condition, of, n, self.salience + 5))]


def _counting(node: str, needed: int, member: str | None) -> Fire:
    def count(engine: Any, facts: tuple[Any, ...]) -> None:
        counted = engine.tally.setdefault(node, {})
        counted[member or facts[0]["code"]] = facts
        if len(counted) == needed:
            engine.declare(Holds(node=node))

    return count
