"""The numbers on which rules turn: each limit of a measurement, of whom it holds and what it rests on."""

from ..facts.declared import Field
from ..facts.finding import Record, SourceId, Text


class Limit(Record):
    """A number on which rules turn, in the measurement's own unit.

    `of` says of whom it holds; `sources` are the pages that the rules on it rest on.
    """

    at: float
    of: Text = "adults"
    sources: tuple[SourceId, ...] = Field(min_length=1)
