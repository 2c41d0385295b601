"""Rules from the knowledge base, turned into experta rules.

A condition becomes a conjunction of patterns that each match at most one fact, so that a rule fires
once however many ways it holds. What is so unless something is known, and `any` of findings alone, bind
no fact. Any other `any`, and `at_least`, become a `Holds` fact: small member rules count what holds and
declare it when the count is reached.

Everything fires in strata, by salience: derivations round by round, evidence, the scoring, then
referral and advice. The member rules of a stratum fire before the rules that wait for them, so a
`not_known` is only ever asked when nothing can change the answer any more.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..rules.condition import Condition
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Rule
from .advice_rules import advice_rules
from .experta_import import EXISTS, Fact
from .experta_network import FIRST
from .experta_network import Rule as NetworkRule
from .patterns import Asks, Holds, Known, one_of, patterns_of, unbound
from .reachable import Reach, may_hold

EVIDENCE, SCORING, REFERRAL, ADVICE = 400, 300, 200, 100
DERIVE = 500  # plus a hundred for each round still to come, which leaves room for nested members
Fire = Callable[..., None]
# experta inspects every right-hand side several times; one ready signature spares most of the building.
_SIGNATURE = inspect.signature(lambda engine, **facts: None)


@dataclass
class Compiled:
    """experta rules ready for a network, in the order of their turns, and which facts are worth declaring to it."""

    rules: list[Any] = field(default_factory=list)
    asks: Asks = field(default_factory=Asks)


@dataclass(frozen=True)
class Part:
    """One rule of the network, what it asks about, and the counts whose being reached it waits for."""

    rule: Any
    asks: Asks
    waits: tuple["Count", ...]


class Count:
    """An `any` or `at_least` of one stratum: the members that count towards it, each made when it is first reached."""

    def __init__(self, name: str, members: Sequence[Condition], needed: int, salience: int, base: KnowledgeBase):
        self.name, self.needed, self.salience = name, needed, salience
        self.simple = frozenset(m for m in members if isinstance(m, str))
        compound = ((f"#{n}", m) for n, m in enumerate(members) if not isinstance(m, str))
        self.compound = [(label, m, may_hold(m, base.vocabulary.measurements)) for label, m in compound]
        self.parts: dict[str, Part] = {}


class Compiler:
    """Makes of the rules of a knowledge base experta rules, each once, however many cases come.

    `on_fire` gives the right-hand side of a rule, `on_score` that of the scoring between the strata.
    """

    def __init__(self, base: KnowledgeBase, on_fire: Callable[[Rule], Fire], on_score: Fire):
        self.base, self._on_fire = base, on_fire
        self._rounds = max(base.derivation_levels.values(), default=0)
        self._rules: dict[str, Part] = {}
        self._counts: dict[tuple[int, Condition], Count] = {}
        self._scoring = Part(_network_rule((), SCORING, "scoring", on_score), Asks(), ())

    def compiled(self, only: Reach | None = None) -> Compiled:
        """The rules of the knowledge base, or those that `only` says a case can reach."""
        base = self.base
        derive, *strata = only.strata if only else (base.derive, base.weighing, base.referral, advice_rules(base))
        parts = [self._of(rule, DERIVE + 100 * (self._rounds - base.derivation_levels[rule.id])) for rule in derive]
        for rules, salience in zip(strata, (EVIDENCE, REFERRAL, ADVICE), strict=True):
            parts += [self._of(rule, salience) for rule in rules]
        found, taken = Compiled(), set[Count]()
        for part in (*parts, self._scoring):
            self._take(part, only, found, taken)
        return found

    def _take(self, part: Part, only: Reach | None, found: Compiled, taken: set[Count]) -> None:
        """Add a rule, after the members of what it waits for that were not `taken` yet."""
        for count in part.waits:
            if count not in taken:
                taken.add(count)
                for member in self._members(count, only):
                    self._take(member, only, found, taken)
        found.rules.append(part.rule)
        found.asks.add(part.asks)

    def _of(self, rule: Rule, salience: int) -> Part:
        if rule.id not in self._rules:
            self._rules[rule.id] = self._part(rule.when, salience, rule.id, self._on_fire(rule))
        return self._rules[rule.id]

    def _members(self, count: Count, only: Reach | None) -> Iterator[Part]:
        """The rules that count towards it, of those that can be reached."""
        if count.simple and (only is None or not count.simple.isdisjoint(only.present)):
            if "" not in count.parts:
                pattern = Known(code=one_of(count.simple), state="present")
                rule = _network_rule([pattern], count.salience, count.name, _counting(count))
                count.parts[""] = Part(rule, Asks(findings=set(count.simple)), ())
            yield count.parts[""]
        for label, member, may in count.compound:
            if only is None or may(only):
                if label not in count.parts:
                    name = f"{count.name}{label}"
                    count.parts[label] = self._part(member, count.salience, name, _counting(count))
                yield count.parts[label]

    def _part(self, condition: Condition, salience: int, name: str, fire: Fire) -> Part:
        """The rule of the network that fires where a condition holds."""
        waits = []

        def counted(whole: Condition, members: Sequence[Condition], needed: int) -> str:
            key = salience + 5, whole
            if key not in self._counts:
                self._counts[key] = Count(f"{key[0]}:{len(self._counts)}", members, needed, key[0], self.base)
            waits.append(self._counts[key])
            return self._counts[key].name

        patterns, asks = patterns_of(condition, self.base.vocabulary, counted)
        return Part(_network_rule(patterns, salience, name, fire), asks, tuple(waits))


def _network_rule(conditions: Sequence[Any], salience: int, name: str, fire: Fire) -> Any:
    """A rule of the network: facts that must be there, of which it then knows, and conditions that bind none."""
    facts = [c for c in conditions if isinstance(c, Fact)]
    others = tuple(c for c in conditions if not isinstance(c, Fact))
    patterns = sorted((unbound(c) for c in others), key=lambda p: not isinstance(p, EXISTS))
    first = () if facts or (patterns and isinstance(patterns[0], EXISTS)) else (FIRST,)

    def act(engine: Any, matched: Iterable[Any] = ()) -> None:
        fire(engine, (*matched, *others))

    act.__name__ = name
    act.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
    return NetworkRule(*facts, *first, *patterns, salience=salience)(act)


def _counting(count: Count) -> Fire:
    def fire(engine: Any, facts: tuple[Any, ...]) -> None:
        counted = engine.tally.setdefault(count.name, [])
        counted.append(facts)
        if len(counted) == count.needed:
            engine.declare(Holds(node=count.name))

    return fire
