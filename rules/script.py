"""Illness scripts: how often each finding goes with a hypothesis, as expected and as counted in published cases.

What is expected stands in `scripts/<hypothesis>.yaml`, what was counted in `counts.yaml`, and what both come to are
ordinary evidence rules, one a finding: `script.<finding>` and, for its absence, `script.no-<finding>`.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from ..facts.declared import Field, model_validator
from ..facts.finding import Finding, Id, Record, SourceId, State, Text
from ..facts.vocabulary import Vocabulary
from .condition import Absent, about
from .points import Seen
from .rule import EvidenceRule

SOURCE = "case-library"


class Share(Record):
    """A published frequency: `seen` of `of` people with the hypothesis had the finding, by `source`."""

    seen: int = Field(ge=0)
    of: int = Field(ge=1)
    source: SourceId

    @model_validator(mode="after")
    def _part(self) -> "Share":
        if self.seen > self.of:
            raise ValueError(f"{self.seen} of {self.of}")
        return self


class Script(Record):
    """How often each finding is expected in people with a hypothesis, in percent, or as a page publishes it."""

    hypothesis: Id
    because: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    expected: dict[Id, float | Share]

    @model_validator(mode="after")
    def _percent(self) -> "Script":
        for name, share in self.expected.items():
            if isinstance(share, float) and not 0 <= share <= 100:
                raise ValueError(f"{name}: {share} is no percentage")
        return self

    @property
    def cited(self) -> set[str]:
        """Every source that it rests on."""
        return {*self.sources, *(s.source for s in self.expected.values() if isinstance(s, Share))}

    def shares(self, vocabulary: Vocabulary) -> dict[str, float]:
        """The expected frequency of each finding, 0 to 1; a broader one is at least as frequent as what it takes in."""
        found: dict[str, float] = {}
        for finding, expected in self.expected.items():
            share = expected.seen / expected.of if isinstance(expected, Share) else expected / 100
            for broader in vocabulary.broader(finding):
                found[broader] = max(found.get(broader, 0), share)
        return found


NEVER = date(2000, 1, 1)


class Counts(Record):
    """What was counted in the library.

    `cases` are those counted, `of` how many have each hypothesis as their cause; `present` and `absent` say of each
    finding in how many of all it was stated, then in how many of each hypothesis.
    """

    counted: date = NEVER
    cases: int = 0
    of: dict[Id, int] = Field(default_factory=dict)
    present: dict[Id, dict[Id, int]] = Field(default_factory=dict)
    absent: dict[Id, dict[Id, int]] = Field(default_factory=dict)


class Parameters(Record):
    """The numbers that hold for every hypothesis alike; `parameters.yaml` says what each means.

    Those of a knowledge base without that file leave priors whole and scripts silent.
    """

    prior_weight: float = Field(default=1, gt=0, le=1)
    script_weight: float = Field(default=0, ge=0, le=1)
    expectation: float = Field(default=1, gt=0)
    crowd: float = Field(default=1, gt=0)
    unrelated: float = Field(default=1, gt=0, le=1)
    least_points: int = Field(default=1, ge=1)


class ScriptRule(EvidenceRule):
    """What the presence or absence of one finding says of every hypothesis, by what is expected and what was counted.

    `seen_in_all` of `cases` published cases state the finding so.
    """

    weighed: dict[Id, Seen]
    seen_in_all: int
    cases: int

    @property
    def weights(self) -> Mapping[str, Seen]:
        """What the finding says of each hypothesis."""
        return self.weighed

    @cached_property
    def points(self) -> dict[str, int]:
        """Signed decibans by hypothesis."""
        return {name: seen.points for name, seen in self.weighed.items()}

    @property
    def about(self) -> tuple[str, State]:
        """The finding, and whether it is its presence or its absence that speaks."""
        denied = isinstance(self.when, Absent)
        return about(self.when), State.ABSENT if denied else State.PRESENT  # type: ignore[arg-type]

    def because_of(self, hypothesis: str) -> str:
        """The counts behind the points on one hypothesis, and those of all cases, in words."""
        stated = "Denied" if isinstance(self.when, Absent) else "Told"
        return f"{stated} {self.weighed[hypothesis].told}; in {self.seen_in_all} of {self.cases} of all."


def script_rule(
    finding: Finding, state: State, weighed: dict[str, Seen], seen_in_all: int, cases: int, counted: date
) -> ScriptRule:
    """The rule of what a finding's presence or absence says."""
    absent = state is State.ABSENT
    return ScriptRule.model_construct(
        id=f"script.{'no-' if absent else ''}{finding.id.replace('_', '-')}",
        title=f"Not: {finding.label}" if absent else finding.label,
        when=Absent.model_construct(absent=finding.id) if absent else finding.id,
        because="How often it goes with each cause, by what clinicians expect and what published cases show.",
        sources=(SOURCE,),
        reviewed=counted,
        note=None,
        raises={},
        lowers={},
        cluster=f"script_{finding.topic}",
        contested=None,
        subsumes=(),
        adds_to=(),
        elsewhere={},
        weighed=weighed,
        seen_in_all=seen_in_all,
        cases=cases,
    )
