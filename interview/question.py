"""What an interview asks, and how it ends."""

from enum import StrEnum

from ..facts.finding import Finding, Record
from ..rules.rule import Level


class QuestionKind(StrEnum):
    """How a question is answered."""

    WHO = "who"  # age and sex
    TICKLIST = "ticklist"  # yes, no or not sure to each option
    COURSE = "course"  # a number with a unit of time, and a tick-list
    RESULTS = "results"  # numbers with units, as far as there are any


class Option(Record):
    """One thing to tick or fill in: a finding id, or a measurement id for results."""

    id: str
    label: str
    question: str
    help: str
    topic: str

    @classmethod
    def of(cls, finding: Finding) -> "Option":
        """A finding to tick."""
        return cls(
            id=finding.id, label=finding.label, question=finding.question, help=finding.help, topic=finding.topic
        )


class Question(Record):
    """One question of an interview. `id` names what is asked, so that the same question has the same id."""

    id: str
    kind: QuestionKind
    heading: str
    help: str
    options: tuple[Option, ...] = ()


class End(StrEnum):
    """Why an interview has no further question."""

    EMERGENCY = "emergency"
    SETTLED = "settled"
    LIMIT = "limit"
    NOTHING_LEFT = "nothing_left"


class Finished(Record):
    """The end of an interview: why, in a sentence, and the referral level on the answers so far."""

    reason: End
    sentence: str
    level: Level
    actions: tuple[str, ...] = ()


class Influence(Record):
    """What one answer could change: the points a rule would add to a hypothesis, or the level it would demand."""

    finding: str
    rule: str
    hypothesis: str | None = None
    points: int = 0
    level: Level | None = None
    fires_now: bool = True
