"""What a reading gives: what was said, by whom of whom and when, and which words were not understood."""

from dataclasses import dataclass
from enum import StrEnum

from ..facts.finding import State


class Who(StrEnum):
    """Of whom something is said."""

    SELF = "self"
    FAMILY = "family"
    OTHER = "other"


class When(StrEnum):
    """Whether something is so now, or was so once."""

    NOW = "now"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Said:
    """A finding that words name. What is not `certain` is to be asked about.

    What is `likely` so counts until then: more often than not it is meant, and to leave it out would reassure.
    A `guess` rests on wordings that were learned alone, a `weak` one on words of talk or on one word that may mean
    much: it is offered to who looks for a word, and asked of nobody who tells something.
    """

    finding: str
    state: State = State.PRESENT
    who: Who = Who.SELF
    when: When = When.NOW
    certain: bool = True
    words: str = ""
    likely: bool = False
    guess: bool = False
    weak: bool = False

    @property
    def taken(self) -> bool:
        """Whether it may be taken as known of the person without asking."""
        return self.certain and self.who is Who.SELF and self.when is When.NOW


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, in its order, and its words that were not understood; `talk` are those among them of home and
    talk, or of what a plain no is said of, which nobody who tells something has to say again.
    """

    said: tuple[Said, ...] = ()
    unread: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[Said, ...]:
        """What may be taken as known of the person."""
        return tuple(said for said in self.said if said.taken)

    @property
    def asked(self) -> tuple[Said, ...]:
        """What is likely meant, and to be confirmed."""
        return tuple(said for said in self.said if not said.certain)
