"""Which findings a phrase in a person's own words may mean."""

from .finding import Finding
from .terms import fold
from .vocabulary import Vocabulary


def search(phrase: str, vocabulary: Vocabulary, limit: int = 8) -> list[Finding]:
    """The findings whose label or synonym is most like the phrase, best first."""
    from rapidfuzz import fuzz, process

    exact = vocabulary.names.get(fold(phrase))
    best: dict[str, None] = {exact: None} if exact else {}
    names = list(vocabulary.names)
    for scorer, floor in ((fuzz.token_set_ratio, 75), (fuzz.WRatio, 70)):
        for name, _, _ in process.extract(fold(phrase), names, scorer=scorer, score_cutoff=floor, limit=limit * 2):
            best.setdefault(vocabulary.names[name])
    return [vocabulary.findings[f] for f in list(best)[:limit]]
