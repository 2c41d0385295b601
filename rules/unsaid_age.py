"""An age that was not said, in the rules that refer: it may be any that what was said leaves open.

Unknown is not reassuring. A rule that asks for an age holds at an unsaid one as well, unless a stage of life was said
that the age does not fall into. Of small children the stage has to be said: they do not tell of themselves, and whoever
tells of one says that it is a child. Where the rest is common at other ages, a comparison `needs` stage or number.
"""

from collections.abc import Callable, Iterable, Mapping

from ..facts.measurement import Interval, Measurement
from ..facts.vocabulary import Vocabulary
from .condition import Absent, All, Any_, AtLeast, Compare, Condition, Count, InBand, Leads, NotKnown, NotMeasured
from .condition_reading import Reading, read
from .rule import DeriveRule

AGE = "age"
TELLS_OF_ITSELF = 5
"""Years of age below which others tell of a child."""


def stages(derive: Iterable[DeriveRule], vocabulary: Vocabulary) -> dict[str, Interval]:
    """The findings that stand for a range of ages alone, such as childhood, with their range in years."""
    by_age = [(r.then, r.when) for r in derive if isinstance(r.when, Compare) and r.when.measurement == AGE]
    return {then: when.range(vocabulary.measurements[AGE]) for then, when in by_age}


def at_unsaid_age(derive: Iterable[DeriveRule], vocabulary: Vocabulary) -> Callable[[Condition], Condition]:
    """What makes conditions hold at an age that was not said as well, as far as the stages of life leave it open."""
    opening = _Open(stages(derive, vocabulary), vocabulary.measurements[AGE])
    return lambda condition: read(condition, opening)


class _Open(Reading[Condition]):
    """Each form of condition with its comparisons of the age left open where the age was not said."""

    def __init__(self, of_life: Mapping[str, Interval], age: Measurement):
        self.of_life, self.age = of_life, age

    def finding(self, condition: str) -> Condition:
        return condition

    def absent(self, condition: Absent) -> Condition:
        return condition

    def not_known(self, condition: NotKnown) -> Condition:
        return condition

    def not_measured(self, condition: NotMeasured) -> Condition:
        return condition

    def in_band(self, condition: InBand) -> Condition:
        return condition

    def leads(self, condition: Leads) -> Condition:
        return condition

    def compare(self, condition: Compare) -> Condition:
        if condition.measurement != AGE or condition.needs == "number":
            return condition
        asked = condition.range(self.age)
        within = tuple(stage for stage, ages in self.of_life.items() if _meet(ages, asked))
        without = [s for s in self.of_life if s not in within]
        possible: Iterable[Condition] = (Any_(any=(Absent(absent=s), NotKnown(not_known=s))) for s in without)
        if condition.needs == "stage" or asked.high < TELLS_OF_ITSELF:
            if not within:
                return condition
            possible = (Any_(any=within),)
        return Any_(any=(condition, All(all=(NotMeasured(not_measured=AGE), *possible))))

    def all(self, condition: All) -> Condition:
        return All(all=tuple(read(c, self) for c in condition.all))

    def any(self, condition: Any_) -> Condition:
        return Any_(any=tuple(read(c, self) for c in condition.any))

    def at_least(self, condition: AtLeast) -> Condition:
        of = tuple(read(c, self) for c in condition.at_least.of)
        return AtLeast(at_least=Count(n=condition.at_least.n, of=of))


def _meet(one: Interval, other: Interval) -> bool:
    return one.low <= other.high and other.low <= one.high
