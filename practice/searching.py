"""Causes by a word: in their names, or in the findings that speak for them."""

from ..rules.condition import finding_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import called
from .naming import matching
from .stems import stems, words_of
from .weighing import EXPECTED

MOST = 12  # causes told by their findings


def causes_with(words: str, base: KnowledgeBase) -> list[str]:
    """The causes with some words in a name, then those for which findings with these words speak most, in words."""
    named = matching(words, base)
    told = [h for h in _told_by(words, base) if h not in named][:MOST]
    return [*(called(base, h) for h in named), *(f"{called(base, h)} (by what goes with it)" for h in told)]


def _told_by(words: str, base: KnowledgeBase) -> list[str]:
    """The hypotheses that rules raise by a finding with all these words in its label, the most points first."""
    wanted = stems(words_of(words))
    labelled = {
        f.id
        for f in base.vocabulary.findings.values()
        if wanted and wanted <= stems(words_of(f"{f.label} {f.id.replace('_', ' ')}"))
    }
    most: dict[str, int] = {}
    for rule in base.weighing:
        if not labelled.isdisjoint(filter(None, map(finding_of, leaves(rule.when)))):
            for hypothesis, points in rule.points.items():
                if points >= EXPECTED:
                    most[hypothesis] = max(points, most.get(hypothesis, 0))
    return sorted(most, key=lambda hypothesis: (-most[hypothesis], hypothesis))
