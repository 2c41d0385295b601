"""A case or an exercise on the pages, between what was sent and what is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..practice.attempt import Attempt, Kind
from ..practice.deck import Dealt
from ..practice.exercise import Exercise
from ..practice.exercises import exercise_drawn
from ..practice.patient import Patient
from ..practice.sitting import drawn
from ..rules.knowledge_base import KnowledgeBase
from .form_request import Visit
from .practice_state import Sent, attempt_of


@dataclass
class Desk:
    """One case on the pages: what was sent, the attempt it is, the case, and the form."""

    here: Visit
    seal: Any
    sent: Sent
    attempt: Attempt
    hand: Dealt
    exercise: Exercise | None

    @classmethod
    def of(cls, sent: Sent, here: Visit, seal: Any) -> "Desk":
        """The desk of what was sent. Raises InputError where that cannot be."""
        return cls(here, seal, sent, *attempt_of(sent, here.base))

    @property
    def patient(self) -> Patient:
        """The patient of the case."""
        return Patient(self.hand.case, self.here.base)

    @property
    def state(self) -> str:
        """What was sent, to be sent again with the next form."""
        return str(self.seal.close(self.sent))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do: the case is closed, and in an exam it is the last one."""
        return not self.attempt.is_open and self.sent.place + 1 == self.sent.cases

    def changed(self, **values: Any) -> "Desk":
        """The desk after something was done. Raises InputError where that cannot be, as after the commitment."""
        self.attempt.refuse_late()
        sent = self.sent.model_copy(update=values)
        return Desk.of(sent, self.here, self.seal)


def desk_of(here: Visit, seal: Any) -> Desk:
    """The case that came with a form. Raises StateRefused."""
    return Desk.of(seal.open(here.field("state")), here, seal)


def begun(kind: Kind, seed: str, place: int, cases: int, base: KnowledgeBase) -> Sent:
    """A case or an exercise as it begins; the first of so many cases, if it is an exam."""
    opened = datetime.now(UTC)
    if kind.is_exercise:
        begun = exercise_drawn(kind, seed, place, base).attempt
        return Sent(knowledge=base.version, number=begun.number, kind=kind, opened=opened, variant=begun.variant)
    sent = Sent(knowledge=base.version, number=drawn(seed, place, base).number, kind=kind, opened=opened)
    return sent.model_copy(update={"seed": seed, "first": place, "cases": cases}) if kind is Kind.EXAM else sent
