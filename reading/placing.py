"""Places of the body named alone, "from the calf down to his foot", as the one each is of a list."""

from collections.abc import Iterable, Mapping

from ..facts.vocabulary import Vocabulary
from .known import known
from .parts import find_parts
from .phrases import DENIALS
from .tokens import WORD, tokenize

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


def places_alone(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The places that words name, where they name nothing else."""
    named, rest = _sites(words, vocabulary)
    return frozenset() if rest else frozenset(named)


def of_places(findings: Iterable[str], words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Which findings words that name nothing but places may speak of: those of the place, or called by a word of it.

    Nothing for words that say anything else.
    """
    places = places_alone(words, vocabulary)
    frames, stems = known(vocabulary).composer.frames, _stems(words)

    def spoken_of(finding: str) -> bool:
        own = frames.own_place(finding)
        return any(frames.is_a(own, place, "site") for place in places) or not stems.isdisjoint(
            _stems(vocabulary.findings[finding].label)
        )

    return tuple(f for f in findings if f in vocabulary.findings and spoken_of(f)) if places else ()


def _stems(text: str) -> set[str]:
    return {t.stem for t in tokenize(text) if t.kind == WORD and len(t.norm) > len("its")}


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
