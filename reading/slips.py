"""Slips of the pen: a word that nobody knows, a letter away from one word that the tables know."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

from .tokens import WORD, Token, stem

SHORTEST, LONG = 4, 8  # letters: of a word looked at, and of one that may have two slips
_FORMS = ("ing", "ed", "er", "s")  # hoping is no hopping
_OPPOSITES = (("hyper", "hypo"), ("hypo", "hyper"), ("inter", "intra"), ("intra", "inter"), ("ab", "ad"), ("ad", "ab"))


def _single(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


class Slips:
    """Mends slips toward `known` words; words of four or five letters only toward `short` ones (places, dangers)."""

    def __init__(self, known: Collection[str], short: Collection[str], common: Collection[str]):
        self._stems = {stem(word) for word in known}
        self._common, self._short = frozenset(common), frozenset(short)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(known):
            if len(word) > SHORTEST or word in self._short:
                self._by_letter[word[0]].append(word)
        self._single: dict[str, set[str]] = defaultdict(set)
        for word in known:
            self._single[_single(word)].add(word)
        self._mended = lru_cache(4096)(self._nearest)

    def mend(self, tokens: Sequence[Token]) -> None:
        """Read each mistaken word as the one that was meant; the word as written stays in `slip`."""
        for token in tokens:
            if (meant := self._meant(token)) is not None:
                token.slip, token.norm, token.stem = token.norm, meant, stem(meant)

    def mends(self, token: Token) -> bool:
        """Whether a word would be read as another."""
        return self._meant(token) is not None

    def _meant(self, token: Token) -> str | None:
        word = token.norm
        if token.kind != WORD or len(word) < SHORTEST or token.stem in self._stems:
            return None
        spoken = word.endswith("in") and len(word) > SHORTEST + 1 and word not in self._common
        if spoken and stem(f"{word}g") in self._stems:
            return f"{word}g"  # "limpin", "walkin"
        return self._doubled(word) if word in self._common else self._mended(word)

    def _doubled(self, word: str) -> str | None:
        """The one word that differs only by a letter doubled or not: people write "swolen" as often as not."""
        meant = self._single.get(_single(word), ())
        plain = len(word) > SHORTEST + 1 and not word.endswith(_FORMS)
        return next(iter(meant)) if plain and len(meant) == 1 else None

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA  # only an unknown word pays for the import

        limit = 1 if len(word) < LONG else 2
        best, nearest = limit + 1, list[str]()
        for known in self._by_letter.get(word[0], ()):
            if abs(len(known) - len(word)) <= limit:
                distance = OSA.distance(word, known, score_cutoff=limit)
                if distance < best:
                    best, nearest = distance, [known]
                elif distance == best:
                    nearest.append(known)
        if len(word) <= SHORTEST + 1:
            nearest = [known for known in nearest if known in self._short]
        if best > limit or len({stem(known) for known in nearest}) != 1:
            return None
        meant = nearest[0]
        if best == 2 and word[-3:] != meant[-3:]:
            return None  # an ending is a meaning: meningism, meningitis
        if any(word.startswith(one) and meant.startswith(other) for one, other in _OPPOSITES):
            return None
        return meant
