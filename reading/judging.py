"""How likely it is that a clause means a finding, and what follows: taken, asked, or left."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.finding import State
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe
from .evidence import FAR, MANNER, MATTER, Clue, dots
from .tables import Table

WEIGHTS = Path(__file__).parent / "weights.yaml"


class Weights(Table):
    """From which likelihood a finding is taken or asked, and what each number of a clue weighs."""

    take: float
    take_made: float  # of a finding that composition made of all words of its clause
    take_plain: float  # the same in a short text, or where the words themselves deny
    take_danger: float  # the same of a danger, which is else asked about
    count: float  # of a finding that is asked about and counts until it is answered
    ask: float
    ask_story: float  # the same in a story, where questions add up,
    ask_danger: float  # and of a danger in one
    matter: dict[str, float]
    present: dict[str, float]
    absent: dict[str, float]


@cache
def load_weights() -> Weights:
    """The weights that ship; the file says how each was chosen. Raises KnowledgeError with file and line."""
    from pydantic import ValidationError

    data = None
    try:
        data = read_yaml(read_text(WEIGHTS), str(WEIGHTS))
        weights = Weights.model_validate(data)
    except CaseFileError as error:
        raise KnowledgeError([str(error)]) from None
    except ValidationError as error:
        raise KnowledgeError(describe(error, WEIGHTS, data)) from None
    for part, names in ((weights.matter, MATTER), (weights.present, MANNER), (weights.absent, MANNER)):
        if set(part) != set(names):
            raise KnowledgeError([f"{WEIGHTS}:1: expected a weight for each of {', '.join(names)}"])
    return weights


@cache
def _vectors() -> tuple[Sequence[float], Mapping[State, Sequence[float]]]:
    w = load_weights()
    manners = {State.PRESENT: w.present, State.ABSENT: w.absent}
    return [w.matter[n] for n in MATTER], {state: [each[n] for n in MANNER] for state, each in manners.items()}


def likelihood(clue: Clue) -> dict[State, float]:
    """How likely it is that the clause says this, and that it denies it: whether it is meant, times how it is said."""
    likely = meant(clue)
    return {state: likely * so for state, so in said_so(clue).items()}


def said_so(clue: Clue) -> dict[State, float]:
    """How likely what a clause is about is said, and denied."""
    return {state: share(dots(clue.manner, weights)) for state, weights in _vectors()[1].items()}


def meant(clue: Clue) -> float:
    """How likely it is that the clause is about this, said or denied."""
    return share(dots(clue.matter, _vectors()[0]))


def meant_alone(clue: Clue) -> float:
    """The same of what composition makes of a clause within a sentence, as if the clause stood by itself."""
    return share(dots(clue.alone, _vectors()[0]))


def part_of(clue: Clue) -> bool:
    """Whether it is of a clause within a longer sentence."""
    return bool(clue.matter[MATTER.index("part")])


def idle(clue: Clue) -> float:
    """How likely it is that nothing a clause says is to be taken."""
    return share(FAR * clue.manner[MANNER.index("untaken")])


def share(odds: float) -> float:
    """The share that odds, given as their logarithm, stand for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
