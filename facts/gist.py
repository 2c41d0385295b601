"""What a written term says at least that is no name and not merely narrower than one.

"Gastrectomy for an ulcer" is a gastrectomy, "painful foot drop" foot drop, "hip resurfacing surgery" some operation.
"""

from collections.abc import Iterator

from .terms import fold, words_of
from .words import load_words

SHORTEST, LONG = 3, 8  # letters: of a word whose slips are looked for, and of one that may have two


def heads(term: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What stands before "for", "with", "radiating" and their like, also without its first words; the longest first.

    Beside each, the words left out. None where a word turns the meaning.
    """
    known, words = load_words(), words_of(term)
    if known.turning.isdisjoint(words):
        end = next((n for n, word in enumerate(words) if word in known.breaks), len(words))
        for start in range(end):
            if start or end < len(words):
                yield " ".join(words[start:end]), frozenset(words[:start] + words[end:])


def sorts(term: str) -> Iterator[str]:
    """The findings that a word of the term, or its ending, names as the sort of thing it is."""
    known, words = load_words(), words_of(term)
    if known.denials.isdisjoint(words):
        for finding, marks in known.sorts.items():
            endings = tuple(mark[1:] for mark in marks if mark.startswith("-"))
            if any(word in marks or word.endswith(endings) for word in words):
                yield finding


def has_slip(term: str, words: frozenset[str]) -> bool:
    """Whether a word of the term is none of these (folded) ones, but a letter or two from one of them."""
    from rapidfuzz import process  # only an unknown term pays for the import
    from rapidfuzz.distance import OSA

    return any(
        process.extractOne(stem, words, scorer=OSA.distance, score_cutoff=2 if len(stem) >= LONG else 1) is not None
        for stem in fold(term).split()
        if len(stem) >= SHORTEST and stem not in words
    )
