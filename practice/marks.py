"""The marks of a commitment, in two columns that are never added up: the patient, and the reasoning."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from ..cases.library import cause
from ..engine.consult import consult
from ..facts.finding import Record
from ..facts.reader import read_text, read_yaml
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .attempt import MOST_AGAINST, MOST_FOR, Attempt, Commitment, gathered
from .deck import Dealt
from .patient import Patient
from .uncounted import uncounted
from .weighing import Weights

SCHEME = 1
"""Raised when the rules of marking change, so that old sessions are known to be marked by others."""
NEAR = Path(__file__).parent / "near.yaml"
LEAST_KNOWN = 6  # of so few items no choice among them can be judged
LEAST_FOR, LEAST_AGAINST = 2.0, 0.5
HALF = 0.5


class Referral(StrEnum):
    """How the level that was chosen stands to the one that was right."""

    RIGHT = "right"
    LOW = "too low"
    HIGH = "too high"


class Unjudged(StrEnum):
    """Why a choice of evidence cannot be judged."""

    NONE_NAMED = "you named none"
    FEW_KNOWN = "too little was known to choose from"
    NOTHING_TELLS = "nothing that was known tells more than chance"
    IS_TRUE = "the cause you spoke against is what it was"


class ForThePatient(Record):
    """What the person would have had of it.

    `place` of the confirmed cause among those named, None if it is not; `credit` its reciprocal, or half for what was
    so beside it or is a close neighbour. `brier` is the squared error of the percentages over causes and "something
    else", 0 best and 2 worst. `steps` says how many levels too high the referral was, negative if too low.
    """

    place: int | None
    credit: float
    percent: int
    brier: float
    referral: Referral
    steps: int
    missed_emergency: bool


class Reasoning(Record):
    """How well the evidence was chosen: 1 the best choice there was, 0 what chance gives, negative if worse.

    None where it cannot be judged: too little is known, or nothing that is known would tell.
    """

    speaks_for: float | None
    speaks_against: float | None


class Marks(Record):
    """All marks of one attempt, with the knowledge and the scheme they were given by; `cost` is beside them."""

    scheme: int = SCHEME
    knowledge: str
    truth: str
    patient: ForThePatient
    reasoning: Reasoning
    cost: int


def mark(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Marks | None:
    """The marks of an attempt, by what is believed without its case; None while nothing is committed to."""
    if attempt.committed is None:
        return None
    fair = uncounted(hand.number, base)
    known = consult(gathered(attempt, Patient(hand.case, base)), fair)
    return Marks(
        knowledge=base.version,
        truth=hand.truth,
        patient=for_the_patient(attempt.committed, hand, base),
        reasoning=reasoning(attempt.committed, hand.truth, Weights(fair, known)),
        cost=attempt.cost,
    )


def for_the_patient(commitment: Commitment, hand: Dealt, base: KnowledgeBase) -> ForThePatient:
    """The marks against what was confirmed."""
    named = [g.cause for g in commitment.guesses]
    place = named.index(hand.truth) + 1 if hand.truth in named else None
    also = {cause(words, base) for words in hand.case.also} | near(hand.truth)
    beside = min((n for n, name in enumerate(named, 1) if name in also), default=None)
    right = Level(hand.case.urgency or "")
    steps = commitment.level.rank - right.rank
    return ForThePatient(
        place=place,
        credit=max(1 / place if place else 0.0, HALF / beside if beside else 0.0),
        percent=next((g.percent for g in commitment.guesses if g.cause == hand.truth), 0),
        brier=brier({g.cause: g.percent for g in commitment.guesses}, hand.truth),
        referral=Referral.LOW if steps < 0 else Referral.HIGH if steps else Referral.RIGHT,
        steps=steps,
        missed_emergency=right is Level.EMERGENCY and steps < 0,
    )


def brier(percent: Mapping[str, int], truth: str) -> float:
    """The squared error of percentages over the causes named and "something else", 0 to 2."""
    shares = {name: value / 100 for name, value in percent.items()}
    shares[""] = 1 - sum(shares.values())
    came_true = truth if truth in percent else ""
    return sum((share - (name == came_true)) ** 2 for name, share in shares.items())


def reasoning(commitment: Commitment, truth: str, weights: Weights) -> Reasoning:
    """The marks of the evidence that was named, by the rules of the confirmed cause and of the alternative."""
    against, alternative = None, commitment.alternative
    if _may_be_spoken_against(commitment, truth, weights):
        against = corrected(commitment.speaks_against, weights.against(alternative), MOST_AGAINST, LEAST_AGAINST)
    return Reasoning(
        speaks_for=corrected(commitment.speaks_for, weights.telling(truth), MOST_FOR, LEAST_FOR), speaks_against=against
    )


def why_unjudged(commitment: Commitment, truth: str, weights: Weights) -> tuple[Unjudged | None, Unjudged | None]:
    """Why the evidence for, and against, cannot be judged; None of what can."""
    against: Unjudged | None = Unjudged.IS_TRUE
    if _may_be_spoken_against(commitment, truth, weights):
        weighed = weights.against(commitment.alternative)
        against = unjudged(commitment.speaks_against, weighed, MOST_AGAINST, LEAST_AGAINST)
    elif not commitment.speaks_against:
        against = Unjudged.NONE_NAMED
    return unjudged(commitment.speaks_for, weights.telling(truth), MOST_FOR, LEAST_FOR), against


def _may_be_spoken_against(commitment: Commitment, truth: str, weights: Weights) -> bool:
    return commitment.alternative != truth and commitment.alternative in weights.base.hypotheses


def corrected(named: Sequence[str], weights: Mapping[str, float], most: int, least: float) -> float | None:
    """A choice of at most `most` items, 1 for the best and 0 for what chance gives; None where it cannot be judged."""
    if unjudged(named, weights, most, least):
        return None
    best, chance = _best_and_chance(weights, most)
    return (sum(weights.get(item, 0) for item in named[:most]) - chance) / (best - chance)


def unjudged(named: Sequence[str], weights: Mapping[str, float], most: int, least: float) -> Unjudged | None:
    """Why a choice cannot be judged.

    Nothing was named, fewer than six items are known, or the best choice is hardly better than chance: by less than
    `least`.
    """
    if not named:
        return Unjudged.NONE_NAMED
    if len(weights) < LEAST_KNOWN:
        return Unjudged.FEW_KNOWN
    best, chance = _best_and_chance(weights, most)
    return Unjudged.NOTHING_TELLS if best - chance < least else None


def _best_and_chance(weights: Mapping[str, float], most: int) -> tuple[float, float]:
    best = sum(sorted((w for w in weights.values() if w > 0), reverse=True)[:most])
    return best, most * sum(weights.values()) / len(weights)


def near(truth: str) -> set[str]:
    """The close neighbours of a cause."""
    return {other for pair in _pairs() if truth in pair for other in pair if other != truth}


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in read_yaml(read_text(NEAR), str(NEAR)))
