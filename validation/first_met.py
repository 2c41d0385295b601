"""How each batch of cases fared when it was first met, before anything was changed for it: written down, not made."""

from pathlib import Path

from ..facts.declared import Field, model_validator
from ..facts.finding import Record, Text
from ..facts.reader import read_text, read_yaml

FILE = Path(__file__).parent / "first_met.yaml"


class Met(Record):
    """Of how many cases the cause was a hypothesis, and how often it came first and among three."""

    of: int = Field(ge=1)
    first: int = Field(ge=0)
    among_three: int

    @model_validator(mode="after")
    def _in_order(self) -> "Met":
        if not self.first <= self.among_three <= self.of:
            raise ValueError(f"{self.first} first, {self.among_three} among three, of {self.of}")
        return self


class FirstMet(Record):
    """A batch when it was first met: `cases` in it, `accepted` with no unknown term; None for what was not noted."""

    batch: Text
    cases: int = Field(ge=1)
    accepted: int | None = None
    deficiencies: Met | None = None
    conditions: Met | None = None
    note: Text | None = None


def first_met() -> tuple[FirstMet, ...]:
    """Every batch, in the order in which they were met, from first_met.yaml."""
    return tuple(FirstMet.model_validate(entry) for entry in read_yaml(read_text(FILE), str(FILE)))
