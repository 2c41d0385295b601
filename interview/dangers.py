"""Which dangers to ask for: the danger signs of everyone, and what with all that is known would be one."""

from collections.abc import Iterable, Sequence

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .candidates import Candidate, gated, singles
from .gates import Gate
from .question_value import Worth

# What is no danger sign by itself stands among them if it is worth so much, the best few of it.
LEAST_DANGER, MOST_OTHERS = 0.5, 2
# What alone would now need a doctor at once is worth a question of its own from here on.
PRESSING = 0.7


def danger_candidates(
    signs: Sequence[Finding],
    others: Sequence[Finding],
    gates: Iterable[Gate],
    worth: Worth,
    vocabulary: Vocabulary,
    most_others: int = MOST_OTHERS,
) -> list[Candidate]:
    """The danger signs and the most pressing of the others, behind their gates where one covers two of them."""
    also = sorted(_at_least(LEAST_DANGER, others, worth), key=lambda f: (-worth.danger_of(f.id), f.id))[:most_others]
    wanted = {f.id: f for f in (*signs, *also)}
    known = {f.id for f in (*signs, *others)}
    before = gated(gates, wanted, worth.danger_of, worth.likely, vocabulary, known)
    told = {f for gate in before for f in gate.tells}
    alone = (f for name, f in wanted.items() if name not in told)
    return [*before, *singles(alone, worth.danger_of, vocabulary)]


def pressing(findings: Iterable[Finding], worth: Worth, vocabulary: Vocabulary) -> list[Candidate]:
    """What alone, with what is known, would need a doctor at once."""
    return singles(_at_least(PRESSING, findings, worth), worth.danger_of, vocabulary)


def _at_least(least: float, findings: Iterable[Finding], worth: Worth) -> list[Finding]:
    return [f for f in findings if worth.danger_of(f.id) >= least]
