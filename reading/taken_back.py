"""What was read, named by a word of it alone: taken back, "not at night", or agreed to, "only the swelling"."""

import re
from collections.abc import Iterable, Sequence

from ..facts.vocabulary import Vocabulary
from .said import Said
from .tokens import WORD, tokenize

_PLACED = frozenset(["a", "an", "the", "my", "his", "her", "their", "in", "at", "on", "of", "to", "from", "any", "all"])
_SMALL = _PLACED | {"its", "it", "there", "that", "this", "is", "are", "be"}
_NONE = frozenset(["no", "not", "never", "without"])
_BEFORE = _SMALL | {"no", "but", "just", "only", "i", "he", "she", "they", "well", "sorry", "am", "do", "does"}


def taken_back(text: str, understood: Iterable[Said], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What of what was understood to be so a line takes back: what it denies by a word of its name, or else of the
    words that it was read from. Nothing where the line says anything besides."""
    words = [t for t in tokenize(text) if t.kind == WORD]
    places = [n for n, t in enumerate(words) if t.norm == "not"]
    if len(places) != 1 or any(t.norm not in _BEFORE for t in words[: places[0]]):
        return ()
    denied = {t.stem for t in words[places[0] + 1 :] if t.norm not in _SMALL}
    if not denied:
        return ()
    so = [s for s in understood if s.finding in vocabulary.findings]
    return _holding(denied, so, [vocabulary.findings[s.finding].label for s in so]) or _holding(
        denied, so, [s.words for s in so]
    )


def pointed_at(text: str, doubts: Sequence[Said], vocabulary: Vocabulary) -> list[int]:
    """The places in a list of doubts, from 1, that words name by their own words; none where they say any more."""
    found: list[int] = []
    for part in re.split(r"[,;&]|\band\b|\bn\b", text):
        words = [t for t in tokenize(part) if t.kind == WORD]
        stems = {t.stem for t in words if t.norm not in _SMALL}
        own = [{*_stems(s.words), *_stems(vocabulary.findings[s.finding].label)} for s in doubts]
        named = [n for n, of in enumerate(own, 1) if stems and stems <= of]
        if any(t.norm in _NONE for t in words) or not named:
            return []
        found += named
    return found


def _stems(text: str) -> set[str]:
    return {t.stem for t in tokenize(text)}


def _holding(stems: set[str], so: Sequence[Said], texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(s.finding for s, text in zip(so, texts, strict=True) if stems <= _stems(text))
