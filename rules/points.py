"""Points: integer decibans, so that evidence adds up exactly and each step reads as a likelihood ratio."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from ..facts.declared import Field, model_validator
from ..facts.finding import Record, Text
from .condition import BAND_ORDER, Band


class Strength(StrEnum):
    """Expert judgement of how strongly a rule speaks, in words.

    `claimed` gives no points: a source says so, and better evidence does not bear it out.
    """

    CLAIMED = "claimed"
    SLIGHT = "slight"
    MODERATE = "moderate"
    STRONG = "strong"
    VERY_STRONG = "very_strong"
    DECISIVE = "decisive"


STRENGTH_POINTS = {
    Strength.CLAIMED: 0,
    Strength.SLIGHT: 2,
    Strength.MODERATE: 4,
    Strength.STRONG: 7,
    Strength.VERY_STRONG: 10,
    Strength.DECISIVE: 20,
}
BAND_FLOORS = {Band.POSSIBLE: 8, Band.LIKELY: 18, Band.VERY_LIKELY: 45}
"""Chosen so that a leader of the library's cases, each left out of the counts, is the cause in about four of ten, seven
of ten and nine of ten (docs/accuracy.md), whether three findings are known or thirty."""
_FLOORS = tuple(BAND_FLOORS[band] for band in BAND_ORDER[1:])
EVEN_ODDS = 0
"""Even odds: what is less likely than not does not lead, though nothing scores more."""


class Basis(StrEnum):
    """What a weight rests on."""

    JUDGEMENT = "expert judgement"
    FIGURES = "published figures"
    PARTLY = "published figures and an estimate of ours"
    ESTIMATE = "our estimate in figures"
    POSTERIOR = "published probability"
    COUNTED = "counted in published cases"
    EXPECTED = "expected by clinicians"


class Assumed(StrEnum):
    """How much of a weight in figures is the authors' estimate."""

    PART = "part"
    WHOLE = "whole"


class Published(Record):
    """A weight worked out from published figures.

    Either `lr`, or `sensitivity` with `specificity`, or `with_it` and `without_it`: the share (0 to
    1) of people with and without the hypothesis who show the finding. `arithmetic` says in words
    where the figures come from, of which people, and what was assumed; `assumed` marks a weight of
    which a part, or the whole, is the authors' estimate put in figures.
    """

    lr: float | None = Field(default=None, gt=0)
    sensitivity: float | None = Field(default=None, gt=0, le=1)
    specificity: float | None = Field(default=None, ge=0, lt=1)
    with_it: float | None = Field(default=None, gt=0, le=1)
    without_it: float | None = Field(default=None, gt=0, le=1)
    assumed: Assumed | None = None
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


class Posterior(Record):
    """A weight that leads to a published probability: the share (0 to 1) of people with the finding who had it.

    `prior_there` is the share in the people of that study before the finding, where the page gives it; else the
    hypothesis's own prior, which loading fills in as `prior_here`, so that the weight follows it.
    """

    posterior: float = Field(gt=0, lt=1)
    prior_there: float | None = Field(default=None, gt=0, lt=1)
    prior_here: float | None = Field(default=None, gt=0, lt=1)
    assumed: Assumed | None = None
    arithmetic: Text

    @property
    def start(self) -> float | None:
        """The probability it starts from; None until loading has filled in our own."""
        return self.prior_here if self.prior_there is None else self.prior_there

    @property
    def likelihood_ratio(self) -> float | None:
        """How much likelier the finding makes it than it was; None until the start is known."""
        return odds(self.posterior) / odds(self.start) if self.start else None

    @property
    def told(self) -> str:
        """Where it leads and from where, with its arithmetic."""
        whose = "our prior of " if self.prior_there is None else ""
        return f"{self.posterior:.2g} after {whose}{self.start or 0:.2g}: {self.arithmetic}"


class Seen(NamedTuple):
    """What a finding says of one hypothesis by an illness script, in signed `points`.

    `seen` of `of` published cases of it state the finding so; `expected` is the percentage that clinicians or a page
    expect, where they say.
    """

    points: int
    seen: int
    of: int
    expected: float | None

    @property
    def told(self) -> str:
        """The frequencies in words."""
        counted = f"in {self.seen} of {self.of} published cases of this"
        return counted if self.expected is None else f"{counted}; expected in {self.expected:g}% of people with it"


FEW = 5  # with fewer cases a frequency is what is expected rather than what was counted
Weight = Strength | Published | Posterior


def odds(share: float) -> float:
    """A probability as odds."""
    return share / (1 - share)


def points(weight: Weight | Seen) -> int:
    """The size of a weight in decibans, `round(10*log10(likelihood ratio))`, never negative."""
    if isinstance(weight, Seen):
        return abs(weight.points)
    if isinstance(weight, Strength):
        return STRENGTH_POINTS[weight]
    return abs(round(10 * math.log10(weight.likelihood_ratio or 1)))


def told(weight: Published | Posterior | Seen) -> str:
    """Where the figures of a weight come from."""
    return weight.arithmetic if isinstance(weight, Published) else weight.told


def basis(weight: Weight | Seen) -> Basis:
    """What a weight rests on."""
    if isinstance(weight, Seen):
        return Basis.COUNTED if weight.of >= FEW else Basis.EXPECTED
    if isinstance(weight, Strength):
        return Basis.JUDGEMENT
    if weight.assumed:
        return Basis.PARTLY if weight.assumed is Assumed.PART else Basis.ESTIMATE
    return Basis.POSTERIOR if isinstance(weight, Posterior) else Basis.FIGURES


def prior_points(prevalence: float, weight: float = 1) -> int:
    """`round(weight*10*log10(p/(1-p)))` of a prevalence among people with leg complaints."""
    return round(weight * 10 * math.log10(odds(prevalence)))


def likelihood_ratio(decibans: int) -> float:
    """The likelihood ratio that so many points stand for."""
    return float(10 ** (decibans / 10))


def band(score: int) -> Band:
    """The score in words."""
    return BAND_ORDER[bisect_right(_FLOORS, score)]


def leaders(scores: Mapping[str, int]) -> frozenset[str]:
    """The hypotheses that lead: at even odds or more, and none scores more; equals lead together."""
    best = max(scores.values(), default=EVEN_ODDS)
    return frozenset(h for h, score in scores.items() if score == best >= EVEN_ODDS)
