"""What an interview asks, and how it ends."""

from enum import StrEnum
from functools import cached_property

from ..facts.finding import Finding, Record
from ..rules.rule import Level


class QuestionKind(StrEnum):
    """How a question is answered."""

    WORDS = "words"  # free sentences about all that is the matter
    WHO = "who"  # age, sex and how long it has lasted, as far as they are `asks`
    TICKLIST = "ticklist"  # yes, no or not sure to each option
    NAMES = "names"  # free words that name findings of some topics, with a few options to tick
    RESULTS = "results"  # free words for signs, numbers with units, as far as there are any


class Option(Record):
    """One thing to tick or fill in: a finding, a measurement for results, or a gate, which covers findings."""

    id: str
    label: str
    question: str
    help: str
    topic: str = ""
    covers: tuple[str, ...] = ()

    @classmethod
    def of(cls, finding: Finding) -> "Option":
        """A finding to tick."""
        return cls(
            id=finding.id, label=finding.label, question=finding.question, help=finding.help, topic=finding.topic
        )

    @property
    def tells(self) -> tuple[str, ...]:
        """The findings that a no to it denies."""
        return self.covers or (self.id,)

    @cached_property
    def words(self) -> int:
        """How many words are to be read."""
        return len(self.question.split())


class Question(Record):
    """One question of an interview. `id` names what is asked, so that the same question has the same id.

    `asks` are the fields of a question of who, `topics` what a question of names is about.
    """

    id: str
    kind: QuestionKind
    heading: str
    help: str
    options: tuple[Option, ...] = ()
    asks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What sort of question it is, the same for each of its sort: the id without its digest."""
        return self.id.split("-")[0]


class End(StrEnum):
    """Why an interview has no further question."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SETTLED = "settled"
    EXPLAINED = "explained"
    ENOUGH = "enough"
    LIMIT = "limit"
    NOTHING_LEFT = "nothing_left"

    @property
    def interrupts(self) -> bool:
        """Whether something has to be done now, so that the questions stop before their end."""
        return self in (End.EMERGENCY, End.URGENT)

    @property
    def may_go_on(self) -> bool:
        """Whether more can be asked all the same."""
        return self in (End.EXPLAINED, End.ENOUGH, End.LIMIT)


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
