"""The Consultation: one case taken through the rules, with everything that led to the result."""

from collections.abc import Sequence
from typing import Literal

from ..facts.case import Case
from ..facts.declared import Field
from ..facts.finding import Record
from ..rules.condition import Band
from ..rules.rule import Contested, HypothesisKind, Level

PURPOSE = (
    "Clinical training and education software. It gives no diagnosis and no treatment, "
    "and replaces no professional advice."
)


LEADING = "leading"


class Premise(Record):
    """One thing a rule relied on.

    `about` is the id of a finding, a measurement or a hypothesis, as `kind` says; `state` is present, absent or
    unknown, the value with its unit, or the band; LEADING where a rule asks that no hypothesis scores more.
    """

    about: str
    kind: Literal["finding", "measurement", "hypothesis"]
    state: str


class Evidence(Record):
    """What one fired rule says of one hypothesis.

    `points` are signed decibans. Of the rules in a `cluster` only the strongest for and the strongest
    against are `counted`; `overlapped_by` names the one that stood in the way. `expert` marks points that are
    the authors' judgement rather than published figures, `counts` those of an illness script; `elsewhere` are further
    points of its weight, which rules that it subsumes give.
    """

    rule: str
    title: str
    cluster: str
    points: int
    counted: bool
    overlapped_by: str | None = None
    because: str
    premises: tuple[Premise, ...]
    sources: tuple[str, ...]
    expert: bool
    counts: bool = False
    elsewhere: int = 0
    contested: Contested | None = None


class Ranked(Record):
    """A hypothesis with its score: the prior and the counted evidence added up, in decibans.

    Hypotheses of equal score share a `rank`. `listed` says whether people are told of it, once that is decided.
    """

    rank: int
    id: str
    label: str
    kind: HypothesisKind
    prior: int
    score: int
    band: Band
    evidence: tuple[Evidence, ...]
    listed: bool | None = None


class Reason(Record):
    """A referral rule that fired: how soon to be seen, why, and what to do."""

    rule: str
    title: str
    level: Level
    danger_sign: bool
    because: str
    action: str
    premises: tuple[Premise, ...]
    sources: tuple[str, ...]


class Referral(Record):
    """The highest level that any reason asks for, and every reason, most pressing first."""

    level: Level
    reasons: tuple[Reason, ...]

    @property
    def told(self) -> tuple[Reason, ...]:
        """The reasons to show: what anyone can do at home ("keep moving") is no advice for who must be seen."""
        return tuple(r for r in self.reasons if r.level is not Level.SELF_CARE or self.level is Level.SELF_CARE)


class Advice(Record):
    """What to ask for, eat, do or beware of, and the rule it comes from."""

    rule: str
    title: str
    hypothesis: str | None
    tests: tuple[str, ...]
    foods: tuple[str, ...]
    lifestyle: tuple[str, ...]
    cautions: tuple[str, ...]
    because: str
    premises: tuple[Premise, ...]
    sources: tuple[str, ...]


class KnownFact(Record):
    """Something known of the person: answered, following from an answer by is-a, or concluded by a rule.

    `grounds` are the answers it follows from or the rules that conclude it.
    """

    about: str
    kind: Literal["finding", "measurement"]
    state: str
    origin: Literal["given", "implied", "derived"]
    grounds: tuple[str, ...] = ()


ActivationKind = Literal["derive", "evidence", "referral", "advice"]


class Activation(Record):
    """One firing of one rule: what it relied on and what it concluded."""

    step: int
    rule: str
    kind: ActivationKind
    premises: tuple[Premise, ...]
    concludes: tuple[str, ...]


class Trace(Record):
    """Every fact and every firing of a consultation, linked by what they are about."""

    facts: tuple[KnownFact, ...]
    activations: tuple[Activation, ...]


class Version(Record):
    """Which knowledge was consulted."""

    version: str


class Consultation(Record):
    """One case taken through the rules: the case as understood, the result, and the trace."""

    case: Case
    referral: Referral
    hypotheses: tuple[Ranked, ...]
    advice: tuple[Advice, ...]
    warnings: tuple[str, ...] = ()
    knowledge_base: Version
    purpose: str = Field(default=PURPOSE)
    trace: Trace

    def hypothesis(self, name: str) -> Ranked:
        """The ranked hypothesis with this id."""
        return next(h for h in self.hypotheses if h.id == name)


NEAR = 10  # points
CLOSE = 5  # a lead of so many points or fewer decides nothing


def near_leader(ranked: Sequence[Ranked], most: int = 3) -> tuple[Ranked, ...]:
    """The first of these hypotheses and those possible ones within ten points of it, `most` in all."""
    near = [h for h in ranked[1:] if h.score >= ranked[0].score - NEAR and h.band is not Band.UNLIKELY]
    return (*ranked[:1], *near[: most - 1])
