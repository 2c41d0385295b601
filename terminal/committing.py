"""The commitment on a terminal: causes with percentages, a level, evidence for and against."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from ..facts.errors import InputError
from ..practice import words
from ..practice.attempt import (
    MOST_AGAINST,
    MOST_CAUSES,
    MOST_FOR,
    Attempt,
    Commitment,
    Guess,
    Kind,
    gathered,
    known_items,
)
from ..practice.helping import CAUSES, CONFIRMING, EVIDENCE, LEAVING, LEVEL, asks_help
from ..practice.naming import guesses_meant, items_meant, level_meant
from ..practice.patient import Patient
from ..practice.searching import causes_with
from ..rules.rule import Level
from ..wording.explain.phrases import called
from .prompt_io import Face

LONG = 40  # letters of a prompt that leave room for an answer
HINT = "? help   known   back   skip   quit"
LAST = "Enter commits, and nothing changes after it. 'back' begins the commitment anew."
T = TypeVar("T")


class Left(Exception):
    """The learner leaves; what was done is kept."""


class GivenUp(Exception):
    """The case is given up."""


class Back(Exception):
    """The learner goes back to what came before the commitment."""


class _Anew(Exception):
    """The commitment is begun anew."""


def typed(face: Face, prompt: str, helping: str, completions: Sequence[str] = ()) -> str:
    """A line as typed, never one that asks for help; a long prompt stands above it. Raises Left or GivenUp."""
    while True:
        short = prompt
        if len(prompt) > LONG:
            face.say(prompt)
            short = ">"
        line = face.ask(short, completions)
        if line.lower() in ("quit", "exit"):
            raise Left
        if line.lower() == "skip":
            raise GivenUp
        if not asks_help(line):
            return line
        face.say(f"{helping} {LEAVING}")


def committed(face: Face) -> bool:
    """Whether Enter commits, which nothing else does; "back" begins anew. Raises Left or GivenUp."""
    while line := typed(face, LAST, CONFIRMING):
        if line.lower() == "back":
            return False
        face.say(f"{line!r} commits nothing. Press Enter alone to commit.")
    return True


def marked(names: Sequence[str]) -> list[tuple[str, str]]:
    """Names, each with its number from 1 as its mark."""
    return [(f"{number:>2} ", name) for number, name in enumerate(names, 1)]


def numbered(face: Face, names: Sequence[str]) -> None:
    """Known things, numbered from 1, a screen at a time."""
    face.read_through(partial(face.show_list, marked(names)), held=False)


class Committing:
    """The commitment on one attempt."""

    def __init__(self, face: Face, attempt: Attempt, patient: Patient):
        self.face, self.attempt, self.base = face, attempt, patient.base
        self.case = gathered(attempt, patient)
        self.items = known_items(self.case)
        self.names = words.items(self.items, self.case, self.base)
        self.typed: dict[str, str] = {}

    def made(self) -> Commitment:
        """What the learner commits to, confirmed. Raises Back, Left or GivenUp."""
        self.face.hint = HINT
        while True:
            try:
                made = self._once()
                self._summary(made)
                if committed(self.face):
                    return made
            except _Anew:
                continue

    def _once(self) -> Commitment:
        self.face.say()
        guesses = self._read(
            "Your causes, likeliest first, with percent: iron 60, B12 20 ('? foot' lists):",
            self._guesses,
            CAUSES,
            first=True,
        )
        for number, (_, word, sentence) in enumerate(words.LEVELS, 1):
            self.face.say(f"{number} {word}: {sentence}", indent=2)
        first = Commitment(guesses=guesses, level=self._level())
        if self.attempt.kind is Kind.WORKED:
            return first
        numbered(self.face, self.names)
        label, other = called(self.base, guesses[0].cause), called(self.base, first.alternative)
        speaks_for = self._picked(f"What speaks for {label}, rather than for others? {MOST_FOR} at most:", MOST_FOR)
        against = self._picked(f"What speaks against {other}, or is missing? {MOST_AGAINST} at most:", MOST_AGAINST)
        return first.model_copy(update={"speaks_for": speaks_for, "speaks_against": against})

    def _level(self) -> Level:
        return self._read("How soon are they to be seen?", level_meant, LEVEL)

    def _guesses(self, text: str) -> tuple[Guess, ...]:
        guesses, self.typed = guesses_meant(text, self.base)
        if len(guesses) > MOST_CAUSES:
            raise InputError(f"{len(guesses)} causes are named; {MOST_CAUSES} at most")
        if len({g.cause for g in guesses}) < len(guesses):
            raise InputError("a cause is named twice")
        if (total := sum(g.percent for g in guesses)) > 100:
            raise InputError(f"the percentages come to {total}; together they are 100 at most")
        return guesses

    def _picked(self, prompt: str, most: int) -> tuple[str, ...]:
        def meant(text: str) -> tuple[str, ...]:
            chosen = items_meant(text, self.items, self.names)
            if len(chosen) > most:
                raise InputError(f"{len(chosen)} are named; {most} at most")
            return chosen

        return self._read(prompt, meant, EVIDENCE, empty=())

    def _summary(self, made: Commitment) -> None:
        self.face.say()
        first, *others = words.committing_to(made, self.typed, self.case, self.base)
        self.face.say(first)
        for other in others:
            self.face.say(other, indent=2)

    def _read(
        self, prompt: str, read: Callable[[str], T], helping: str, empty: T | None = None, first: bool = False
    ) -> T:
        """What is typed, as it is read; "back" leaves the commitment at the `first` prompt, later begins it anew."""
        while True:
            line = typed(self.face, prompt, helping, ("back", "known", "skip", "quit"))
            if line.lower() == "back":
                raise Back if first else _Anew
            if not line and empty is not None:
                return empty
            if line.lower() == "known":
                numbered(self.face, self.names)
            elif line.startswith("?"):
                found = causes_with(line[1:], self.base) or ["No cause has that in its name or goes with it."]
                self.face.read_through(partial(self.face.say, "\n".join(found)), held=False)
            else:
                try:
                    return read(line)
                except InputError as error:
                    self.face.say(str(error))
