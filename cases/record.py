"""The form of a case of the library, stricter than what may be assessed: whence it is, what it says, what it was."""

from typing import Annotated, Literal

from ..facts.declared import Field, StringConstraints, field_validator
from ..facts.finding import Id, Record, Text
from ..rules.rule import Level

LONGEST_QUOTE = 40  # words of the page's own, so that a quotation stays one

CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$")]


class LibraryCase(Record):
    """One published case as its file has it, findings in the words that stand there.

    `age` is in years, `duration_days` counts from the onset of the complaint. `truth` is the confirmed cause: a
    hypothesis, or `other_` and a name where Soleus has none of it; `also` are causes beside it, named alike. `urgency`
    is how soon the person had to be seen. `summary` is ours; `quote` is the page's own few words on the cause.
    """

    id: CaseId
    url: Address
    source: Text
    summary: Text
    age: float | None = Field(default=None, ge=0, le=120)
    sex: Literal["female", "male", "other"] | None = None
    duration_days: float | None = Field(default=None, ge=0)
    present: tuple[Text, ...] = Field(min_length=1)
    absent: tuple[Text, ...] = ()
    risk_factors: tuple[Text, ...] = ()
    labs: dict[str, str | int | float] = Field(default_factory=dict)
    truth: Id
    also: tuple[Id, ...] = ()
    urgency: Level
    quote: Text | None = None
    note: Text | None = None

    @field_validator("quote")
    @classmethod
    def _short(cls, quote: str | None) -> str | None:
        if quote and len(quote.split()) > LONGEST_QUOTE:
            raise ValueError(f"{len(quote.split())} words; at most {LONGEST_QUOTE} are quoted")
        return quote

    @field_validator("present", "absent", "risk_factors")
    @classmethod
    def _once(cls, stated: tuple[str, ...]) -> tuple[str, ...]:
        if doubled := sorted({words for words in stated if stated.count(words) > 1}):
            raise ValueError(f"given twice: {', '.join(doubled)}")
        return stated
