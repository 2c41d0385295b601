"""The four kinds of rule, the hypotheses they speak of, and the sources they rest on."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from ..facts.declared import Field, StringConstraints, model_validator
from ..facts.finding import Id, Record, SourceId, Text
from ..facts.window import Ages
from .condition import Condition
from .contents import Foods, Items
from .points import Basis, Seen, Strength, Weight, basis, points, prior_points

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z0-9][a-z0-9-]*$")]


class Level(StrEnum):
    """How soon a person should be seen, lowest first.

    self_care; routine: an appointment within two weeks; soon: within days; urgent: the same day;
    emergency: ambulance or emergency department now.
    """

    SELF_CARE = "self_care"
    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for self_care up to 4 for emergency."""
        return _RANKS[self]


_RANKS = {level: place for place, level in enumerate(Level)}


class Source(Record):
    """A page that was read. `authority`: A journal, guideline, label, major reference; B reprint or
    specialist page; C encyclopaedia copy, blog, commercial page; seed one of the five founding
    articles; own the authors' judgement."""

    title: Text
    publisher: Text
    url: Text | None = None
    authority: Annotated[str, StringConstraints(pattern=r"^(A|B|C|seed|own)$")]

    @model_validator(mode="after")
    def _reachable(self) -> "Source":
        if self.url is None and self.authority not in ("own", "seed"):
            raise ValueError("a source needs its url")
        return self


class View(Record):
    """One side of a contested question, with its sources."""

    says: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Contested(Record):
    """Two views that contradict each other; the rule's weight follows the better evidence."""

    claim: View
    against: View


class Rule(Record):
    """What every rule carries. `because` is one plain sentence that a clinician can sign."""

    id: RuleId
    title: Text
    when: Condition
    because: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    reviewed: date
    note: Text | None = None


class DeriveRule(Rule):
    """Findings and measurements that amount to a further finding."""

    then: Id


class EvidenceRule(Rule):
    """Findings that speak for or against hypotheses, in a cluster of like evidence.

    A rule that holds only when another does either `subsumes` it: its weight is that of the whole picture, and what
    the other gives is taken off when the knowledge is loaded (`elsewhere`, in points by hypothesis); or it `adds_to`
    it: its weight is what it adds, given the other.
    """

    raises: dict[Id, Weight] = Field(default_factory=dict)
    lowers: dict[Id, Weight] = Field(default_factory=dict)
    cluster: Id | None = None
    subsumes: tuple[RuleId, ...] = ()
    adds_to: tuple[RuleId, ...] = ()
    elsewhere: dict[Id, int] = Field(default_factory=dict)
    contested: Contested | None = None

    @model_validator(mode="after")
    def _weighs(self) -> "EvidenceRule":
        if not self.raises and not self.lowers:
            raise ValueError("an evidence rule raises or lowers something")
        if both := self.raises.keys() & self.lowers.keys():
            raise ValueError(f"raises and lowers {', '.join(sorted(both))}")
        if Strength.CLAIMED in self.weights.values() and not self.contested:
            raise ValueError("what is only claimed needs contested, with what speaks against it")
        if wrong := next(self.wrong_way(), None):
            raise ValueError(wrong)
        return self

    @property
    def weights(self) -> Mapping[str, Weight | Seen]:
        """The weight for or against each hypothesis, those that are only claimed as well."""
        return {**self.raises, **self.lowers}

    def wrong_way(self) -> Iterator[str]:
        """Each hypothesis that is raised by figures that lower it, or the other way round."""
        for name, weight in self.weights.items():
            ratio = None if isinstance(weight, Strength | Seen) else weight.likelihood_ratio
            if ratio is not None and name in self.raises and ratio <= 1:
                yield f"raises {name} with a likelihood ratio of {ratio:.2f}, which lowers it"
            if ratio is not None and name in self.lowers and ratio >= 1:
                yield f"lowers {name} with a likelihood ratio of {ratio:.2f}, which raises it"

    @cached_property
    def points(self) -> dict[str, int]:
        """Signed decibans by hypothesis, beyond what the rules it subsumes give; what is only claimed has none."""
        sizes = {h: max(0, points(w) - self.elsewhere.get(h, 0)) for h, w in self.weights.items()}
        return {h: p if h in self.raises else -p for h, p in sizes.items() if p}

    @cached_property
    def said(self) -> tuple[tuple[tuple[tuple[str, str], bool], tuple[int, str]], ...]:
        """What it says of each hypothesis: by hypothesis, cluster and direction the points, with who says so."""
        cluster, points = cluster_of(self), self.points
        return tuple((((name, cluster), size > 0), (size, self.id)) for name, size in points.items() if size)

    @property
    def expert(self) -> bool:
        """Whether a weight is, wholly or in part, the authors' judgement rather than published figures."""
        return any(self.expert_on(name) for name in self.weights)

    def expert_on(self, hypothesis: str) -> bool:
        """Whether the weight on one hypothesis is, wholly or in part, judgement."""
        return basis(self.weights[hypothesis]) not in (Basis.FIGURES, Basis.POSTERIOR, Basis.COUNTED)

    def because_of(self, hypothesis: str) -> str:
        """Why it says what it says of one hypothesis."""
        return self.because


