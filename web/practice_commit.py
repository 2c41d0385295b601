"""The commitment on a page: what the form says, what it is taken for, and what is sent along until it is confirmed."""

from collections.abc import Iterator
from typing import Any

from ..facts.errors import InputError
from ..facts.whole_number import whole_number
from ..practice.attempt import MOST_AGAINST, MOST_CAUSES, MOST_FOR, Commitment, Guess
from ..practice.helping import CAUSES, refuse_help
from ..practice.naming import by_confidence, cause_meant, level_meant
from .practice_desk import Desk


class Misplaced(InputError):
    """What is wrong with one part of the form other than the causes; `at` is the part."""

    def __init__(self, at: str, fault: str):
        super().__init__(fault)
        self.at = at


def filled_in(desk: Desk) -> dict[str, Any]:
    """What the form is filled in with, to be shown again."""
    field, fields = desk.here.field, desk.here.fields
    return {
        "represented": field("represented").strip(),
        "causes": {n: (field(f"cause.{n}"), field(f"percent.{n}")) for n in range(MOST_CAUSES)},
        "level": field("level"),
        "named": (tuple(fields.get("for", ())), tuple(fields.get("against", ()))),
    }


def sent_along(desk: Desk) -> list[tuple[str, str]]:
    """The names and values of the form, to be sent again with the confirmation."""
    rows = (f"{name}.{n}" for name in ("cause", "percent") for n in range(MOST_CAUSES))
    names = ("represented", "level", "for", "against", *rows)
    return [(name, value) for name in names for value in desk.here.fields.get(name, ())]


def commitment(desk: Desk) -> tuple[Commitment, dict[str, str]]:
    """What the form commits to, and the words of each cause. Raises InputError for what is missing or too much."""
    filled = filled_in(desk)
    named = filled["named"]
    found = list(_guesses(desk, filled["causes"]))
    if not found:
        raise InputError("Name at least one cause")
    if not filled["level"]:
        raise Misplaced("levels", "Choose how soon they are to be seen")
    for chosen, most, way in zip(named, (MOST_FOR, MOST_AGAINST), ("for", "against"), strict=True):
        if len(chosen) > most:
            raise Misplaced(f"{way}s", f"{len(chosen)} are named {way}; {most} at most")
    guesses = by_confidence(guess for guess, _ in found)
    made = Commitment(guesses=guesses, level=level_meant(filled["level"]), speaks_for=named[0], speaks_against=named[1])
    return made, {guess.cause: words for guess, words in found}


def _guesses(desk: Desk, rows: dict[int, tuple[str, str]]) -> Iterator[tuple[Guess, str]]:
    for cause, percent in rows.values():
        if words := cause.strip():
            refuse_help(words, CAUSES)
            sure = whole_number(percent)
            if sure is None or sure > 100:
                raise InputError(f"{words}: give how sure you are, from 0 to 100 percent")
            yield Guess(cause=cause_meant(words, desk.here.base), percent=sure), words
