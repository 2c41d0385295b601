"""The ways a condition can hold, one by one, so that rules can be compared without running them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

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
    Leaf,
    NotKnown,
)

LIMIT = 3000


def branches(condition: Condition) -> Iterator[frozenset[Leaf]]:
    """Each smallest set of leaves that makes the condition hold; at most LIMIT of them."""
    return itertools.islice(_branches(condition), LIMIT)


def _branches(condition: Condition) -> Iterator[frozenset[Leaf]]:
    if isinstance(condition, All):
        for combination in itertools.product(*(list(_branches(c)) for c in condition.all)):
            yield frozenset().union(*combination)
    elif isinstance(condition, Any_):
        for child in condition.any:
            yield from _branches(child)
    elif isinstance(condition, AtLeast):
        for chosen in itertools.combinations(condition.at_least.of, condition.at_least.n):
            for combination in itertools.product(*(list(_branches(c)) for c in chosen)):
                yield frozenset().union(*combination)
    else:
        yield frozenset([condition])


@dataclass
class Situation:
    """The least that must be known for a branch to hold."""

    present: set[str]
    absent: set[str]
    unknown: set[str]
    ranges: dict[str, Interval]
    bands: dict[str, int]

    @classmethod
    def of(cls, branch: frozenset[Leaf], vocabulary: Vocabulary) -> "Situation":
        """The situation of a branch, is-a links followed."""
        situation = cls(set(), set(), set(), {}, {})
        for leaf in branch:
            if isinstance(leaf, str):
                situation.present |= vocabulary.broader(leaf)
            elif isinstance(leaf, Absent):
                situation.absent |= vocabulary.narrower(leaf.absent)
            elif isinstance(leaf, NotKnown):
                situation.unknown.add(leaf.not_known)
            elif isinstance(leaf, Compare):
                known = situation.ranges.get(leaf.measurement, Interval())
                more = leaf.range(vocabulary.measurements[leaf.measurement])
                both = Interval(low=max(known.low, more.low), high=min(known.high, more.high))
                situation.ranges[leaf.measurement] = both
            else:
                floor = BAND_ORDER.index(leaf.band)
                situation.bands[leaf.hypothesis] = max(floor, situation.bands.get(leaf.hypothesis, 0))
        return situation

    def impossible(self, vocabulary: Vocabulary) -> str | None:
        """Why nobody can be in this situation, or None."""
        if both := self.present & self.absent:
            return f"{min(both)!r} would be both present and absent"
        if self.present >= {"female", "male"}:
            return "nobody is both female and male"
        if known := self.unknown & (self.present | self.absent):
            return f"{min(known)!r} would be both known and not known"
        for name, asked in self.ranges.items():
            least, most = vocabulary.measurements[name].plausible
            if asked.low > asked.high or asked.high < least or asked.low > most:
                return f"no {name} lies in that range"
        return None

    def satisfies(self, condition: Condition, vocabulary: Vocabulary) -> bool:
        """Whether the condition surely holds in this situation, whatever else is known."""
        if isinstance(condition, All):
            return all(self.satisfies(c, vocabulary) for c in condition.all)
        if isinstance(condition, Any_):
            return any(self.satisfies(c, vocabulary) for c in condition.any)
        if isinstance(condition, AtLeast):
            return sum(self.satisfies(c, vocabulary) for c in condition.at_least.of) >= condition.at_least.n
        if isinstance(condition, str):
            return condition in self.present
        if isinstance(condition, Absent):
            return condition.absent in self.absent
        if isinstance(condition, NotKnown):
            return condition.not_known in self.unknown
        if isinstance(condition, InBand):
            return self.bands.get(condition.hypothesis, 0) >= BAND_ORDER.index(condition.band)
        known = self.ranges.get(condition.measurement, Interval())
        return known.within(condition.range(vocabulary.measurements[condition.measurement]))
