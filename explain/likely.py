"""How likely a condition was to hold, before its own findings were asked after."""

from collections.abc import Callable
from math import prod

from ..rules.condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leads, NotKnown, NotMeasured
from ..rules.condition_reading import Reading

# How likely a number that nobody measured, or a hypothesis that is not there yet, is taken to be what a rule asks for.
UNMEASURED = 0.1


def likely(chance: Callable[[Condition], float], chance_of: Callable[[str], float]) -> Reading[float]:
    """How likely what does not hold was to hold; `chance` tells it of conditions, `chance_of` of one finding."""
    return _Likely(chance, chance_of)


class _Likely(Reading[float]):
    def __init__(self, chance: Callable[[Condition], float], chance_of: Callable[[str], float]):
        self.chance, self.chance_of = chance, chance_of

    def finding(self, condition: str) -> float:
        return self.chance_of(condition)

    def absent(self, condition: Absent) -> float:
        return self.chance_of(condition.absent)

    def not_known(self, condition: NotKnown) -> float:
        return self.chance_of(condition.not_known)

    def not_measured(self, condition: NotMeasured) -> float:
        return UNMEASURED

    def compare(self, condition: Compare) -> float:
        return UNMEASURED

    def in_band(self, condition: InBand) -> float:
        return UNMEASURED

    def leads(self, condition: Leads) -> float:
        return UNMEASURED

    def all(self, condition: All) -> float:
        return prod(map(self.chance, condition.all))

    def any(self, condition: Any_) -> float:
        return max(map(self.chance, condition.any))

    def at_least(self, condition: AtLeast) -> float:
        return prod(sorted(map(self.chance, condition.at_least.of), reverse=True)[: condition.at_least.n])
