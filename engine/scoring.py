"""Scores: the prior and, for each cluster, the strongest evidence for and the strongest against."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from ..rules.rule import EvidenceRule

K = TypeVar("K")
Place = tuple[K, bool]
"""Where points count: of what, and whether they speak for it."""
Said = tuple[Place[K], tuple[int, str]]
"""Points in their place, and who says so; points of 0 say nothing, and stand in neither."""


def by_strength(said: Iterable[Said[K]]) -> dict[Place[K], list[tuple[int, str]]]:
    """What was said in each place, the strongest first, equals by who said it. The first of each list counts."""
    found: dict[Place[K], list[tuple[int, str]]] = {}
    for place, entry in said:
        found.setdefault(place, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    return found


def counted(said: Iterable[Said[K]]) -> dict[Place[K], tuple[int, str]]:
    """The points that count in each place, and who gives them: the one decision of what a cluster adds."""
    found: dict[Place[K], tuple[int, str]] = {}
    for place, entry in said:
        held = found.setdefault(place, entry)
        if held is not entry and (abs(entry[0]) > abs(held[0]) or (entry[0] == held[0] and entry[1] < held[1])):
            found[place] = entry
    return found


def says(rules: Iterable[EvidenceRule]) -> Iterator[Said[tuple[str, str]]]:
    """What rules say of each hypothesis, in the place of its cluster."""
    return chain.from_iterable(rule.said for rule in rules)


def total(points: Mapping[Place[tuple[str, str]], tuple[int, str]], priors: Mapping[str, int]) -> dict[str, int]:
    """The score of every hypothesis of `priors`, in decibans, by the points that count."""
    totals = dict(priors)
    for ((hypothesis, _), _), (size, _) in points.items():
        totals[hypothesis] += size
    return totals


def scores(fired: Iterable[EvidenceRule], priors: Mapping[str, int]) -> dict[str, int]:
    """The score of every hypothesis of `priors`, in decibans."""
    return total(counted(says(fired)), priors)
