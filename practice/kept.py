"""What is kept of practice: sittings, and attempts with their seal."""

import json
from datetime import datetime
from hashlib import sha256

from ..facts.case import Case
from ..facts.finding import Record
from .attempt import Attempt, Kind

LATER = ("variant", "posed", "chosen")
"""What an attempt carries since exercises came; where it is empty, seals are as they were before."""


class Plan(Record):
    """A sitting: how its cases are drawn. `numbers` are the cases of a set; without them `cases` are drawn.

    `files` are the paths of those among them that are not of the library, by number.

    `kind` is how they are all taken; None leaves it to the schedule, as `scheduled` leaves the causes. After `minutes`
    no other case is begun.
    """

    started: datetime
    seed: str
    kind: Kind | None = None
    cases: int = 1
    causes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    files: dict[str, str] = {}
    scheduled: bool = False
    minutes: int | None = None

    @property
    def length(self) -> int:
        """How many cases it has."""
        return len(self.numbers) or self.cases


class Kept(Record):
    """An attempt as it is kept. `place` is its number in the sitting, from 0; `sha256` seals it once it is closed."""

    id: int
    sitting: str
    place: int
    knowledge: str
    case_digest: str
    opened: datetime
    closed: datetime | None
    attempt: Attempt
    previous: str | None = None
    sha256: str | None = None

    def seal(self) -> str:
        """The digest of the attempt and of the one before it."""
        content = self.model_dump(mode="json", exclude={"id", "sha256"})
        content["attempt"] = {n: v for n, v in content["attempt"].items() if v or n not in LATER}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digest_of(case: Case) -> str:
    """A digest of a case, so that it is known later whether it is still the same."""
    return sha256(case.model_dump_json().encode()).hexdigest()
