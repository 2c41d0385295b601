"""Scores: the prior and, for each cluster, the strongest evidence for and the strongest against."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from ..rules.rule import EvidenceRule, cluster_of

K = TypeVar("K", bound=Hashable)
Said = tuple[K, int, str]


def by_strength(said: Iterable[Said[K]]) -> dict[tuple[K, bool], list[tuple[int, str]]]:
    """What was said for (True) and against (False) each key, the strongest first, equals by who said it.

    `said` is key, points and who says so; points of 0 say nothing. The first of each list counts.
    """
    found: dict[tuple[K, bool], list[tuple[int, str]]] = {}
    for key, points, who in said:
        if points:
            found.setdefault((key, points > 0), []).append((points, who))
    for entries in found.values():
        entries.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    return found


def counted(said: Iterable[Said[K]]) -> dict[tuple[K, bool], tuple[int, str]]:
    """The points that count for each key and direction, and who gives them: the one decision of what a cluster adds."""
    return {place: entries[0] for place, entries in by_strength(said).items()}


def says(rules: Iterable[EvidenceRule]) -> Iterator[Said[tuple[str, str]]]:
    """What rules say of each hypothesis, by hypothesis and cluster."""
    for rule in rules:
        cluster = cluster_of(rule)
        for hypothesis, points in rule.points.items():
            yield (hypothesis, cluster), points, rule.id


def scores(fired: Iterable[EvidenceRule], priors: Mapping[str, int]) -> dict[str, int]:
    """The score of every hypothesis of `priors`, in decibans."""
    totals = dict(priors)
    for ((hypothesis, _), _), (points, _) in counted(says(fired)).items():
        totals[hypothesis] += points
    return totals
