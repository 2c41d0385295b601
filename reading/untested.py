"""Tests that nobody did: "nobody's done a CK", "I've never been tested for diabetes" say neither so nor not so."""

from collections.abc import Collection, Sequence

from .context import Trigger
from .tokens import WORD, Token


def untested(used: Collection[int], tokens: Sequence[Token], triggers: Sequence[Trigger]) -> bool:
    """Whether a clause says that nobody looked for what some of its tokens name."""
    first, last = min(used), max(used)
    for trigger in triggers:
        if trigger.kind == "untested":
            low, high = sorted((trigger.end, first)) if trigger.start <= first else (last + 1, trigger.start)
            if all(token.kind == WORD for token in tokens[low:high]):
                return True
    return False