def cluster_of(rule: EvidenceRule) -> str:
    """The cluster a rule belongs to; a rule that names none is alone in its own."""
    return rule.cluster or rule.id


class ReferralRule(Rule):
    """A reason to be seen, how soon, and what to do. `action` is at most two short sentences."""

    level: Level
    danger_sign: bool = False
    action: Text


class AdviceRule(Rule):
    """What to ask for, eat, do or beware of. Never a dose."""

    hypothesis: Id | None = None
    tests: Items = Field(default_factory=dict)
    foods: Foods = Field(default_factory=dict)
    lifestyle: Items = Field(default_factory=dict)
    cautions: tuple[Text, ...] = ()


class Prior(Record):
    """The share (0 to 1) of adults with leg complaints whom a hypothesis explains, before any answer."""

    prevalence: float = Field(gt=0, lt=1)
    because: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)

    def points(self, weight: float) -> int:
        """`round(weight*10*log10(p/(1-p)))`: that part of the prior's decibans that counts."""
        return prior_points(self.prevalence, weight)


class HypothesisKind(StrEnum):
    """A nutrient that is short, or a condition that looks like it."""

    DEFICIENCY = "deficiency"
    CONDITION = "condition"


class Test(Record):
    """A test to ask a clinician about, and what it settles. `holds` names what makes it not for everyone."""

    name: Text
    because: Text
    holds: tuple[Id, ...] = ()

    @property
    def told(self) -> str:
        """The test as people are told of it."""
        return f"{self.name}: {self.because}"


class Separation(Record):
    """What tells a hypothesis from one it is mistaken for."""

    from_: Id = Field(alias="from")
    by: Text
    test: Text | None = None


class Hypothesis(Record):
    """What might explain the legs.

    `ages` is the window of years outside which nobody is told of it at all (rules/outside_ages.py); how likely it is at
    an age inside, rules say. `tests` stand in the order in which they would be asked for. `no_referral` says why no
    referral rule asks for its band, where none does. `known_by` names the findings, and of broader findings the names,
    that say that a doctor has found just this already.
    """

    id: Id
    label: Text
    kind: HypothesisKind
    ages: Ages
    synonyms: tuple[Text, ...] = ()
    known_by: tuple[Text, ...] = ()
    prior: Prior
    summary: Text
    tests: tuple[Test, ...] = Field(min_length=1)
    separates: tuple[Separation, ...] = ()
    foods: Foods = Field(default_factory=dict)
    lifestyle: Items = Field(default_factory=dict)
    pitfalls: tuple[Text, ...] = ()
    no_referral: Text | None = None
    sources: tuple[SourceId, ...] = Field(min_length=1)
    reviewed: date
