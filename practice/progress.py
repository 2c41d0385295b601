"""How a learner is getting on: places, levels, confidence and what is due, from the raw commitments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import mean
from typing import NamedTuple

from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .attempt import Guess, Kind
from .kept import Kept
from .marks import Marks
from .sitting import changed_case, hand_of, marks_of, score_of
from .spacing import cards, due
from .store import Store

LEAST = 20  # commitments before confidence is told of: after few it teaches nothing
BINS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))


class Bin(Record):
    """Guesses of about the same confidence: how sure on average, and in what share it was the confirmed cause."""

    low: int
    high: int
    guesses: int
    said: float
    came_true: float


class Confidence(Record):
    """How confidence and truth go together: `wrong` is how sure first guesses were that were wrong, in percent, and
    `right` those that were right; None where there are none."""

    bins: tuple[Bin, ...]
    wrong: float | None
    right: float | None


class Exercised(Record):
    """One part of the exercises of a kind: in how many it was marked, and on average; 1 the best, 0 chance."""

    kind: Kind
    part: str
    number: int
    mean: float


class Progress(Record):
    """All that is told of it. `levels` counts pairs of the level that was right and the one chosen.

    `differ` of the `marked` were marked otherwise under the rules of `before`; `changed` are attempts whose case
    reads otherwise than when it was taken, `broken` those whose seal does not fit.
    """

    committed: int
    given_up: int
    first: int
    among_three: int
    levels: dict[tuple[Level, Level], int]
    missed_emergencies: int
    speaks_for: float | None
    speaks_against: float | None
    confidence: Confidence | None
    due: tuple[str, ...]
    coming: tuple[tuple[datetime, str], ...]
    differ: int
    before: tuple[str, ...]
    changed: tuple[int, ...]
    broken: tuple[int, ...]
    exercises: tuple[Exercised, ...]


class _Done(NamedTuple):
    kept: Kept
    marks: Marks
    right: Level


def progress(store: Store, base: KnowledgeBase, now: datetime) -> Progress:
    """The progress up to now; what was marked by other rules is marked again."""
    attempts = [kept for kept in store.attempts() if kept.closed is not None]
    done = [
        _Done(kept, marks, Level(hand_of(kept, store, base).case.urgency or ""))
        for kept in attempts
        if (marks := marks_of(kept, store, base)) is not None
    ]
    made = cards(store.reviews())
    coming = sorted((card.due, subject) for subject, card in made.items() if card.due > now)
    differ, before = _differing(done, store)
    return Progress(
        committed=len(done),
        given_up=sum(kept.attempt.skipped for kept in attempts),
        exercises=_exercises(attempts, store, base),
        first=sum(d.marks.patient.place == 1 for d in done),
        among_three=sum((d.marks.patient.place or 9) <= 3 for d in done),
        levels=dict(Counter((d.right, d.kept.attempt.committed.level) for d in done if d.kept.attempt.committed)),
        missed_emergencies=sum(d.marks.patient.missed_emergency for d in done),
        speaks_for=_mean(d.marks.reasoning.speaks_for for d in done),
        speaks_against=_mean(d.marks.reasoning.speaks_against for d in done),
        confidence=_confidence(done) if len(done) >= LEAST else None,
        due=tuple(due(made, now)),
        coming=tuple(coming),
        differ=differ,
        before=before,
        changed=tuple(kept.id for kept in attempts if changed_case(kept, store, base)),
        broken=tuple(store.broken()),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return mean(known) if known else None


def _exercises(attempts: Iterable[Kept], store: Store, base: KnowledgeBase) -> tuple[Exercised, ...]:
    found: dict[tuple[Kind, str], list[float]] = {}
    for kept in attempts:
        scored = score_of(kept, store, base)
        for part, earned in (scored.parts if scored else {}).items():
            found.setdefault((kept.attempt.kind, part), []).append(earned)
    rows = sorted(found.items())
    return tuple(Exercised(kind=k, part=p, number=len(each), mean=mean(each)) for (k, p), each in rows)


def _differing(done: Sequence[_Done], store: Store) -> tuple[int, tuple[str, ...]]:
    """How many are marked otherwise than the last time, and by which knowledge that was."""
    earlier = {d.kept.id: [m for m in store.marks(d.kept.id) if m.knowledge != d.marks.knowledge] for d in done}
    differ = sum(_told(earlier[d.kept.id][-1]) != _told(d.marks) for d in done if earlier[d.kept.id])
    return differ, tuple(sorted({marks.knowledge for each in earlier.values() for marks in each[-1:]}))


def _told(marks: Marks) -> tuple[object, ...]:
    reasoning = (marks.reasoning.speaks_for, marks.reasoning.speaks_against)
    return (marks.patient, *(None if mark is None else round(mark, 2) for mark in reasoning))


def _confidence(done: Sequence[_Done]) -> Confidence:
    guesses = [(g.percent, g.cause == d.marks.truth) for d in done for g in _guesses(d)]
    first = [(g.percent, g.cause == d.marks.truth) for d in done for g in _guesses(d)[:1]]
    return Confidence(
        bins=tuple(_bin(low, high, guesses) for low, high in BINS if any(low <= p <= high for p, _ in guesses)),
        wrong=_mean(p for p, right in first if not right),
        right=_mean(p for p, right in first if right),
    )


def _guesses(one: _Done) -> tuple[Guess, ...]:
    return one.kept.attempt.committed.guesses if one.kept.attempt.committed else ()


def _bin(low: int, high: int, guesses: Iterable[tuple[int, bool]]) -> Bin:
    within = [(percent, right) for percent, right in guesses if low <= percent <= high]
    return Bin(
        low=low,
        high=high,
        guesses=len(within),
        said=mean(percent for percent, _ in within),
        came_true=100 * mean(right for _, right in within),
    )
