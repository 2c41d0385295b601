"""What a duration tells by itself."""

from functools import lru_cache

from ..rules.condition import leaves
from ..rules.knowledge_base import KnowledgeBase


@lru_cache(maxsize=8)
def told_by_duration(base: KnowledgeBase) -> frozenset[str]:
    """The findings that a duration alone derives, so that they need no question."""
    told = {r.then for r in base.derive if {getattr(x, "measurement", "") for x in leaves(r.when)} == {"duration_days"}}
    return frozenset(told)
