"""The least people who fire a rule: each way in which its condition holds, and nothing said beyond it."""

import itertools
import math
from collections.abc import Iterator

from soleus.explain.change import NUMBERS
from soleus.facts.measurement import Interval, Measurement
from soleus.facts.vocabulary import Vocabulary
from soleus.rules.condition import (
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    Condition,
    Count,
    InBand,
    Leads,
    Leaf,
    NotKnown,
    NotMeasured,
    children,
)
from soleus.rules.condition_reading import Reading, read

Way = tuple[tuple[Leaf, ...], ...]  # one sign of each group, in every combination


def ways(condition: Condition) -> list[Way]:
    """The ways in which a condition holds; signs that stand in for one another share a group."""
    return list(dict.fromkeys(read(condition, _Ways())))


class _Ways(Reading[list[Way]]):
    """Of alternatives that are themselves made of parts, one is tried at a time, the others at their first."""

    def finding(self, condition: str) -> list[Way]:
        return [((condition,),)]

    def absent(self, condition: Absent) -> list[Way]:
        return [((condition,),)]

    def not_known(self, condition: NotKnown) -> list[Way]:
        return [((condition,),)]

    def not_measured(self, condition: NotMeasured) -> list[Way]:
        return [((condition,),)]

    def compare(self, condition: Compare) -> list[Way]:
        return [((condition,),)]

    def in_band(self, condition: InBand) -> list[Way]:
        return [((condition,),)]

    def leads(self, condition: Leads) -> list[Way]:
        return [((condition,),)]

    def any(self, condition: Any_) -> list[Way]:
        signs = tuple(c for c in condition.any if not children(c))
        return [*([(signs,)] if signs else []), *(w for c in condition.any if children(c) for w in read(c, self))]

    def all(self, condition: All) -> list[Way]:
        parts = [read(c, self) for c in condition.all]
        firsts = [part[0] for part in parts]
        found = [firsts]
        for place, part in enumerate(parts):
            found += [[*firsts[:place], other, *firsts[place + 1 :]] for other in part[1:]]
        return [tuple(itertools.chain.from_iterable(way)) for way in found]

    def at_least(self, condition: AtLeast) -> list[Way]:
        n, of = condition.at_least.n, condition.at_least.of
        turns = [(of * 2)[first : first + n] for first in range(len(of))]
        return [way for turn in turns for way in self.all(All(all=turn))]


def poorer(condition: Condition) -> Iterator[Condition]:
    """The condition without one of the signs that may stand for another, for each of them."""
    match condition:
        case Any_():
            for parts in _each_poorer(condition.any, spare=len(condition.any) > 1):
                yield Any_(any=parts)
        case AtLeast():
            n, of = condition.at_least.n, condition.at_least.of
            for parts in _each_poorer(of, spare=len(of) > n):
                yield AtLeast(at_least=Count(n=n, of=tuple(dict.fromkeys(parts))))
        case All():
            for parts in _each_poorer(condition.all, spare=False):
                yield All(all=parts)


def _each_poorer(parts: tuple[Condition, ...], spare: bool) -> Iterator[tuple[Condition, ...]]:
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        if spare:
            yield (*before, *after)
        for less in poorer(part):
            yield (*before, less, *after)


def signs_of(way: Way, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The groups of a way in words. A number that several groups bound is one sign, in a range that suits them all."""
    bounded: dict[str, Interval] = {}
    groups = []
    for group in way:
        if isinstance(leaf := group[0], Compare) and len(group) == 1:
            asked = leaf.range(vocabulary.measurements[leaf.measurement])
            bounded[leaf.measurement] = _both(bounded.get(leaf.measurement, Interval()), asked)
        else:
            groups.append(tuple(filter(None, (_sign(leaf, vocabulary) for leaf in group))))
    groups += [(_value(asked, vocabulary.measurements[name]) or "",) for name, asked in bounded.items()]
    return groups


def _sign(leaf: Leaf, vocabulary: Vocabulary) -> str | None:
    match leaf:
        case Absent():
            return f"no {leaf.absent}"
        case NotKnown():
            return f"{leaf.not_known} not known"
        case NotMeasured():
            return f"{leaf.not_measured} not known"
        case InBand():
            return f"{leaf.band.value} {leaf.hypothesis}"
        case Leads():
            return f"leading {leaf.leads}"
        case Compare():
            measurement = vocabulary.measurements[leaf.measurement]
            return _value(leaf.range(measurement), measurement)
        case _:
            return leaf


def _both(one: Interval, other: Interval) -> Interval:
    return Interval(low=max(one.low, other.low), high=min(one.high, other.high))


def _value(asked: Interval, measurement: Measurement) -> str | None:
    """The measurement with a round number just within its bound, so that a bound that moves is seen."""
    least, most = measurement.plausible
    low, high = max(asked.low, least), min(asked.high, most)
    inwards = [step * (1 if low == 0 else abs(low)) for step in (0, 0.01, 0.02, 0.05, 0.1)]
    numbers = [low + step for step in inwards] if asked.low > -math.inf else [high - step for step in inwards]
    for number in [*numbers, (low + high) / 2]:
        text = f"{float(f'{number:.3g}'):.12g}"
        written = text if measurement.id in NUMBERS or measurement.unit == "1" else f"{text} {measurement.unit}"
        if low <= float(text) <= high and measurement.read(written).within(asked):
            return f"{measurement.id} {written}"
    return None
