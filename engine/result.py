"""From what fired to the Consultation: the ranked list, the referral, the advice and the trace."""

from collections.abc import Mapping
from functools import lru_cache

from ..facts.oddities import oddities
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import AdviceRule, EvidenceRule, Level, ReferralRule, cluster_of
from ..rules.script import ScriptRule
from .consultation import Advice, Consultation, Evidence, Ranked, Reason, Referral, Version
from .run import Run
from .scoring import Place
from .trace import trace_of
from .unsaid_age import supposes_age, unsaid_age
from .unsaid_side import unsaid_side

Said = tuple[tuple[Place[tuple[str, str]], Evidence], ...]


def build(run: Run, base: KnowledgeBase) -> Consultation:
    """The Consultation of a finished run."""
    referral = _referral(run)
    return Consultation.model_construct(
        case=run.case,
        referral=referral,
        hypotheses=_ranked(run, base),
        advice=_advice(run),
        warnings=_warnings(run, referral, base),
        knowledge_base=Version.model_construct(version=base.version),
        trace=trace_of(run, base),
    )


def _ranked(run: Run, base: KnowledgeBase) -> tuple[Ranked, ...]:
    speaking = _evidence(run, base)
    order = sorted(run.scores, key=lambda h: (-run.scores[h], h))
    ranks: dict[int, int] = {}
    for place, name in enumerate(order, 1):
        ranks.setdefault(run.scores[name], place)
    ranked = []
    for name in order:
        hypothesis, score = base.hypotheses[name], run.scores[name]
        ranked.append(
            Ranked.model_construct(
                rank=ranks[score],
                id=name,
                label=hypothesis.label,
                kind=hypothesis.kind,
                prior=base.priors[name],
                score=score,
                band=band(score),
                evidence=tuple(speaking[name]),
            )
        )
    return tuple(ranked)


def _evidence(run: Run, base: KnowledgeBase) -> dict[str, list[Evidence]]:
    """By hypothesis what fired rules say of it, what counts first, then the strongest."""
    speaking: dict[str, list[Evidence]] = {h: [] for h in base.hypotheses}
    known = _sayings(base)
    for rule, premises in run.fired.values():
        if isinstance(rule, EvidenceRule):
            of_rule, said = known.get(rule.id, (None, ()))
            if of_rule is not rule:  # where cases are left out, a rule weighs otherwise
                said = tuple((place, _said(rule, place[0][0])) for place, _ in rule.said)
                known[rule.id] = rule, said
            for place, entry in said:
                (name, _), _ = place
                _, holder = run.counted[place]
                overlapped = None if holder == rule.id else holder
                of_case = {"counted": not overlapped, "overlapped_by": overlapped, "premises": premises}
                speaking[name].append(entry.model_copy(update=of_case))
    for entries in speaking.values():
        entries.sort(key=lambda e: (not e.counted, -abs(e.points), e.rule))
    return speaking


def _said(rule: EvidenceRule, hypothesis: str) -> Evidence:
    """What a rule says of a hypothesis in every case."""
    return Evidence.model_construct(
        rule=rule.id,
        title=rule.title,
        cluster=cluster_of(rule),
        points=rule.points[hypothesis],
        counted=True,
        because=rule.because_of(hypothesis),
        premises=(),
        sources=rule.sources,
        expert=rule.expert_on(hypothesis),
        counts=isinstance(rule, ScriptRule),
        elsewhere=rule.elsewhere.get(hypothesis, 0),
        contested=rule.contested,
    )


@lru_cache(maxsize=8)
def _sayings(base: KnowledgeBase) -> dict[str, tuple[EvidenceRule, Said]]:
    """What rules of a knowledge base say in every case, and where it counts, as far as it was ever asked for."""
    return {}


def _referral(run: Run) -> Referral:
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
        for rule, premises in run.fired.values()
        if isinstance(rule, ReferralRule)
    ]
    ranking = sorted(run.scores, key=lambda h: (-run.scores[h], h))
    place = {h: number for number, h in enumerate(ranking)}
    reasons.sort(key=lambda r: (-r.level.rank, not r.danger_sign, supposes_age(r), _place(r, place), r.rule))
    level = reasons[0].level if reasons else Level.SELF_CARE
    return Referral.model_construct(level=level, reasons=tuple(reasons))


def _place(reason: Reason, ranking: Mapping[str, int]) -> float:
    """Where a reason that is no danger sign comes among those of its level: by the hypothesis that it rests on.

    What rests on none comes after what rests on the leader.
    """
    places = [ranking[p.about] for p in reason.premises if p.kind == "hypothesis" and p.about in ranking]
    return min(places, default=0.5) if not reason.danger_sign else 0.0


def _advice(run: Run) -> tuple[Advice, ...]:
    """Advice in the order of the ranking, general advice last."""
    order = sorted(run.scores, key=lambda h: (-run.scores[h], h))
    given = [
        Advice.model_construct(
            rule=rule.id,
            title=rule.title,
            hypothesis=rule.hypothesis,
            tests=tuple(rule.tests),
            foods=tuple(rule.foods),
            lifestyle=tuple(rule.lifestyle),
            cautions=rule.cautions,
            because=rule.because,
            premises=premises,
            sources=rule.sources,
        )
        for rule, premises in run.fired.values()
        if isinstance(rule, AdviceRule)
    ]
    place = {h: i for i, h in enumerate(order)}
    return tuple(sorted(given, key=lambda a: (place.get(a.hypothesis or "", len(order)), a.rule)))


def _warnings(run: Run, referral: Referral, base: KnowledgeBase) -> tuple[str, ...]:
    """What hangs on an age or side not said, what can hardly be true, and what contradicts an answer: all stand."""
    findings = base.vocabulary.findings
    contradicted = (
        f"{findings[code].label!r} is answered as absent, but other answers amount to it"
        for code, rules in sorted(run.derived.items())
        if run.states.get(code) == "absent"
    )
    unsaid = (*unsaid_age(run, referral, base), *unsaid_side(run, referral, base))
    return (*unsaid, *oddities(run.case, base.vocabulary), *contradicted)
