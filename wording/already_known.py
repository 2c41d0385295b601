"""Known diagnoses that are hypotheses: what was said to be found already is told beside the list, not as news."""

from collections.abc import Iterator

from ..facts.case import Case
from ..facts.finding import State
from ..facts.terms import fold
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Hypothesis


def already_known(case: Case, base: KnowledgeBase) -> tuple[str, ...]:
    """The labels of the hypotheses of which the case says that they were found already."""
    return tuple(h.label for h in base.hypotheses.values() if any(_says(name, h, case, base) for name in h.known_by))


def _says(name: str, hypothesis: Hypothesis, case: Case, base: KnowledgeBase) -> bool:
    """Whether a finding is present by no narrower name, or words of the case are a name of `known_by`."""
    finding = base.vocabulary.named(name)
    if finding is None or finding not in case.present:
        return False
    words = set(_words(finding, case))
    if name != finding:
        return fold(name) in words
    own = {fold(n) for n in (hypothesis.label, *hypothesis.synonyms)}
    return not words or bool(words - (base.vocabulary.narrower_names - own))


def _words(finding: str, case: Case) -> Iterator[str]:
    return (fold(u.words) for u in case.read if u.finding == finding and u.state is State.PRESENT)
