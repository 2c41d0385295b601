"""how: from the score of a hypothesis down to the answers, rule by rule."""

from ..cases.selection import Selection, counted_for
from ..engine.consultation import Consultation, Evidence, Ranked
from ..facts.finding import Record
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import Basis, Seen, Strength, Weight, basis, likelihood_ratio, told
from ..rules.rule import Contested, EvidenceRule
from ..rules.script import ScriptRule
from .explanation import Explanation, cited
from .grounds import Ground, Grounds, answers, cited_by


class Spoken(Record):
    """What one fired rule says of the hypothesis, and on whose authority.

    `points` are signed decibans, `ratio` the likelihood ratio they stand for. `basis` is what the weight rests on, and
    `arithmetic` says where its figures come from; without it the weight is the authors' judgement. `elsewhere` are the
    points of its weight that the rules it subsumes give, `cases` those of the library that a counted rule was counted
    from.
    """

    rule: str
    title: str
    points: int
    ratio: float
    basis: Basis
    arithmetic: str | None
    elsewhere: int
    because: str
    contested: Contested | None
    sources: tuple[str, ...]
    grounds: tuple[Ground, ...]
    cases: Selection | None = None


class Counted(Record):
    """One cluster in one direction: the rule that counted, and the ones it overlapped, which add nothing."""

    cluster: str
    counted: Spoken
    overlapped: tuple[Spoken, ...] = ()


class Shared(Record):
    """An answer on which several counted rules of one direction rest, each in a cluster of its own.

    `lower` says by how many points the score would be nearer to its start if they were taken for one.
    """

    about: str
    state: str
    titles: tuple[str, ...]
    lower: int


class How(Explanation):
    """The sum of one hypothesis: prior and clusters, in decibans; `prevalence` is the prior as a share."""

    hypothesis: str
    label: str
    rank: int
    prior: int
    prevalence: float
    prior_because: str
    prior_sources: tuple[str, ...]
    clusters: tuple[Counted, ...]
    shared: tuple[Shared, ...]
    score: int
    band: Band


def how(base: KnowledgeBase, consultation: Consultation, hypothesis: str) -> How:
    """Why a hypothesis has its score. The prior and the counted points add up to it exactly."""
    ranked = consultation.hypothesis(hypothesis)
    prior = base.hypotheses[hypothesis].prior
    clusters = clusters_of(base, consultation, ranked)
    spoken = [s for c in clusters for s in (c.counted, *c.overlapped)]
    return How(
        asked=f"how {hypothesis}",
        knowledge=base.version,
        sources=cited(base, prior.sources, *(authorities(s) for s in spoken)),
        hypothesis=hypothesis,
        label=ranked.label,
        rank=ranked.rank,
        prior=ranked.prior,
        prevalence=prior.prevalence,
        prior_because=prior.because,
        prior_sources=prior.sources,
        clusters=clusters,
        shared=shared_answers(clusters),
        score=ranked.score,
        band=ranked.band,
    )


def clusters_of(base: KnowledgeBase, consultation: Consultation, ranked: Ranked) -> tuple[Counted, ...]:
    """What spoke for and against a hypothesis, by cluster, weightiest first."""
    grounds = Grounds(base, consultation)
    spoken = {e.rule: _spoken(base, grounds, e, ranked.id) for e in ranked.evidence}
    return tuple(
        Counted(
            cluster=e.cluster,
            counted=spoken[e.rule],
            overlapped=tuple(spoken[o.rule] for o in ranked.evidence if o.overlapped_by == e.rule),
        )
        for e in ranked.evidence
        if e.counted
    )


def shared_answers(clusters: tuple[Counted, ...]) -> tuple[Shared, ...]:
    """The answers that count in more than one cluster of a direction, the costliest first."""
    resting: dict[tuple[str, str, bool], dict[str, Spoken]] = {}
    for cluster in clusters:
        rule = cluster.counted
        for answer in answers(rule.grounds):
            resting.setdefault((answer.about, answer.state, rule.points > 0), {})[rule.rule] = rule
    found = []
    for (about, state, _), rules in resting.items():
        points = [abs(r.points) for r in rules.values()]
        if len(rules) > 1:
            titles = tuple(r.title for r in rules.values())
            found.append(Shared(about=about, state=state, titles=titles, lower=sum(points) - max(points)))
    return tuple(sorted(found, key=lambda s: (-s.lower, s.about)))


def authorities(spoken: Spoken) -> list[str]:
    """Every source that stands behind one rule's word."""
    contested = spoken.contested
    sides = (*contested.claim.sources, *contested.against.sources) if contested else ()
    return [*spoken.sources, *sides, *cited_by(spoken.grounds)]


def _spoken(base: KnowledgeBase, grounds: Grounds, evidence: Evidence, hypothesis: str) -> Spoken:
    rule = base.rules[evidence.rule]
    weight = rule.weights[hypothesis] if isinstance(rule, EvidenceRule) else None
    return Spoken(
        rule=evidence.rule,
        title=evidence.title,
        points=evidence.points,
        ratio=likelihood_ratio(evidence.points),
        basis=basis(weight) if weight else Basis.JUDGEMENT,
        arithmetic=arithmetic(weight) if weight else None,
        elsewhere=rule.elsewhere.get(hypothesis, 0) if isinstance(rule, EvidenceRule) else 0,
        because=evidence.because,
        contested=evidence.contested,
        sources=evidence.sources,
        grounds=grounds.of(evidence.premises),
        cases=counted_for(rule, hypothesis) if isinstance(rule, ScriptRule) else None,
    )


def arithmetic(weight: Weight | Seen) -> str | None:
    """Where the figures of a weight come from; None where it is judgement, or where its reason tells the counts."""
    return None if isinstance(weight, Strength | Seen) else told(weight)
