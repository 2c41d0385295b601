"""What a rule relied on and what it weighs, in words."""

from collections.abc import Iterator

from ..engine.consultation import Evidence, Premise
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import basis
from ..rules.rule import EvidenceRule
from .words import as_basis, plus, standing_word

_STATES = {State.PRESENT: "", State.ABSENT: " (no)", State.UNKNOWN: " (not known)"}


def premises(entries: tuple[Premise, ...], base: KnowledgeBase) -> Iterator[str]:
    """What a rule relied on, in words."""
    for premise in entries:
        if premise.kind == "hypothesis":
            yield f"{base.hypotheses[premise.about].label} {standing_word(premise.state)}"
        elif premise.kind == "measurement":
            yield f"{base.vocabulary.measurements[premise.about].label} {premise.state.replace('_', ' ')}"
        else:
            yield f"{base.vocabulary.findings[premise.about].label}{_STATES[State(premise.state)]}"


def points_line(evidence: Evidence, hypothesis: str, base: KnowledgeBase) -> str:
    """Points for or against a hypothesis, the likelihood ratio they stand for, and where they come from."""
    rule = base.rules[evidence.rule]
    if not isinstance(rule, EvidenceRule):
        return plus(evidence.points)
    return f"{plus(evidence.points)} ({as_basis(evidence.points, basis(rule.weights[hypothesis]))})"
