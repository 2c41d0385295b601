"""What is asked once a gate was said yes to: which of what lies behind it."""

from collections.abc import Collection

from ..facts.finding import Finding
from ..facts.printable import inside
from ..facts.vocabulary import Vocabulary
from .candidates import MOST_OPTIONS, Candidate, Of, singles
from .gates import behind, gates, just_behind
from .question_value import Worth

# How much more a danger counts here than what it adds to the ranking.
DANGER = 3


def narrowed(
    opened: Collection[str],
    askable: Collection[Finding],
    worth: Worth,
    vocabulary: Vocabulary,
    looming: Of | None = None,
) -> list[Candidate]:
    """What the opened gates cover, danger signs before all, and where there is room what is narrower still.

    Nothing of it is left out because something narrower is asked as well: the yes may have meant just that. The rest
    is by what brings an emergency near, if that is looked for.
    """

    def of(name: str) -> float:
        return looming(name) if looming else worth.of(name) + DANGER * worth.danger_of(name)

    covered = just_behind(opened, {f.id for f in askable}, vocabulary)
    deeper = behind(opened, vocabulary) - covered
    broad = singles((f for f in askable if f.id in covered), of, worth.likely, vocabulary)
    narrow = singles((f for f in askable if f.id in deeper), of, worth.likely, vocabulary)
    within = {c.option.id for c in broad for other in broad if c.tells < other.tells}
    picked = sorted(broad, key=lambda c: _rank(c, within, vocabulary))[:MOST_OPTIONS]
    best = sorted(narrow, key=lambda c: (-c.ratio, c.option.id))
    return [*picked, *best[: MOST_OPTIONS - len(picked)]] if picked else []


def _rank(candidate: Candidate, within: Collection[str], vocabulary: Vocabulary) -> tuple[bool, bool, float, str]:
    """Danger signs first; of each sort what is `within` something broader that is asked last, where room is short."""
    name = candidate.option.id
    return not vocabulary.findings[name].danger, name in within, -candidate.ratio, name


def heading(opened: Collection[str], vocabulary: Vocabulary) -> str:
    """What was said yes to, and the question which it is."""
    first, *others = (g.label for g in gates(vocabulary) if g.id in opened)
    return f"{'; '.join((first, *map(inside, others)))}. Which is it?"
