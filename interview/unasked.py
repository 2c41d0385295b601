"""What nobody is asked: what a duration tells by itself, and what only the rules may conclude."""

from functools import lru_cache

from ..facts.finding import FindingKind
from ..rules.condition import Absent, NotKnown, leaves
from ..rules.knowledge_base import KnowledgeBase


def unasked(base: KnowledgeBase, duration_told: bool) -> frozenset[str]:
    """The findings that are no question, once it is told how long it has lasted, or as long as it is not."""
    concluded = only_concluded(base)
    return concluded | told_by_duration(base) if duration_told else concluded


@lru_cache(maxsize=8)
def told_by_duration(base: KnowledgeBase) -> frozenset[str]:
    """The findings that a duration alone derives, so that they need no question."""
    told = {r.then for r in base.derive if {getattr(x, "measurement", "") for x in leaves(r.when)} == {"duration_days"}}
    return frozenset(told)


@lru_cache(maxsize=8)
def only_concluded(base: KnowledgeBase) -> frozenset[str]:
    """The derived findings that exclude others: nobody who says yes to one has thought of all that it rules out.

    What a test has shown is told as it was found.
    """
    excluding = {r.then for r in base.derive if any(isinstance(x, Absent | NotKnown) for x in leaves(r.when))}
    return frozenset(f for f in excluding if base.vocabulary.findings[f].kind is not FindingKind.RESULT)
