"""Finding what a written term means: folding of spelling, and the nearest known terms."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from .reader import read_text, read_yaml

_STOP = frozenset(re.split(" ", "a an and in of on or the to with my is are positive"))
MOST_DROPPED = 6  # words of a term
LONGEST = 100  # more letters of a mistaken term do not make its neighbours clearer


def fold(term: str) -> str:
    """One key for all usual spellings of a term.

    Case, punctuation, British and American spelling, plural s and the order of words do not count.
    """
    words = re.sub(r"[^a-z0-9:<>]+", " ", term.lower().replace("'s ", " ").replace("'", "")).split()
    return " ".join(sorted(_stem(w) for w in words if w not in _STOP)) or term.lower()


def same_words(term: str) -> str:
    """A coarser key than `fold`: words that mean the same in the name of a finding do not count either."""
    words = _words()
    text = words.phrase.sub(lambda found: words.phrases[found[0]], re.sub(r"[^a-z0-9:<>]+", " ", term.lower()))
    return " ".join(sorted({words.same.get(stem, stem) for stem in fold(text).split()} - words.links)) or text


def broader(term: str, history: bool) -> Iterator[str]:
    """The term without words that only narrow it, such as "left", "severe" or a part of the leg; the fewest dropped
    first, and the part of the leg last. With `history`, "previous" and its like are such words too.
    """
    known, words = _words(), re.split(r"[^a-z0-9]+", term.lower())
    often = known.narrowing | known.history if history else known.narrowing
    ranks = [1 if w in often or w.isdigit() else 100 if w in known.parts else 0 for w in words]
    places = [n for n, rank in enumerate(ranks) if rank][:MOST_DROPPED]
    choices = [c for size in range(1, len(places) + 1) for c in combinations(places, size) if size < len(words)]
    for dropped in sorted(choices, key=lambda c: sum(ranks[n] for n in c)):
        yield " ".join(w for n, w in enumerate(words) if n not in dropped)


def shaded(term: str) -> tuple[str, tuple[str, ...], frozenset[str]] | None:
    """A complaint without the words that say how it is ("sudden calf pain"), the findings that these name, and the
    topics of complaints that have them. None if there is no such word."""
    known, words = _words(), re.split(r"[^a-z0-9]+", term.lower())
    shades = known.shades | (known.pain_shades if "pain" in words else {})
    rest = [w for w in words if w not in shades]
    if not rest or len(rest) == len(words):
        return None
    return " ".join(rest), tuple(dict.fromkeys(shades[w] for w in words if w in shades)), known.shaded_topics


class _Words(NamedTuple):
    same: dict[str, str]
    phrases: dict[str, str]
    phrase: re.Pattern[str]
    links: frozenset[str]
    narrowing: frozenset[str]
    parts: frozenset[str]
    history: frozenset[str]
    shades: dict[str, str]
    pain_shades: dict[str, str]
    shaded_topics: frozenset[str]


@cache
def _words() -> _Words:
    path = Path(__file__).with_name("words.yaml")
    told = read_yaml(read_text(path), str(path))
    longest = sorted(told["phrases"], key=len, reverse=True)
    return _Words(
        same={_stem(word): group[0] for group in told["same"] for word in group},
        phrases=told["phrases"],
        phrase=re.compile(rf"\b(?:{'|'.join(longest)})\b"),
        links=frozenset(told["links"]),
        **{part: frozenset(told[part].split()) for part in ("narrowing", "parts", "history")},
        shades=told["shades"]["words"],
        pain_shades=told["shades"]["of_pain"],
        shaded_topics=frozenset(told["shades"]["topics"]),
    )


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
        fold(term[:LONGEST]), {n: n for n in names}, scorer=fuzz.WRatio, score_cutoff=floor, limit=limit * 4
    ):
        if names[name] not in found:
            found.append(names[name])
    return tuple(found[:limit])
