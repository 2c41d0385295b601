"""Finding what a written term means: folding of spelling, and the nearest known terms."""

import re

_STOP = frozenset(re.split(" ", "a an and in of on or the to with my is are positive"))
_QUALIFIERS = frozenset(
    re.split(
        " ",
        "acute ago bilateral chronic daily day days for frequent generalised generalized intermittent known left long "
        "longstanding marked mild moderate month months new occasional persistent progressive recent recurrent regular "
        "right severe since slight term unilateral use week weeks worsening year years",
    )
)
LONGEST = 100  # more letters of a mistaken term do not make its neighbours clearer
_HISTORY = frozenset(["previous", "prior", "past", "history", "former"])


def fold(term: str) -> str:
    """One key for all usual spellings of a term.

    Case, punctuation, British and American spelling, plural s and the order of words do not count.
    """
    words = re.sub(r"[^a-z0-9:<>]+", " ", term.lower().replace("'s ", " ").replace("'", "")).split()
    return " ".join(sorted(_stem(w) for w in words if w not in _STOP)) or term.lower()


def without_qualifiers(term: str, history: bool) -> str | None:
    """The term without words such as "left" or "severe", so a broader one; with `history`, also without "previous".

    None if there is nothing to drop.
    """
    words = re.split(r"[^a-z0-9]+", term.lower())
    dropped = _QUALIFIERS | _HISTORY if history else _QUALIFIERS
    kept = [w for w in words if w not in dropped and not w.isdigit()]
    return " ".join(kept) if kept and len(kept) < len(words) else None


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
