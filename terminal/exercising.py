"""An exercise on a terminal: what is told, then one number for each thing to be chosen."""

from functools import partial

from ..facts.errors import InputError
from ..facts.whole_number import whole_number
from ..practice.exercise import Choosing, Exercise
from ..practice.helping import CHOOSING
from .committing import committed, numbered, typed
from .prompt_io import Face


def chosen(face: Face, exercise: Exercise) -> tuple[int, ...]:
    """What the learner chooses, confirmed. Raises Left or GivenUp."""
    face.read_through(partial(_tell, face, exercise))
    while True:
        numbers = tuple(_number(face, each) for each in exercise.choosing)
        for number, each in zip(numbers, exercise.choosing, strict=True):
            face.say(f"You say: {each.choices[number]}")
        if committed(face):
            return numbers


def _tell(face: Face, exercise: Exercise) -> None:
    for heading, lines in exercise.told:
        face.say(heading, "bold")
        face.show_list([("- ", line) for line in lines])


def _number(face: Face, each: Choosing) -> int:
    """The place of a choice, from 0."""
    numbered(face, each.choices)
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
