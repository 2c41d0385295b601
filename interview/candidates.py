"""What could be asked next, with its worth for each word that has to be read."""

from collections.abc import Callable, Collection, Iterable, Set
from functools import lru_cache
from typing import NamedTuple

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .gates import Gate, covered
from .question import Option

# Options of one question, at most.
MOST_OPTIONS = 7
# What a question costs before any option of it is read, what each option costs besides its words, and what a yes to a
# gate makes one read further, in words.
QUESTION_WORDS, OPTION_WORDS, NARROW_WORDS = 20, 10, 30
# What a gate leads to is known one question later, and not all of it is asked then.
LATER = 0.7
# A broader finding is asked first if it is so many times as likely as a narrower one, and worth this share of it for
# each word.
BROADER, BROAD = 1.5, 0.3


class Candidate(NamedTuple):
    """An option with its worth, the chance of a yes, what it costs to read in words, and all that a no would settle."""

    option: Option
    worth: float
    chance: float
    cost: float
    tells: frozenset[str]

    @property
    def ratio(self) -> float:
        """Worth for each word."""
        return self.worth / self.cost


Of = Callable[[str], float]  # what a finding is worth, or how likely it is


def singles(findings: Iterable[Finding], worth: Of, likely: Of, vocabulary: Vocabulary) -> list[Candidate]:
    """Each finding as an option of its own."""
    options = _options(vocabulary)
    return [Candidate(o, worth(o.id), likely(o.id), cost, tells) for o, cost, tells in map(options.of, findings)]


class _Options:
    """Each finding of a vocabulary as an option, made once: with what it costs to read, and all that a no settles."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self._made: dict[str, tuple[Option, int, frozenset[str]]] = {}

    def of(self, finding: Finding) -> tuple[Option, int, frozenset[str]]:
        """The option of a finding, its cost in words and what it tells."""
        try:
            return self._made[finding.id]
        except KeyError:
            option = Option.of(finding)
            made = option, OPTION_WORDS + option.words, self.vocabulary.narrower(finding.id)
            self._made[finding.id] = made
            return made


@lru_cache(maxsize=8)
def _options(vocabulary: Vocabulary) -> _Options:
    return _Options(vocabulary)


def gated(
    gates: Iterable[Gate],
    findings: Set[str],
    worth: Of,
    likely: Of,
    vocabulary: Vocabulary,
    valued: Set[str] | None = None,
) -> list[Candidate]:
    """Each gate before any of the findings as one option, if two or more of the `valued` lie behind it.

    It is worth what these are; the findings themselves are valued unless others are named.
    """
    found = []
    of_worth = valued or findings
    told_by = covered(vocabulary)
    for gate in gates:
        tells = told_by[gate.id]
        told = tells & of_worth
        if len(told) >= 2 and not tells.isdisjoint(findings):
            unlikely = 1.0
            for finding in [f for f in gate.covers if f in of_worth] or told:
                unlikely *= 1 - likely(finding)
            best = sorted(map(worth, told), reverse=True)[:MOST_OPTIONS]
            option = gate.option
            cost = OPTION_WORDS + option.words + NARROW_WORDS * (1 - unlikely)
            found.append(Candidate(option, LATER * sum(best), 1 - unlikely, cost, tells))
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
    best_first = sorted(candidates, key=lambda c: (-c.ratio, c.option.id))
    broad = [c for c in best_first if len(c.tells) > 1]
    for each in best_first:
        if len(taken) == limit or (taken and each.ratio < worth / cost * dilutes):
            break
        for fit in (_broad_enough(each, broad), each):
            if not _is_told(fit, told, vocabulary):
                taken.append(fit)
                told |= fit.tells
                worth, cost = worth + fit.worth, cost + fit.cost
                break
    return taken


def _broad_enough(candidate: Candidate, others: Iterable[Candidate]) -> Candidate:
    """The candidate, or one so much broader, and not worth much less for each word, that its no settles more."""
    broader = (c for c in others if candidate.tells < c.tells and c.chance >= BROADER * candidate.chance)
    worthy = (c for c in broader if c.ratio >= candidate.ratio * BROAD)
    return max(worthy, key=lambda c: (len(c.tells), c.ratio, c.option.id), default=candidate)


def _is_told(candidate: Candidate, told: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether the others ask some of it; of a gate, whether they ask one of its findings and not only narrower ones."""
    if any(b in told for f in candidate.option.tells for b in vocabulary.broader(f)):
        return True
    return not candidate.option.covers and not candidate.tells.isdisjoint(told)


def density(candidates: Collection[Candidate]) -> float:
    """The worth of a question for each word of it."""
    return sum(c.worth for c in candidates) / (QUESTION_WORDS + sum(c.cost for c in candidates))
