"""What could be asked next, with its worth for each word that has to be read."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .gates import Gate
from .question import Option

# Options of one question, at most.
MOST_OPTIONS = 7
# What a question costs before any option of it is read, what each option costs besides its words, and what a yes to a
# gate makes one read further, in words.
QUESTION_WORDS, OPTION_WORDS, NARROW_WORDS = 20, 10, 30
# What a gate leads to is known one question later, and not all of it is asked then.
LATER = 0.7


@dataclass(frozen=True)
class Candidate:
    """An option with its worth, what it costs to read in words, and every finding that a no to it would settle."""

    option: Option
    worth: float
    cost: float
    tells: frozenset[str]

    @property
    def ratio(self) -> float:
        """Worth for each word."""
        return self.worth / self.cost


def singles(findings: Iterable[Finding], worth: Callable[[str], float], vocabulary: Vocabulary) -> list[Candidate]:
    """Each finding as an option of its own."""
    options = (Option.of(f) for f in findings)
    return [Candidate(o, worth(o.id), OPTION_WORDS + o.words, vocabulary.narrower(o.id)) for o in options]


def gated(
    gates: Iterable[Gate],
    findings: Collection[str],
    worth: Callable[[str], float],
    likely: Callable[[str], float],
    vocabulary: Vocabulary,
    valued: Collection[str] | None = None,
) -> list[Candidate]:
    """Each gate before two or more of the findings as one option, worth what of the `valued` lies behind it.

    The findings themselves are valued unless others are named.
    """
    found = []
    for gate in gates:
        tells = frozenset(n for f in gate.covers for n in vocabulary.narrower(f))
        behind = [f for f in gate.covers if f in findings] or list(tells & set(findings))
        if len(tells & set(findings)) >= 2:
            unlikely = 1.0
            for finding in behind:
                unlikely *= 1 - likely(finding)
            best = sorted((worth(f) for f in tells & set(valued or findings)), reverse=True)[:MOST_OPTIONS]
            option = gate.option
            cost = OPTION_WORDS + option.words + NARROW_WORDS * (1 - unlikely)
            found.append(Candidate(option, LATER * sum(best), cost, tells))
    return found


def chosen(
    candidates: Iterable[Candidate], vocabulary: Vocabulary, limit: int = MOST_OPTIONS, dilutes: float = 1 / 3
) -> list[Candidate]:
    """The candidates of one question: best ratio first, none that another tells, and none that `dilutes` it.

    An option dilutes a question whose ratio falls below that share of the ratio of those before it.
    """
    taken: list[Candidate] = []
    told: set[str] = set()
    worth, cost = 0.0, float(QUESTION_WORDS)
    for each in sorted(candidates, key=lambda c: (-c.ratio, c.option.id)):
        if len(taken) == limit or (taken and each.ratio < worth / cost * dilutes):
            break
        if each.tells & told or _broader(each, vocabulary) & told:
            continue
        taken.append(each)
        told |= each.tells
        worth, cost = worth + each.worth, cost + each.cost
    return taken


def _broader(candidate: Candidate, vocabulary: Vocabulary) -> set[str]:
    return {b for f in candidate.option.tells for b in vocabulary.broader(f)}


def density(candidates: Collection[Candidate]) -> float:
    """The worth of a question for each word of it."""
    return sum(c.worth for c in candidates) / (QUESTION_WORDS + sum(c.cost for c in candidates))
