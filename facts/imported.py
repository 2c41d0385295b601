"""What became of a record from another program: what was read of it, what as something broader, what was left out."""

from collections.abc import Iterable

from .finding import Record
from .printable import LONGEST_TERM


class Taken(Record):
    """Words of a record and what they were read as: `meant` is a finding or measurement, `said` its state or value."""

    where: str
    words: str
    meant: str
    said: str


class Left(Record):
    """Words of a record that count for nothing, and why; `where` is the first of the `times` that it stands there."""

    where: str
    words: str
    why: str
    times: int = 1


class Imported(Record):
    """All that a record came to. `form` is what sort of record it is, as it is told.

    `read` was taken as it stands, `broader` as something that says less than the record; `left` was left out.
    """

    form: str
    read: tuple[Taken, ...] = ()
    broader: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()


def counted(left: Iterable[Left]) -> tuple[Left, ...]:
    """The same with equal words for an equal reason as one, in the order in which they first stand."""
    known: dict[tuple[str, str], Left] = {}
    for each in left:
        first = known.setdefault((each.words, each.why), each.model_copy(update={"times": 0}))
        known[each.words, each.why] = first.model_copy(update={"times": first.times + each.times})
    return tuple(known.values())


def shortened(text: str) -> str:
    """Text of a record on one line, no longer than a term may be."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TERM else f"{line[: LONGEST_TERM - 1]}…"
