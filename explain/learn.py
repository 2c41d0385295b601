"""learn: an illness script of a hypothesis, made from the knowledge base alone."""

from ..facts.finding import FindingKind, Record
from ..rules.condition import Compare, Condition, finding_of, hypothesis_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import Basis, basis, likelihood_ratio
from ..rules.rule import Contested, EvidenceRule, HypothesisKind, Level, Separation, Test, cluster_of
from .explanation import Explanation, cited
from .how import arithmetic
from .published import Frequency, most_frequent

SHOWS = (FindingKind.SYMPTOM, FindingKind.SIGN)


class Lesson(Record):
    """One rule as a thing to learn: what it asks for, the points it gives, and why; of its cluster only one counts."""

    rule: str
    cluster: str
    title: str
    when: Condition
    points: int
    ratio: float
    basis: Basis
    arithmetic: str | None
    because: str
    contested: Contested | None
    sources: tuple[str, ...]


class Danger(Record):
    """A referral rule that asks about the hypothesis."""

    rule: str
    title: str
    level: Level
    action: str
    because: str
    sources: tuple[str, ...]


class Script(Explanation):
    """An illness script: how common (`prevalence` among adults with leg complaints), the mechanism, who gets it, how
    it shows, what results say, what speaks against it, its mimics, the tests in their order, the pitfalls, and of the
    published cases how many there are and what most of them show."""

    hypothesis: str
    label: str
    kind: HypothesisKind
    prevalence: float
    prior: int
    prior_because: str
    prior_sources: tuple[str, ...]
    mechanism: str
    mechanism_sources: tuple[str, ...]
    who: tuple[Lesson, ...]
    shows: tuple[Lesson, ...]
    results: tuple[Lesson, ...]
    against: tuple[Lesson, ...]
    cases: int
    published: tuple[Frequency, ...]
    separates: tuple[Separation, ...]
    tests: tuple[Test, ...]
    danger: tuple[Danger, ...]
    pitfalls: tuple[str, ...]
    foods: tuple[str, ...]


def learn(base: KnowledgeBase, hypothesis: str) -> Script:
    """What is to be known of a hypothesis, strongest first."""
    record = base.hypotheses[hypothesis]
    lessons: dict[str, list[Lesson]] = {"who": [], "shows": [], "results": [], "against": []}
    for rule in base.evidence:
        if hypothesis in rule.points:
            lessons[_part(rule, hypothesis, base)].append(_lesson(rule, hypothesis))
    for part in lessons.values():
        part.sort(key=lambda x: (-abs(x.points), x.rule))
    danger = [
        Danger(rule=r.id, title=r.title, level=r.level, action=r.action, because=r.because, sources=r.sources)
        for r in sorted(base.referral, key=lambda r: (-r.level.rank, r.id))
        if hypothesis in map(hypothesis_of, leaves(r.when))
    ]
    sides = [v.sources for p in lessons.values() for x in p if x.contested
             for v in (x.contested.claim, x.contested.against)]  # fmt: skip
    used = [x.sources for p in lessons.values() for x in p] + [d.sources for d in danger] + sides
    return Script(
        asked=f"learn {hypothesis}",
        knowledge=base.version,
        sources=cited(base, record.sources, record.prior.sources, *used),
        hypothesis=hypothesis,
        label=record.label,
        kind=record.kind,
        prevalence=record.prior.prevalence,
        prior=base.priors[hypothesis],
        prior_because=record.prior.because,
        prior_sources=record.prior.sources,
        mechanism=record.summary,
        mechanism_sources=record.sources,
        cases=base.counts.of.get(hypothesis, 0),
        published=most_frequent(base, hypothesis),
        separates=record.separates,
        tests=record.tests,
        danger=tuple(danger),
        pitfalls=record.pitfalls,
        foods=tuple(record.foods),
        **{name: tuple(part) for name, part in lessons.items()},
    )


def _part(rule: EvidenceRule, hypothesis: str, base: KnowledgeBase) -> str:
    """Where a rule belongs: results if it asks for any, how it shows if it asks for a symptom or sign, else who."""
    if rule.points[hypothesis] < 0:
        return "against"
    kinds = {base.vocabulary.findings[f].kind for leaf in leaves(rule.when) if (f := finding_of(leaf))}
    numbers = {leaf.measurement for leaf in leaves(rule.when) if isinstance(leaf, Compare)}
    if FindingKind.RESULT in kinds or numbers - {"age", "duration_days"}:
        return "results"
    return "shows" if kinds & set(SHOWS) or "duration_days" in numbers else "who"


def _lesson(rule: EvidenceRule, hypothesis: str) -> Lesson:
    points = rule.points[hypothesis]
    return Lesson(
        rule=rule.id,
        cluster=cluster_of(rule),
        title=rule.title,
        when=rule.when,
        points=points,
        ratio=likelihood_ratio(points),
        basis=basis(rule.weights[hypothesis]),
        arithmetic=arithmetic(rule.weights[hypothesis]),
        because=rule.because,
        contested=rule.contested,
        sources=rule.sources,
    )
