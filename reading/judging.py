"""How likely it is that a clause means a finding, and what follows: taken, asked, or left."""

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.finding import State
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe
from .evidence import NAMES, Clue, dots
from .tables import Table

WEIGHTS = Path(__file__).parent / "weights.yaml"


class Weights(Table):
    """From which likelihood a finding is taken or asked, and what each number of a clue weighs, by state."""

    take: float
    take_made: float  # of a finding that composition made of all words of its clause
    take_danger: float  # the same of a danger, which is else asked about
    ask: float
    present: dict[str, float]
    absent: dict[str, float]


@cache
def load_weights() -> Weights:
    """The weights that ship; the file says how each was chosen. Raises KnowledgeError with file and line."""
    data = None
    try:
        data = read_yaml(read_text(WEIGHTS), str(WEIGHTS))
        weights = TypeAdapter(Weights).validate_python(data)
    except CaseFileError as error:
        raise KnowledgeError([str(error)]) from None
    except ValidationError as error:
        raise KnowledgeError(describe(error, WEIGHTS, data)) from None
    for part in (weights.present, weights.absent):
        if set(part) != set(NAMES):
            raise KnowledgeError([f"{WEIGHTS}:1: expected a weight for each of {', '.join(NAMES)}"])
    return weights


@cache
def _vector(state: State) -> Sequence[float]:
    weights = load_weights()
    return [(weights.present if state is State.PRESENT else weights.absent)[name] for name in NAMES]


def likelihood(clue: Clue) -> float:
    """How likely it is that the clause means this."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, dots(clue.numbers, _vector(clue.state))))))
