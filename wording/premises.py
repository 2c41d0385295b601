"""What a rule relied on and what it weighs, in words."""

from collections.abc import Iterator

from ..engine.consultation import Evidence, Premise
from ..rules.knowledge import KnowledgeBase
from .explain.phrases import called, label
from .words import as_ratio, band_word, is_band, plus


def premises(entries: tuple[Premise, ...], base: KnowledgeBase) -> Iterator[str]:
    """What a rule relied on, in words."""
    for premise in entries:
        if is_band(premise.state):
            yield f"{called(base, premise.about)} {band_word(premise.state)}"
            continue
        name = label(base, premise.about)
        if premise.state == "present":
            yield name
        elif premise.state in ("absent", "unknown"):
            yield f"{name} ({'no' if premise.state == 'absent' else 'not known'})"
        else:
            yield f"{name} {premise.state}"


def points_line(evidence: Evidence) -> str:
    """Points, the likelihood ratio they stand for, and where they come from."""
    basis = "expert judgement" if evidence.expert else "published figures"
    return f"{plus(evidence.points)} ({as_ratio(evidence.points)}, {basis})"
