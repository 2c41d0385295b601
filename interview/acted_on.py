"""What is acted on while questions are asked."""

from collections.abc import Mapping

from ..engine.evaluate import Judged, Outcome, evaluator
from ..facts.case import Case
from ..facts.measurement import Interval
from ..rules.knowledge_base import KnowledgeBase
from ..rules.unsaid_age import AGE


def acted_on(case: Case, base: KnowledgeBase) -> Outcome:
    """What a case comes to before its age is asked: the dangers of some ages wait for it, as it is asked first.

    An age that was asked and is not known may be any. Raises InputError if the case contradicts itself.
    """
    return judged_now(case, base).outcome


def judged_now(case: Case, base: KnowledgeBase) -> Judged:
    """The same, and by what. Raises InputError if the case contradicts itself."""
    readings = case.readings(base.vocabulary)
    if waits_for_age(case, readings):
        readings = {**readings, AGE: Interval()}
    return evaluator(base).judged(case.states(base.vocabulary), readings)


def waits_for_age(case: Case, readings: Mapping[str, Interval]) -> bool:
    """Whether the age is neither told nor asked."""
    return AGE not in readings and AGE not in case.unknown
