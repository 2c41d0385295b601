"""Places of the body named alone, "from the calf down to his foot", as the one each is of a list."""

from collections.abc import Mapping

from ..facts.vocabulary import Vocabulary
from .known import known
from .parts import find_parts
from .phrases import DENIALS
from .tokens import tokenize

_BETWEEN = frozenset(
    ["from", "to", "down", "up", "into", "and", "n", "just", "only", "mostly", "mainly", "there", "plus"]
)

_NOT = DENIALS | {"nor", "without", "except", "never"}


def named_by_place(words: str, labels: Mapping[str, str], vocabulary: Vocabulary) -> list[str]:
    """Which of a list, by the label of each, words name by nothing but its place; none where they say anything else.

    A place that none, or more than one, of the list is of names nothing.
    """
    sites = {name: _sites(label, vocabulary)[0] for name, label in labels.items()}
    named, rest = _sites(words, vocabulary)
    found = [[name for name, of in sites.items() if site in of] for site in named]
    if rest or not found or any(len(each) != 1 for each in found):
        return []
    return list(dict.fromkeys(name for each in found for name in each))


def _sites(text: str, vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """The places that a text names, and its words that say anything else but on which side."""
    composer, tokens = known(vocabulary).composer, tokenize(text)
    parts = [p for p in find_parts(tokens, composer.automaton) if p.sort in ("site", "side")]
    covered = {i for p in parts for i in range(p.start, p.end)}
    rest = [
        t.norm
        for i, t in enumerate(tokens)
        if t.norm in _NOT or (i not in covered and t.norm not in _BETWEEN and composer.unread(i, tokens, covered))
    ]
    return [p.value for p in parts if p.sort == "site"], rest
