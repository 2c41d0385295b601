"""When an interview may stop: nothing can change, or a benign cause explains all that was said."""

from functools import lru_cache

from ..facts.case import Case
from ..facts.finding import FindingKind
from ..facts.open_questions import Open
from ..rules.condition import BAND_ORDER, Band, hypothesis_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import Level
from .bounds import bounds
from .plainly_open import plainly_open
from .question_value import Worth


def settled(base: KnowledgeBase, open_: Open, worth: Worth) -> bool:
    """Whether the exact bounds leave nothing open; they are not worked out while something is plainly open."""
    if worth.may_rise or plainly_open(base, worth.judged, worth.ground):
        return False
    return bounds(base, open_.states, open_.readings, open_.findings, open_.measurements).settled


def explained(base: KnowledgeBase, worth: Worth, case: Case) -> bool:
    """Whether nothing needs a doctor soon, and a benign cause that is likely explains every symptom that was said."""
    outcome = worth.outcome
    first = next(iter(outcome.ranking()), None)
    if first is None or outcome.level.rank > Level.ROUTINE.rank or first not in benign(base):
        return False
    if BAND_ORDER.index(band(outcome.scores[first])) < BAND_ORDER.index(Band.LIKELY):
        return False
    findings = base.vocabulary.findings
    symptoms = [f for f in case.present if findings[f].kind is FindingKind.SYMPTOM]
    return bool(symptoms) and all(_speaks_for(base, worth, symptom, first) for symptom in symptoms)


def _speaks_for(base: KnowledgeBase, worth: Worth, symptom: str, hypothesis: str) -> bool:
    """Whether a rule that fired on the symptom, or on what it implies, raises the hypothesis."""
    told = base.vocabulary.broader(symptom)
    return any(
        rule.points.get(hypothesis, 0) > 0 and not told.isdisjoint(x for x in leaves(rule.when) if isinstance(x, str))
        for rule in base.weighing
        if rule.id in worth.outcome.fired
    )


@lru_cache(maxsize=8)
def benign(base: KnowledgeBase) -> frozenset[str]:
    """The hypotheses for which nobody is sent to a doctor."""
    asked: dict[str, Level] = {}
    for rule in base.referral:
        for leaf in leaves(rule.when):
            if name := hypothesis_of(leaf):
                asked[name] = max(asked.get(name, rule.level), rule.level, key=lambda level: level.rank)
    return frozenset(h.id for h in base.hypotheses.values() if asked.get(h.id, Level.SELF_CARE) is Level.SELF_CARE)
