"""The ways a condition can hold, one by one, so that rules can be compared without running them."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

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
    ranges: dict[str, tuple[float, float]]
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
                low, high = situation.ranges.get(leaf.measurement, (-math.inf, math.inf))
                least, most = bounds(leaf, vocabulary)
                situation.ranges[leaf.measurement] = max(low, least), min(high, most)
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
        for name, (low, high) in self.ranges.items():
            least, most = vocabulary.measurements[name].plausible
            if low > high or high < least or low > most:
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
        low, high = self.ranges.get(condition.measurement, (-math.inf, math.inf))
        least, most = bounds(condition, vocabulary)
        return low >= least and high <= most


def bounds(compare: Compare, vocabulary: Vocabulary) -> tuple[float, float]:
    """The least and the most a comparison allows, in the measurement's own unit."""
    factor = vocabulary.measurements[compare.measurement].factor(compare.unit) if compare.unit else 1.0
    low, high = -math.inf, math.inf
    if compare.at_least is not None:
        low = compare.at_least * factor
    if compare.above is not None:
        low = max(low, math.nextafter(compare.above * factor, math.inf))
    if compare.at_most is not None:
        high = compare.at_most * factor
    if compare.below is not None:
        high = min(high, math.nextafter(compare.below * factor, -math.inf))
    return low, high
