"""Where the rules turn: the ranges of each measurement that some rule asks about."""

from ..facts.measurement import Interval
from .condition import Compare, leaves
from .knowledge_base import KnowledgeBase


def turns(base: KnowledgeBase) -> dict[str, tuple[Interval, ...]]:
    """The ranges by measurement, each once. A number means the same to every rule on either side of none of them."""
    found: dict[str, dict[Interval, None]] = {}
    for rule in base.written.values():
        for leaf in leaves(rule.when):
            if isinstance(leaf, Compare):
                asked = leaf.range(base.vocabulary.measurements[leaf.measurement])
                found.setdefault(leaf.measurement, {})[asked] = None
    return {name: tuple(ranges) for name, ranges in sorted(found.items())}
