"""The ways a condition can hold, one by one, so that rules can be compared without running them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from ..facts.measurement import Interval
from ..facts.vocabulary import Vocabulary
from .condition import (
    BAND_ORDER,
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
from .condition_reading import Reading, read

LIMIT = 3000


def branches(condition: Condition) -> Iterator[frozenset[Leaf]]:
    """Each smallest set of leaves that makes the condition hold; at most LIMIT of them."""
    return itertools.islice(read(condition, _BRANCHES), LIMIT)


Branches = Iterator[frozenset[Leaf]]


class _Branches(Reading[Branches]):
    """Each form of condition as the smallest sets of leaves that make it hold."""

    def finding(self, condition: str) -> Branches:
        yield frozenset([condition])

    def absent(self, condition: Absent) -> Branches:
        yield frozenset([condition])

    def not_known(self, condition: NotKnown) -> Branches:
        yield frozenset([condition])

    def not_measured(self, condition: NotMeasured) -> Branches:
        yield frozenset([condition])

    def compare(self, condition: Compare) -> Branches:
        yield frozenset([condition])

    def in_band(self, condition: InBand) -> Branches:
        yield frozenset([condition])

    def leads(self, condition: Leads) -> Branches:
        yield frozenset([condition])

    def all(self, condition: All) -> Branches:
        return self._together(condition.all)

    def any(self, condition: Any_) -> Branches:
        return itertools.chain.from_iterable(read(c, self) for c in condition.any)

    def at_least(self, condition: AtLeast) -> Branches:
        chosen = itertools.combinations(condition.at_least.of, condition.at_least.n)
        return itertools.chain.from_iterable(self._together(c) for c in chosen)

    def _together(self, members: tuple[Condition, ...]) -> Branches:
        for combination in itertools.product(*(list(read(c, self)) for c in members)):
            yield frozenset[Leaf]().union(*combination)


_BRANCHES = _Branches()


@dataclass
class Situation:
    """The least that must be known for a branch to hold."""

    present: set[str]
    absent: set[str]
    unknown: set[str]
    ranges: dict[str, Interval]
    bands: dict[str, int]
    leading: set[str]

    @classmethod
    def of(cls, branch: frozenset[Leaf], vocabulary: Vocabulary) -> "Situation":
        """The situation of a branch, is-a links followed."""
        situation = cls(set(), set(), set(), {}, {}, set())
        for leaf in branch:
            situation.learn(leaf, vocabulary)
        return situation

    def learn(self, leaf: Leaf, vocabulary: Vocabulary) -> None:
        """Add what must be known for a leaf to hold."""
        match leaf:
            case str():
                self.present |= vocabulary.broader(leaf)
            case Absent():
                self.absent |= vocabulary.narrower(leaf.absent)
            case NotKnown() | NotMeasured():
                self.unknown.add(about(leaf))
            case Compare():
                known = self.ranges.get(leaf.measurement, Interval())
                more = leaf.range(vocabulary.measurements[leaf.measurement])
                self.ranges[leaf.measurement] = Interval(low=max(known.low, more.low), high=min(known.high, more.high))
            case InBand():
                floor = BAND_ORDER.index(leaf.band)
                self.bands[leaf.hypothesis] = max(floor, self.bands.get(leaf.hypothesis, 0))
            case Leads():
                self.leading.add(leaf.leads)
            case _:
                assert_never(leaf)

    def impossible(self, vocabulary: Vocabulary) -> str | None:
        """Why nobody can be in this situation, or None."""
        if both := self.present & self.absent:
            return f"{min(both)!r} would be both present and absent"
        if self.present >= {"female", "male"}:
            return "nobody is both female and male"
        if known := self.unknown & (self.present | self.absent | self.ranges.keys()):
            return f"{min(known)!r} would be both known and not known"
        for name, asked in self.ranges.items():
            least, most = vocabulary.measurements[name].plausible
            if asked.low > asked.high or asked.high < least or asked.low > most:
                return f"no {name} lies in that range"
        return None

    def satisfies(self, condition: Condition, vocabulary: Vocabulary) -> bool:
        """Whether the condition surely holds in this situation, whatever else is known."""
        return read(condition, _Satisfied(self, vocabulary))


def possible(condition: Condition, vocabulary: Vocabulary) -> list[Situation]:
    """The situations in which a condition holds, those left out that nobody can be in."""
    situations = (Situation.of(branch, vocabulary) for branch in branches(condition))
    return [s for s in situations if not s.impossible(vocabulary)]


class _Satisfied(Reading[bool]):
    """Whether each form of condition surely holds in a situation."""

    def __init__(self, situation: Situation, vocabulary: Vocabulary):
        self.known, self.vocabulary = situation, vocabulary

    def finding(self, condition: str) -> bool:
        return condition in self.known.present

    def absent(self, condition: Absent) -> bool:
        return condition.absent in self.known.absent

    def not_known(self, condition: NotKnown) -> bool:
        return condition.not_known in self.known.unknown

    def not_measured(self, condition: NotMeasured) -> bool:
        return condition.not_measured in self.known.unknown

    def compare(self, condition: Compare) -> bool:
        asked = condition.range(self.vocabulary.measurements[condition.measurement])
        return self.known.ranges.get(condition.measurement, Interval()).within(asked)

    def in_band(self, condition: InBand) -> bool:
        return self.known.bands.get(condition.hypothesis, 0) >= BAND_ORDER.index(condition.band)

    def leads(self, condition: Leads) -> bool:
        return condition.leads in self.known.leading

    def all(self, condition: All) -> bool:
        return all(read(c, self) for c in condition.all)

    def any(self, condition: Any_) -> bool:
        return any(read(c, self) for c in condition.any)

    def at_least(self, condition: AtLeast) -> bool:
        return sum(read(c, self) for c in condition.at_least.of) >= condition.at_least.n
