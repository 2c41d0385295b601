"""What a rule relied on and what it weighs, in words."""

from collections.abc import Iterator

from ..engine.consultation import Evidence, Premise
from ..rules.knowledge import KnowledgeBase
from .words import as_ratio, plus


def premises(entries: tuple[Premise, ...], base: KnowledgeBase) -> Iterator[str]:
    """What a rule relied on, in words."""
    vocabulary = base.vocabulary
    for premise in entries:
        record = (
            vocabulary.findings.get(premise.about)
            or vocabulary.measurements.get(premise.about)
            or base.hypotheses.get(premise.about)
        )
        label = record.label if record else premise.about
        if premise.state == "present":
            yield label
        elif premise.state in ("absent", "unknown"):
            yield f"{label} ({'no' if premise.state == 'absent' else 'not known'})"
        else:
            yield f"{label} {premise.state.replace('_', ' ')}"


def points_line(evidence: Evidence) -> str:
    """Points, the likelihood ratio they stand for, and where they come from."""
    basis = "expert judgement" if evidence.expert else "published figures"
    return f"{plus(evidence.points)} ({as_ratio(evidence.points)}, {basis})"
