"""story: the trace in the order in which a colleague would be told it."""

from ..engine.consultation import Consultation
from ..facts.finding import Record
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .dangers import Considered, considered
from .decisive import Decisive, decisive
from .explanation import Explanation, cited
from .problem import Problem, problem
from .worth_asking import Missing, missing


class Leader(Record):
    """What stands first. `ties` are hypotheses of the same score; `second` is the next below, `behind` points away."""

    hypothesis: str
    score: int
    band: Band
    ties: tuple[str, ...]
    second: str | None
    behind: int


class Story(Explanation):
    """The problem in a sentence, what leads and what decided it, dangers considered, and what is missing."""

    problem: Problem
    level: Level
    leader: Leader
    decisive: tuple[Decisive, ...]
    dangers: tuple[Considered, ...]
    missing: Missing


def story(base: KnowledgeBase, consultation: Consultation) -> Story:
    """The story of a consultation; every figure in it is what a fresh run of the rules would give."""
    dangers = considered(base, consultation)
    return Story(
        asked="story",
        knowledge=base.version,
        sources=cited(base, *(d.sources for d in dangers)),
        problem=problem(base, consultation),
        level=consultation.referral.level,
        leader=_leader(consultation),
        decisive=decisive(base, consultation, consultation.hypotheses[0]),
        dangers=dangers,
        missing=missing(base, consultation),
    )


def _leader(consultation: Consultation) -> Leader:
    first, *others = consultation.hypotheses
    below = next((h for h in others if h.score < first.score), None)
    return Leader(
        hypothesis=first.id,
        score=first.score,
        band=first.band,
        ties=tuple(h.id for h in others if h.score == first.score),
        second=below.id if below else None,
        behind=first.score - below.score if below else 0,
    )
