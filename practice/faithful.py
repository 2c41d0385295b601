"""Whether findings are what words ask for: each word that matters stands in their names, or else it is another thing.

A reader that makes the best of a story may take "does rubbing help" for stretching; to answer with that would tell of
something that nobody asked about.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from ..facts.finding import FindingKind
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.tables import load_tables
from .history import idle_words
from .places import without_places
from .stems import stems, words_of

OTHER = " or "  # in a question: it asks for more than one thing, of which the name of the finding may be one


def asked_for(text: str, abouts: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of the findings that say all that the words ask, or all of them where they say it together; else none.

    A medicine is known by more names than stand with its finding.
    """
    content = _content(text)
    whole = tuple(about for about in abouts if content <= _all_words(about, vocabulary))
    if whole := whole or tuple(about for about in abouts if _is_medicine(about, vocabulary)):
        return whole
    together = frozenset[str]().union(*(_all_words(a, vocabulary) for a in abouts))
    return tuple(abouts) if len(abouts) > 1 and content <= together else ()


def denies(text: str, about: str, vocabulary: Vocabulary) -> bool:
    """Whether who has not the finding has not what the words ask for: they are of its names, not only related to it."""
    return _content(text) <= _name_words(about, vocabulary) or _is_medicine(about, vocabulary)


def shares_a_word(text: str, about: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that matters, and is no place, stands in the label of the finding."""
    return not _content(without_places(text)).isdisjoint(stems(words_of(vocabulary.findings[about].label)))


def is_near(text: str, about: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that matters, and is no place, stands in what is told of the finding."""
    return not _content(without_places(text)).isdisjoint(_all_words(about, vocabulary))


def left_over(text: str, about: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that matter, are no place, and stand nowhere in what is told of the finding."""
    words = (word for word in words_of(without_places(text)) if _content(word))
    return tuple(word for word in words if _content(word).isdisjoint(_all_words(about, vocabulary)))


def is_told_by_its_label(text: str, about: str, vocabulary: Vocabulary) -> bool:
    """Whether who reads the label of the finding sees that it is what the words ask for."""
    found = [vocabulary.findings[each] for each in vocabulary.broader(about)]
    names = (name for f in found for name in (f.label, *f.synonyms, *([] if OTHER in f.question else [f.question])))
    return _content(text) <= stems(word for name in names for word in words_of(name))


def _is_medicine(about: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.findings[about].kind is FindingKind.MEDICINE


def _content(text: str) -> frozenset[str]:
    """The stems of the words that matter."""
    return stems(w for w in words_of(text) if fold(w) not in idle_words() and fold(w) not in _skipped())


@lru_cache(maxsize=8192)
def _name_words(about: str, vocabulary: Vocabulary) -> frozenset[str]:
    found = [vocabulary.findings[each] for each in vocabulary.broader(about)]
    names = [name for f in found for name in (f.label, f.id.replace("_", " "), *f.synonyms, *f.narrower)]
    names += [f.question for f in found if OTHER not in f.question]
    return stems(word for name in names for word in words_of(name))


@lru_cache(maxsize=8192)
def _all_words(about: str, vocabulary: Vocabulary) -> frozenset[str]:
    found = [vocabulary.findings[each] for each in vocabulary.broader(about)]
    told = [text for f in found for text in (f.question, f.help, *f.related)]
    return _name_words(about, vocabulary) | stems(word for text in told for word in words_of(text))


@cache
def _skipped() -> frozenset[str]:
    return frozenset(map(fold, load_tables().words.skip))
