"""Causes by a word: in their names, or in the findings that speak for them."""

from functools import lru_cache

from ..facts.finding import Finding
from ..rules.condition import finding_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import called
from .naming import matching
from .places import lies_at, places, without_places
from .stems import stems, words_of
from .weighing import EXPECTED

MOST = 12  # causes told by their findings


def causes_with(words: str, base: KnowledgeBase) -> list[str]:
    """The causes with some words in a name, and those for which findings with these words speak most: a line each."""
    named = matching(words, base)
    told = [h for h in _told_by(words, base) if h not in named][:MOST]
    lists = (("In the name", named), ("In what goes with it", told))
    return [f"{where}: {'; '.join(called(base, h) for h in found)}." for where, found in lists if found]


def _told_by(words: str, base: KnowledgeBase) -> list[str]:
    """The hypotheses with findings of these words, or at that place: those first of whose points they are most."""
    meant = {f.id for f in base.vocabulary.findings.values() if _is_of(f, words)}
    shares = {h: sum(p for f, p in told.items() if f in meant) / sum(told.values()) for h, told in _told(base).items()}
    return sorted((h for h, share in shares.items() if share), key=lambda h: (-shares[h], h))


@lru_cache(maxsize=4)
def _told(base: KnowledgeBase) -> dict[str, dict[str, int]]:
    """The most points that each finding gives each hypothesis, where they are enough to expect it."""
    most: dict[str, dict[str, int]] = {}
    for rule in base.weighing:
        for finding in filter(None, map(finding_of, leaves(rule.when))):
            for hypothesis, points in rule.points.items():
                if points >= EXPECTED:
                    told = most.setdefault(hypothesis, {})
                    told[finding] = max(points, told.get(finding, 0))
    return most


def _is_of(finding: Finding, words: str) -> bool:
    """Whether all these words stand in the name of a finding; of a place, what lies within it as well."""
    name = f"{finding.label} {finding.id.replace('_', ' ')}"
    rest = stems(words_of(without_places(words)))
    at = all(any(lies_at(place, asked) for place in places(name)) for asked in places(words))
    return bool(words.strip()) and at and rest <= stems(words_of(name))
