"""The `when` of a rule: a small language over findings, measurements and how hypotheses stand."""

import math
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, assert_never

from ..facts.declared import Discriminator, Field, Tag, model_validator
from ..facts.finding import Id, Record
from ..facts.measurement import Interval, Measurement


class Band(StrEnum):
    """A hypothesis's score in words."""

    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"


BAND_ORDER = tuple(Band)


class Absent(Record):
    """The person said no to this finding."""

    absent: Id


class NotKnown(Record):
    """Nothing is known of this finding: neither yes nor no."""

    not_known: Id


class NotMeasured(Record):
    """Nothing is known of this measurement."""

    not_measured: Id


class All(Record):
    """Every one of these holds."""

    all: tuple["Condition", ...] = Field(min_length=1)


class Any_(Record):
    """At least one of these holds."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Count(Record):
    """`n` of `of`."""

    n: int = Field(ge=1)
    of: tuple["Condition", ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _reachable(self) -> "Count":
        if self.n > len(self.of):
            raise ValueError(f"asks for {self.n} of only {len(self.of)}")
        if len(set(self.of)) < len(self.of):
            raise ValueError("counts the same condition twice")
        return self


class AtLeast(Record):
    """At least `n` of the conditions hold."""

    at_least: Count


class Compare(Record):
    """A measurement lies in a range; every bound given must hold. Bounds are in `unit`.

    An age that was not said may be any, in a referral rule, unless it `needs` a stage of life to be said, such as
    childhood, or a number.
    """

    measurement: Id
    below: float | None = None
    at_most: float | None = None
    above: float | None = None
    at_least: float | None = None
    unit: str | None = None
    needs: Literal["stage", "number"] | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Compare":
        if all(b is None for b in (self.below, self.at_most, self.above, self.at_least)):
            raise ValueError("a comparison needs below, at_most, above or at_least")
        return self

    def range(self, measurement: Measurement) -> Interval:
        """The numbers that hold, in the measurement's own unit. Raises InputError for an unknown unit."""
        factor = measurement.factor(self.unit) if self.unit else 1.0
        low, high = -math.inf, math.inf
        if self.at_least is not None:
            low = self.at_least * factor
        if self.above is not None:
            low = max(low, math.nextafter(self.above * factor, math.inf))
        if self.at_most is not None:
            high = self.at_most * factor
        if self.below is not None:
            high = min(high, math.nextafter(self.below * factor, -math.inf))
        return Interval(low=low, high=high)


class InBand(Record):
    """A hypothesis has reached this band or a higher one."""

    hypothesis: Id
    band: Literal[Band.POSSIBLE, Band.LIKELY, Band.VERY_LIKELY]


class Leads(Record):
    """Nothing explains it better: a hypothesis is at even odds or more, and none scores more; equals lead together."""

    leads: Id


def _shape(value: Any) -> str | None:
    if isinstance(value, str):
        return "finding"
    if isinstance(value, Record):
        return _TAGS.get(type(value))
    if isinstance(value, dict):
        tags = ("measurement", "hypothesis", "leads", "all", "any", "at_least", "absent", "not_known", "not_measured")
        for tag in tags:
            if tag in value:
                return tag
    return None


Condition = Annotated[
    Union[  # noqa: UP007 - Annotated members need Union
        Annotated[Id, Tag("finding")],
        Annotated[All, Tag("all")],
        Annotated[Any_, Tag("any")],
        Annotated[AtLeast, Tag("at_least")],
        Annotated[Absent, Tag("absent")],
        Annotated[NotKnown, Tag("not_known")],
        Annotated[NotMeasured, Tag("not_measured")],
        Annotated[Compare, Tag("measurement")],
        Annotated[InBand, Tag("hypothesis")],
        Annotated[Leads, Tag("leads")],
    ],
    Discriminator(
        _shape,
        custom_error_type="condition",
        custom_error_message="expected a finding id, or one of: all, any, at_least, absent, not_known, not_measured, "
        "measurement, hypothesis, leads",
    ),
]
_TAGS: dict[type, str] = {
    All: "all", Any_: "any", AtLeast: "at_least", Absent: "absent", NotKnown: "not_known",
    NotMeasured: "not_measured", Compare: "measurement", InBand: "hypothesis", Leads: "leads",
}  # fmt: skip


Leaf = str | Absent | NotKnown | NotMeasured | Compare | InBand | Leads


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every finding, comparison and standing of a hypothesis that a condition asks about."""
    match condition:
        case All() | Any_() | AtLeast():
            for child in children(condition):
                yield from leaves(child)
        case str() | Absent() | NotKnown() | NotMeasured() | Compare() | InBand() | Leads():
            yield condition
        case _:
            assert_never(condition)


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that a compound condition is made of; none for a leaf."""
    match condition:
        case All():
            return condition.all
        case Any_():
            return condition.any
        case AtLeast():
            return condition.at_least.of
        case str() | Absent() | NotKnown() | NotMeasured() | Compare() | InBand() | Leads():
            return ()
        case _:
            assert_never(condition)


def about(leaf: Leaf) -> str:
    """The id of the finding, measurement or hypothesis that a leaf asks about."""
    match leaf:
        case str():
            return leaf
        case Absent():
            return leaf.absent
        case NotKnown():
            return leaf.not_known
        case NotMeasured():
            return leaf.not_measured
        case Compare():
            return leaf.measurement
        case InBand():
            return leaf.hypothesis
        case Leads():
            return leaf.leads
        case _:
            assert_never(leaf)


def finding_of(leaf: Leaf) -> str | None:
    """The finding that a leaf asks about, if it asks about one."""
    return None if isinstance(leaf, Compare | NotMeasured) or hypothesis_of(leaf) else about(leaf)


def hypothesis_of(leaf: Leaf) -> str | None:
    """The hypothesis whose standing a leaf asks about, if it asks about one's."""
    return about(leaf) if isinstance(leaf, InBand | Leads) else None
