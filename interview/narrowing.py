"""What is asked once a gate was said yes to: which of what lies behind it."""

from collections.abc import Collection, Sequence

from ..facts.finding import Finding
from ..facts.vocabulary import Vocabulary
from .candidates import MOST_OPTIONS, Candidate, Of, chosen, singles
from .gates import behind, gates, just_behind
from .question_value import Worth

# How much more a danger counts here than what it adds to the ranking.
DANGER = 3


def narrowed(
    opened: Collection[str],
    askable: Sequence[Finding],
    worth: Worth,
    vocabulary: Vocabulary,
    looming: Of | None = None,
) -> list[Candidate]:
    """What the opened gates cover, danger signs before all, and where there is room what is narrower still.

    The rest is by what brings an emergency near, if that is looked for.
    """

    def of(name: str) -> float:
        return looming(name) if looming else worth.of(name) + DANGER * worth.danger_of(name)

    covered = just_behind(opened, {f.id for f in askable}, vocabulary)
    deeper = behind(opened, vocabulary) - covered
    broad = singles((f for f in askable if f.id in covered), of, worth.likely, vocabulary)
    narrow = singles((f for f in askable if f.id in deeper), of, worth.likely, vocabulary)
    signs = chosen((c for c in broad if vocabulary.findings[c.option.id].danger), vocabulary, dilutes=0)
    asked = {f for c in signs for f in c.tells}
    others = (c for c in broad if c.tells.isdisjoint(asked))
    picked = [*signs, *chosen(others, vocabulary, MOST_OPTIONS - len(signs), dilutes=0)]
    best = sorted(narrow, key=lambda c: (-c.ratio, c.option.id))
    return [*picked, *best[: MOST_OPTIONS - len(picked)]] if picked else []


def heading(opened: Collection[str], vocabulary: Vocabulary) -> str:
    """What was said yes to, and the question which it is."""
    first, *others = (g.label for g in gates(vocabulary) if g.id in opened)
    return f"{'; '.join((first, *(label[0].lower() + label[1:] for label in others)))}. Which is it?"
