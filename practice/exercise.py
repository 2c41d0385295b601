"""A short exercise on a case: something is told, one thing or two are to be chosen, and what each choice earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ..facts.errors import InputError
from ..facts.finding import Record
from ..wording.document import Document

EXERCISE_SCHEME = 1
"""Raised when the rules of marking exercises change."""


@dataclass(frozen=True)
class Choosing:
    """One thing to choose, and what each choice earns: 1 the best, 0 what chance gives. `part` names the mark."""

    part: str
    prompt: str
    choices: tuple[str, ...]
    earns: tuple[float, ...]


@dataclass(frozen=True)
class Exercise:
    """What is told, each part under its heading, what is to be chosen, and what is told once it is chosen."""

    told: tuple[tuple[str, tuple[str, ...]], ...]
    choosing: tuple[Choosing, ...]
    back: Document

    @property
    def digest(self) -> str:
        """A digest of all that is shown before the choice, so that it is known later whether it is still the same."""
        shown = repr((self.told, [(each.prompt, each.choices) for each in self.choosing]))
        return sha256(shown.encode()).hexdigest()

    def refuse_unfit(self, chosen: Sequence[int]) -> None:
        """Raises InputError unless one choice is made of each."""
        if len(chosen) != len(self.choosing):
            raise InputError(f"{len(chosen)} of {len(self.choosing)} is chosen")
        for number, each in zip(chosen, self.choosing, strict=True):
            if not 0 <= number < len(each.choices):
                raise InputError(f"the list goes from 1 to {len(each.choices)}")


class Scored(Record):
    """The marks of one exercise, each part by its name, with the knowledge and the scheme that gave them."""

    exercise_scheme: int = EXERCISE_SCHEME
    knowledge: str
    parts: dict[str, float]


def scored(chosen: Sequence[int], exercise: Exercise, knowledge: str) -> Scored:
    """What the choices earn. Raises InputError unless one is made of each."""
    exercise.refuse_unfit(chosen)
    parts = {each.part: each.earns[number] for number, each in zip(chosen, exercise.choosing, strict=True)}
    return Scored(knowledge=knowledge, parts=parts)
