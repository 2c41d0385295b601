"""What decided a result: the weightiest evidence for a hypothesis, and the score with and without it."""

from ..engine.consultation import Consultation, Evidence, Ranked
from ..engine.scoring import scores
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule

SHOWN = 3


class Decisive(Record):
    """One piece of evidence for a hypothesis: the rules of one cluster that fired for it, named after the one counted.

    `without` is the score had none of these `rules` fired for anything; `leader` then stands first with `leads_with`.
    """

    rules: tuple[str, ...]
    title: str
    points: int
    score: int
    without: int
    leader: str
    leads_with: int


def decisive(
    base: KnowledgeBase, consultation: Consultation, ranked: Ranked, most: int = SHOWN
) -> tuple[Decisive, ...]:
    """The evidence that counts most for a hypothesis, weightiest first, each taken away by itself."""
    fired = {e.rule for h in consultation.hypotheses for e in h.evidence}
    rules = [r for r in base.weighing if r.id in fired]
    counted = [e for e in ranked.evidence if e.counted and e.points > 0]
    return tuple(_without(base, rules, ranked, e) for e in counted[:most])


def _without(base: KnowledgeBase, fired: list[EvidenceRule], ranked: Ranked, evidence: Evidence) -> Decisive:
    gone = {e.rule for e in ranked.evidence if evidence.rule in (e.rule, e.overlapped_by)}
    left = scores([r for r in fired if r.id not in gone], base.priors)
    leader = min(left, key=lambda h: (-left[h], h))
    return Decisive(
        rules=tuple(sorted(gone)),
        title=evidence.title,
        points=evidence.points,
        score=ranked.score,
        without=left[ranked.id],
        leader=leader,
        leads_with=left[leader],
    )
