"""Finding what a written term means: folding of spelling, and the nearest known terms."""

import re
from functools import cache

from .words import load_words

_STOP = frozenset(re.split(" ", "a an and in of on or the to with my is are positive"))
LONGEST_COMPARED = 100  # more letters of a mistaken term do not make its neighbours clearer
_SLIP = 85  # per cent alike


def fold(term: str) -> str:
    """One key for all usual spellings of a term.

    Case, punctuation, British and American spelling, plural s and the order of words do not count.
    """
    words = re.sub(r"[^a-z0-9:<>]+", " ", term.lower().replace("'s ", " ").replace("'", "")).split()
    return " ".join(sorted(_stem(w) for w in words if w not in _STOP)) or term.lower()


def same_words(term: str) -> str:
    """A coarser key than `fold`: words that mean the same in the name of a finding do not count either."""
    text = re.sub(r"[^a-z0-9:<>]+", " ", term.lower())
    return coarse(fold(_phrase().sub(lambda found: load_words().phrases[found[0]], text))) or text


def coarse(folded: str) -> str:
    """The key of `same_words` for what is folded already."""
    same = _same()
    return " ".join(sorted({same.get(stem, stem) for stem in folded.split()} - load_words().links))


@cache
def _phrase() -> re.Pattern[str]:
    longest_first = sorted(load_words().phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@cache
def _same() -> dict[str, str]:
    return {_stem(word): group[0] for group in load_words().same for word in group}


def _stem(word: str) -> str:
    word = word.replace("ae", "e").replace("oe", "e")
    word = re.sub(r"our$", "or", re.sub(r"(is|iz)(e|ed|ing|ation)$", r"iz\2", word))
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word


def nearest(term: str, names: dict[str, str], limit: int = 3, floor: int = 60) -> tuple[str, ...]:
    """The ids whose names are most like `term`; `names` maps folded name to id."""
    from rapidfuzz import fuzz, process  # only a mistaken term pays for the import

    found: list[str] = []
    for _, _, name in process.extract(
        fold(term[:LONGEST_COMPARED]), {n: n for n in names}, scorer=fuzz.WRatio, score_cutoff=floor, limit=limit * 4
    ):
        if names[name] not in found:
            found.append(names[name])
    return tuple(found[:limit])


def is_slip(term: str, names: dict[str, str]) -> bool:
    """Whether a term is, but for a letter or two, one of `names`."""
    from rapidfuzz import fuzz, process  # only a mistaken term pays for the import

    folded = fold(term[:LONGEST_COMPARED])
    return process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=_SLIP) is not None
