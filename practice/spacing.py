"""When a cause comes again: a card a cause, and one a pair that was taken one for the other, spaced by FSRS.

A case met again is recognised rather than reasoned about, so that no case has a card. The schedule is worked out anew
from the log of reviews, and another scheduler could be.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler

from ..facts.finding import Record
from .attempt import Attempt, Kind
from .marks import Marks

RETENTION, LONGEST_DAYS = 0.85, 180
NEW_A_DAY = 5
WELL_REASONED, SURE = 0.6, 70
LEECH, REST_DAYS = 4, 7  # after so many lapses a cause rests for so many days, and comes back worked
PAIR = "|"


class Review(Record):
    """One look at one card: `subject` is a cause or a pair of them, `rating` 1 again, 2 hard, 3 good, 4 easy."""

    subject: str
    at: datetime
    rating: int


class Choice(NamedTuple):
    """What to practise next: the cause, and how to take it."""

    cause: str
    kind: Kind


def scheduler() -> Scheduler:
    """FSRS without steps of minutes, which are for words, not for cases."""
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )


def cards(reviews: Iterable[Review]) -> dict[str, Card]:
    """The card of each subject, as its reviews have made it. Reviews come in the order of their times."""
    spacing, made, lapses = scheduler(), dict[str, Card](), dict[str, int]()
    for review in reviews:
        card = made.get(review.subject) or Card(card_id=len(made), due=review.at)
        card, _ = spacing.review_card(card, Rating(review.rating), review.at.astimezone(UTC))
        if review.rating == Rating.Again:
            lapses[review.subject] = lapses.get(review.subject, 0) + 1
            if lapses[review.subject] % LEECH == 0:
                card.due = review.at + timedelta(days=REST_DAYS)
        made[review.subject] = card
    return made


def rated(attempt: Attempt, marks: Marks, par: int, met: Collection[str] = frozenset()) -> dict[str, Rating]:
    """The rating of each card that an attempt is a look at; `par` is what the engine's own questions cost.

    A wrong first makes a card of the pair; a right one, with the other in second place, is a look at it if it is `met`.
    """
    committed = attempt.committed
    if committed is None:
        return {}
    of_cause = rating(attempt, marks, par)
    first, *others = (g.cause for g in committed.guesses[:2])
    pairs = {pair(marks.truth, other) for other in others} & set(met) if first == marks.truth else set()
    pairs |= {pair(marks.truth, first)} - {pair(marks.truth, marks.truth)}
    return {marks.truth: of_cause, **dict.fromkeys(sorted(pairs), of_cause)}


def rating(attempt: Attempt, marks: Marks, par: int) -> Rating:
    """The truth before all: first and well reasoned is good; cheaply and surely besides, easy; among three, hard."""
    place, reasoned = marks.patient.place, marks.reasoning.speaks_for
    if place is None or place > 3:
        return Rating.Again
    if place > 1 or (reasoned is not None and reasoned < WELL_REASONED):
        return Rating.Hard
    cheap = attempt.kind is not Kind.WORKED and 2 * attempt.cost <= par
    return Rating.Easy if cheap and marks.patient.percent >= SURE else Rating.Good


def pair(one: str, other: str) -> str:
    """The subject of two causes that are taken one for the other."""
    return PAIR.join(sorted((one, other)))


def due(made: Mapping[str, Card], now: datetime) -> list[str]:
    """The subjects that are due, the likeliest forgotten first."""
    spacing = scheduler()
    waiting = [subject for subject, card in made.items() if card.due <= now]
    return sorted(waiting, key=lambda s: (spacing.get_card_retrievability(made[s], now), s))


def choose(
    reviews: Sequence[Review], now: datetime, unseen: Sequence[str], done: Collection[str] = frozenset()
) -> Choice | None:
    """What is due, else a cause not met yet, at most five of those a day; None where neither is left.

    `unseen` are causes in the order in which they would be taken; `done` were had in this sitting and are not taken
    again. A cause that comes for the first time, or has lapsed four times, comes worked.
    """
    for subject in due(cards(reviews), now):
        causes = subject.split(PAIR)
        if not any(c in done for c in causes):
            cause = min(causes, key=lambda c: (_seen(reviews, c), c))
            return Choice(cause, Kind.WORKED if _lapses(reviews, subject) in _LEECHES else Kind.CUED)
    first = {r.subject: r.at for r in reversed(reviews)}
    today = sum(at.date() == now.date() for subject, at in first.items() if PAIR not in subject)
    new = next((c for c in unseen if c not in first and c not in done), None)
    return Choice(new, Kind.WORKED) if new and today < NEW_A_DAY else None


_LEECHES = frozenset(range(LEECH, 1000, LEECH))


def _seen(reviews: Sequence[Review], cause: str) -> int:
    return sum(r.subject == cause for r in reviews)


def _lapses(reviews: Sequence[Review], subject: str) -> int:
    """How often a subject has lapsed, if the last look at it was a lapse; else 0."""
    own = [r.rating for r in reviews if r.subject == subject]
    return own.count(Rating.Again) if own and own[-1] == Rating.Again else 0
