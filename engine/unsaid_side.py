"""What hangs on whether one leg is swollen or both, where that was not said."""

from collections.abc import Iterator

from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from .consultation import Referral
from .evaluate import evaluator
from .run import Run

SWELLING, ONE_SIDE, BOTH = "leg_swelling", "leg_swelling_one_side", "leg_swelling_both"
SIDES = (ONE_SIDE, BOTH, "one_side_only", "both_sides")
SUPPOSED = (
    "whether one leg is swollen or both alike was not said, so that one leg is taken to be; "
    "say it, to be told more exactly"
)


def unsaid_side(run: Run, referral: Referral, base: KnowledgeBase) -> Iterator[str]:
    """A sentence, where a leg is swollen, nobody said whether one or both, and of both alike a reason would fall."""
    states = run.states
    if states.get(SWELLING) is not State.PRESENT or any(states.get(side) for side in SIDES):
        return
    alike = {**states, **dict.fromkeys(base.vocabulary.broader(BOTH), State.PRESENT), ONE_SIDE: State.ABSENT}
    fired = evaluator(base).outcome(alike, run.readings).fired
    if any(r.rule not in fired for r in referral.reasons if r.level is referral.level):
        yield SUPPOSED
