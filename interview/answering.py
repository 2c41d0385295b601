"""The answers that a person gives to a question of the interview."""

from collections.abc import Iterable
from typing import Literal

from ..facts.answer import Answer
from ..facts.vocabulary import Vocabulary
from .question import Question, QuestionKind


def ticked(question: Question, present: Iterable[str], rest: Literal["absent", "unknown"], base: Vocabulary) -> Answer:
    """The answer that ticks some options of a tick-list and says no, or not sure, to the others.

    What a ticked option implies is never denied.
    """
    chosen = tuple(sorted(set(present)))
    implied = {b for finding in chosen for b in base.broader(finding)}
    others = tuple(o.id for o in question.options if o.id not in implied and o.id in base.findings)
    return Answer(question=question.id, present=chosen, **{rest: others})


def skipped(question: Question) -> Answer:
    """The answer "not sure" to all of a question."""
    unknown = {o.id for o in question.options}
    if question.kind is QuestionKind.WHO:
        unknown |= {"age", "sex"}
    if question.kind is QuestionKind.COURSE:
        unknown.add("duration_days")
    return Answer(question=question.id, unknown=tuple(sorted(unknown)))
