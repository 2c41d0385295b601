"""Scores: the prior and, for each cluster, the strongest evidence for and the strongest against."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from ..rules.rule import EvidenceRule

K = TypeVar("K", bound=Hashable)
Said = tuple[K, int, str]
Place = tuple[K, bool]


def by_strength(said: Iterable[Said[K]]) -> dict[Place[K], list[tuple[int, str]]]:
    """What was said for (True) and against (False) each key, the strongest first, equals by who said it.

    `said` is key, points and who says so; points of 0 say nothing. The first of each list counts.
    """
    found: dict[Place[K], list[tuple[int, str]]] = {}
    for key, points, who in said:
        if points:
            found.setdefault((key, points > 0), []).append((points, who))
    for entries in found.values():
        entries.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    return found


def counted(said: Iterable[Said[K]]) -> dict[Place[K], tuple[int, str]]:
    """The points that count for each key and direction, and who gives them: the one decision of what a cluster adds."""
    found: dict[Place[K], tuple[int, str]] = {}
    for key, points, who in said:
        if points:
            place, entry = (key, points > 0), (points, who)
            held = found.setdefault(place, entry)
            if held is not entry and (abs(points) > abs(held[0]) or (points == held[0] and who < held[1])):
                found[place] = entry
    return found


def says(rules: Iterable[EvidenceRule]) -> Iterator[Said[tuple[str, str]]]:
    """What rules say of each hypothesis, by hypothesis and cluster."""
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
