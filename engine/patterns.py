"""Facts of the network, and conditions as patterns that match them, each at most one fact or none."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..facts.vocabulary import Vocabulary
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
from .experta_import import EXISTS, NOT, Fact, P

Counted = Callable[[Condition, Sequence[Condition], int], str]


class Known(Fact):  # type: ignore[misc]
    """A finding known to be present or absent; `disputed` says of one that is present whether it was denied."""


def present(code: str, disputed: bool = False) -> Fact:
    """That a finding is present, though it may have been answered as absent."""
    return Known(code=code, state="present", disputed=disputed)


def absent(code: str) -> Fact:
    """That a finding is absent."""
    return Known(code=code, state="absent")


class Reading(Fact):  # type: ignore[misc]
    """A measurement known to lie between `low` and `high`."""


class Holds(Fact):  # type: ignore[misc]
    """An `any` or `at_least` whose count has been reached."""


class Standing(Fact):  # type: ignore[misc]
    """A hypothesis that has reached a band or a higher one."""


class Leading(Fact):  # type: ignore[misc]
    """A hypothesis that leads."""


@dataclass
class Asks:
    """What rules of the network ask about: only such facts are worth declaring to it."""

    findings: set[str] = field(default_factory=set)
    measurements: set[str] = field(default_factory=set)
    standings: set[tuple[str, Band]] = field(default_factory=set)
    leaders: set[str] = field(default_factory=set)

    def add(self, other: "Asks") -> None:
        """And what others ask about."""
        self.findings |= other.findings
        self.measurements |= other.measurements
        self.standings |= other.standings
        self.leaders |= other.leaders


class Patterns(ConditionReading[list[Any]]):
    """A condition as patterns that all have to match, and as conditions that bind no fact; what it asks about is noted.

    `counted` gives the name of the `Holds` fact of an `any` or `at_least`: of these members so many have to hold.
    """

    def __init__(self, vocabulary: Vocabulary, counted: Counted):
        self.vocabulary, self.counted, self.asks = vocabulary, counted, Asks()

    def finding(self, condition: str) -> list[Any]:
        self.asks.findings.add(condition)
        return [Known(code=condition, state="present")]

    def absent(self, condition: Absent) -> list[Any]:
        self.asks.findings.add(condition.absent)
        return [Known(code=condition.absent, state="absent")]

    def not_known(self, condition: NotKnown) -> list[Any]:
        self.asks.findings.add(condition.not_known)
        return [condition]

    def not_measured(self, condition: NotMeasured) -> list[Any]:
        self.asks.measurements.add(condition.not_measured)
        return [condition]

    def compare(self, condition: Compare) -> list[Any]:
        self.asks.measurements.add(condition.measurement)
        asked = condition.range(self.vocabulary.measurements[condition.measurement])
        tests = {}
        if asked.low > -math.inf:
            tests["low"] = _at_least(asked.low)
        if asked.high < math.inf:
            tests["high"] = _at_most(asked.high)
        return [Reading(measurement=condition.measurement, **tests)]

    def in_band(self, condition: InBand) -> list[Any]:
        self.asks.standings.add((condition.hypothesis, condition.band))
        return [Standing(hypothesis=condition.hypothesis, band=condition.band.value)]

    def leads(self, condition: Leads) -> list[Any]:
        self.asks.leaders.add(condition.leads)
        return [Leading(hypothesis=condition.leads)]

    def all(self, condition: All) -> list[Any]:
        return [pattern for child in dict.fromkeys(condition.all) for pattern in read(child, self)]

    def any(self, condition: Any_) -> list[Any]:
        members = _flat(condition)
        if (denied := _not_so(members)) is not None:
            self.asks.findings.add(denied)
            return [NotSo(denied)]
        findings = frozenset(m for m in members if isinstance(m, str))
        if len(findings) < len(members):
            return [Holds(node=self.counted(condition, members, 1))]
        self.asks.findings |= findings
        return [OneOf(findings)]

    def at_least(self, condition: AtLeast) -> list[Any]:
        return [Holds(node=self.counted(condition, condition.at_least.of, condition.at_least.n))]


@dataclass(frozen=True)
class NotSo:
    """A finding that is absent or not known."""

    finding: str


@dataclass(frozen=True)
class OneOf:
    """Findings of which at least one is present."""

    findings: frozenset[str]


Unbound = NotKnown | NotMeasured | NotSo | OneOf


def _flat(condition: Any_) -> tuple[Condition, ...]:
    """The members of an `any`, those of one within another among them, each once."""
    apart = (_flat(m) if isinstance(m, Any_) and _not_so(m.any) is None else (m,) for m in condition.any)
    return tuple(dict.fromkeys(member for each in apart for member in each))


def _not_so(members: Sequence[Condition]) -> str | None:
    """The finding that is to be absent or not known, where that is what the members of an `any` say."""
    denied = {m.absent for m in members if isinstance(m, Absent)}
    unsaid = {m.not_known for m in members if isinstance(m, NotKnown)}
    return denied.pop() if len(members) == 2 and denied == unsaid and len(denied) == 1 else None


def patterns_of(condition: Condition, vocabulary: Vocabulary, counted: Counted) -> tuple[list[Any], Asks]:
    """A condition as patterns, and what they ask about."""
    made = Patterns(vocabulary, counted)
    return read(condition, made), made.asks


# One predicate for all that ask the same: experta tests it once, and forgets none that it has ever seen.


@cache
def _at_least(limit: float) -> Any:
    return P(lambda number: number >= limit)


@cache
def _at_most(limit: float) -> Any:
    return P(lambda number: number <= limit)


@cache
def unbound(condition: Unbound) -> Any:
    """The pattern of a condition that binds no fact."""
    if isinstance(condition, NotKnown):
        return NOT(Known(code=condition.not_known))
    if isinstance(condition, NotMeasured):
        return NOT(Reading(measurement=condition.not_measured))
    if isinstance(condition, NotSo):
        return NOT(Known(code=condition.finding, disputed=False))
    return EXISTS(Known(code=one_of(condition.findings), state="present"))


@cache
def one_of(findings: frozenset[str]) -> Any:
    return P(findings.__contains__)
