"""A sentence in clauses, and which qualities share which places."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from .parts import Part
from .tokens import SOFT, Token


@dataclass
class Clause:
    """What stands between two soft marks (comma, "and"): its parts by sort; `claimed` if a phrase took words of it."""

    start: int
    end: int
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    free: list[Part] = field(default_factory=list)  # places that no phrase took
    claimed: bool = False

    @property
    def qualities(self) -> list[Part]:
        """How it is: pain, numb, swollen."""
        return self.parts["quality"]


@dataclass
class Group:
    """Qualities with the places they share, and the clauses both come from."""

    qualities: list[Part]
    places: list[Part]
    clauses: list[int]


def divide(
    tokens: Sequence[Token],
    parts: Sequence[Part],
    claimed: Collection[int],
    bounds: tuple[int, int],
    limb: Callable[[str], bool],
) -> list[Clause]:
    """The clauses between two hard marks."""
    low, high = bounds
    inside = [p for p in parts if low <= p.start and p.end <= high]
    whole = {i for p in inside if p.end - p.start > 1 for i in range(p.start, p.end)} | set(claimed)
    cuts = [i for i in range(low, high) if tokens[i].kind == SOFT and i not in whole]
    clauses = []
    for start, end in zip([low, *(c + 1 for c in cuts)], [*cuts, high], strict=True):
        clause = Clause(start, end, claimed=any(i in claimed for i in range(start, end)))
        for part in inside:
            if start <= part.start and part.end <= end:
                taken = any(i in claimed for i in range(part.start, part.end))
                if not (taken and part.sort in ("quality", "action", "function")):
                    clause.parts[part.sort].append(part)
                if part.sort == "site" and (not taken or limb(part.value)):
                    clause.free.append(part)
        clauses.append(clause)
    return clauses


def group(clauses: Sequence[Clause], sense: Callable[[Part], tuple[str, ...]]) -> list[Group]:
    """Qualities with their places; those of the same places and the same sense are one group."""
    groups: list[Group] = []
    for at, clause in enumerate(clauses):
        if clause.qualities:
            groups += _own(at, clause) if clause.parts["site"] else [_lent(at, clauses)]
    for at, clause in enumerate(clauses):
        if clause.free and not clause.qualities and not clause.parts["ability"]:
            groups += _borrowed(at, clauses, groups)
    return _merged(groups, sense)


def _own(at: int, clause: Clause) -> list[Group]:
    places = clause.free or clause.parts["site"]
    if len(clause.qualities) == 1 or len(places) == 1:
        return [Group(clause.qualities, places, [at])]
    pairs: dict[Part, list[Part]] = defaultdict(list)
    for quality in clause.qualities:
        near = min(
            places,
            key=lambda p: (min(abs(p.start - quality.end), abs(quality.start - p.end)), p.start < quality.start),
        )
        pairs[near].append(quality)
    groups = [Group(qualities, [place], [at]) for place, qualities in pairs.items()]
    rest = [place for place in places if place not in pairs]
    return [*groups, Group(clause.qualities, rest, [at])] if rest else groups


def _lent(at: int, clauses: Sequence[Clause]) -> Group:
    source = _source(at, clauses)
    if source is None:
        return Group(clauses[at].qualities, [], [at])
    return Group(clauses[at].qualities, clauses[source].free, [at, source])


def _source(at: int, clauses: Sequence[Clause]) -> int | None:
    """The clause that a quality without a place takes it from: the one before, or one after if it stands bare."""
    before = next((j for j in range(at - 1, -1, -1) if clauses[j].free), None)
    after = next((j for j in range(at + 1, len(clauses)) if clauses[j].free), None)
    if after is not None:
        mine, other = clauses[at], clauses[after]
        length = max(q.end for q in mine.qualities) - min(q.start for q in mine.qualities)
        bare = mine.end - mine.start <= length + 1
        between = all(clauses[j].qualities and not clauses[j].free for j in range(at + 1, after))
        forward = between and (not other.qualities or other.qualities[0].start - other.start <= 1)
        if before is None:
            return after if between and (forward or not other.qualities) else None
        if bare and forward and other.qualities and other.free[0].start >= other.qualities[0].end:
            return after
    return before


def _borrowed(at: int, clauses: Sequence[Clause], groups: Sequence[Group]) -> list[Group]:
    """Places without a quality share that of a neighbour: "hands and feet are numb" has one group of two places."""
    for other in (at - 1, at + 1, at - 2, at + 2):
        if 0 <= other < len(clauses) and clauses[other].qualities:
            if not clauses[other].parts["site"]:
                return []  # it has taken the place already
            own = [each for each in groups if other in each.clauses]
            if len(own) == 1 and own[0].qualities == clauses[other].qualities:
                own[0].places = [*own[0].places, *clauses[at].free]
                own[0].clauses = [*own[0].clauses, at]
                return []
            return [Group(clauses[other].qualities, clauses[at].free, [at, other])]
    return []


def _merged(groups: Sequence[Group], sense: Callable[[Part], tuple[str, ...]]) -> list[Group]:
    merged: dict[tuple[object, ...], Group] = {}
    for each in groups:
        key: tuple[object, ...] = (*sorted(p.value for p in each.places), *sorted({sense(q) for q in each.qualities}))
        known = merged.get(key)
        if known is None or (
            {q.value for q in each.qualities} & {q.value for q in known.qualities}
            and set(each.clauses) != set(known.clauses)
            and set(each.qualities) - set(known.qualities)
        ):
            merged[key if known is None else (*key, len(merged))] = Group(
                list(each.qualities), list(each.places), list(each.clauses)
            )
        else:
            known.qualities += [q for q in each.qualities if q not in known.qualities]
            known.places += [p for p in each.places if p not in known.places]
            known.clauses += [c for c in each.clauses if c not in known.clauses]
    return list(merged.values())
