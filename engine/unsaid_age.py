"""What hangs on an age that was not said."""

from collections.abc import Iterator

from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..rules.unsaid_age import AGE, stages
from .consultation import Reason, Referral
from .evaluate import evaluator
from .run import Run

NEWBORN = Interval(low=0.0, high=0.0)
SUPPOSED = "the age was not said and is taken for one at which this is dangerous; say it, to be told more exactly"
IN_A_CHILD = "the age was not said; in a baby or small child this has to be seen sooner"


def unsaid_age(run: Run, referral: Referral, base: KnowledgeBase) -> Iterator[str]:
    """A sentence, where the age was not said and what is told hangs on it."""
    if AGE in run.readings or AGE not in base.vocabulary.measurements:
        return
    if any(map(supposes_age, referral.reasons[:1])):
        yield SUPPOSED
    elif _of_a_child(run, base).rank > referral.level.rank:
        yield IN_A_CHILD


def supposes_age(reason: Reason) -> bool:
    """Whether a reason to be seen takes an age that was not said for one at which it is dangerous."""
    return any(p.about == AGE and p.state == State.UNKNOWN for p in reason.premises)


def _of_a_child(run: Run, base: KnowledgeBase) -> Level:
    """How soon a baby or small child would have to be seen of whom the same is said, if it may be one."""
    ages = stages(base.derive, base.vocabulary)
    youngest = min(ages, key=lambda stage: ages[stage].low, default=None)
    older = any(run.states.get(stage) is State.PRESENT for stage in ages if stage != youngest)
    if youngest is None or older or run.states.get(youngest) is State.ABSENT:
        return Level.SELF_CARE
    states = {**run.states, youngest: State.PRESENT}
    outcomes = [evaluator(base).outcome(states, {**run.readings, **age}) for age in ({}, {AGE: NEWBORN})]
    return max((outcome.level for outcome in outcomes), key=lambda level: level.rank)
