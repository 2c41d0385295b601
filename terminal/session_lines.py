"""The lines of a session's file: the first says what it was begun with, each further one is a step."""

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from ..facts.answer import Answer
from ..facts.declared import Field
from ..facts.errors import SoleusError
from ..facts.finding import Record
from ..facts.printable import printable
from ..interview.question import Question
from ..rules.rule import Level

T = TypeVar("T")
MOST_BYTES = 1 << 26
"""No session is longer."""


class SessionError(SoleusError):
    """A session that cannot be found, read or deleted, or that is open elsewhere."""


class Begun(Record):
    """The first line: with which knowledge, when and by which process."""

    knowledge: str
    begun: str = ""
    by: str = ""


class Opened(Record):
    """The session was taken up again."""

    do: Literal["open"]
    by: str
    at: str


class Answered(Record):
    """A question was answered."""

    do: Literal["answer"]
    question: Question
    answer: Answer


class Changed(Record):
    """The answer of a step, from 1, was replaced."""

    do: Literal["change"]
    step: int
    answer: Answer


class WentBack(Record):
    """The last answer was taken back."""

    do: Literal["back"]


class WentOn(Record):
    """The interview went on past its end, or past what has to be acted on at a level."""

    do: Literal["go_on"]
    heeded: Level | None = None


class Drafted(Record):
    """Lines were typed to a question that was not answered yet; `step`, from 1, is the answer that is to change."""

    do: Literal["draft"]
    question: str
    lines: tuple[str, ...]
    step: int | None = None


Line = Annotated[Opened | Answered | Drafted | Changed | WentBack | WentOn, Field(discriminator="do")]
_BEGUN = TypeAdapter(Begun)
_LINE: TypeAdapter[Line] = TypeAdapter(Line)


class Lines(Record):
    """What a file holds: `length` bytes of whole lines, and whether a torn one follows."""

    begun: Begun
    steps: tuple[Line, ...]
    length: int
    torn: bool


def read_lines(path: Path) -> Lines:
    """The lines of a file. Raises SessionError for one that no torn last line explains."""
    data = _content(path)
    whole, _, rest = data.rpartition(b"\n")
    if not whole:
        raise SessionError(f"{printable(str(path))}: holds no session; the file is damaged")
    first, *others = whole.split(b"\n")
    return Lines(
        begun=_line(path, 1, _BEGUN, first),
        steps=tuple(_line(path, number, _LINE, line) for number, line in enumerate(others, 2)),
        length=len(data) - len(rest),
        torn=bool(rest),
    )


def _line(path: Path, number: int, kind: TypeAdapter[T], line: bytes) -> T:
    try:
        return kind.validate_json(line)
    except ValidationError:
        raise damaged(path, number) from None


def damaged(path: Path, number: int) -> SessionError:
    """What to say of a file with a line that is none of a session."""
    return SessionError(f"{printable(str(path))}:{number}: not a line of a session; the file is damaged")


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise OSError("not a plain file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise OSError("too long for a session")
        return data
    except OSError as error:
        raise SessionError(f"{printable(str(path))}: cannot be read: {error.strerror or error}") from None
