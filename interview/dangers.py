"""Which dangers to ask for: the danger signs of everyone, and what with all that is known would be one."""

from collections.abc import Iterable, Sequence

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .candidates import Candidate, gated, singles
from .gates import Gate
from .question_value import Worth

# What is no danger sign by itself stands among them if it is so likely and there is room.
LEAST_DANGER = 0.02
# What alone would now need a doctor at once is worth a question of its own if it is so likely.
PRESSING = 0.03


def danger_candidates(
    signs: Sequence[Finding],
    others: Sequence[Finding],
    gates: Iterable[Gate],
    worth: Worth,
    vocabulary: Vocabulary,
    full: int,
) -> list[Candidate]:
    """The danger signs, behind their gates if they have any; the most pressing of the others make lists of `full`."""
    asked = {f.id for f in signs}
    known = asked | {f.id for f in others}
    told: set[str] = set()
    before = []
    for gate in gated(gates, asked, worth.danger_of, worth.likely, vocabulary, known):
        if not gate.tells.isdisjoint(asked - told):
            before.append(gate)
            told |= gate.tells
    found = [*before, *singles((f for f in signs if f.id not in told), worth.danger_of, worth.likely, vocabulary)]
    told |= {f for each in found for f in each.tells}
    also = [f for f in _at_least(LEAST_DANGER, others, worth) if f.id not in told]
    also.sort(key=lambda f: (-worth.danger_of(f.id), f.id))
    return [*found, *singles(also[: -len(found) % full], worth.danger_of, worth.likely, vocabulary)]


def pressing(findings: Iterable[Finding], worth: Worth, vocabulary: Vocabulary) -> list[Candidate]:
    """What alone, with what is known, would need a doctor at once."""
    return singles(_at_least(PRESSING, findings, worth), worth.danger_of, worth.likely, vocabulary)


def _at_least(least: float, findings: Iterable[Finding], worth: Worth) -> list[Finding]:
    alarming = (f for f in findings if f.id in worth.alarming)
    return [f for f in alarming if worth.danger_of(f.id) and worth.likely(f.id) >= least]
