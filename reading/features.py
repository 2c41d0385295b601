"""What is counted of a clause: of its matter words, pairs, places and letters; of its manner words in their order."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from .linear import Bag
from .parts import Part
from .tables import load_tables
from .tokens import SOFT, WORD, Token

_GRAMS = (3, 4)  # letters that are counted together within a word


def words_and_stems(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words, and their stems with the parts that they name and what stands above these, each marked with @."""
    words = tuple(t.norm for t in tokens if t.kind == WORD)
    plain = [t.stem for t in tokens if t.kind == WORD or (t.kind == SOFT and t.norm.isalpha())]
    named = [f"@{p.sort[:2]}{p.value}" for p in parts]
    above = (f"@{p.sort[:2]}{value}" for p in parts for value in _above(p.sort, p.value))
    return words, (*plain, *named, *(a for a in dict.fromkeys(above) if a not in named))


def _above(sort: str, value: str) -> Iterator[str]:
    frames = load_tables().frames
    table = frames.below if sort == "site" else frames.quality_below if sort == "quality" else {}
    step = table.get(value)
    while step is not None:
        yield step
        step = table.get(step)


def matter(words: Iterable[str], stems: Sequence[str]) -> tuple[list[Bag], list[Bag]]:
    """Of what a clause speaks: its stems, neighbours, parts and pairs of parts; and the letters of each word."""
    plain = [s for s in stems if s[0] != "@"]
    named = sorted({s for s in stems if s[0] == "@"})
    neighbours = (f"{a} {b}" for a, b in itertools.pairwise(plain))
    pairs = (f"{a}+{b}" for a, b in itertools.combinations(named, 2))
    return [(feature,) for feature in (*stems, *neighbours, *pairs)], [letters(word) for word in words]


@lru_cache(20_000)
def letters(word: str) -> Bag:
    """The runs of letters of a word."""
    padded = f"_{word}_"
    return tuple(f"={padded[i : i + n]}" for n in _GRAMS for i in range(len(padded) - n + 1))


def manner(words: Sequence[str], triggers: Iterable[str], senses: Iterable[str]) -> list[Bag]:
    """How it speaks: words, runs of two and three, its first and last; what context and composition say of it."""
    runs = (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))
    ends = (f"<{words[0]}", f"{words[-1]}>") if words else ()
    return [(feature,) for feature in (*runs, *ends, *(f"#{t}" for t in triggers), *(f"~{s}" for s in senses))]
