"""A sitting: cases one after the other, each opened, closed and scheduled."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from ..wording.document import Document
from .attempt import Attempt, Kind, begin
from .deck import Dealt, causes, dealt, draw, from_file
from .exercise import Exercise, Scored, scored
from .exercise_told import answered_told
from .exercises import Posed, exercise_at, exercise_drawn, exercise_of, exercise_on, score
from .kept import Kept, Plan, digest_of
from .marks import Marks, mark
from .reflection import reflect
from .spacing import Review, cards, choose, rated
from .store import Store
from .telling import told
from .words import case_called


class NothingDue(InputError):
    """There is nothing to practise now by the schedule."""


class Closed(NamedTuple):
    """A case that is closed, and what is told of it; None if it was given up. `cause` is what was scheduled by it."""

    kept: Kept
    back: Document | None
    cause: str | None = None


class Now(NamedTuple):
    """The case in hand: what is kept of it, the case itself, and the exercise that is made of it, if one is."""

    kept: Kept
    hand: Dealt
    exercise: Exercise | None


class Sitting:
    """One sitting of one learner."""

    def __init__(self, store: Store, base: KnowledgeBase, name: str):
        self.store, self.base, self.name = store, base, name
        self.plan = store.plan(name)

    @classmethod
    def begin(cls, store: Store, base: KnowledgeBase, plan: Plan) -> "Sitting":
        """A new sitting, called after the time it begins."""
        name = f"{plan.started:%Y%m%d-%H%M%S-%f}"
        store.begin_sitting(name, plan)
        return cls(store, base, name)

    @property
    def done(self) -> list[Kept]:
        """The closed attempts of the sitting."""
        return [kept for kept in self.store.attempts(self.name) if kept.closed is not None]

    def next(self, now: datetime) -> Now | None:
        """The case that was left open, or the next; None when all are done. Raises NothingDue."""
        attempts = self.store.attempts(self.name)
        if attempts and attempts[-1].closed is None:
            hand = hand_of(attempts[-1], self.store, self.base)
            return Now(attempts[-1], hand, exercise_at(attempts[-1].attempt, hand, self.base))
        if len(attempts) >= self.plan.length or self._is_over(now):
            return None
        hand, begun, exercise = self._begun(len(attempts), now)
        kept = self.store.open(self.name, len(attempts), begun, hand.case, self.base.version, now)
        return Now(kept, hand, exercise)

    def _is_over(self, now: datetime) -> bool:
        minutes = self.plan.minutes
        return minutes is not None and now - self.plan.started >= timedelta(minutes=minutes)

    def _begun(self, place: int, now: datetime) -> Posed | tuple[Dealt, Attempt, None]:
        plan = self.plan
        if plan.kind is not None and plan.kind.is_exercise:
            if plan.numbers:
                return exercise_on(plan.kind, planned(plan.numbers[place], plan, self.base), plan.seed, self.base)
            return exercise_drawn(plan.kind, plan.seed, place, self.base, plan.causes)
        hand, kind = self._dealt(place, now)
        return hand, begin(hand, kind), None

    def _dealt(self, place: int, now: datetime) -> tuple[Dealt, Kind]:
        plan = self.plan
        if plan.numbers:
            return planned(plan.numbers[place], plan, self.base), plan.kind or Kind.CUED
        met = {kept.attempt.number for kept in self.store.attempts()}
        if not plan.scheduled:
            return drawn(plan.seed, place, self.base, plan.causes), plan.kind or Kind.CUED
        passed = self._causes_done()
        while choice := choose(self.store.reviews(), now, self._unseen(), passed):
            try:
                return draw(f"{plan.seed}/{place}", self.base, [choice.cause], met), plan.kind or choice.kind
            except InputError:
                passed.add(choice.cause)  # it has no case that is fit
        raise NothingDue(self._when(now))

    def _unseen(self) -> list[str]:
        order = list(causes(self.base))
        random.Random(self.plan.seed).shuffle(order)  # noqa: S311 - no secret
        return order

    def _causes_done(self) -> set[str]:
        return {hand_of(kept, self.store, self.base).truth for kept in self.store.attempts(self.name)}

    def _when(self, now: datetime) -> str:
        coming = min((card.due for card in cards(self.store.reviews()).values() if card.due > now), default=None)
        next_ = f"the next is due on {coming:%d %B}" if coming else "none is waiting"
        return f"nothing is due now, and enough new causes were met today; {next_}. With --seed a case is drawn anyway"

    def close(self, now: Now, attempt: Attempt, at: datetime) -> Closed:
        """Close a case with what was committed to, mark it, and set when its cause comes again."""
        kept = self.store.close_attempt(now.kept, attempt, at)
        if now.exercise and attempt.chosen:
            self.store.keep_score(kept.id, scored(attempt.chosen, now.exercise, self.base.version))
            return Closed(kept, answered_told(now.exercise, attempt.chosen, case_called(attempt.number)))
        if attempt.committed is None:
            return Closed(kept, None)
        reflection = reflect(attempt, now.hand, self.base)
        self.store.keep_marks(kept.id, reflection.marks)
        met = {review.subject for review in self.store.reviews()}
        for subject, rating in rated(attempt, reflection.marks, reflection.engine.cost, met).items():
            self.store.review(kept.id, Review(subject=subject, at=at, rating=rating.value))
        return Closed(kept, told(reflection, self.base), reflection.marks.truth)

    def comes_again(self, cause: str, now: datetime) -> int | None:
        """In how many days a cause comes again."""
        card = cards(self.store.reviews()).get(cause)
        return None if card is None else max(0, (card.due - now + timedelta(hours=12)).days)


def drawn(seed: str, place: int, base: KnowledgeBase, wanted: tuple[str, ...] = ()) -> Dealt:
    """The case at a place, from 0, of what a seed draws: the same on every face, and none twice."""
    met: dict[str, Dealt] = {}
    for before in range(place + 1):
        hand = draw(f"{seed}/{before}", base, wanted, met.keys())
        met[hand.number] = hand
    return hand


def planned(number: str, plan: Plan, base: KnowledgeBase) -> Dealt:
    """The case of a number, from its own file where the plan names one."""
    return from_file(Path(plan.files[number]), base) if number in plan.files else dealt(number, base)


def hand_of(kept: Kept, store: Store, base: KnowledgeBase) -> Dealt:
    """The case of an attempt."""
    return planned(kept.attempt.number, store.plan(kept.sitting), base)


def looked_back(kept: Kept, store: Store, base: KnowledgeBase) -> Document:
    """What is told of an attempt that is closed. Raises InputError for one that was given up or is open."""
    attempt, hand = kept.attempt, hand_of(kept, store, base)
    if attempt.chosen:
        return answered_told(exercise_of(attempt, hand, base), attempt.chosen, case_called(attempt.number))
    return told(reflect(attempt, hand, base), base)


def marks_of(kept: Kept, store: Store, base: KnowledgeBase) -> Marks | None:
    """The marks of an attempt under the present rules, worked out if they are not kept.

    None if it was given up, or if its case is no longer there.
    """
    if kept.closed is None or kept.attempt.committed is None:
        return None
    if (known := store.marked(kept.id, base.version)) is not None:
        return known
    try:
        made = mark(kept.attempt, hand_of(kept, store, base), base)
    except InputError:
        return None
    if made is not None:
        store.keep_marks(kept.id, made)
    return made


def score_of(kept: Kept, store: Store, base: KnowledgeBase) -> Scored | None:
    """The marks of an exercise under the present rules; under those of then if it reads otherwise now.

    None if nothing was chosen, and for one from elsewhere that reads otherwise now.
    """
    known = store.score(kept.id)
    if not kept.attempt.chosen or (known and known.knowledge == base.version):
        return known
    try:
        made = score(kept.attempt, hand_of(kept, store, base), base)
    except InputError:
        return known
    if made is not None:
        store.keep_score(kept.id, made)
    return made


def changed_case(kept: Kept, store: Store, base: KnowledgeBase) -> bool:
    """Whether the case of an attempt reads otherwise than when it was taken, or is no longer there."""
    try:
        return digest_of(hand_of(kept, store, base).case) != kept.case_digest
    except InputError:
        return True
