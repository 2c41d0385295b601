"""What would make a condition hold: which parts fail, and the fewest changed answers that mend them."""

import itertools
import math
from collections.abc import Iterable, Iterator
from typing import assert_never

from ..engine.evaluate import Evaluator, Facts, evaluator
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.measurement import Interval, Measurement
from ..rules.condition import (
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    Condition,
    InBand,
    Leads,
    Leaf,
    NotKnown,
    NotMeasured,
    about,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Rule
from .change import NUMBERS, Change, answered, changed

Way = frozenset[Leaf]

WIDTH = 12
SEXES = frozenset(["female", "male"])


class Repairer:
    """Mends conditions of one case. `facts` is what is known in it, derivations included."""

    def __init__(self, base: KnowledgeBase, case: Case):
        self.base, self.case = base, case
        self.evaluator: Evaluator = evaluator(base)
        self.states = case.states(base.vocabulary)
        self.readings = case.readings(base.vocabulary)
        self.facts: Facts = self.evaluator.facts(self.states, self.readings)[0]
        self._mending = _Mending(self)

    def holds(self, condition: Condition) -> bool:
        """Whether a condition without bands holds in the case."""
        return self.evaluator.test(condition)(self.facts)

    def unmet(self, condition: Condition) -> tuple[Condition, ...]:
        """The parts of a condition, all of them needed, that do not hold."""
        if isinstance(condition, All):
            return tuple(part for child in condition.all for part in self.unmet(child))
        return () if self.holds(condition) else (condition,)

    def mend(self, rule: Rule) -> tuple[Change, ...]:
        """The fewest changed answers found that make the rule fire; none if no way was found.

        Each way is tried before it is named, so that what is named does fire the rule.
        """
        for wanted in self.ways(rule.when):
            if (changes := self._changes(wanted)) is not None and self._fires(rule, changes):
                return changes
        return ()

    def ways(self, condition: Condition) -> list[Way]:
        """Sets of failing leaves that would all have to hold, fewest first; at most WIDTH of them."""
        if self.holds(condition):
            return [frozenset()]
        return sorted(dict.fromkeys(read(condition, self._mending)), key=self._cost)[:WIDTH]

    def _cost(self, way: Way) -> tuple[int, int, list[str]]:
        against = sum(1 for leaf in way if self.state(leaf) != State.UNKNOWN)
        return len(way), against, sorted(map(repr, way))

    def state(self, leaf: Leaf) -> str:
        """What the case says of what a leaf asks about."""
        return answered_leaf(leaf, self.case, self.states, self.base)

    def _changes(self, way: Way) -> tuple[Change, ...] | None:
        wanted: dict[str, str] = {}
        ranges: dict[str, Interval] = {}
        vocabulary = self.base.vocabulary
        for leaf in sorted(way, key=repr):
            if isinstance(leaf, Compare):
                asked, known = leaf.range(vocabulary.measurements[leaf.measurement]), ranges.get(leaf.measurement)
                ranges[leaf.measurement] = asked if known is None else _both(known, asked)
            else:
                asked_about, after = _wanted(leaf)
                if wanted.setdefault(asked_about, after) != after:
                    return None
                sexes = vocabulary.broader(asked_about) & SEXES if after == State.PRESENT else frozenset()
                if any(wanted.setdefault("sex", sex) != sex for sex in sexes if sex != self.case.sex):
                    return None
        for name, asked in ranges.items():
            if (value := _value(asked, vocabulary.measurements[name])) is None:
                return None
            wanted[name] = value
        return tuple(Change(about=a, before=answered(self.case, a, vocabulary), after=v) for a, v in wanted.items())

    def _fires(self, rule: Rule, changes: tuple[Change, ...]) -> bool:
        vocabulary = self.base.vocabulary
        try:
            case = changed(self.case, changes, vocabulary)
            facts, fired = self.evaluator.facts(case.states(vocabulary), case.readings(vocabulary))
        except InputError:
            return False
        return rule.id in fired or self.evaluator.test(rule.when)(facts)


class _Mending(Reading[Iterable[Way]]):
    """What would make each form of condition hold that does not."""

    def __init__(self, repairer: Repairer):
        self.ways = repairer.ways

    def finding(self, condition: str) -> list[Way]:
        return [frozenset([condition])]

    def absent(self, condition: Absent) -> list[Way]:
        return [frozenset([condition])]

    def not_known(self, condition: NotKnown) -> list[Way]:
        return [frozenset([condition])]

    def not_measured(self, condition: NotMeasured) -> list[Way]:
        """Nobody is asked to take a number back."""
        return []

    def compare(self, condition: Compare) -> list[Way]:
        return [frozenset([condition])]

    def in_band(self, condition: InBand) -> list[Way]:
        """No answer is a band."""
        return []

    def leads(self, condition: Leads) -> list[Way]:
        """No answer is a lead."""
        return []

    def all(self, condition: All) -> Iterator[Way]:
        return _unions([self.ways(c) for c in condition.all])

    def any(self, condition: Any_) -> Iterator[Way]:
        return itertools.chain.from_iterable(self.ways(c) for c in condition.any)

    def at_least(self, condition: AtLeast) -> Iterator[Way]:
        members = sorted((self.ways(c) for c in condition.at_least.of), key=lambda w: len(w[0]) if w else WIDTH)
        chosen = itertools.islice(itertools.combinations(members, condition.at_least.n), WIDTH)
        return itertools.chain.from_iterable(_unions(list(c)) for c in chosen)


def answered_leaf(leaf: Leaf, case: Case, states: dict[str, State], base: KnowledgeBase) -> str:
    """What a case says of the finding or measurement that a leaf asks about."""
    if isinstance(leaf, Compare):
        return answered(case, leaf.measurement, base.vocabulary)
    return states.get(about(leaf), State.UNKNOWN).value


def _unions(parts: list[list[frozenset[Leaf]]]) -> Iterator[frozenset[Leaf]]:
    ways = [frozenset[Leaf]()]
    for part in parts:
        ways = sorted({a | b for a in ways for b in part}, key=lambda w: (len(w), sorted(map(repr, w))))[: WIDTH * 2]
    return iter(ways)


def _wanted(leaf: Leaf) -> tuple[str, str]:
    """The answer that makes a leaf about a finding hold."""
    match leaf:
        case Absent():
            opposite = {"female": "male", "male": "female"}.get(leaf.absent)
            return ("sex", opposite) if opposite else (leaf.absent, State.ABSENT.value)
        case NotKnown():
            return leaf.not_known, State.UNKNOWN.value
        case str():
            return ("sex" if leaf in SEXES else leaf), leaf if leaf in SEXES else State.PRESENT.value
        case NotMeasured() | Compare() | InBand() | Leads():
            raise TypeError(f"{leaf!r} asks about no finding")
        case _:
            assert_never(leaf)


def _both(one: Interval, other: Interval) -> Interval:
    return Interval(low=max(one.low, other.low), high=min(one.high, other.high))


def _value(asked: Interval, measurement: Measurement) -> str | None:
    """A round value that surely lies in the range asked for."""
    least, most = measurement.plausible
    low, high = max(asked.low, least), min(asked.high, most)
    if low > high:
        return None
    if asked.low == -math.inf:
        middle = max(low, high - 0.1 * abs(high))
    elif asked.high == math.inf:
        middle = min(high, low + 0.1 * abs(low))
    else:
        middle = (low + high) / 2
    for text in (f"{middle:.0f}", f"{middle:.2g}", f"{middle:.3g}", repr(middle)):
        if low <= float(text) <= high:
            return text if measurement.id in NUMBERS else f"{text} {measurement.unit}"
    return None
