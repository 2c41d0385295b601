"""An exercise on a terminal: what is told, then one number for each thing to be chosen."""

from functools import partial

from ..facts.errors import InputError
from ..facts.whole_number import whole_number
from ..practice.exercise import Choosing, Exercise
from ..practice.helping import CHOOSING
from .committing import committed, marked, numbered, typed
from .prompt_io import Face


def chosen(face: Face, exercise: Exercise) -> tuple[int, ...]:
    """What the learner chooses, confirmed. Raises Left or GivenUp."""
    first, *others = exercise.choosing
    face.read_through(partial(_tell, face, exercise, first), held=False)
    while True:
        numbers = (_number(face, first), *(_listed(face, each) for each in others))
        for number, each in zip(numbers, exercise.choosing, strict=True):
            face.say(f"You say: {each.choices[number]}")
        if committed(face):
            return numbers
        numbered(face, first.choices)


def _tell(face: Face, exercise: Exercise, first: Choosing) -> None:
    """What is told and the first list of choices, as one text, so that none of it scrolls away unread."""
    for heading, lines in exercise.told:
        face.say(heading, "bold")
        face.show_list([("- ", line) for line in lines])
    face.show_list(marked(first.choices))


def _listed(face: Face, each: Choosing) -> int:
    numbered(face, each.choices)
    return _number(face, each)


def _number(face: Face, each: Choosing) -> int:
    """The place of a choice, from 0."""
    while True:
        line = typed(face, each.prompt, CHOOSING, ("skip", "quit"))
        try:
            return _place(line, len(each.choices))
        except InputError as error:
            face.say(str(error))


def _place(line: str, choices: int) -> int:
    place = whole_number(line)
    if place is None or not 1 <= place <= choices:
        raise InputError(f"type a number from 1 to {choices}, 'skip' to give it up or 'quit' to leave")
    return place - 1
