"""Points: integer decibans, so that evidence adds up exactly and each step reads as a likelihood ratio."""

import math
from enum import StrEnum

from pydantic import Field, model_validator

from ..facts.finding import Record, Text
from .condition import Band


class Strength(StrEnum):
    """Expert judgement of how strongly a rule speaks, in words."""

    SLIGHT = "slight"
    MODERATE = "moderate"
    STRONG = "strong"
    VERY_STRONG = "very_strong"
    DECISIVE = "decisive"


STRENGTH_POINTS = {
    Strength.SLIGHT: 2,
    Strength.MODERATE: 4,
    Strength.STRONG: 7,
    Strength.VERY_STRONG: 10,
    Strength.DECISIVE: 20,
}
BAND_FLOORS = {Band.POSSIBLE: -10, Band.LIKELY: 0, Band.VERY_LIKELY: 10}


class Published(Record):
    """A weight worked out from published figures.

    Either `lr`, or `sensitivity` with `specificity`, or `with_it` and `without_it`: the share (0 to
    1) of people with and without the hypothesis who show the finding. `arithmetic` says in words
    where the figures come from and what was assumed.
    """

    lr: float | None = Field(default=None, gt=0)
    sensitivity: float | None = Field(default=None, gt=0, le=1)
    specificity: float | None = Field(default=None, ge=0, lt=1)
    with_it: float | None = Field(default=None, gt=0, le=1)
    without_it: float | None = Field(default=None, gt=0, le=1)
    arithmetic: Text

    @model_validator(mode="after")
    def _one_way(self) -> "Published":
        ways = [
            self.lr is not None,
            self.sensitivity is not None and self.specificity is not None,
            self.with_it is not None and self.without_it is not None,
        ]
        if sum(ways) != 1:
            raise ValueError("give lr, or sensitivity and specificity, or with_it and without_it")
        return self

    @property
    def likelihood_ratio(self) -> float:
        """The likelihood ratio of the rule's condition holding."""
        if self.lr is not None:
            return self.lr
        if self.sensitivity is not None and self.specificity is not None:
            return self.sensitivity / (1 - self.specificity)
        return (self.with_it or 0) / (self.without_it or 1)


Weight = Strength | Published


def points(weight: Weight) -> int:
    """The size of a weight in decibans, `round(10*log10(likelihood ratio))`, never negative."""
    if isinstance(weight, Strength):
        return STRENGTH_POINTS[weight]
    return abs(round(10 * math.log10(weight.likelihood_ratio)))


def prior_points(prevalence: float, weight: float = 1) -> int:
    """`round(weight*10*log10(p/(1-p)))` of a prevalence among people with leg complaints."""
    return round(weight * 10 * math.log10(prevalence / (1 - prevalence)))


def likelihood_ratio(decibans: int) -> float:
    """The likelihood ratio that so many points stand for."""
    return float(10 ** (decibans / 10))


def band(score: int) -> Band:
    """The score in words."""
    reached = Band.UNLIKELY
    for name, floor in BAND_FLOORS.items():
        if score >= floor:
            reached = name
    return reached
