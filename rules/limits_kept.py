"""Quality control of the table of limits: rules turn on its numbers and on no others."""

import math
from collections.abc import Iterator

from ..facts.scales import as_said
from ..facts.vocabulary import Vocabulary
from .condition import Compare, leaves
from .knowledge_base import KnowledgeBase

PERSON = ("who", "onset")  # topics whose numbers are no results: how old, since when
NEAR = 1e-3  # a number turned from another unit may differ by this share


def unlisted_number(base: KnowledgeBase) -> Iterator[str]:
    """A result is compared only with numbers of the table of limits, so that no line is drawn in two places unsaid."""
    for rule, measurement, number in _compared(base):
        if _name(measurement, number, base) is None:
            unit = as_said(base.vocabulary.measurements[measurement].unit)
            known = ", ".join(f"{name} {limit.at:g}" for name, limit in base.limits.get(measurement, {}).items())
            what = f"{measurement} {number:g} {unit} is no limit; there are: {known or 'none'}"
            yield f"{base.origins[rule]}: rule {rule}: {what}"


def idle_limit(base: KnowledgeBase) -> Iterator[str]:
    """A limit on which no rule turns is no limit, and one number has one name."""
    turned = {(measurement, _name(measurement, number, base)) for _, measurement, number in _compared(base)}
    for measurement, limits in base.limits.items():
        for name in limits:
            if (measurement, name) not in turned:
                yield f"limit {name} of {measurement}: no rule turns on it, or another name has its number"


def _compared(base: KnowledgeBase) -> Iterator[tuple[str, str, float]]:
    """Each rule, a measurement, and a number in that measurement's own unit that the rule compares a result with."""
    for rule in base.written.values():
        for leaf in leaves(rule.when):
            if isinstance(leaf, Compare):
                yield from ((rule.id, leaf.measurement, number) for number in _numbers(leaf, base.vocabulary))


def _numbers(leaf: Compare, vocabulary: Vocabulary) -> list[float]:
    """The bounds of a comparison in the measurement's own unit; none where the number is no result."""
    measurement = vocabulary.measurements[leaf.measurement]
    if measurement.topic in PERSON:
        return []
    factor = measurement.factor(leaf.unit) if leaf.unit else 1.0
    return [b * factor for b in (leaf.below, leaf.at_most, leaf.above, leaf.at_least) if b is not None]


def _name(measurement: str, number: float, base: KnowledgeBase) -> str | None:
    """The first name of a number in the table."""
    limits = base.limits.get(measurement, {}).items()
    return next((name for name, limit in limits if math.isclose(limit.at, number, rel_tol=NEAR)), None)
