"""Which column each box of a graph stands in, and in which order, so that few arrows cross: Sugiyama's method."""

from bisect import bisect, insort
from collections.abc import Collection, Hashable, Iterable
from functools import cache
from itertools import pairwise

SWEEPS = 12
Place = Hashable
Arrow = tuple[Place, Place]


def layered(arrows: Collection[tuple[str, str]]) -> list[list[str]]:
    """The boxes column by column, each from top to bottom; every arrow leads to a later column. There is no circle."""
    names = sorted({name for arrow in arrows for name in arrow})
    after = {name: [end for start, end in arrows if start == name] for name in names}

    @cache
    def to_go(name: str) -> int:
        return max((1 + to_go(end) for end in after[name]), default=0)

    last = max(map(to_go, names), default=0)
    columns: list[list[Place]] = [[] for _ in range(last + 1)]
    for name in names:
        columns[last - to_go(name)].append(name)
    short: list[Arrow] = []
    for start, end in sorted(arrows):  # a long arrow passes through a place of its own in each column between
        between = [(start, end, at) for at in range(last - to_go(start) + 1, last - to_go(end))]
        for *_, at in between:
            columns[at].append((start, end, at))
        short += pairwise([start, *between, end])
    best = min(_sweeps(columns, short), key=lambda found: _crossings(found, short))
    return [[place for place in column if isinstance(place, str)] for column in best]


def _sweeps(columns: list[list[Place]], arrows: list[Arrow]) -> Iterable[list[list[Place]]]:
    """Orders of the columns, each better than the last as a rule: every place at the mean of those it is tied to."""
    before: dict[Place, list[Place]] = {}
    after: dict[Place, list[Place]] = {}
    for start, end in arrows:
        before.setdefault(end, []).append(start)
        after.setdefault(start, []).append(end)
    for sweep in range(SWEEPS):
        tied = before if sweep % 2 else after
        ordered = columns if sweep % 2 else columns[::-1]
        found = ordered[:1]
        for column in ordered[1:]:
            found.append(_ordered(column, tied, {place: at for at, place in enumerate(found[-1])}))
        columns = found if sweep % 2 else found[::-1]
        yield columns


def _ordered(column: list[Place], tied: dict[Place, list[Place]], at: dict[Place, int]) -> list[Place]:
    means = {}
    for here, place in enumerate(column):
        others = [at[other] for other in tied.get(place, ())]
        means[place] = sum(others) / len(others) if others else here
    return sorted(column, key=lambda place: means[place])


def _crossings(columns: list[list[Place]], arrows: list[Arrow]) -> int:
    """How often arrows cross between neighbouring columns."""
    at = {place: here for column in columns for here, place in enumerate(column)}
    column_of = {place: number for number, column in enumerate(columns) for place in column}
    total = 0
    for number in range(len(columns)):
        ends: list[int] = []
        for _, end in sorted((at[a], at[b]) for a, b in arrows if column_of[a] == number):
            total += len(ends) - bisect(ends, end)
            insort(ends, end)
    return total
