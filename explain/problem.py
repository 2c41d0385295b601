"""The problem: who, with which risks, since when, with which complaints, and which results decide."""

from ..engine.consultation import Consultation, near_leader
from ..facts.finding import Finding, FindingKind, Record
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from .grounds import Grounds, answers

COMPLAINTS, RISKS, COURSE, RESULTS = 6, 3, 2, 3
# What a danger sign weighs more than any rule, and a complaint of the legs more than one of the rest of the body.
DANGER, LEGS = 30, 3
BACKGROUND = frozenset(
    [FindingKind.RISK_FACTOR, FindingKind.MEDICINE, FindingKind.CONDITION, FindingKind.DIET, FindingKind.LIFESTYLE]
)


class Problem(Record):
    """What a colleague would be told in one sentence, weightiest first.

    `risks`, `course` and `complaints` are ids of findings present, of which none is a broader kind of another;
    `results` are measurements, results and examined signs that speak for what leads.
    """

    age: float | None
    sex: str | None
    duration_days: float | None
    risks: tuple[str, ...]
    course: tuple[str, ...]
    complaints: tuple[str, ...]
    results: tuple[str, ...]


def problem(base: KnowledgeBase, consultation: Consultation) -> Problem:
    """The problem that a case poses, weighed by what it counts for in the result."""
    case, vocabulary = consultation.case, base.vocabulary
    weights = _weights(base, consultation)
    told = sorted(
        (vocabulary.findings[f] for f in most_specific(case.present, vocabulary)),
        key=lambda f: (-weights.get(f.id, 0) - LEGS * _of_the_legs(f, vocabulary), f.base_rate, f.id),
    )
    risks = [f.id for f in told if f.kind in BACKGROUND]
    weighty = [r for r in risks if r in weights]
    shown = [f for f in told if f.kind in (FindingKind.SYMPTOM, FindingKind.SIGN) and not f.examined]
    results = [f.id for f in told if (f.examined or f.kind is FindingKind.RESULT) and f.id in weights]
    results += [m for m in case.labs if m in weights]
    return Problem(
        age=case.age,
        sex=case.sex,
        duration_days=case.duration_days,
        risks=tuple(weighty or risks)[:RISKS],
        course=tuple(f.id for f in shown if f.topic == "onset")[:COURSE],
        complaints=tuple(f.id for f in shown if f.topic != "onset")[:COMPLAINTS],
        results=tuple(sorted(results, key=lambda r: -weights[r]))[:RESULTS],
    )


def most_specific(findings: tuple[str, ...], vocabulary: Vocabulary) -> list[str]:
    """The findings of which none is a broader kind of another."""
    broader = {b for f in findings for b in vocabulary.broader(f) if b != f}
    return [f for f in findings if f not in broader]


def _of_the_legs(finding: Finding, vocabulary: Vocabulary) -> bool:
    return vocabulary.topics[finding.topic].stage == "complaint"


def _weights(base: KnowledgeBase, consultation: Consultation) -> dict[str, float]:
    """How much each answer counts for: its points on the one that it speaks for most of what leads, or a danger."""
    grounds = Grounds(base, consultation)
    weights: dict[str, float] = {}
    for hypothesis in near_leader(consultation.hypotheses):
        own: dict[str, float] = {}
        for evidence in (e for e in hypothesis.evidence if e.counted and e.points > 0):
            given = {a.about for a in answers(grounds.of(evidence.premises))}
            for about in given:
                own[about] = own.get(about, 0) + evidence.points / len(given)
        weights |= {about: max(points, weights.get(about, 0)) for about, points in own.items()}
    reasons = (r for r in consultation.referral.reasons if r.danger_sign)
    grave = {answer.about for reason in reasons for answer in answers(grounds.of(reason.premises))}
    return weights | {about: DANGER + weights.get(about, 0) for about in grave}
