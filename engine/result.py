"""From what fired to the Consultation: the ranked list, the referral, the advice and the trace."""

from typing import TYPE_CHECKING

from ..facts.oddities import oddities
from ..rules.points import band
from ..rules.rule import AdviceRule, EvidenceRule, Level, ReferralRule
from .consultation import Advice, Consultation, Evidence, Premise, Ranked, Reason, Referral, Version
from .scoring import cluster_of, counted

if TYPE_CHECKING:
    from .consult import Engine

Fired = list[tuple[EvidenceRule, tuple[Premise, ...]]]


def build(engine: "Engine") -> Consultation:
    """The Consultation of the case an engine has just run."""
    return Consultation.model_construct(
        case=engine.case,
        referral=_referral(engine),
        hypotheses=_ranked(engine),
        advice=_advice(engine),
        warnings=_warnings(engine),
        knowledge_base=Version(version=engine.base.version),
        trace=engine.trace(),
    )


def _ranked(engine: "Engine") -> tuple[Ranked, ...]:
    speaking: dict[str, Fired] = {h: [] for h in engine.priors}
    for rule, premises in engine.fired.values():
        if isinstance(rule, EvidenceRule):
            for name in rule.points:
                speaking[name].append((rule, premises))
    order = sorted(engine.scores, key=lambda h: (-engine.scores[h], h))
    ranks: dict[int, int] = {}
    for place, name in enumerate(order, 1):
        ranks.setdefault(engine.scores[name], place)
    ranked = []
    for name in order:
        hypothesis, score = engine.base.hypotheses[name], engine.scores[name]
        ranked.append(
            Ranked.model_construct(
                rank=ranks[score],
                id=name,
                label=hypothesis.label,
                kind=hypothesis.kind,
                prior=engine.priors[name],
                score=score,
                band=band(score),
                evidence=_evidence(speaking[name], name),
            )
        )
    return tuple(ranked)


def _evidence(fired: Fired, hypothesis: str) -> tuple[Evidence, ...]:
    best = counted((rule for rule, _ in fired), hypothesis)
    entries = []
    for rule, premises in fired:
        points = rule.points[hypothesis]
        holder = best[cluster_of(rule), points > 0]
        entries.append(
            Evidence.model_construct(
                rule=rule.id,
                title=rule.title,
                cluster=cluster_of(rule),
                points=points,
                counted=holder is rule,
                overlapped_by=None if holder is rule else holder.id,
                because=rule.because,
                premises=premises,
                sources=rule.sources,
                expert=rule.expert,
                contested=rule.contested,
            )
        )
    return tuple(sorted(entries, key=lambda e: (not e.counted, -abs(e.points), e.rule)))


def _referral(engine: "Engine") -> Referral:
    reasons = [
        Reason.model_construct(
            rule=rule.id,
            title=rule.title,
            level=rule.level,
            danger_sign=rule.danger_sign,
            because=rule.because,
            action=rule.action,
            premises=premises,
            sources=rule.sources,
        )
        for rule, premises in engine.fired.values()
        if isinstance(rule, ReferralRule)
    ]
    reasons.sort(key=lambda r: (-r.level.rank, not r.danger_sign, r.rule))
    level = reasons[0].level if reasons else Level.SELF_CARE
    return Referral.model_construct(level=level, reasons=tuple(reasons))


def _advice(engine: "Engine") -> tuple[Advice, ...]:
    """Advice in the order of the ranking, general advice last."""
    order = sorted(engine.scores, key=lambda h: (-engine.scores[h], h))
    given = [
        Advice.model_construct(
            rule=rule.id,
            title=rule.title,
            hypothesis=rule.hypothesis,
            tests=rule.tests,
            foods=rule.foods,
            lifestyle=rule.lifestyle,
            cautions=rule.cautions,
            because=rule.because,
            premises=premises,
            sources=rule.sources,
        )
        for rule, premises in engine.fired.values()
        if isinstance(rule, AdviceRule)
    ]
    place = {h: i for i, h in enumerate(order)}
    return tuple(sorted(given, key=lambda a: (place.get(a.hypothesis or "", len(order)), a.rule)))


def _warnings(engine: "Engine") -> tuple[str, ...]:
    """Terms read as broader ones, what can hardly be true, and conclusions that contradict an answer: all stand."""
    doubts = engine.case.notes + oddities(engine.case, engine.base.vocabulary)
    return doubts + tuple(
        f"{code!r} is answered as absent, but {', '.join(sorted(rules))} concludes that it is present"
        for code, rules in sorted(engine.derived.items())
        if engine.states.get(code) == "absent"
    )
