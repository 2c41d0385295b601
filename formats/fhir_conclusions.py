"""What a consultation concludes, as FHIR resources for someone to judge: no odds, no orders, nothing final."""

from collections.abc import Iterator
from typing import Any

from ..engine.consultation import Consultation, Ranked, Reason
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.telling import telling
from .own_codes import HYPOTHESIS

PRIORITY = {
    Level.EMERGENCY: "stat",
    Level.URGENT: "urgent",
    Level.SOON: "asap",
    Level.ROUTINE: "routine",
    Level.SELF_CARE: "routine",
}
GRAVE = (Level.EMERGENCY, Level.URGENT)


def conclusions(
    consultation: Consultation, base: KnowledgeBase, patient: str, created: str
) -> Iterator[dict[str, Any]]:
    """The hypotheses that people are told of, a draft for each test, and an issue for each danger sign."""
    said = telling(consultation, base)
    told = (*said.listed, *said.also)
    if told:
        yield _assessment(told, patient, created, f"{said.purpose} Knowledge {said.version}.")
    for test in said.tests:
        yield {
            "resourceType": "ServiceRequest",
            "status": "draft",
            "intent": "proposal",
            "priority": PRIORITY[said.level],
            "code": {"text": test},
            "subject": {"reference": patient},
            "authoredOn": created,
        }
    for danger in said.dangers:
        yield _issue(danger, patient, created)


def _assessment(told: tuple[Ranked, ...], patient: str, created: str, purpose: str) -> dict[str, Any]:
    return {
        "resourceType": "RiskAssessment",
        "status": "preliminary",
        "method": {"text": "Rules with points for and against, added up"},
        "subject": {"reference": patient},
        "occurrenceDateTime": created,
        "prediction": [_prediction(hypothesis) for hypothesis in told],
        "note": [{"text": purpose}],
    }


def _prediction(hypothesis: Ranked) -> dict[str, Any]:
    coded = {"system": HYPOTHESIS, "code": hypothesis.id, "display": hypothesis.label}
    counted = "; ".join(f"{e.title} ({e.points:+d})" for e in hypothesis.evidence if e.counted)
    return {
        "outcome": {"coding": [coded], "text": hypothesis.label},
        "qualitativeRisk": {"text": str(hypothesis.band.value).replace("_", " ")},
        "rationale": f"Points, not a probability: start {hypothesis.prior:+d}; {counted or 'nothing counted'}",
    }


def _issue(danger: Reason, patient: str, created: str) -> dict[str, Any]:
    return {
        "resourceType": "DetectedIssue",
        "status": "preliminary",
        "code": {"text": danger.title},
        "severity": "high" if danger.level in GRAVE else "moderate",
        "patient": {"reference": patient},
        "identifiedDateTime": created,
        "detail": f"{danger.action} {danger.because}",
    }
