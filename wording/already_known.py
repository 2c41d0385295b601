"""Known diagnoses that are hypotheses: what was said to be found already is told beside the list, not as news."""

from collections.abc import Iterator
from functools import lru_cache

from ..facts.case import Case
from ..facts.finding import State
from ..facts.terms import fold
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Hypothesis


def already_known(case: Case, base: KnowledgeBase) -> tuple[str, ...]:
    """The labels of the hypotheses of which the case says that they were found already."""
    said = (
        h.label
        for h, name, finding in _known_by(base)
        if finding in case.present and _says(h, name, finding, case, base)
    )
    return tuple(dict.fromkeys(said))


@lru_cache(maxsize=8)
def _known_by(base: KnowledgeBase) -> tuple[tuple[Hypothesis, str, str], ...]:
    """Each hypothesis with each name that says that it was found already, and the finding of that name."""
    named = ((h, name, base.vocabulary.named(name)) for h in base.hypotheses.values() for name in h.known_by)
    return tuple((h, name, finding) for h, name, finding in named if finding)


def _says(hypothesis: Hypothesis, name: str, finding: str, case: Case, base: KnowledgeBase) -> bool:
    """Whether the finding is present by no narrower name, or words of the case are the name."""
    words = set(_words(finding, case))
    if name != finding:
        return fold(name) in words
    own = {fold(n) for n in (hypothesis.label, *hypothesis.synonyms)}
    return not words or bool(words - (base.vocabulary.narrower_names - own))


def _words(finding: str, case: Case) -> Iterator[str]:
    return (fold(u.words) for u in case.read if u.finding == finding and u.state is State.PRESENT)
