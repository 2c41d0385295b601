"""Exercises made of cases: of which kind, of which case, and what an answer to one earns."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from .attempt import Attempt, Kind, begin
from .concordance import concordance
from .deck import Dealt, draw
from .exercise import Exercise, Scored, scored
from .pairs import contrast
from .spotting import spotting

MAKERS: dict[Kind, Callable[[Dealt, str, KnowledgeBase], Exercise | None]] = {
    Kind.CONCORDANCE: concordance,
    Kind.ERROR: spotting,
    Kind.PAIR: contrast,
}
MOST_DRAWN = 200  # cases that are looked at for an exercise of the sort that was drawn


class Posed(NamedTuple):
    """An exercise that is posed: the case it is made of, the attempt at it, and the exercise."""

    hand: Dealt
    attempt: Attempt
    exercise: Exercise


def posed(kind: Kind, hand: Dealt, variant: str, base: KnowledgeBase) -> Posed | None:
    """The exercise of a kind that a variant makes of a case; None where it makes none."""
    if (exercise := MAKERS[kind](hand, variant, base)) is None:
        return None
    begun = begin(hand, kind).model_copy(update={"variant": variant, "posed": exercise.digest})
    return Posed(hand, begun, exercise)


def exercise_drawn(kind: Kind, seed: str, place: int, base: KnowledgeBase, wanted: Collection[str] = ()) -> Posed:
    """The exercise at a place, from 0, of what a seed draws: the same on every face. Raises InputError for none."""
    variant = f"{seed}/{place}"
    tried: dict[str, None] = {}
    for number in range(MOST_DRAWN):
        hand = draw(f"{variant}/{number}", base, wanted, tried.keys())
        if hand.number not in tried and (found := posed(kind, hand, variant, base)):
            return found
        tried[hand.number] = None
    raise InputError("there is no such exercise on these causes")


def exercise_on(kind: Kind, hand: Dealt, seed: str, base: KnowledgeBase) -> Posed:
    """The exercise of a kind on one case of a set, the same for everyone. Raises InputError where there is none."""
    for number in range(MOST_DRAWN):
        if found := posed(kind, hand, f"{seed}/{number}", base):
            return found
    raise InputError(f"case {hand.number}: no such exercise can be made of it")


def exercise_of(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Exercise:
    """The exercise that an attempt is at. Raises InputError where it reads otherwise than when it was posed."""
    exercise = MAKERS[attempt.kind](hand, attempt.variant, base)
    if exercise is None or exercise.digest != attempt.posed:
        raise InputError("this exercise reads otherwise than when it was posed; the rules have changed")
    return exercise


def exercise_at(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Exercise | None:
    """The exercise that an attempt is at, None where it is at a case. Raises InputError as `exercise_of` does."""
    return exercise_of(attempt, hand, base) if attempt.kind.is_exercise else None


def score(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Scored | None:
    """The marks of an attempt at an exercise; None while nothing is chosen. Raises InputError as `exercise_of` does."""
    return scored(attempt.chosen, exercise_of(attempt, hand, base), base.version) if attempt.chosen else None
