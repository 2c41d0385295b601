"""Findings: anything that can be known of a person besides a number."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from .declared import Field, StringConstraints
from .record import Record as Record
from .window import Ages, holds

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
HpoId = Annotated[str, StringConstraints(pattern=r"^HP:\d{7}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class State(StrEnum):
    """What is known of a finding; a finding never asked or answered "not sure" is unknown."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def those(states: Mapping[str, State], state: State) -> list[str]:
    """The findings of which this is known, in their order."""
    return [finding for finding, known in states.items() if known is state]


class FindingKind(StrEnum):
    """What sort of thing a finding is."""

    SYMPTOM = "symptom"
    SIGN = "sign"
    RISK_FACTOR = "risk_factor"
    MEDICINE = "medicine"
    CONDITION = "condition"
    DIET = "diet"
    LIFESTYLE = "lifestyle"
    DEMOGRAPHIC = "demographic"
    RESULT = "result"


class Finding(Record):
    """One atomic thing that may be present or absent.

    `synonyms` are other names for just this. A name in `narrower` says more ("sprained ankle" of an injury of the leg):
    it asserts the finding when present and denies nothing when absent. A name in `related` never asserts it. `implies`
    names broader findings that are then present as well (is-a). `ask_if` names findings of which one must be present
    before this one is worth asking, `unless` those with which it cannot be. `danger` puts it on the first tick-list of
    the interview. `examined` marks what only an examination shows, so that a lay person is not asked. `base_rate` is
    the rough share of adults with leg complaints who have it; it orders questions, makes synthetic people, and is what
    illness scripts take as usual. `ages` is the window of years in which it can be, or can be told of, at all: whoever
    is younger or older is not asked, though what is said all the same counts. `recorded_only` says why a finding that
    no rule weighs is kept. `various` marks one that stands for many things, so that the absence of one of them says
    nothing of it. HPO ids come from the Human Phenotype Ontology.
    """

    id: Id
    label: Text
    kind: FindingKind
    topic: Id
    ages: Ages
    question: Text
    help: Text
    synonyms: tuple[Text, ...] = ()
    narrower: tuple[Text, ...] = ()
    related: tuple[Text, ...] = ()
    hpo: HpoId | None = None
    implies: tuple[Id, ...] = ()
    ask_if: tuple[Id, ...] = ()
    unless: tuple[Id, ...] = ()
    danger: bool = False
    examined: bool = False
    various: bool = False
    base_rate: float = Field(default=0.05, gt=0, lt=1)
    recorded_only: Text | None = None

    def applies_at(self, age: float | None) -> bool:
        """Whether someone of this age in years, if it is known, can have it."""
        return age is None or holds(self.ages, age)


class Topic(Record):
    """Findings that can be asked together as one tick-list, in the order of `order`."""

    id: Id
    label: Text
    question: Text
    stage: Annotated[str, StringConstraints(pattern=r"^(who|complaint|danger|course|detail|history|result)$")]
    order: int
