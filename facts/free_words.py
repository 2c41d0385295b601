"""What a sentence in a person's own words may mean: findings to confirm, never to assume."""

import re

from .finding import Record
from .search import search
from .terms import fold
from .vocabulary import Vocabulary

_CLAUSE = re.compile(r"[.;,!?]+|\b(?:but|and|though|although|however|plus)\b")
_DENIAL = re.compile(
    r"\b(?:no|not|never|without|none|nor|neither|cannot have|deny|denies|(?:do|does|did|is|are|have|has)n[’']?t)\b"
)
_WORDS_AT_MOST = 6
_FUZZY_FLOOR, _FUZZY_SPREAD = 65, 5


class Heard(Record):
    """A phrase, the finding it may mean, and whether it was denied ("no fever")."""

    phrase: str
    finding: str
    denied: bool = False


def hear(text: str, vocabulary: Vocabulary) -> list[Heard]:
    """The findings that a sentence may name, in its order. A denial reaches to the end of its clause, and over "or"."""
    heard: dict[str, Heard] = {}
    for clause in _CLAUSE.split(text.lower()):
        denial = _DENIAL.search(clause)
        parts = [(clause, False)] if denial is None else [
            (clause[: denial.start()], False), *((p, True) for p in re.split(r"\bor\b", clause[denial.end():]))
        ]  # fmt: skip
        for part, denied in parts:
            for phrase, finding in _named(part, vocabulary):
                heard.setdefault(finding, Heard(phrase=phrase, finding=finding, denied=denied))
    return list(heard.values())


def _named(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Runs of words that are the name of a finding, longest first; failing any, the likest findings."""
    words = re.findall(r"[a-z0-9'’-]+", text)
    taken: set[int] = set()
    found: list[tuple[int, str, str]] = []
    for length in range(min(_WORDS_AT_MOST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            phrase = " ".join(words[start : start + length])
            finding = vocabulary.names.get(fold(phrase))
            if finding and not taken & set(span):
                taken |= set(span)
                found.append((start, phrase, finding))
    if not found and words:
        found = [(0, text.strip(), f) for f in _like(" ".join(words), vocabulary)]
    return [(phrase, finding) for _, phrase, finding in sorted(found)]


def _like(phrase: str, vocabulary: Vocabulary) -> list[str]:
    from rapidfuzz import fuzz

    names: dict[str, list[str]] = {}
    for name, finding in vocabulary.names.items():
        names.setdefault(finding, []).append(name)
    key = fold(phrase)
    hits = []
    for candidate in search(phrase, vocabulary, limit=12):
        best = max(fuzz.token_sort_ratio(key, name) for name in names.get(candidate.id, [candidate.id]))
        hits.append((best, candidate.id))
    likest = max((score for score, _ in hits), default=0)
    near = [hit for hit in hits if hit[0] >= max(_FUZZY_FLOOR, likest - _FUZZY_SPREAD)]
    return [name for _, name in sorted(near, key=lambda hit: -hit[0])[:2]]
