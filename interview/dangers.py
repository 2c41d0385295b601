"""Which dangers to ask for: the danger signs of everyone, and what with all that is known would be one."""

from collections.abc import Iterable, Sequence, Set

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .candidates import MOST_OPTIONS, Candidate, chosen, gated, singles
from .gates import Gate
from .looming import Looming
from .question_value import Worth

# What is no danger sign by itself stands among them if it is so likely and there is room.
LEAST_DANGER = 0.02
# What alone would now need a doctor at once is worth a question of its own if it is so likely.
PRESSING = 0.03


def danger_candidates(
    signs: Sequence[Finding], known: Set[str], gates: Iterable[Gate], worth: Worth, vocabulary: Vocabulary
) -> list[Candidate]:
    """The danger signs, behind their gates if they have any; of the findings that are `known` gates are made."""
    asked = {f.id for f in signs}
    told: set[str] = set()
    before = []
    for gate in gated(gates, asked, worth.danger_of, worth.likely, vocabulary, known):
        if not gate.tells.isdisjoint(asked - told):
            before.append(gate)
            told |= gate.tells
    return [*before, *singles((f for f in signs if f.id not in told), worth.danger_of, worth.likely, vocabulary)]


def filling(
    signs: Sequence[Candidate], others: Iterable[Finding], worth: Worth, vocabulary: Vocabulary, full: int
) -> list[Candidate]:
    """The most pressing of what is no danger sign by itself, as much as makes the last list of the signs `full`."""
    told = {f for each in signs for f in each.tells}
    also = [f for f in _at_least(LEAST_DANGER, others, worth) if f.id not in told]
    also.sort(key=lambda f: (-worth.danger_of(f.id), f.id))
    return singles(also[: -len(signs) % full], worth.danger_of, worth.likely, vocabulary)


def looming_candidates(
    asked: Sequence[Finding], gates: Iterable[Gate], looming: Looming, vocabulary: Vocabulary
) -> list[Candidate]:
    """What would bring an emergency nearer, one by one and behind gates."""
    alone = singles((f for f in asked if looming.of(f.id) > 0), looming.of, looming.likely, vocabulary)
    behind = gated(gates, {f.id for f in asked}, looming.of, looming.likely, vocabulary)
    return [*alone, *(gate for gate in behind if gate.worth > 0)]


def with_signs(
    loomings: Iterable[Candidate], signs: Sequence[Candidate], room: int, vocabulary: Vocabulary
) -> list[Candidate]:
    """One list of what brings an emergency nearest; so many of the signs are on it that the others have room later.

    A gate has one list less to wait for, since what it opens is asked after it.
    """
    gates = [each for each in signs if each.option.covers]
    due = chosen(gates, vocabulary, min(MOST_OPTIONS, max(0, len(gates) - room + MOST_OPTIONS)), dilutes=0)
    alone = [each for each in signs if not each.option.covers]
    due += chosen(alone, vocabulary, min(MOST_OPTIONS - len(due), max(0, len(alone) - room)), dilutes=0)
    told = {f for each in due for f in each.tells}
    others = (each for each in loomings if each.tells.isdisjoint(told))
    return [*chosen(others, vocabulary, MOST_OPTIONS - len(due), dilutes=0), *due]


def pressing(findings: Iterable[Finding], worth: Worth, vocabulary: Vocabulary) -> list[Candidate]:
    """What alone, with what is known, would need a doctor at once."""
    return singles(_at_least(PRESSING, findings, worth), worth.danger_of, worth.likely, vocabulary)


def _at_least(least: float, findings: Iterable[Finding], worth: Worth) -> list[Finding]:
    alarming = (f for f in findings if f.id in worth.alarming)
    return [f for f in alarming if worth.danger_of(f.id) and worth.likely(f.id) >= least]
