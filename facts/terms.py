"""Finding what a written term means: folding of spelling, and the nearest known terms."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from .words import load_words

_STOP = frozenset(re.split(" ", "a an and in of on or the to with my is are positive"))
MOST_DROPPED = 6  # words of a term
LONGEST_COMPARED = 100  # more letters of a mistaken term do not make its neighbours clearer


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


def words_of(term: str) -> list[str]:
    """The words of a term, in their order and in small letters."""
    return re.split(r"[^a-z0-9]+", term.lower())


def broader(term: str, history: bool) -> Iterator[tuple[str, bool]]:
    """The term without words that only narrow it, such as "left", "severe" or a part of the body; the fewest dropped
    first, and parts of the body last. With `history`, "previous" and its like are such words too.

    Beside it, whether a part of the body beyond the leg was dropped.
    """
    known, words = load_words(), words_of(term)
    often = known.narrowing | known.history if history else known.narrowing
    cost = dict.fromkeys(often, 1) | dict.fromkeys(known.parts, 100) | dict.fromkeys(known.elsewhere.words, 10000)
    costs = [1 if w.isdigit() else cost.get(w, 0) for w in words]
    places = [n for n, each in enumerate(costs) if each][:MOST_DROPPED]
    choices = [c for size in range(1, len(places) + 1) for c in combinations(places, size) if size < len(words)]
    for dropped in sorted(choices, key=lambda c: sum(costs[n] for n in c)):
        rest = " ".join(w for n, w in enumerate(words) if n not in dropped)
        yield rest, any(words[n] in known.elsewhere.words for n in dropped)


def shaded(term: str) -> tuple[str, tuple[str, ...]] | None:
    """A complaint without the words that say how it is ("sudden calf pain"), and the findings that these name.

    None if there is no such word.
    """
    known, words = load_words().shades, words_of(term)
    shades = known.words | (known.of_pain if "pain" in words else {})
    rest = [w for w in words if w not in shades]
    if not rest or len(rest) == len(words):
        return None
    return " ".join(rest), tuple(dict.fromkeys(shades[w] for w in words if w in shades))


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
