"""What was said that a condition rests on, one of each thing that it asks for together before the others."""

from collections.abc import Iterable

from ..facts.vocabulary import Vocabulary
from .condition import All, Condition, children, leaves


def grounds(condition: Condition, said: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The findings of `said`, in that order, by which a condition holds; the first of every part of an "all" first."""
    parts = children(condition) if isinstance(condition, All) else (condition,)
    asks = [{leaf for leaf in leaves(part) if isinstance(leaf, str)} for part in parts]
    by = {finding: [not vocabulary.broader(finding).isdisjoint(each) for each in asks] for finding in said}
    mine = [finding for finding, speaks in by.items() if any(speaks)]
    first: list[str] = []
    for at in range(len(asks)):
        if not any(by[finding][at] for finding in first):
            first += [finding for finding in mine if by[finding][at]][:1]
    return [*first, *(finding for finding in mine if finding not in first)]
